// A list read off a record table: reach, filters, search, order, cursor, and the same rows as CSV.
#include <algorithm>

#include "platform/api.h"
#include "platform/crypto.h"
#include "platform/http_target.h"
#include "platform/identifiers.h"
#include "platform/page_csv.h"
#include "platform/page_plan.h"
#include "platform/text.h"
#include "platform/vault.h"

namespace unionhall {

namespace {

void narrow_to_reach(PageQuestion& sql, const Door& door, const Context& context, const RecordType& type) {
    if (door.kind != Door::Kind::permitted || !type.path) return;
    std::string any;
    for (auto& top : context.actor.reach(door.permission)) {
        any += any.empty() ? "(" : " or ";
        auto low = sql.hole(top);
        any += type.path->name + " >= " + low + " and " + type.path->name + " < " + sql.hole(after_path(top));
    }
    sql.places.push_back(any.empty() ? "1 = 0" : any + ")");
}

Problem unreadable(const Field& f, const std::string& name) {
    return {name, {f.label.zh + "填写的内容无法识别。", f.label.en + " is not something we can read."}};
}

// name=value, name=a,b (one of), name_from=, name_to= for what has an order.
void filter(PageQuestion& sql, Context& context, const RecordType& type, const std::string& name,
            const std::string& text, std::vector<Problem>& problems) {
    auto* f = type.field(name);
    std::string op = "=";
    for (auto& [suffix, sign] : {std::pair{"_from", ">="}, std::pair{"_to", "<="}})
        if (!f && name.ends_with(suffix)) f = type.field(name.substr(0, name.rfind('_'))), op = sign;
    if (!f || !f->is_filterable) {
        problems.push_back({name, {"不能按“" + name + "”筛选。", "This list cannot be filtered by \"" + name + "\"."}});
        return;
    }
    if (f->is_owner && type.path) {  // a unit and everything below it
        auto id = parse_id(text);
        auto path = id ? context.unit_path(*id) : std::string();
        if (path.empty()) {
            problems.push_back({name, {"没有这个组织。", "There is no such unit."}});
            return;
        }
        auto low = sql.hole(path);
        sql.places.push_back(type.path->name + " >= " + low + " and " + type.path->name + " < " +
                             sql.hole(after_path(path)));
        return;
    }
    if (op != "=" && f->shape == Shape::choice) {
        problems.push_back(unreadable(*f, name));
        return;
    }
    std::string one_of;
    for (auto& part : f->shape == Shape::choice || f->shape == Shape::id ? split(text, ',') : std::vector{text}) {
        auto value = parse_value(*f, part);
        if (!value || std::holds_alternative<std::monostate>(*value)) {
            problems.push_back(unreadable(*f, name));
            return;
        }
        one_of += (one_of.empty() ? "" : ", ") + sql.hole(std::move(*value));
    }
    sql.filters.push_back(op == "=" ? f->name + " in (" + one_of + ")" : f->name + " " + op + " " + one_of);
}

// Greater than every text that begins with this one and has a letter after it: U+10FFFF is no letter.
std::string after_prefix(const std::string& text) { return text + "\xF4\x8F\xBF\xBF"; }

std::string has_phone(PageQuestion& sql, Transaction& tx, const Field& f, const std::string& canonical) {
    std::string holes;
    for (auto& blind : tx.blinds(f.name, canonical)) holes += (holes.empty() ? "" : ", ") + sql.hole(std::move(blind));
    return f.name + "_index in (" + holes + ")";
}

// Whether nothing on this list is covered for the reader: the grant to see what is personal reaches as far as the door's.
bool sees_all(const Door& door, const Context& context) {
    if (door.kind != Door::Kind::permitted) return false;
    for (auto& top : context.actor.reach(door.permission))
        if (!context.may(see_personal, top)) return false;
    return true;
}

// Who sees names covered finds a person by the whole name, as somebody who has it before them would; a search by its
// beginning would uncover it letter by letter.
void search(PageQuestion& sql, Transaction& tx, const RecordType& type, const std::string& asked, bool in_clear) {
    auto text = folded(asked);
    if (text.empty()) return;
    std::string any;
    bool can = false;
    auto phone = check_phone(asked);
    bool is_mobile = phone.ok() && check_mobile(asked).ok();
    for (auto& f : type.fields)
        if (f.match != Match::none && f.is_blind && is_mobile) {  // it is nothing else, and one person has it
            sql.search = has_phone(sql, tx, f, phone.canonical);
            sql.is_exact = true;
            return;
        }
    for (auto& f : type.fields) {
        if (f.match == Match::none) continue;
        can = true;
        if (f.is_blind) {  // a whole phone number, or nothing
            if (phone.ok()) any += (any.empty() ? "(" : " or ") + has_phone(sql, tx, f, phone.canonical);
            continue;
        }
        bool is_initials = f.shape == Shape::text && f.name.ends_with("_initials");
        if (is_initials && !in_clear) continue;
        any += any.empty() ? "(" : " or ";
        auto plain = is_initials ? lower_ascii(text) : text;
        if (f.is_personal && !in_clear) {
            any += f.name + " = " + sql.hole(plain);
        } else if (f.match == Match::anywhere) {
            any += "lower(" + f.name + ") like " + sql.hole(like_pattern(plain)) + " escape '\\'";
        } else {
            auto low = sql.hole(plain);
            any += f.name + " >= " + low + " and " + f.name + " < " + sql.hole(after_prefix(plain));
        }
    }
    if (!can) refuse("q", {"这个列表不能搜索。", "This list cannot be searched."});
    sql.search = any.empty() ? "1 = 0" : any + ")";
}

// What is sought: in the header Search, escaped as in an address. Where it may be somebody's name or phone it comes no
// other way, because addresses are kept in many places (ASVS 14.2.1).
std::string sought(const Request& request, const RecordType& type) {
    bool is_personal = std::ranges::any_of(
        type.fields, [](auto& f) { return f.match != Match::none && (f.is_personal || f.is_secret); });
    auto in_query = request.query.find("q");
    if (in_query != request.query.end() && !in_query->second.empty()) {
        if (!is_personal) return in_query->second;
        refuse("q", {"这里查的是个人信息，不能写在网址里：请放在请求头 Search 中。",
                     "This looks for people, so it must not stand in the address: send it in the header Search."});
    }
    auto* header = request.header("search");
    if (!header) return "";
    auto target = parse_target("/?q=" + *header);
    if (target.fault != Target::Fault::none || target.query.size() != 1)
        refuse("q", {"请求头 Search 中的文字要像网址那样编码。", "The header Search is written as in an address."});
    return target.query["q"];
}

PageOrder order_of(const RecordType& type, const Query& query) {
    auto asked = query.find("sort");
    if (asked == query.end() || asked->second.empty()) return {nullptr, true};
    bool down = asked->second[0] == '-';
    auto name = asked->second.substr(down ? 1 : 0);
    auto* f = type.field(name);
    if (f && f->is_key) return {nullptr, down};
    if (!f || !f->is_sortable)
        refuse("sort", {"不能按“" + name + "”排序。", "This list cannot be sorted by \"" + name + "\"."});
    return {f, down};
}

// A place in a list is a value and an id. A personal value is sealed in it: whoever sees it covered shall not read it
// there, nor ask for places of their own making and watch what comes after.
std::string cursor_context(const RecordType& type, const PageOrder& order) {
    return "cursor|" + type.plural + "|" + order.by->name;
}

std::string cursor_of(const Vault& vault, const RecordType& type, const PageOrder& order, const void* record) {
    JsonWriter w;
    w.begin_array();
    if (order.by) {
        auto value = order.by->get(record);
        if (std::holds_alternative<std::monostate>(value)) value = order.not_given();
        if (auto* s = std::get_if<std::string>(&value))
            w.value(*s);
        else
            w.value(std::get<std::int64_t>(value));
    }
    w.value(std::get<std::int64_t>(type.key->get(record)));
    w.end_array();
    auto place = w.take();
    return base64url(order.by && order.by->is_personal ? vault.seal(place, cursor_context(type, order)) : place);
}

void start_after(PageQuestion& sql, const Vault& vault, const RecordType& type, const PageOrder& order,
                 const std::string& cursor) {
    auto bad = [] {
        refuse("cursor", {"翻页位置无效，请从第一页重新开始。",
                          "This place in the list is not valid. Start from the first page."});
    };
    Json place;
    try {
        auto text = from_base64url(cursor).value_or("");
        if (order.by && order.by->is_personal) text = vault.unseal(text, cursor_context(type, order));
        place = parse_json(text);
    } catch (const std::exception&) { bad(); }
    if (!place.is_array() || place.size() != (order.by ? 2u : 1u) ||
        !std::holds_alternative<std::int64_t>(place.array().back().value))
        bad();
    std::string sign = order.is_down ? " < " : " > ";
    auto id = sql.hole(place.array().back().integer());
    if (!order.by) {
        sql.cursor = type.key->name + sign + id;
        return;
    }
    auto& first = place.array().front();
    Value value;
    if (auto* s = std::get_if<std::string>(&first.value))
        value = *s;
    else if (auto* i = std::get_if<std::int64_t>(&first.value))
        value = *i;
    else
        bad();
    sql.cursor =
        "(" + order.column(type) + ", " + type.key->name + ")" + sign + "(" + sql.hole(value) + ", " + id + ")";
}

std::int64_t limit_of(const Query& query, bool is_csv) {
    auto asked = query.find("limit");
    if (asked == query.end()) return is_csv ? page_items_export_max : page_items_default;
    auto f = Field{.name = "limit", .label = {"条数", "Limit"}, .shape = Shape::integer};
    auto value = parse_value(f, asked->second);
    auto* n = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    auto most = is_csv ? page_items_export_max : page_items_max;
    if (!n || *n < 1 || *n > most)
        refuse("limit", {"每页条数应在 1 到 " + std::to_string(most) + " 之间。",
                         "limit must lie between 1 and " + std::to_string(most) + "."});
    return *n;
}

}  // namespace

Response answer_page(Call& call, const Door& door, const RecordType& type, Narrow narrow, Stepper stepper,
                     PageReader reader) {
    auto& context = call.context;
    check_door(door, context, type, nullptr);
    PageQuestion sql;
    Query query = call.request.query;
    if (narrow) {
        auto extra = narrow(context, query);
        sql.values = std::move(extra.values);
        if (!extra.sql.empty()) sql.filters.push_back(extra.sql);
    }
    narrow_to_reach(sql, door, context, type);
    bool is_csv = query.contains("format") && query["format"] == "csv";
    std::vector<Problem> problems;
    for (auto& [name, text] : query) {
        if (name == "limit" || name == "cursor" || name == "sort" || name == "q" || name == "format" ||
            name == "count" || text.empty())
            continue;
        filter(sql, context, type, name, text, problems);
    }
    refuse_if_any(std::move(problems));
    if (auto text = sought(call.request, type); !text.empty())
        search(sql, context.tx, type, text, sees_all(door, context));

    auto order = order_of(type, query);
    auto limit = limit_of(query, is_csv);
    if (query.contains("cursor") && !query["cursor"].empty())
        start_after(sql, context.services.vault, type, order, query["cursor"]);
    auto plan = plan_page(context.tx, type, sql, order, limit + 1);
    auto in_order = order.sql(type);
    auto rest = (plan.page.empty() ? "" : "where " + plan.page) + in_order + " limit " + sql.hole(limit + 1);
    // Ids first: an index that has the order and the path finds them without reading the rows in between.
    if (order.by)
        rest = "where " + type.key->name + " in (select " + type.key->name + " from " + type.plural + " " + rest + ")" +
               in_order;

    JsonWriter w;
    std::optional<PageCsv> csv;
    if (is_csv) csv.emplace(context, type);
    w.begin_object().key("items").begin_array();
    std::int64_t shown = 0;
    std::string next;
    reader(context.tx, rest, sql.values, [&](const void* record) {
        if (++shown > limit) return;
        if (shown == limit) next = cursor_of(context.services.vault, type, order, record);
        if (csv) {
            csv->append(record);
            return;
        }
        auto sight = type.path ? context.sight(unit_path_of(type, record)) : Sight{.personal = true};
        w.begin_object();
        write_record(w, type, record, sight);
        if (stepper) {
            w.key("steps").begin_array();
            for (auto& s : stepper(context, record)) w.value(s);
            w.end_array();
        }
        w.end_object();
    });
    if (csv) return csv->take();
    w.end_array().key("next");
    if (shown > limit)
        w.value(next);
    else
        w.null();
    if (query.contains("count")) {
        auto sum = std::get<std::int64_t>(first_answer(context.tx,
                                                       "select count(*) from (select 1 from " + type.plural +
                                                           (plan.count.empty() ? "" : " where " + plan.count) +
                                                           " limit " + std::to_string(plan.count_max + 1) + ") counted",
                                                       sql.values)
                                              .value());
        w.pair("total", std::min(sum, plan.count_max));
        w.pair("total_is_more", sum > plan.count_max);
    }
    w.end_object();
    return {.body = w.take()};
}

}  // namespace unionhall
