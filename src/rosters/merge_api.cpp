// A pair that was found to be one person becomes one membership, and two again when that is undone. How members are merged
// is the business of members; this room says which two, and keeps that they were.
#include "platform/snapshot.h"
#include "rosters/api.h"
#include "rosters/store.h"

namespace unionhall::rosters {

// clang-format off
const RecordType& record_of(const KeptAsked*) {
    static const auto type = record<KeptAsked>("kept_asked", "", {"保留哪一份", "which to keep"}, {
        field(&KeptAsked::keep, "keep", {"保留哪一份会籍", "Which membership stays"}).required(),
    });
    return type;
}
const RecordType& record_of(const MergeAsked*) {
    static const auto type = record<MergeAsked>("merge_asked", "", {"合并会籍", "merging"}, {
        field(&MergeAsked::keep,          "keep",          {"保留哪一份会籍", "Which membership stays"}).required(),
        field(&MergeAsked::kept_version,  "kept_version",  {"预览时保留会籍的版本", "Version of the one kept, as previewed"}).required(),
        field(&MergeAsked::other_version, "other_version", {"预览时并入会籍的版本", "Version of the other one, as previewed"}).required(),
        field(&MergeAsked::reason,        "reason",        {"原因", "Why"}).required().at_most(200)
            .help("本人能看到，例如：换了手机号码，重新登记过一次。", "The member reads it, for example: has a new phone and was entered again."),
    });
    return type;
}
const RecordType& record_of(const UnmergeAsked*) {
    static const auto type = record<UnmergeAsked>("unmerge_asked", "", {"撤销合并", "undoing of a merging"}, {
        field(&UnmergeAsked::reason, "reason", {"原因", "Why"}).required().at_most(200)
            .help("本人能看到。", "The member reads it."),
    });
    return type;
}
// clang-format on

static Id<members::Member> other_of(const DuplicatePair& pair, const std::optional<Id<members::Member>>& keep) {
    if (keep == pair.member_id) return pair.other_member_id;
    if (keep == pair.other_member_id) return pair.member_id;
    refuse("keep", {"请从这一对里选择保留哪一份。", "Choose one of these two to keep."});
    return {};
}

members::MergePlan show_plan(Context& context, const DuplicatePair& pair, const KeptAsked& asked) {
    auto other = other_of(pair, asked.keep);
    if (pair.merge_id) throw conflict({"这两份会籍已经合并。", "They are one membership already."});
    return members::plan_merge(context, *asked.keep, other);
}

DuplicatePair merge_pair(Context& context, const DuplicatePair& before, const Draft<MergeAsked>& draft) {
    auto asked = draft.applied_to({});
    auto other = other_of(before, asked.keep);
    if (before.merge_id) throw conflict({"这两份会籍已经合并。", "They are one membership already."});
    if (before.status != PairStatus::same)
        throw conflict({"请先判断“是同一人”，再合并。", "Say first that they are one person, then merge them."});
    auto after = before;
    after.merge_id = members::merge_members(context, {.kept = *asked.keep,
                                                      .other = other,
                                                      .kept_version = asked.kept_version,
                                                      .other_version = asked.other_version,
                                                      .reason = asked.reason});
    after.kept_member_id = asked.keep;
    context.tx.update(after);
    return after;
}

DuplicatePair unmerge_pair(Context& context, const DuplicatePair& before, const Draft<UnmergeAsked>& draft) {
    auto asked = draft.applied_to({});
    if (!before.merge_id) throw conflict({"这两份会籍没有合并过。", "They were not merged."});
    members::undo_merge(context, *before.merge_id, asked.reason);
    auto after = before;
    after.merge_id.reset();
    after.kept_member_id.reset();
    context.tx.update(after);
    return after;
}

static constexpr const char* pairs_aside = "duplicate_pairs";

void set_pairs_aside(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    std::vector<members::MovedRow> aside;
    for (auto& pair : pairs_of_member(context.tx, merging.other.number)) {
        if (pair.merge_id == merging.id) continue;
        aside.push_back({pairs_aside, pair.id.number, snapshot_of(pair)});
        drop_pair(context.tx, pair.id);
    }
    members::keep_moved(context, merging.id, aside);
}

void bring_pairs_back(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    for (auto& row : members::moved_rows(context.tx, merging.id, pairs_aside)) {
        auto pair = restored<DuplicatePair>(row.was);
        bool are_there = members_among(context.tx, {pair.member_id.number, pair.other_member_id.number}).size() == 2;
        if (!are_there && !pair.merge_id) continue;
        context.insert(pair);
    }
}

}  // namespace unionhall::rosters
