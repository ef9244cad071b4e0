#include "employers/model.h"

namespace unionhall::employers {

// clang-format off
std::vector<Words> labels_of(const Occupation*) {
    return {{"快递员", "Courier"}, {"外卖配送员", "Food-delivery rider"}, {"网约车司机", "Ride-hailing driver"},
            {"货车司机", "Truck driver"}, {"家政服务员", "Domestic worker"}, {"护工护理员", "Care worker"},
            {"房产中介员", "Estate agent"}, {"保安保洁员", "Security guard or cleaner"},
            {"建筑工人", "Construction worker"}, {"其他", "Other"}};
}

const RecordType& record_of(const Employer*) {
    static const auto type = record<Employer>("employer", "employers", {"用人单位", "employer"}, {
        key  (&Employer::id),
        owner(&Employer::unit_id, {"建档工会", "Unit that keeps it"}),
        path (&Employer::unit_path),
        field(&Employer::name,          "name",          {"名称", "Name"}).required().at_most(100).sortable().searched(Match::anywhere),
        field(&Employer::credit_code,   "credit_code",   {"统一社会信用代码", "Credit code"}).at_most(18).filterable(),
        field(&Employer::division_code, "division_code", {"所在区划代码", "Division"}).at_most(9).filterable(),
        field(&Employer::industry,      "industry",      {"行业", "Industry"}).at_most(60),
        field(&Employer::own_unit_id,   "own_unit_id",   {"本单位工会", "Its own union"}).filterable()
            .help("建有工会时填写；这里的职工优先加入它。", "If it has a union: its workers are led there first."),
        field(&Employer::headcount,     "headcount",     {"职工人数", "Headcount"}).between(0, 10'000'000),
        field(&Employer::platform,      "platform",      {"平台企业", "Platform company"}).filterable(),
        field(&Employer::name_key,      "name_key",      {"名称索引", "Name as looked up"}).hidden(),
        version(&Employer::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::employers
