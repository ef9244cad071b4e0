// Divisions over HTTP.
#include "divisions/store.h"
#include "platform/app.h"
#include "platform/text.h"

namespace unionhall::divisions {
namespace {

struct DivisionQuery {
    std::string parent;
    std::string q;
    std::string code;
};
// clang-format off
const RecordType& record_of(const DivisionQuery*) {
    static const auto type = record<DivisionQuery>("division_query", "", {"区划查询", "question about divisions"}, {
        field(&DivisionQuery::parent, "parent", {"上级代码", "Parent code"}).at_most(9),
        field(&DivisionQuery::q,      "q",      {"名称中的字", "Part of the name"}).at_most(30),
        field(&DivisionQuery::code,   "code",   {"代码", "Code"}).at_most(9),
    });
    return type;
}
// clang-format on

std::vector<Division> find_divisions(Context& context, const DivisionQuery& query) {
    if (!query.code.empty()) {
        auto found = division_of(context.tx, query.code);
        return found ? std::vector{*found} : std::vector<Division>{};
    }
    return query.q.empty() ? children_of(context.tx, query.parent) : named_like(context.tx, folded(query.q));
}

std::string name_in_list(Context& context, const Value& code) {
    return full_name_of(context.tx, std::get<std::string>(code));
}

}  // namespace

// clang-format off
Room room() {
    return {.name = "divisions", .routes = {
        get("/api/divisions", anyone(), find_divisions, {"行政区划：下级，或按名称查找。", "Divisions: those below one, or by name."}),
    }, .namings = {{{"division_code"}, name_in_list}}};
}
// clang-format on

}  // namespace unionhall::divisions
