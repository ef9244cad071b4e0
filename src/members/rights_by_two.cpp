#include "members/rights_by_two.h"

#include "members/rights_store.h"

namespace unionhall::members {

LegalHold keep_hold(Context& context, const HoldWanted& wanted, const std::string& set_by) {
    LegalHold hold{.id = context.new_id<LegalHold>(),
                   .unit_id = wanted.unit_id,
                   .member_id = wanted.member_id,
                   .reason = without_numbers(wanted.reason),
                   .document_number = without_personal_numbers(wanted.document_number),
                   .begins_on = wanted.begins_on ? wanted.begins_on : context.today,
                   .ends_on = wanted.ends_on,
                   .told = wanted.told,
                   .set_by = set_by,
                   .set_at = context.now};
    if (hold.ends_on && hold.ends_on < hold.begins_on)
        refuse("ends_on", {"结束日期不能早于开始日期。", "The last day cannot come before the first."});
    if (hold.member_id) {
        auto member = member_of(context.tx, *hold.member_id);
        if (!member || !member->person_id)
            refuse("member_id", {"没有这位会员，或不在您的范围。", "There is no such member within your reach."});
        hold.unit_id = member->unit_id;
        hold.reason = without_person(hold.reason, member->name);
        hold.person_id = member->person_id;
    }
    context.insert(hold);
    return hold;
}

std::optional<HoldKept> hold_of(Transaction& tx, Id<LegalHold> id) {
    auto hold = tx.first<LegalHold>("where id = $1", {id.number});
    if (!hold) return {};
    return HoldKept{hold->unit_id, hold->unit_path, hold->document_number, hold->status == HoldStatus::in_force};
}

LegalHold release_hold(Context& context, const LegalHold& before, const std::string& released_by) {
    auto hold = before;
    hold.status = hold_flow().step(hold.status, "release").to;
    hold.released_by = released_by;
    hold.released_at = context.now;
    context.update(hold);
    return hold;
}

Disclosure keep_disclosure(Context& context, const DisclosureWanted& wanted, const std::string& given_by) {
    auto member = member_of(context.tx, wanted.member_id);
    if (!member || !member->person_id) throw not_found(type_of<Person>().label);
    Disclosure given{.id = context.new_id<Disclosure>(),
                     .person_id = *member->person_id,
                     .unit_id = member->unit_id,
                     .at = context.now,
                     .recipient = without_person(wanted.recipient, member->name),
                     .purpose = without_person(wanted.purpose, member->name),
                     .basis = wanted.basis,
                     .document_number = without_personal_numbers(wanted.document_number),
                     .fields = without_person(wanted.fields, member->name),
                     .given_by = given_by};
    context.insert(given);
    return given;
}

void place_hold_by_two(Context& context, const HoldWanted& wanted, const std::string& set_by) {
    auto hold = keep_hold(context, wanted, set_by);
    context.note<LegalHold>("legal_hold.placed", nullptr, &hold);
}

void release_hold_by_two(Context& context, Id<LegalHold> id, const std::string& released_by) {
    auto before = context.find(id);
    auto after = release_hold(context, before, released_by);
    context.note("legal_hold.release", &before, &after);
}

void disclose_by_two(Context& context, const DisclosureWanted& wanted, const std::string& given_by) {
    auto member = member_of(context.tx, wanted.member_id);
    keep_disclosure(context, wanted, given_by);
    context.note("member.disclosed", &*member, &*member);
}

}  // namespace unionhall::members
