// Employers over HTTP. The table at the end is the whole surface.
#include "employers/store.h"
#include "platform/app.h"
#include "platform/named.h"

namespace unionhall::employers {
namespace {

void check(Context& context, Employer& employer) {
    auto problems = settle(employer);
    if (employer.own_unit_id && context.unit_path(employer.own_unit_id->number).empty())
        problems.push_back({"own_unit_id", {"没有这个工会，请重新选择。", "There is no such unit. Choose another."}});
    if (is_entered(context.tx, employer))
        problems.push_back({"name",
                            {"本工会已登记过这个单位，请直接修改。",
                             "Your unit has entered this employer already: change that entry."}});
    refuse_if_any(std::move(problems));
}

Employer enter(Context& context, const Draft<Employer>& draft) {
    auto employer = draft.applied_to({.id = context.new_id<Employer>()});
    check(context, employer);
    context.insert(employer);
    return employer;
}

Employer change(Context& context, const Employer& before, const Draft<Employer>& draft) {
    auto employer = draft.applied_to(before);
    check(context, employer);
    context.update(employer);
    return employer;
}

}  // namespace

// clang-format off
Room room() {
    return {.name = "employers", .routes = {
        //   path                      who may      recorded as         does
        list<Employer>("/api/employers",     may(read),                           {"用人单位列表。", "Employers by name."}),
        one<Employer> ("/api/employers/{id}", may(read),                          {"一个用人单位。", "One employer."}),
        post ("/api/employers",          may(manage), "employer.entered", enter,  {"登记用人单位。", "Enter an employer."}),
        patch("/api/employers/{id}",     may(manage), "employer.changed", change, {"修改用人单位。", "Change an employer."}),
    }, .namings = {named<Employer>({"employer_id"}, read, "name")}};
}
// clang-format on

}  // namespace unionhall::employers
