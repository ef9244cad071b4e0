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
    std::optional<Language> notice_language = {};  // in which it was read, if not that of the request
    std::optional<Instant> given_at = {};          // when the worker said yes, if not now
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

// A joining of `amount` (1 or -1) in every measure that counts joinings; `path`: of the unit that approved it.
void count_joining(Context&, const Member&, const std::string& path, std::int64_t amount);

// The joining and every change of a membership, in every measure, `amount` times (1 or -1).
void count_membership(Context&, const Member&, const std::vector<MemberChange>&, std::int64_t amount);

// Ends or changes a membership, with its history and counts.
Member left(Context&, Member next, const std::string& note);
Member changed(Context&, Member next, Change, const std::string& note);
Member moved(Context&, Member next, const units::Unit& to, const std::string& note);

}  // namespace unionhall::members
