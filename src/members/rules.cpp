#include "members/rules.h"

#include <algorithm>
#include <charconv>

#include "members/rights_model.h"
#include "platform/identifiers.h"
#include "platform/text.h"

namespace unionhall::members {

// clang-format off
const Workflow<Application, ApplicationStatus>& application_flow() {
    using enum ApplicationStatus;
    static const Workflow<Application, ApplicationStatus> flow{&Application::status, awaiting_code, {
        // step       from                                           to          who may  label
        {"confirm",  {awaiting_code},                                submitted,  own,     {"本人验证", "Confirm"}},
        {"approve",  {submitted},                                    approved,   decide,  {"批准", "Approve"}},
        {"return",   {submitted},                                    returned,   decide,  {"退回补充", "Return"}},
        {"refuse",   {submitted, returned},                          refused,    decide,  {"不予批准", "Refuse"}},
        {"resubmit", {returned},                                     submitted,  own,     {"重新提交", "Submit again"}},
        {"withdraw", {awaiting_code, submitted, returned, approved}, withdrawn,  own,     {"撤回", "Withdraw"}},
    }};
    return flow;
}

const Workflow<Member, MemberStatus>& member_flow() {
    using enum MemberStatus;
    static const Workflow<Member, MemberStatus> flow{&Member::status, active, {
        // step       from                to         who may  label
        {"transfer", {active},            active,    manage,  {"转接会籍", "Transfer"}},
        {"retain",   {active},            retained,  manage,  {"保留会籍", "Retain"}},
        {"return",   {retained},          active,    manage,  {"恢复会籍", "Return"}},
        {"leave",    {active, retained},  left,      manage,  {"办理退会", "Leave"}},
    }};
    return flow;
}
// clang-format on

static bool is_division_code(const std::string& code) {
    return (code.size() == 2 || code.size() == 4 || code.size() == 6 || code.size() == 9) &&
           code.find_first_not_of("0123456789") == std::string::npos;
}

static void check_age(Date born, Date today, std::vector<Problem>& problems) {
    if (born + std::chrono::years(age_min) <= today) return;
    problems.push_back({"id_number", {"入会须年满 16 周岁。", "One must be 16 years old to join."}});
}

std::vector<Problem> settle(Applicant& applicant, Date today) {
    std::vector<Problem> problems;
    applicant.employer_name = without_numbers(applicant.employer_name);
    auto name = check_person_name(applicant.name);
    if (!name.ok())
        problems.push_back({"name", name.problem});
    else
        applicant.name = name.canonical;
    auto phone = check_mobile(applicant.phone);
    if (!phone.ok())
        problems.push_back({"phone", phone.problem});
    else
        applicant.phone = phone.canonical;
    if (!applicant.id_number.empty()) {
        auto paper = check_id_paper(applicant.id_number, today);
        if (!paper.ok())
            problems.push_back({"id_number", paper.problem});
        else
            applicant.id_number = paper.canonical;
        if (paper.ok() && paper.born) check_age(*paper.born, today, problems);
    }
    if (!is_division_code(applicant.division_code))
        problems.push_back(
            {"division_code", {"请选择工作所在的区县或街道。", "Choose the county or street where you work."}});
    return problems;
}

std::vector<std::string> own_steps(const Application& application, Date today) {
    std::vector<std::string> steps;
    for (auto& s : application_flow().steps) {
        if (s.needs.name != own.name || s.name == "confirm") continue;
        if (std::ranges::find(s.from, application.status) == s.from.end()) continue;
        if (s.name == "withdraw" && application.status == ApplicationStatus::approved &&
            today > application.cooling_ends_on)
            continue;
        steps.push_back(s.name);
    }
    return steps;
}

Words already_member(const std::string& unit_name) {
    return {
        "您已经是“" + unit_name + "”的会员，一个人只有一份会籍。换了工作可以办理转接，不用重新入会。",
        "You are a member of \"" + unit_name +
            "\" already, and a person has one membership. After a change of work it is transferred: no need to join again."};
}

Words already_applied(const std::string& unit_name, ApplicationStatus status) {
    auto stands = label_of(status);
    return {"您已向“" + unit_name + "”提交过入会申请，现在是“" + stands.zh + "”，请等候办理；也可以先撤回再重新申请。",
            "You have applied to \"" + unit_name + "\" already, and that application is \"" + stands.en +
                "\". Wait for it, or withdraw it and apply again."};
}

Words joined_on_site(const std::string& unit_name) {
    return {
        "“" + unit_name +
            "”批准了在现场提出、留这个手机号码的入会申请。如果不是您本人申请的，请用这个号码登录撤回或退会，或告诉这个工会。",
        "\"" + unit_name +
            "\" approved an application to join that was taken on site and names this phone. If it was not yours, "
            "sign in with this phone to withdraw it or to leave, or tell the union."};
}

bool is_signature(std::string_view path) {
    if (path.empty() || path.size() > signature_bytes_max || path[0] != 'M') return false;
    std::size_t points = 0;
    int least_x = 1000, most_x = 0, least_y = 1000, most_y = 0;
    const char *at = path.data(), *end = path.data() + path.size();
    auto number = [&](int& n, int most) {
        if (at < end && *at == '-') return false;  // from_chars would read "-0" as a number
        auto [next, error] = std::from_chars(at, end, n);
        if (error != std::errc() || n > most || next - at > 4) return false;
        at = next;
        return true;
    };
    while (at < end) {
        if (*at != 'M' && *at != 'L') return false;
        ++at;
        int x = 0, y = 0;
        if (!number(x, 2000)) return false;
        if (at == end || (*at != ' ' && *at != ',')) return false;
        ++at;
        if (!number(y, 2000)) return false;
        ++points;
        least_x = std::min(least_x, x), most_x = std::max(most_x, x);
        least_y = std::min(least_y, y), most_y = std::max(most_y, y);
    }
    return points >= signature_points_min && most_x - least_x + most_y - least_y >= signature_extent_min;
}

}  // namespace unionhall::members
