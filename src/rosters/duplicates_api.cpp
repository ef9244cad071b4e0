// Members against each other over HTTP: beginning a search, deciding about a pair, and forgetting with the member.
#include "rosters/api.h"
#include "rosters/store.h"

namespace unionhall::rosters {

// clang-format off
const RecordType& record_of(const SearchAsked*) {
    static const auto type = record<SearchAsked>("duplicate_search_asked", "", {"查找范围", "search for duplicates"}, {
        owner(&SearchAsked::unit_id, {"查找范围", "Unit"}),
        path (&SearchAsked::unit_path),
    });
    return type;
}
// clang-format on

DuplicateSearch begin_search(Context& context, const Draft<SearchAsked>& draft) {
    auto asked = draft.applied_to({});
    DuplicateSearch search{.id = context.new_id<DuplicateSearch>(), .unit_id = asked.unit_id, .begun_at = context.now};
    context.insert(search);
    if (count_people_within(context.tx, search.unit_path) > people_compared_max)
        refuse("unit_id", {"这个范围超过 200,000 人，请分别在下级工会查找。",
                           "More than 200,000 members: search in the units below, one by one."});
    add_job(context, "rosters.search", search.id.number);
    return search;
}

DuplicatePair take_pair_step(Context& context, const DuplicatePair&, DuplicatePair next, const StepTaken& taken) {
    bool is_undone = taken.step == "undo";
    if (is_undone && next.merge_id)
        throw conflict({"两份会籍已经合并，请先撤销合并。", "They are one membership already: undo that first."});
    next.decided_by = is_undone ? "" : context.actor.name;
    next.decided_at = is_undone ? Instant{} : context.now;
    next.note = is_undone ? "" : taken.note;
    for (auto id : {next.member_id, next.other_member_id})
        if (auto member = members::member_of(context.tx, id))
            next.note = members::without_person(next.note, member->name);
    next.note = without_numbers(next.note);
    context.tx.update(next);
    return next;
}

void forget_pairs(Context& context, const Happened& happened) { drop_pairs_of(context.tx, happened.subject_id); }

Holdings pair_holdings() {
    Holding first{.table = "duplicate_pairs",
                  .column = "member_id",
                  .by = Holder::member,
                  .fate = Fate::erased,
                  .label = {"疑似重复的核对", "Checks for duplicates"},
                  .purpose = {"避免一个人重复登记会籍。", "So that nobody is in the books twice."}};
    auto second = first;
    second.column = "other_member_id";
    return {unionhall::shown<DuplicatePair>(first), unionhall::shown<DuplicatePair>(second)};
}

}  // namespace unionhall::rosters
