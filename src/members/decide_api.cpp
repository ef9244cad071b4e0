// Deciding on applications over HTTP, one by one and many at once.
#include "members/handlers.h"
#include "members/joining.h"
#include "members/store.h"

namespace unionhall::members {

static constexpr std::size_t decisions_max = 500;

// clang-format off
const RecordType& record_of(const DecisionsAsked*) {
    static const auto type = record<DecisionsAsked>("decisions_asked", "", {"批量审批", "decisions"}, {
        field(&DecisionsAsked::ids,  "ids",  {"入会申请", "Applications"}).required().at_most(decisions_max * 14)
            .help("一次最多 500 份。", "At most 500 at once."),
        field(&DecisionsAsked::step, "step", {"步骤", "Step"}).required().at_most(40),
        field(&DecisionsAsked::note, "note", {"说明", "Note"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const DecisionProblem*) {
    static const auto type = record<DecisionProblem>("decision_problem", "", {"未办理的申请", "problem with a decision"}, {
        field(&DecisionProblem::id,      "id",      {"入会申请", "Application"}),
        field(&DecisionProblem::message, "message", {"原因", "Why"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const DecisionsTaken*) {
    static const auto type = record<DecisionsTaken>("decisions_taken", "", {"批量审批结果", "decisions taken"}, {
        field(&DecisionsTaken::done,     "done",     {"已办理", "Done"}),
        many (&DecisionsTaken::problems, "problems", {"未办理", "Not done"}),
    });
    return type;
}
// clang-format on

Application take_application_step(Context& context, const Application&, Application next, const StepTaken& taken) {
    return decided(context, std::move(next), taken.note);
}

// One of many: every reason to refuse comes before the first write, so that a refusal leaves nothing behind.
static void decide_one(Context& context, Id<Application> id, const StepTaken& taken) {
    auto before = application_of(context.tx, id);
    if (!before) throw not_found(type_of<Application>().label);
    context.require(decide, before->unit_path, type_of<Application>().label);
    auto& step = application_flow().step(before->status, taken.step);
    if (step.needs.name != decide.name) throw not_found(type_of<Application>().label);
    auto next = *before;
    next.status = step.to;
    if (step.to == ApplicationStatus::approved && next.person_id)
        if (auto living = member_of_person(context.tx, next.person_id->number))
            throw conflict(
                {"这位职工已经是会员，不能重复入会。", "This worker is a member already; nobody joins twice."});
    auto after = decided(context, std::move(next), taken.note);
    context.note("application." + step.name, &*before, &after);
}

DecisionsTaken decide_many(Context& context, const Draft<DecisionsAsked>& draft) {
    auto asked = draft.applied_to({});
    if (asked.ids.size() > decisions_max)
        refuse("ids", {"一次最多办理 500 份申请。", "At most 500 applications at once."});
    bool is_known = asked.step == "approve" || asked.step == "return" || asked.step == "refuse";
    if (!is_known)
        refuse("step", {"批量办理只能批准、退回或不予批准。", "Many at once can be approved, returned or refused."});
    if (asked.step != "approve" && asked.note.empty())
        refuse("note", {"请写明原因，职工本人会看到。", "Say why: the workers will read it."});
    DecisionsTaken taken;
    for (auto id : asked.ids) {
        try {
            decide_one(context, id, {asked.step, asked.note});
            taken.done.push_back(id);
        } catch (const Refusal& refusal) { taken.problems.push_back({id, refusal.title.in(context.language)}); }
    }
    return taken;
}

}  // namespace unionhall::members
