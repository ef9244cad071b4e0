// Everything stored about the person who asks, read off what every room says it keeps: as a list, as a file to take away,
// and as a page to print (domain.md P5).
#include "divisions/model.h"
#include "members/handlers.h"
#include "members/rights_api.h"
#include "platform/china_time.h"
#include "platform/html.h"
#include "platform/identifiers.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const StoredField*) {
    static const auto type = record<StoredField>("stored_field", "", {"存储的一项资料", "stored field"}, {
        field(&StoredField::record,  "record",  {"在哪类资料里", "Kind of record"}),
        field(&StoredField::row,     "row",     {"第几条", "Which one"}),
        field(&StoredField::label,   "label",   {"名称", "What it is"}),
        field(&StoredField::value,   "value",   {"内容", "Value"}).at_most(20'000),
        field(&StoredField::purpose, "purpose", {"用途", "What for"}),
    });
    return type;
}

namespace {

struct Meant {
    const char* field;
    Words purpose;
};
const std::vector<Meant>& purposes() {
    static const std::vector<Meant> all{
        {"name",            {"称呼您，印在会员卡上", "To address you; it stands on your card"}},
        {"phone",           {"登录、核实本人、联系您", "To sign in, to know it is you, to reach you"}},
        {"id_number",       {"您自愿填写，只用于避免重复入会", "You gave it freely; only to avoid a second membership"}},
        {"occupation",      {"找到合适的工会，按职业统计人数", "To find a fitting union, and to count by occupation"}},
        {"division_code",   {"找到离您最近的工会", "To find the union closest to you"}},
        {"employer_name",   {"会籍跟着工作单位走；不告诉该单位", "Membership goes with the work; that employer is not told"}},
        {"signature",       {"证明是您本人自愿入会", "To prove that joining was your own act"}},
        {"notice_version",  {"证明您看到的是哪一版告知书", "To prove which notice you were shown"}},
        {"notice_hash",     {"证明您看到的是哪一版告知书", "To prove which notice you were shown"}},
        {"card_number",     {"核验会员身份，不含个人信息", "To check membership; it says nothing of you"}},
        {"joined_on",       {"计算会龄和统计人数", "To know how long you are a member, and to count"}},
        {"drive_id",        {"统计这次入会行动的人数", "To count the people of this drive"}},
        {"event_id",        {"统计这次活动的人数", "To count the people of this event"}},
    };
    return all;
}
// clang-format on

Words purpose_of(const std::string& name, const Holding& holding) {
    for (auto& meant : purposes())
        if (meant.field == name) return meant.purpose;
    return holding.purpose;
}

// 2024-05-10 10:00, in Beijing.
std::string hour_for_reading(Instant at) { return china_time(at).substr(0, 16); }

// Numbers that only lead from one of our rows to another say nothing to the person.
bool leads_on(const Field& f) {
    static const std::vector<std::string> ours{"person_id", "member_id",     "account_id",    "application_id",
                                               "import_id", "invitation_id", "name_initials", "helped_by"};
    return f.is_key || f.is_path || f.is_version || std::ranges::find(ours, f.name) != ours.end();
}

std::string readable(Context& context, const Field& f, const void* record) {
    auto given = f.get(record);
    auto value = as_text(f, given);
    if (value.empty()) return {};
    for (auto& choice : f.choices)
        if (choice.value == value) return choice.label.in(context.language);
    // What nobody has words for yet is said without its code.
    bool is_act = f.name == "verb" || f.name == "subject";
    if (f.shape == Shape::instant) return hour_for_reading({std::get<std::int64_t>(given)});
    if (f.shape == Shape::boolean)
        return (std::get<bool>(given) ? Words{"是", "Yes"} : Words{"否", "No"}).in(context.language);
    if (f.name == "phone" || f.name == "recipient")
        if (auto phone = check_mobile(value); phone.ok()) return phone_for_reading(phone.canonical);
    // What they took part in is theirs to know by name.
    Actor reader{.kind = Actor::Kind::staff,
                 .grants = {{"employers.read", "/"}, {"events.read", "/"}, {"drives.read", "/"}}};
    Context asking{.tx = context.tx,
                   .actor = reader,
                   .services = context.services,
                   .now = context.now,
                   .today = context.today,
                   .language = context.language};
    for (auto& naming : context.services.namings)
        if (std::ranges::find(naming.fields, f.name) != naming.fields.end())
            if (auto name = naming.name_of(asking, given); !name.empty()) return name;
    if (is_act)
        return (f.name == "verb" ? Words{"其他操作", "Another act"} : Words{"其他", "Something else"})
            .in(context.language);
    return value;
}

}  // namespace

std::vector<StoredField> list_my_data(Context& context, const Nothing&) {
    std::vector<StoredField> all;
    auto who = held_under(context.tx, person_asking(context), context.actor.account_id);
    for (auto& holding : context.services.holdings) {
        auto label = holding.label.in(context.language);
        std::int64_t row = 0;
        visit_held(context.tx, holding, who, [&](const RecordType& type, const void* record) {
            ++row;
            for (auto& f : type.fields) {
                auto value = leads_on(f) ? std::string() : readable(context, f, record);
                if (value.empty()) continue;
                all.push_back({label, row, f.label.in(context.language), value,
                               purpose_of(f.name, holding).in(context.language)});
            }
        });
    }
    return all;
}

static const Words export_says{"这里是我们保存的关于您的全部内容。不在这里的，我们没有。",
                               "This is everything we keep about you. What is not here, we do not have."};

static std::string as_json(Context& context, const std::vector<StoredField>& all) {
    JsonWriter w;
    w.begin_object().pair("made_at", to_text(context.now)).pair("says", export_says.in(context.language));
    w.key("records").begin_array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        bool begins = i == 0 || all[i - 1].record != all[i].record || all[i - 1].row != all[i].row;
        if (begins && i) w.end_array().end_object();
        if (begins) w.begin_object().pair("record", all[i].record).pair("row", all[i].row).key("fields").begin_array();
        w.begin_object().pair("label", all[i].label).pair("value", all[i].value).pair("purpose", all[i].purpose);
        w.end_object();
    }
    if (!all.empty()) w.end_array().end_object();
    return w.end_array().end_object().take();
}

static std::string as_page(Context& context, const std::vector<StoredField>& all) {
    auto title = Words{"我的资料", "My data"}.in(context.language);
    HtmlWriter page;
    page.begin("html", {{"lang", context.language == Language::zh ? "zh-CN" : "en"}}).begin("head");
    page.empty("meta", {{"charset", "utf-8"}});
    page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    page.element("title", title).empty("link", {{"rel", "stylesheet"}, {"href", "/public.css"}}).end();
    page.begin("body").begin("main").element("h1", title);
    page.element("p", export_says.in(context.language)).element("p", hour_for_reading(context.now));
    std::string record;
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto& f = all[i];
        bool begins = i == 0 || all[i - 1].record != f.record || all[i - 1].row != f.row;
        if (begins && i) page.end().end();
        if (f.record != record) page.element("h2", record = f.record);
        if (begins) page.begin("table").begin("tbody");
        page.begin("tr").element("th", f.label, {{"scope", "row"}}).element("td", f.value);
        page.element("td", f.purpose).end();
    }
    if (!all.empty()) page.end().end();
    return page.end().end().end().take();
}

Response export_my_data(Call& call) {
    auto& context = call.context;
    auto all = list_my_data(context, {});
    auto format = call.request.query.find("format");
    bool is_page = format != call.request.query.end() && format->second == "html";
    Response response{.content_type = is_page ? "text/html; charset=utf-8" : "application/json; charset=utf-8",
                      .body = is_page ? as_page(context, all) : as_json(context, all)};
    response.headers.emplace_back("Cache-Control", "no-store");
    if (!is_page)
        response.headers.emplace_back("Content-Disposition", "attachment; filename=\"unionhall-my-data.json\"");
    return response;
}

}  // namespace unionhall::members
