// Making one membership of two, and undoing it: each in one transaction, with both in the audit and every count right.
// The counts are taken back for whole memberships and counted anew afterwards, so they are what a recount would say.
#include "members/merging.h"

#include "members/joining.h"
#include "members/rights_store.h"
#include "members/store.h"
#include "platform/json.h"
#include "platform/outbox.h"
#include "platform/snapshot.h"

namespace unionhall::members {

namespace {

// Places of what is not simply led from one to the other.
constexpr const char *persons_were = "persons", *members_were = "members", *changes_were = "member_changes",
                     *change_made = "member_changes.made", *card_revoked = "cards.revoked_at",
                     *account_detached = "accounts.person_id";

std::string moved_text(const std::vector<MovedRow>& rows) {
    JsonWriter w;
    w.begin_array();
    for (auto& row : rows) w.begin_array().value(row.place).value(row.row_id).value(row.was).end_array();
    return w.end_array().take();
}

std::vector<MovedRow> rows_in(const std::optional<Secret>& content) {
    std::vector<MovedRow> rows;
    if (!content) return rows;
    auto json = parse_json(content->plain);
    for (auto& row : json.array()) rows.push_back({row.at(0).text(), row.at(1).integer(), row.at(2).text()});
    return rows;
}

std::vector<MovedRow> rows_at(const std::vector<MovedRow>& all, const std::string& place) {
    std::vector<MovedRow> found;
    for (auto& row : all)
        if (row.place == place) found.push_back(row);
    return found;
}

// Everything of this room that leads to the other one leads to the one kept.
void lead_over(Context& context, const Both& both, std::vector<MovedRow>& moved) {
    for (auto id : cards_in_force(context.tx, both.other.id)) moved.push_back({card_revoked, id});
    revoke_cards(context.tx, both.other.id, context.now);
    for (auto& column : moved_columns()) {
        auto from = column.by_person ? both.other_person.id.number : both.other.id.number;
        auto to = column.by_person ? both.kept_person.id.number : both.kept.id.number;
        for (auto id : rows_of(context.tx, column, from)) moved.push_back({column.place(), id});
        lead_to(context.tx, column, from, to);
    }
    // Whose phone it is was never proved of this person: it leads to nobody, rather than to the other's data.
    auto account = accounts::account_of_phone(context.tx, both.other_person.phone.plain);
    if (!account) return;
    accounts::attach_person(context.tx, account, 0);
    moved.push_back({account_detached, account});
}

// A change of the kept one that the merging makes: dated today, counted with everything else.
void make_change(Context& context, const Both& both, Id<units::Unit> unit, Change what, std::int64_t amount,
                 std::vector<MovedRow>& moved) {
    MemberChange change{.id = context.new_id<MemberChange>(),
                        .member_id = both.kept.id,
                        .unit_id = unit,
                        .day = context.today,
                        .what = what,
                        .amount = amount,
                        .note = Words{"合并会籍", "Memberships merged"}.in(context.language)};
    context.tx.insert(change);
    moved.push_back({change_made, change.id.number});
}

// The second joining, and all that changed in it, counts for nothing any more; where it is the one that is kept, the person
// comes over from the first one's unit today.
void settle_changes(Context& context, const Both& both, std::vector<MovedRow>& moved) {
    bool other_first = both.other_joined_first();
    for (auto& change : changes_of(context.tx, (other_first ? both.kept : both.other).id)) {
        moved.push_back({changes_were, change.id.number, snapshot_of(change)});
        auto void_now = change;
        void_now.amount = 0;
        set_change(context.tx, void_now);
    }
    if (!other_first) return;
    auto active = [](const Member& m) { return std::int64_t{m.status == MemberStatus::active}; };
    auto was = active(both.other), is = active(both.kept);
    if (both.other.unit_id != both.kept.unit_id) {
        make_change(context, both, both.other.unit_id, Change::moved_out, -was, moved);
        make_change(context, both, both.kept.unit_id, Change::moved_in, is, moved);
    } else if (was != is) {
        make_change(context, both, both.kept.unit_id, is ? Change::returned : Change::retained, is - was, moved);
    }
}

void announce_other(Context& context, const std::string& verb, const Member& other) {
    context.happened.push_back({.verb = verb,
                                .subject = "member",
                                .subject_id = other.id.number,
                                .unit_path = other.unit_path,
                                .changes = "{}"});
}

Refusal refusal_with(const std::vector<Words>& obstacles) {
    Words all;
    for (auto& one : obstacles) {
        all.zh += one.zh;
        all.en += (all.en.empty() ? "" : " ") + one.en;
    }
    return conflict(all);
}

}  // namespace

void keep_moved(Context& context, Id<MemberMerge> id, const std::vector<MovedRow>& rows) {
    if (rows.empty()) return;
    auto merge = context.find(id);
    auto all = rows_in(merge.content);
    all.insert(all.end(), rows.begin(), rows.end());
    merge.content = Secret{moved_text(all)};
    context.tx.update(merge);
}

std::vector<MovedRow> moved_rows(Transaction& tx, Id<MemberMerge> id, const std::string& place) {
    auto merge = merge_of(tx, id);
    return merge ? rows_at(rows_in(merge->content), place) : std::vector<MovedRow>{};
}

Merging merging_of(Transaction& tx, std::int64_t other_member_id) {
    auto merge = newest_merge_of_other(tx, {other_member_id});
    if (!merge) throw not_found(type_of<MemberMerge>().label);
    return {merge->id, merge->kept_member_id, merge->other_member_id, merge->other_joined_first};
}

Id<MemberMerge> merge_members(Context& context, const MergeWanted& wanted) {
    auto both = both_of(context, wanted.kept, wanted.other);
    if (both.kept.version != wanted.kept_version || both.other.version != wanted.other_version)
        throw Refusal(Refusal::Reason::stale,
                      {"其中一份会籍刚刚有过改动，请重新查看预览再合并。",
                       "One of them was changed meanwhile. Look at the preview again, then merge."});
    if (auto obstacles = obstacles_to(context, both); !obstacles.empty()) throw refusal_with(obstacles);

    auto& tx = context.tx;
    count_membership(context, both.kept, changes_of(tx, both.kept.id), -1);
    count_membership(context, both.other, changes_of(tx, both.other.id), -1);
    std::vector<MovedRow> moved;
    for (auto* person : {&both.kept_person, &both.other_person})
        moved.push_back({persons_were, person->id.number, snapshot_of(*person)});
    for (auto* member : {&both.kept, &both.other})
        moved.push_back({members_were, member->id.number, snapshot_of(*member)});
    settle_changes(context, both, moved);
    lead_over(context, both, moved);
    tx.erase(both.other.id);
    tx.erase(both.other_person.id);  // nothing leads there any more
    auto member = kept_member(both);
    auto person = kept_person(both);
    tx.update(person);
    context.update(member);
    count_membership(context, member, changes_of(tx, member.id), 1);

    MemberMerge merge{
        .id = context.new_id<MemberMerge>(),
        .unit_id = member.unit_id,
        .unit_name = units::name_of_unit(tx, context.actor.unit_id ? context.actor.unit_id : member.unit_id.number),
        .kept_member_id = member.id,
        .kept_person_id = person.id,
        .other_member_id = both.other.id,
        .other_person_id = both.other_person.id,
        .other_account_id = accounts::account_of_phone(tx, both.other_person.phone.plain),
        .other_card_number = both.other.card_number,
        .phone = both.other_person.phone,
        .other_joined_first = both.other_joined_first(),
        .kept_version = member.version,
        .kept_person_version = person.version,
        .merged_at = context.now,
        .merged_by = context.actor.name,
        .reason = without_numbers(wanted.reason),
        .undo_until_on = undo_until(context, member.unit_path),
        .content = Secret{moved_text(moved)}};
    context.insert(merge);
    context.note("member.merged", &both.kept, &member);
    announce_other(context, member_merged_away, both.other);
    Words told{"【职工之家】您用两个手机号码登记了两份会籍，“" + merge.unit_name +
                   "”已把它们合并为一份。如果不是您本人登记的两份，请在 " + to_text(merge.undo_until_on) +
                   " 以前联系工会或拨打 12351，可以恢复。",
               "[Unionhall] You had memberships under two phones; \"" + merge.unit_name +
                   "\" made them one. If they were not both yours, call your union or 12351 by " +
                   to_text(merge.undo_until_on) + ": it can be undone."};
    tell_phone(context, both.kept_person.phone.plain, told);
    tell_phone(context, both.other_person.phone.plain, told);
    return merge.id;
}

namespace {

void refuse_undoing(Context& context, const MemberMerge& merge) {
    if (merge.status == MergeStatus::undone)
        throw conflict({"这次合并已经撤销。", "This merge has been undone already."});
    if (!merge.content || context.today > merge.undo_until_on)
        throw conflict({"可以撤销的日子（" + to_text(merge.undo_until_on) + "）已过，撤销所需的资料按规定清除了。",
                        "It could be undone until " + to_text(merge.undo_until_on) +
                            "; what that needs has been erased since, as the rules say."});
    if (merges_in_force(context.tx, merge.kept_person_id.number).back().id != merge.id)
        throw conflict({"这份会籍后来又合并过，请先撤销后一次。",
                        "This membership was merged once more since: undo that one first."});
}

// What was changed since would be lost: the sentence says what, so that it can be looked at first.
void refuse_losing(Context& context, const MemberMerge& merge, const std::optional<Member>& kept,
                   const std::optional<Person>& person, const Person& other) {
    std::vector<Words> lost;
    if (!kept || !person || kept->version != merge.kept_version || person->version != merge.kept_person_version)
        lost.push_back(
            {"保留的会籍或本人资料在合并以后改动过，撤销会丢掉这些改动。",
             "The membership kept, or its person, was changed since the merge, and undoing would lose that."});
    if (is_phone_of_somebody(context.tx, other.phone.plain))
        lost.push_back({"并入会籍的手机号码现在另有会籍或申请。",
                        "The phone of the other membership has a membership or application of its own now."});
    if (other.id_number && is_id_number_of_another(context.tx, other.id_number->plain, merge.kept_person_id.number))
        lost.push_back({"并入会籍的证件号码现在用于另一个人。",
                        "The id number of the other membership belongs to somebody else now."});
    if (lost.empty()) return;
    lost.push_back({"不能整体撤销；确有必要时，请让本人重新申请入会。",
                    "So it cannot be undone as a whole; where it has to be, the person applies anew."});
    throw refusal_with(lost);
}

// An earlier merge of the same one can still be undone: what it left is there again.
void follow_versions(Context& context, const MemberMerge& undone, const Member& kept_was, const Member& kept,
                     const Person& person_was, const Person& person) {
    for (auto& merge : merges_in_force(context.tx, person.id.number)) {
        if (merge.id == undone.id || merge.kept_version != kept_was.version ||
            merge.kept_person_version != person_was.version)
            continue;
        merge.kept_version = kept.version;
        merge.kept_person_version = person.version;
        context.tx.update(merge);
    }
}

}  // namespace

void undo_merge(Context& context, Id<MemberMerge> id, const std::string& reason) {
    auto& tx = context.tx;
    auto merge = context.find(id);
    refuse_undoing(context, merge);
    auto rows = rows_in(merge.content);
    auto persons = rows_at(rows, persons_were), members = rows_at(rows, members_were);
    auto kept_was = restored<Member>(members.at(0).was), other = restored<Member>(members.at(1).was);
    auto kept_person_was = restored<Person>(persons.at(0).was), other_person = restored<Person>(persons.at(1).was);
    auto kept = member_of(tx, merge.kept_member_id);
    auto person = person_of(tx, merge.kept_person_id.number);
    auto path = kept ? kept->unit_path : merge.unit_path;
    if (!context.may(read, path)) throw not_found(type_of<Member>().label);
    if (!context.may(manage, path) || !context.may(manage, context.unit_path(other.unit_id.number)))
        throw conflict(
            {"撤销合并要由能办理两份会籍变动的工会来做，请交给双方共同的上级工会。",
             "A merge is undone by a union that may take steps with both memberships: ask the one above both."});
    refuse_losing(context, merge, kept, person, other_person);

    count_membership(context, *kept, changes_of(tx, kept->id), -1);
    for (auto& row : rows_at(rows, change_made)) drop_change(tx, row.row_id);
    // The kept person lets go of the other's id number before that one is there again.
    auto person_now = kept_person_was;
    person_now.version = person->version;
    tx.update(person_now);
    auto kept_now = kept_was;
    kept_now.version = kept->version;
    context.update(kept_now);
    tx.insert(other_person);
    context.insert(other);
    for (auto& column : moved_columns()) {
        auto from = column.by_person ? person->id.number : kept->id.number;
        auto to = column.by_person ? other_person.id.number : other.id.number;
        for (auto& row : rows_at(rows, column.place())) lead_back(tx, column, row.row_id, from, to);
    }
    for (auto& row : rows_at(rows, changes_were)) set_change(tx, restored<MemberChange>(row.was));
    for (auto& row : rows_at(rows, card_revoked)) put_in_force(tx, row.row_id);
    for (auto& row : rows_at(rows, account_detached)) accounts::attach_person(tx, row.row_id, other_person.id.number);
    count_membership(context, kept_now, changes_of(tx, kept_now.id), 1);
    count_membership(context, other, changes_of(tx, other.id), 1);
    follow_versions(context, merge, kept_was, kept_now, kept_person_was, person_now);

    merge.status = MergeStatus::undone;
    merge.undone_at = context.now;
    merge.undone_by = context.actor.name;
    merge.undone_why = without_numbers(reason);
    tx.update(merge);
    context.note("member.unmerged", &*kept, &kept_now);
    announce_other(context, member_restored, other);
    Words told{"【职工之家】“" + merge.unit_name + "”撤销了会籍合并，两份会籍都已恢复原样。",
               "[Unionhall] \"" + merge.unit_name + "\" undid the merging: both memberships are as they were."};
    tell_phone(context, person_now.phone.plain, told);
    tell_phone(context, other_person.phone.plain, told);
}

}  // namespace unionhall::members
