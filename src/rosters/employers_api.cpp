// Employers in lists over HTTP: deciding whether one is ours, why it looks so, and the work until it has a union.
#include "platform/text.h"
#include "rosters/api.h"
#include "rosters/store.h"

namespace unionhall::rosters {

// clang-format off
const RecordType& record_of(const DecisionAsked*) {
    static const auto type = record<DecisionAsked>("listed_decision", "", {"判断", "decision"}, {
        field(&DecisionAsked::decision,    "decision",    {"判断", "Decision"}).required().at_most(20)
            .help("same 是同一家；different 不是；undo 撤销。", "same, different, or undo."),
        field(&DecisionAsked::employer_id, "employer_id", {"我们登记的单位", "Our entry"})
            .help("与推荐的不同时填写。", "When it is another one than was proposed."),
    });
    return type;
}
const RecordType& record_of(const GroundShown*) {
    static const auto type = record<GroundShown>("ground", "", {"依据", "ground"}, {
        field(&GroundShown::field,   "field",   {"比较项", "Compared"}),
        field(&GroundShown::says,    "says",    {"说明", "What it says"}),
        field(&GroundShown::weight,  "weight",  {"权重", "Weight"}),
        field(&GroundShown::running, "running", {"累计", "Sum so far"}),
    });
    return type;
}
const RecordType& record_of(const Why*) {
    static const auto type = record<Why>("why", "", {"为什么", "why"}, {
        field(&Why::prior,       "prior",       {"比较之前", "Before comparing"}),
        many (&Why::grounds,     "grounds",     {"依据", "Grounds"}),
        field(&Why::weight,      "weight",      {"合计权重", "Weight"}),
        field(&Why::probability, "probability", {"可能性", "Probability"}),
        field(&Why::sureness,    "sureness",    {"把握", "How sure"}),
    });
    return type;
}
// clang-format on

static Why shown(const Context& context, const std::string& grounds) {
    auto all = told(grounds);
    Why why{.prior = all.prior,
            .weight = all.weight,
            .probability = all.probability,
            .sureness = sureness_of(all.weight).in(context.language)};
    for (auto& ground : all.grounds)
        why.grounds.push_back({ground.field, ground.says.in(context.language), ground.weight, ground.running});
    return why;
}

Why why_listed(Context& context, const ListedEmployer& entry, const Nothing&) {
    if (entry.grounds.empty())
        throw conflict({"这家单位没有可比的登记，所以没有依据可看。",
                        "Nothing of ours looks like it, so there are no grounds to show."});
    return shown(context, entry.grounds);
}

Why why_alike(Context& context, const DuplicatePair& pair, const Nothing&) { return shown(context, pair.grounds); }

ListedEmployer decide(Context& context, const ListedEmployer& before, const Draft<DecisionAsked>& draft) {
    auto asked = draft.applied_to({});
    auto entry = before;
    if (asked.decision == "undo") {
        undo_decision(entry);
    } else if (asked.decision == "different") {
        decide_different(entry);
    } else if (asked.decision == "same") {
        auto wanted = asked.employer_id ? asked.employer_id : entry.employer_id;
        auto ours = wanted ? context.tx.first<employers::Employer>("where id = $1", {wanted->number}) : std::nullopt;
        if (!ours || !is_within(ours->unit_path, entry.unit_path))
            refuse("employer_id", {"请选择本级或下级工会登记的一家单位。",
                                   "Choose an employer that your unit or one below it has entered."});
        decide_same(entry, ours->id);
    } else {
        refuse("decision", {"判断只能是 same、different 或 undo。", "A decision is same, different or undo."});
    }
    bool is_undone = entry.decision == Decision::none;
    entry.decided_by = is_undone ? "" : context.actor.name;
    entry.decided_at = is_undone ? Instant{} : context.now;
    context.tx.update(entry);
    auto roster = context.find(entry.roster_id);
    recount(context.tx, roster);
    context.tx.update(roster);
    return entry;
}

ListedEmployer take_work_step(Context& context, const ListedEmployer& before, ListedEmployer next,
                              const StepTaken& taken) {
    bool is_begun = taken.step == "visit" || taken.step == "found";
    if (is_begun && before.state == State::look)
        throw conflict({"请先判断这是不是我们登记的单位。", "Say first whether it is one of ours."});
    if (!taken.note.empty()) next.note = without_numbers(taken.note);
    context.tx.update(next);
    return next;
}

}  // namespace unionhall::rosters
