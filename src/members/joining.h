// How somebody becomes a member, and stops being one: each function is one decision, carried out whole or not at all.
#pragma once

#include "members/evidence.h"
#include "members/home_unit.h"
#include "members/notice.h"
#include "members/rules.h"

namespace unionhall::members {

// The one union proposed for that place and work, or a refusal that says nobody covers the place.
HomeChoice home_for(Context&, const std::string& division_code, Occupation, const std::string& employer_name);

// The words shown, which must be the newest and must have been agreed to explicitly. Adds what is wrong to `problems`.
const Notice* agreed_notice(const std::string& version, bool voluntary, std::vector<Problem>& problems);

struct Way {  // how an application comes in
    Channel channel = Channel::online;
    ApplicationStatus status = ApplicationStatus::submitted;
    units::Unit unit;
    std::string home_reason;
    const Notice* notice = nullptr;
    std::int64_t drive_id = 0, event_id = 0, invitation_id = 0, helped_by = 0;
    std::string signature;
};
// Keeps the application, its consent and the person. The applicant has been settled. Refuses when the person has a
// living membership or an open application.
Application apply_to_join(Context&, const Applicant&, const Way&);

// Carries out a step that the workflow has allowed; `next` bears the new status. Approving makes the member, the card
// and the counts.
Application decided(Context&, Application next, const std::string& note);
Member admit(Context&, const Application&);

// Withdraws the application: nothing of the person remains, nor of a membership made by it. One in a count remains.
Application withdrawn(Context&, Application next);

// What the notice promises: a refused application is forgotten after `refused_kept_days`, a membership that ended after
// `left_kept_days` (domain.md 5.5). One in a count remains. Jobs, set when it happens; false: there is never more to do.
inline constexpr int refused_kept_days = 90, left_kept_days = 730;
inline const std::string forget_refused_job = "applications.forget", forget_left_job = "members.forget";
bool forget_refused(Context&, std::int64_t application_id, const std::string&);
bool forget_left(Context&, std::int64_t member_id, const std::string&);

// Ends or changes a membership, with its history and counts.
Member left(Context&, Member next, const std::string& note);
Member changed(Context&, Member next, Change, const std::string& note);
Member moved(Context&, Member next, const units::Unit& to, const std::string& note);

}  // namespace unionhall::members
