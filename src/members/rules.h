// What is true of joining and membership whatever the database or the web may say: no I/O, no clock.
#pragma once

#include "members/model.h"
#include "platform/workflow.h"

namespace unionhall::members {

inline const Permission decide{"members.decide", {"审批入会申请", "Decide on applications."}};
inline const Permission manage{"members.manage", {"办理会籍变动", "Take steps with memberships."}};
inline const Permission reveal{"members.reveal",
                               {"逐项查看完整的敏感信息", "See one covered field in full, with a reason."}};
// Held by nobody through a role: these steps belong to the person the record is about.
inline const Permission own{"members.own", {"本人办理自己的入会申请", "One's own application."}};

const Workflow<Application, ApplicationStatus>& application_flow();
const Workflow<Member, MemberStatus>& member_flow();
inline const Workflow<Application, ApplicationStatus>& workflow_of(const Application*) { return application_flow(); }
inline const Workflow<Member, MemberStatus>& workflow_of(const Member*) { return member_flow(); }

// What a worker, or a cadre beside a worker, hands in. Brings name, phone and papers to their one spelling and answers
// everything that is wrong at once. Name and phone are enough (domain.md 5.1).
struct Applicant {
    std::string name, phone, id_number, division_code;
    Occupation occupation = Occupation::other;
    std::string employer_name;
};
std::vector<Problem> settle(Applicant&, Date today);

inline constexpr int age_min = 16;  // domain.md M14: known only where an id number is given

// The steps the applicant may take now. Withdrawing is possible until the decision, and after an approval until the
// cooling-off days are over.
std::vector<std::string> own_steps(const Application&, Date today);

// A second application or membership of the same person, in words for the person.
Words already_member(const std::string& unit_name);
Words already_applied(const std::string& unit_name, ApplicationStatus);
// To the phone that an approved application of a stand names: a signature on a cadre's screen does not prove whose it was,
// so whoever holds the phone learns of it, and how to take it back.
Words joined_on_site(const std::string& unit_name);

// The path of a signature in a box of 600 by 200, as an SVG path of lines: only M and L with whole numbers, at least
// `signature_points_min` points that do not lie in one spot.
inline constexpr std::size_t signature_bytes_max = 20'000, signature_points_min = 5;
inline constexpr int signature_extent_min = 20;
bool is_signature(std::string_view path);

}  // namespace unionhall::members
