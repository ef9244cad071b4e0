// Whatever a list is asked for: every word of the SQL that comes of it is ours, and what was asked stands in its
// arguments alone. The database is one that only listens.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "platform/api.h"
#include "platform/calendar.h"
#include "platform/crypto.h"
#include "platform/http_target.h"
#include "platform/known_passwords.h"
#include "platform/pinyin.h"
#include "platform/settings.h"
#include "platform/text.h"
#include "platform/vault.h"

namespace unionhall::listed {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)
std::vector<Words> labels_of(const Colour*) { return {{"红", "Red"}, {"绿", "Green"}}; }

struct Thing {
    Id<Thing> id;
    Id<Thing> unit_id;
    std::string unit_path;
    std::string name, name_initials, title;
    std::optional<Secret> phone;
    Colour colour = Colour::red;
    Date day;
    Instant at;
    std::int64_t amount = 0;
    bool flag = false;
    std::int64_t version = 1;
};
const RecordType& record_of(const Thing*) {
    static const auto type = record<Thing>(
        "thing", "things", {"东西", "thing"},
        {key(&Thing::id), owner(&Thing::unit_id, {"单位", "Unit"}), path(&Thing::unit_path),
         field(&Thing::name, "name", {"姓名", "Name"}).sortable().personal(Mask::name).searched(Match::prefix),
         field(&Thing::name_initials, "name_initials", {"首字母", "Initials"}).searched(Match::prefix).hidden(),
         field(&Thing::title, "title", {"标题", "Title"}).sortable().filterable().searched(Match::anywhere),
         field(&Thing::phone, "phone", {"手机", "Phone"}).blind().personal(Mask::phone).searched(Match::prefix),
         field(&Thing::colour, "colour", {"颜色", "Colour"}).filterable().sortable(),
         field(&Thing::day, "day", {"日期", "Day"}).filterable().sortable(),
         field(&Thing::at, "at", {"时间", "At"}).filterable().sortable(),
         field(&Thing::amount, "amount", {"数量", "Amount"}).filterable().sortable(),
         field(&Thing::flag, "flag", {"标记", "Flag"}).filterable(), version(&Thing::version)});
    return type;
}

bool is_ours(const std::string& word) {
    static const std::set<std::string> ours{
        "select", "from",  "where", "and",  "or",   "in",   "like",  "escape", "order", "by",         "desc",
        "limit",  "count", "case",  "when", "then", "else", "end",   "lower",  "seen",  "things",     "counted",
        "offset", "1",     "0",     "is",   "null", "not",  "union", "all",    "as",    "phone_index"};
    if (ours.contains(word) || type_of<Thing>().field(word)) return true;
    return std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });  // a hole, or a limit of ours
}

void check_sql(const std::string& sql, std::size_t arguments) {
    static const std::string marks = " (),.*<>=$'\\";
    std::string word;
    for (std::size_t i = 0; i <= sql.size(); ++i) {
        char c = i < sql.size() ? sql[i] : ' ';
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (is_letter) {
            word += c;
            continue;
        }
        if (!word.empty() && !is_ours(word)) std::abort();
        if (marks.find(c) == std::string::npos) std::abort();
        if (c == '$' && std::strtoul(sql.c_str() + i + 1, nullptr, 10) > arguments) std::abort();
        word.clear();
    }
}

class Listening final : public Connection {
  public:
    void each(const std::string& sql, std::span<const Value> arguments, const std::function<void(Row&)>& row) override {
        check_sql(sql, arguments.size());
        Row answer{Value{std::int64_t{answer_}}};
        if (sql.starts_with("select")) row(answer);
    }
    explicit Listening(std::uint8_t how) : answer_(how & 2 ? 100'000 : 3), is_postgres_(how & 1) {}
    std::int64_t changed_rows() const override { return 0; }
    void script(const std::string&) override { std::abort(); }
    bool is_postgres() const override { return is_postgres_; }

  private:
    std::int64_t answer_;
    bool is_postgres_;
};

std::string escaped(std::string_view text) {
    std::string all;
    for (char c : text) all += "%" + hex({&c, 1});
    return all;
}

}  // namespace unionhall::listed

using namespace unionhall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using listed::Thing;
    if (size < 1) return 0;
    auto target = parse_target("/api/things?" + std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
    if (target.fault != Target::Fault::none) return 0;

    static auto vault = Vault::in_memory();
    static IdSource ids;
    static const Pinyin pinyin;
    static const Calendar calendar;
    static const KnownPasswords passwords;
    static const Settings settings;
    Services services{vault, ids, pinyin, calendar, passwords, settings, [](Transaction&, std::int64_t id) {
                          return id % 2 ? "/1/2/" : std::string();
                      }};
    listed::Listening connection(data[0]);
    Transaction tx(connection, &vault);
    Actor actor{.kind = Actor::Kind::staff, .grants = {{"things.read", "/1/"}}};
    if (data[0] & 4) actor.grants.push_back({std::string(see_personal.name), "/1/"});
    Context context{.tx = tx, .actor = actor, .services = services, .now = {}, .today = {}};
    Request request{.method = "GET", .path = "/api/things", .query = target.query};
    // What is sought comes in a header: as the program escapes it, or as it stands.
    if (auto sought = request.query.extract("q"); sought)
        request.headers["search"] = data[0] & 8 ? sought.mapped() : listed::escaped(sought.mapped());
    Call call{context, request};
    PageReader reader = [](Transaction&, const std::string& rest, const std::vector<Value>& values,
                           const Visit& visit) {
        listed::check_sql(rest, values.size());
        Thing thing{.unit_path = "/1/2/", .name = "欧阳海棠", .phone = Secret{"+8613812345678"}};
        for (int i = 0; i < 3; ++i) visit(&thing);
    };
    try {
        auto answer =
            answer_page(call, may({"things.read", {"读", "Read"}}), type_of<Thing>(), nullptr, nullptr, reader);
        bool sees = data[0] & 4;
        if (!sees && answer.body.find("欧阳海棠") != std::string::npos) std::abort();
        if (answer.body.find("13812345678") != std::string::npos) std::abort();
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
    }
    return 0;
}
