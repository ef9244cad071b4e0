#include "members/store_stand.h"

namespace unionhall::members {

std::optional<StandPass> pass_of(Transaction& tx, std::int64_t id) {
    return tx.first<StandPass>("where id = $1", {id});
}

std::int64_t count_open_passes(Transaction& tx, std::int64_t account_id, Instant now) {
    return tx
        .number("select count(*) from stand_passes where account_id = $1 and status = 'open' and expires_at > $2",
                {account_id, now.us})
        .value_or(0);
}

void add_entry(Transaction& tx, Id<StandPass> pass) {
    tx.run("update stand_passes set entries = entries + 1 where id = $1", {pass.number});
}

std::optional<StandEntry> entry_of(Transaction& tx, Id<StandPass> pass, const std::string& entry_key) {
    return tx.first<StandEntry>("where pass_id = $1 and entry_key = $2", {pass.number, entry_key});
}

std::optional<StandEntry> entry_of(Transaction& tx, std::int64_t id) {
    return tx.first<StandEntry>("where id = $1", {id});
}

void forget_in_entries(Transaction& tx, Id<Member> member) {
    tx.run("update stand_entries set member_id = null where member_id = $1", {member.number});
}

std::vector<std::string> division_codes_below(Transaction& tx, const std::string& unit_path, std::size_t at_most) {
    std::vector<std::string> codes;
    for (auto& row :
         tx.rows("select distinct division_code from units where path >= $1 and path < $2 and division_code <> '' "
                 "and status = 'active' order by division_code limit $3",
                 {unit_path, after_path(unit_path), static_cast<std::int64_t>(at_most)}))
        codes.push_back(std::get<std::string>(row[0]));
    return codes;
}

std::optional<Id<events::Event>> event_of_pass(Transaction& tx, std::int64_t pass_id) {
    auto id = tx.number("select event_id from stand_passes where id = $1", {pass_id});
    return id ? std::optional(Id<events::Event>{*id}) : std::nullopt;
}

}  // namespace unionhall::members
