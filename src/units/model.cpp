#include "units/model.h"

namespace unionhall::units {

// clang-format off
std::vector<Words> labels_of(const Kind*) {
    return {{"总工会", "General federation"}, {"产业（行业）工会", "Industry union"}, {"工会联合会", "Federation of unions"},
            {"联合基层工会", "Joint grassroots union"}, {"基层工会", "Grassroots union"}};
}
std::vector<Words> labels_of(const Status*) {
    return {{"筹建中", "Preparing"}, {"正常", "Active"}, {"已合并", "Merged"}, {"已撤销", "Revoked"}};
}

const RecordType& record_of(const Unit*) {
    static const auto type = [] {
        auto path = field(&Unit::path, "path", {"组织路径", "Place in the tree"}).hidden();
        path.is_path = true;
        return record<Unit>("unit", "units", {"工会组织", "unit"}, {
            key  (&Unit::id),
            field(&Unit::parent_id,      "parent_id",      {"上级工会", "Parent unit"}).filterable(),
            field(&Unit::name,           "name",           {"名称", "Name"}).required().at_most(100).sortable().searched(Match::anywhere),
            field(&Unit::short_name,     "short_name",     {"简称", "Short name"}).at_most(40),
            field(&Unit::kind,           "kind",           {"类型", "Kind"}).filterable().sortable(),
            field(&Unit::division_code,  "division_code",  {"覆盖区划代码", "Division covered"}).at_most(9).filterable()
                .help("它覆盖的省、市、区县或街道的区划代码，可以为空。", "The province, city, county or street it covers; may be empty."),
            field(&Unit::industry_group, "industry_group", {"行业群体", "Trade"}).at_most(40).filterable()
                .help("只面向一个行业时填写，如 truck_driver。", "For a union of one trade only, such as truck_driver."),
            field(&Unit::address,        "address",        {"地址", "Address"}).at_most(200),
            field(&Unit::phone,          "phone",          {"办公电话", "Office telephone"}).at_most(30),
            field(&Unit::status,         "status",         {"状态", "Status"}).by_server().filterable(),
            field(&Unit::established_on, "established_on", {"成立日期", "Established on"}).filterable().sortable(),
            std::move(path),
            field(&Unit::children_made,  "children_made",  {"下级计数", "Children made"}).hidden(),
            version(&Unit::version),
        });
    }();
    return type;
}
// clang-format on

}  // namespace unionhall::units
