#include "members/rights_forget.h"

#include "members/joining.h"
#include "members/merge_store.h"
#include "members/store.h"

namespace unionhall::members {

// In the audit stands that somebody was forgotten, and nothing of what they were.
static void announce(Context& context, const std::string& verb, const std::string& subject, std::int64_t id,
                     const std::string& unit_path) {
    context.happened.push_back(
        {.verb = verb, .subject = subject, .subject_id = id, .unit_path = unit_path, .changes = "{}"});
}

static void end_what_lives(Context& context, std::int64_t person_id) {
    if (auto application = newest_application_of(context.tx, person_id)) {
        auto steps = own_steps(*application, context.today);
        if (std::ranges::find(steps, "withdraw") != steps.end()) {
            auto next = *application;
            next.status = application_flow().step(application->status, "withdraw").to;
            auto after = withdrawn(context, std::move(next));
            announce(context, "application.withdraw", "application", after.id.number, after.unit_path);
        }
    }
    if (auto member = member_of_person(context.tx, person_id)) {
        auto next = *member;
        next.status = member_flow().step(member->status, "leave").to;
        auto after = left(context, std::move(next), "");
        announce(context, "member.leave", "member", after.id.number, after.unit_path);
    }
}

// Accounts of the phones under which the person was in the books once more: they lead to nothing, unless somebody has a
// membership or application of their own under that phone now.
static std::vector<std::int64_t> accounts_merged_away(Transaction& tx, std::int64_t person_id) {
    std::vector<std::int64_t> ids;
    for (auto& merge : merges_in_force(tx, person_id))
        if (merge.phone && !is_phone_of_somebody(tx, merge.phone->plain))
            if (auto account = accounts::account_of_phone(tx, merge.phone->plain)) ids.push_back(account);
    return ids;
}

void forget_by_wish(Context& context, std::int64_t person_id, std::int64_t account_id) {
    // The numbers are taken down first: a withdrawal already removes the rows that lead from one to the next.
    auto who = held_under(context.tx, person_id, account_id);
    auto merged_away = accounts_merged_away(context.tx, person_id);
    if (person_id) end_what_lives(context, person_id);
    forget(context, who);
    for (auto account : merged_away) forget(context, {.account_id = account});
    leave_wish_mark(context.tx, context.today, context.now);
    announce(context, "person.forgotten", "person", person_id, "");
}

// The person goes with the last thing that needed them; an account stays with whoever holds the phone.
static void forget_person(Context& context, std::int64_t person_id) {
    auto who = held_under(context.tx, person_id, 0);
    if (who.account_id) accounts::attach_person(context.tx, who.account_id, 0);
    who.account_id = 0;
    forget(context, who);
    announce(context, "person.forgotten", "person", person_id, "");
}

bool forget_application(Context& context, Id<Application> id) {
    auto application = application_of(context.tx, id);
    if (!application || !application->person_id) return false;
    auto person_id = application->person_id->number;
    if (application->status == ApplicationStatus::awaiting_code) {
        auto next = *application;
        next.status = application_flow().step(application->status, "withdraw").to;
        withdrawn(context, std::move(next));
        announce(context, "application.forgotten", "application", id.number, application->unit_path);
        return true;
    }
    if (application->status != ApplicationStatus::refused) return false;
    announce(context, "application.forgotten", "application", id.number, application->unit_path);
    auto others = applications_of(context.tx, person_id);
    bool is_last = others.size() == 1 && !newest_membership_of(context.tx, person_id);
    if (is_last)
        forget_person(context, person_id);
    else
        forget(context, held_under_application(id));
    return true;
}

bool forget_membership(Context& context, Id<Member> id) {
    auto member = member_of(context.tx, id);
    if (!member || member->status != MemberStatus::left || !member->person_id) return false;
    auto person_id = member->person_id->number;
    announce(context, "member.forgotten", "member", id.number, member->unit_path);
    if (is_needed_elsewhere(context.tx, person_id, id))
        forget(context, held_under_membership(id));
    else
        forget_person(context, person_id);
    return true;
}

Erasure wish(Context& context, std::int64_t person_id, std::int64_t account_id) {
    auto known = person_id ? waiting_erasure_of(context.tx, person_id) : std::nullopt;
    Erasure erasure = known.value_or(Erasure{
        .id = context.new_id<Erasure>(), .person_id = {person_id}, .account_id = account_id, .asked_at = context.now});
    if (!known) context.tx.insert(erasure);
    if (carry_out(context, erasure)) erasure.done_at = context.now;
    return erasure;
}

bool carry_out(Context& context, Erasure erasure) {
    auto person_id = erasure.person_id.number;
    if (person_id && !holds_over(context.tx, person_id, context.today).empty()) return false;
    forget_by_wish(context, person_id, erasure.account_id);
    erasure_done(context.tx, erasure.id, context.now);
    return true;
}

}  // namespace unionhall::members
