// Members over HTTP: looking at one, which is recorded; seeing a covered field; and the steps of a membership.
#include "members/handlers.h"
#include "members/joining.h"
#include "members/merge_store.h"
#include "members/rights_model.h"
#include "members/store.h"
#include "platform/identifiers.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const Occasion*) {
    return {{"日常工作", "Ordinary work"}, {"核对资料", "Checking data"}, {"联系本人", "Contacting them"},
            {"办理服务", "A service"}, {"处理诉求", "A demand of theirs"}};
}
const RecordType& record_of(const LookReason*) {
    static const auto type = record<LookReason>("look_reason", "", {"查看原因", "reason for a look"}, {
        field(&LookReason::reason, "reason", {"为什么查看", "Why"})
            .help("本人能看到；不填记为“日常工作”。", "The member sees it; left out, it reads \"ordinary work\"."),
    });
    return type;
}
const RecordType& record_of(const RevealAsked*) {
    static const auto type = record<RevealAsked>("reveal_asked", "", {"查看完整内容", "wish to see a field"}, {
        field(&RevealAsked::field,  "field",  {"哪一项", "Which field"}).required().at_most(40),
        field(&RevealAsked::reason, "reason", {"原因", "Reason"}).required().at_most(200),
    });
    return type;
}
const RecordType& record_of(const Revealed*) {
    static const auto type = record<Revealed>("revealed", "", {"完整内容", "revealed field"}, {
        field(&Revealed::value, "value", {"内容", "Value"}).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const MemberStep*) {
    static const auto type = record<MemberStep>("member_step", "", {"会籍变动", "step of a membership"}, {
        field(&MemberStep::step,    "step",    {"步骤", "Step"}).required().at_most(40),
        field(&MemberStep::note,    "note",    {"说明", "Note"}).at_most(500),
        field(&MemberStep::unit_id, "unit_id", {"转往的工会", "Unit to move to"}),
    });
    return type;
}
const RecordType& record_of(const MemberHistory*) {
    static const auto type = record<MemberHistory>("member_history", "", {"会籍变动记录", "history of a membership"}, {
        many(&MemberHistory::items, "items", {"变动", "Changes"}),
    });
    return type;
}
// clang-format on

void record_look(Context& context, const Member& member, const std::string& reason, const std::string& what) {
    if (!member.person_id || context.actor.kind != Actor::Kind::staff) return;
    context.tx.insert(Look{.id = context.new_id<Look>(),
                           .person_id = *member.person_id,
                           .account_id = context.actor.account_id,
                           .at = context.now,
                           .who = context.actor.name,
                           .unit_name = units::name_of_unit(context.tx, context.actor.unit_id),
                           .reason = without_numbers(reason),
                           .what = what});
}

Member look_at_member(Context& context, const Member& member, const LookReason& asked) {
    record_look(context, member, label_of(asked.reason).in(context.language),
                Words{"会员资料页", "The member's page"}.in(context.language));
    return member;
}

Revealed reveal_field(Context& context, const Member& member, const Draft<RevealAsked>& draft) {
    auto asked = draft.applied_to({});
    auto person = member.person_id ? person_of(context.tx, member.person_id->number) : std::nullopt;
    if (!person) throw not_found(type_of<Person>().label);
    auto* f = type_of<Person>().field(asked.field);
    if (!f || !f->is_secret)
        refuse("field", {"没有这一项，可以查看的是 phone 和 id_number。",
                         "There is no such field; phone and id_number can be seen."});
    record_look(context, member, asked.reason, f->label.in(context.language));
    auto value = as_text(*f, f->get(&*person));
    return {asked.field == "phone" ? phone_for_reading(value) : value};
}

MemberHistory show_history(Context& context, const Member& member, const Nothing&) {
    return {changes_of(context.tx, member.id)};
}

MergesShown show_merges(Context& context, const Member& member, const Nothing&) {
    return {merges_of_member(context.tx, member.id)};
}

static Member take_member_step(Context& context, const Member&, Member next, const MemberStep& taken) {
    if (taken.step == "leave") return left(context, std::move(next), taken.note);
    if (taken.step == "retain") return changed(context, std::move(next), Change::retained, taken.note);
    if (taken.step == "return") return changed(context, std::move(next), Change::returned, taken.note);
    auto to = taken.unit_id ? units::unit_of(context.tx, *taken.unit_id) : std::nullopt;
    if (!to || to->status != units::Status::active || to->id == next.unit_id)
        refuse("unit_id", {"请选择会籍转往的另一个工会。", "Choose another unit for the membership to move to."});
    // Who moves a membership answers for both ends of it.
    if (!context.may(manage, to->path))
        refuse("unit_id", {"那个工会不在您的管理范围，请由双方共同的上级工会办理。",
                           "That unit is outside your reach: the union above both does this."});
    return moved(context, std::move(next), *to, taken.note);
}

// Leaving is as easy as joining: one step, by oneself.
static Response leave_by_oneself(Call& call, const MemberStep& taken) {
    auto& context = call.context;
    auto member = member_of(context.tx, {call.id});
    auto person = person_asking(context);
    if (!member || !person || !member->person_id || member->person_id->number != person)
        throw not_found(type_of<Member>().label);
    auto& step = member_flow().step(member->status, taken.step);
    if (step.name != "leave") throw forbidden({"这一步由工会办理。", "The union takes this step."});
    auto next = *member;
    next.status = step.to;
    auto after = left(context, std::move(next), taken.note);
    context.note("member.leave", &*member, &after);
    return answer_one(context, 200, after);
}

Route member_steps_route() {
    static const auto by_staff =
        steps("/api/members/{id}/steps", member_flow(), take_member_step,
              {"办理会籍变动；本人可以退会。", "Take a step with a membership; members leave by themselves."});
    return by_hand(by_staff, [](Call& call) {
        if (call.context.actor.kind != Actor::Kind::worker) return by_staff.run(call);
        auto given = given_from_body(type_of<MemberStep>(), call.request);
        return leave_by_oneself(call, Draft<MemberStep>{given}.applied_to({}));
    });
}

}  // namespace unionhall::members
