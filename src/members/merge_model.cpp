#include "members/merge_model.h"

namespace unionhall::members {

// clang-format off
std::vector<Words> labels_of(const MergeStatus*) { return {{"已合并", "Merged"}, {"已撤销", "Undone"}}; }

const RecordType& record_of(const MemberMerge*) {
    static const auto type = record<MemberMerge>("member_merge", "member_merges", {"会籍合并", "merging of memberships"}, {
        key  (&MemberMerge::id),
        owner(&MemberMerge::unit_id, {"会籍所在工会", "Unit of the membership"}),
        path (&MemberMerge::unit_path),
        field(&MemberMerge::unit_name,           "unit_name",           {"办理的工会", "Unit"}).by_server(),
        field(&MemberMerge::kept_member_id,      "kept_member_id",      {"保留的会籍", "The membership kept"}).hidden(),
        field(&MemberMerge::kept_person_id,      "kept_person_id",      {"职工", "Person"}).hidden(),
        field(&MemberMerge::other_member_id,     "other_member_id",     {"并入的会籍", "The other membership"}).hidden(),
        field(&MemberMerge::other_person_id,     "other_person_id",     {"职工", "Person"}).hidden(),
        field(&MemberMerge::other_account_id,    "other_account_id",    {"账号", "Account"}).hidden(),
        field(&MemberMerge::other_card_number,   "other_card_number",   {"并入的会员卡号", "The other card number"}).by_server(),
        field(&MemberMerge::phone,               "phone",               {"并入会籍的手机", "The other phone"}).at_most(40).blind().personal(Mask::phone).hidden(),
        field(&MemberMerge::other_joined_first,  "other_joined_first",  {"并入的会籍入会更早", "The other joined first"}).hidden(),
        field(&MemberMerge::kept_version,        "kept_version",        {"会籍版本", "Version of the member"}).hidden(),
        field(&MemberMerge::kept_person_version, "kept_person_version", {"职工版本", "Version of the person"}).hidden(),
        field(&MemberMerge::merged_at,           "merged_at",           {"合并时间", "Merged"}).by_server(),
        field(&MemberMerge::merged_by,           "merged_by",           {"经办人", "By whom"}).by_server(),
        field(&MemberMerge::reason,              "reason",              {"原因", "Why"}).by_server().at_most(200),
        field(&MemberMerge::undo_until_on,       "undo_until_on",       {"可以撤销至", "Can be undone until"}).by_server(),
        field(&MemberMerge::status,              "status",              {"状态", "Status"}).by_server(),
        field(&MemberMerge::undone_at,           "undone_at",           {"撤销时间", "Undone"}).by_server(),
        field(&MemberMerge::undone_by,           "undone_by",           {"撤销经办人", "Undone by"}).by_server(),
        field(&MemberMerge::undone_why,          "undone_why",          {"撤销原因", "Why it was undone"}).by_server().at_most(200),
        field(&MemberMerge::content,             "content",             {"撤销所需的资料", "What undoing needs"}).hidden(),
        version(&MemberMerge::version),
    });
    return type;
}

const RecordType& record_of(const MergeShown*) {
    static const auto type = record<MergeShown>("merge_shown", "member_merges", {"会籍合并", "merging of memberships"}, {
        key  (&MergeShown::id),
        field(&MergeShown::merged_at,         "merged_at",         {"合并时间", "Merged"}),
        field(&MergeShown::unit_name,         "unit_name",         {"办理的工会", "Unit"}),
        field(&MergeShown::merged_by,         "merged_by",         {"经办人", "By whom"}),
        field(&MergeShown::reason,            "reason",            {"原因", "Why"}),
        field(&MergeShown::other_card_number, "other_card_number", {"并入的会员卡号", "The other card number"}),
        field(&MergeShown::undo_until_on,     "undo_until_on",     {"可以撤销至", "Can be undone until"}),
        field(&MergeShown::status,            "status",            {"状态", "Status"}),
        field(&MergeShown::undone_at,         "undone_at",         {"撤销时间", "Undone"}),
        field(&MergeShown::undone_by,         "undone_by",         {"撤销经办人", "Undone by"}),
        field(&MergeShown::undone_why,        "undone_why",        {"撤销原因", "Why it was undone"}),
    });
    return type;
}

const RecordType& record_of(const MergesShown*) {
    static const auto type = record<MergesShown>("merges_shown", "", {"会籍合并记录", "mergings of a membership"}, {
        many(&MergesShown::items, "items", {"合并记录", "Mergings"}),
    });
    return type;
}

const RecordType& record_of(const MergeLine*) {
    static const auto type = record<MergeLine>("merge_line", "", {"合并的一项", "field in a merging"}, {
        field(&MergeLine::label,   "label",   {"项目", "Field"}),
        field(&MergeLine::kept,    "kept",    {"保留的会籍", "The one kept"}),
        field(&MergeLine::other,   "other",   {"并入的会籍", "The other one"}),
        field(&MergeLine::after,   "after",   {"合并以后", "Afterwards"}),
        field(&MergeLine::differs, "differs", {"不一致", "Differs"}),
    });
    return type;
}
const RecordType& record_of(const MergeMove*) {
    static const auto type = record<MergeMove>("merge_move", "", {"随之转移的资料", "what moves in a merging"}, {
        field(&MergeMove::label, "label", {"资料", "What"}),
        field(&MergeMove::rows,  "rows",  {"条数", "How many"}),
    });
    return type;
}
const RecordType& record_of(const MergePlan*) {
    static const auto type = record<MergePlan>("merge_plan", "", {"合并预览", "preview of a merging"}, {
        field(&MergePlan::kept_id,       "kept_id",       {"保留的会籍", "The membership kept"}),
        field(&MergePlan::other_id,      "other_id",      {"并入的会籍", "The other membership"}),
        field(&MergePlan::kept_version,  "kept_version",  {"保留会籍的版本", "Version of the one kept"}),
        field(&MergePlan::other_version, "other_version", {"并入会籍的版本", "Version of the other one"}),
        many (&MergePlan::lines,         "lines",         {"逐项对照", "Field by field"}),
        many (&MergePlan::moves,         "moves",         {"随之转移", "What moves"}),
        field(&MergePlan::says,          "says",          {"说明", "In words"}).at_most(2000),
        field(&MergePlan::obstacles,     "obstacles",     {"不能合并的原因", "What stands in the way"}).at_most(2000),
        field(&MergePlan::undo_until_on, "undo_until_on", {"可以撤销至", "Can be undone until"}),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::members
