#include "members/merge_store.h"

#include "members/rights_store.h"
#include "members/store.h"

namespace unionhall::members {

std::vector<MovedColumn> moved_columns() {
    std::vector<MovedColumn> all{{"applications", "person_id", true},
                                 {"corrections", "member_id"},
                                 {"legal_holds", "member_id"},
                                 {"member_merges", "kept_person_id", true},
                                 {"member_merges", "kept_member_id"}};
    for (auto& holding : holdings()) {
        bool is_own_row = holding.column == "id", is_of_merging = holding.table == "member_merges";
        if (is_own_row || is_of_merging || (holding.by != Holder::person && holding.by != Holder::member)) continue;
        all.push_back({holding.table, holding.column, holding.by == Holder::person});
    }
    return all;
}

std::vector<std::int64_t> rows_of(Transaction& tx, const MovedColumn& of, std::int64_t holder) {
    std::vector<std::int64_t> ids;
    for (auto& row : tx.rows("select id from " + of.table + " where " + of.column + " = $1 order by id limit $2",
                             {holder, static_cast<std::int64_t>(moved_rows_max) + 1}))
        ids.push_back(std::get<std::int64_t>(row[0]));
    if (ids.size() > moved_rows_max)
        throw conflict({"这份会籍的资料太多，不能合并，请联系系统管理员。",
                        "Too much hangs on this membership to merge it. Ask whoever runs the system."});
    return ids;
}

void lead_to(Transaction& tx, const MovedColumn& of, std::int64_t from, std::int64_t to) {
    tx.run("update " + of.table + " set " + of.column + " = $2 where " + of.column + " = $1", {from, to});
}

void lead_back(Transaction& tx, const MovedColumn& of, std::int64_t row_id, std::int64_t from, std::int64_t to) {
    tx.run("update " + of.table + " set " + of.column + " = $3 where id = $1 and " + of.column + " = $2",
           {row_id, from, to});
}

std::vector<std::int64_t> cards_in_force(Transaction& tx, Id<Member> member) {
    std::vector<std::int64_t> ids;
    for (auto& row :
         tx.rows("select id from cards where member_id = $1 and revoked_at = 0 order by id", {member.number}))
        ids.push_back(std::get<std::int64_t>(row[0]));
    return ids;
}
void put_in_force(Transaction& tx, std::int64_t card_id) {
    tx.run("update cards set revoked_at = 0 where id = $1", {card_id});
}
void set_change(Transaction& tx, const MemberChange& change) {
    tx.run("update member_changes set member_id = $2, amount = $3 where id = $1",
           {change.id.number, change.member_id.number, change.amount});
}
void drop_change(Transaction& tx, std::int64_t id) { tx.run("delete from member_changes where id = $1", {id}); }
bool is_phone_of_somebody(Transaction& tx, const std::string& phone) { return person_by_phone(tx, phone).has_value(); }

std::optional<MemberMerge> merge_of(Transaction& tx, Id<MemberMerge> id) {
    return tx.first<MemberMerge>("where id = $1", {id.number});
}

std::optional<MemberMerge> newest_merge_of_other(Transaction& tx, Id<Member> other) {
    return tx.first<MemberMerge>("where other_member_id = $1 order by id desc", {other.number});
}

std::vector<MemberMerge> merges_in_force(Transaction& tx, std::int64_t kept_person_id) {
    return tx.select<MemberMerge>("where kept_person_id = $1 and status = 'in_force' order by id", {kept_person_id});
}

std::vector<MergeShown> merges_of_member(Transaction& tx, Id<Member> kept) {
    return tx.select<MergeShown>("where kept_member_id = $1 or other_member_id = $1 order by id desc limit 200",
                                 {kept.number});
}

bool is_phone_merged_away(Transaction& tx, const std::string& phone) {
    return tx
        .number(
            "select 1 from member_merges where phone_index in ($1, $2) and status = 'in_force' and kept_person_id in "
            "(select m.person_id from members m where m.status <> 'left' and m.person_id is not null)",
            tx.blinds("phone", phone))
        .has_value();
}

}  // namespace unionhall::members
