#include "divisions/model.h"

namespace unionhall::divisions {

// clang-format off
std::vector<Words> labels_of(const Level*) {
    return {{"省级", "Province"}, {"地级", "City"}, {"县级", "County"}, {"乡级", "Street or township"}};
}
const RecordType& record_of(const Division*) {
    static const auto type = record<Division>("division", "divisions", {"行政区划", "division"}, {
        field(&Division::code,        "code",        {"代码", "Code"}).at_most(9),
        field(&Division::name,        "name",        {"名称", "Name"}).at_most(60),
        field(&Division::level,       "level",       {"级别", "Level"}),
        field(&Division::parent_code, "parent_code", {"上级代码", "Parent code"}).at_most(9),
        field(&Division::full_name,   "full_name",   {"全称", "Full name"}).at_most(200),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::divisions
