#include "approvals/store.h"

#include "platform/json.h"

namespace unionhall::approvals {

std::optional<Approval> approval_of(Transaction& tx, Id<Approval> id) {
    return tx.first<Approval>("where id = $1", {id.number});
}

std::vector<Approval> asked_by_account(Transaction& tx, std::int64_t account_id) {
    return tx.select<Approval>("where asked_by = $1 order by id desc limit $2", {account_id, shown_max});
}

std::vector<Approval> waiting_within(Transaction& tx, const std::string& path, Instant now) {
    return tx.select<Approval>(
        "where status = 'asked' and expires_at >= $3 and unit_path >= $1 and unit_path < $2 order by id limit $4",
        {path, after_path(path), now.us, shown_max});
}

std::vector<Approval> decided_within(Transaction& tx, const std::string& path) {
    return tx.select<Approval>(
        "where status <> 'asked' and unit_path >= $1 and unit_path < $2 order by id desc limit $3",
        {path, after_path(path), shown_max});
}

std::vector<Approval> overdue(Transaction& tx, Instant now) {
    return tx.select<Approval>("where status in ('asked', 'approved') and expires_at < $1 order by id limit $2",
                               {now.us, shown_max});
}

std::int64_t count_to_approve(Transaction& tx, const std::string& path, std::int64_t not_asked_by, Instant now) {
    return tx
        .number(
            "select count(*) from approvals a where status = 'asked' and expires_at >= $4 and asked_by <> $3 and "
            "unit_path >= $1 and unit_path < $2 and not exists (select 1 from approval_votes v where v.approval_id = a.id "
            "and v.account_id = $3)",
            {path, after_path(path), not_asked_by, now.us})
        .value_or(0);
}

std::int64_t count_alarms(Transaction& tx, const std::string& path) {
    return tx
        .number("select count(*) from alarms where is_seen = false and unit_path >= $1 and unit_path < $2",
                {path, after_path(path)})
        .value_or(0);
}

std::vector<Vote> votes_for(Transaction& tx, Id<Approval> id) {
    std::vector<Vote> votes;
    for (auto& row :
         tx.rows("select account_id, name, note, at from approval_votes where approval_id = $1 order by at, id",
                 {id.number}))
        votes.push_back({std::get<std::int64_t>(row[0]),
                         std::get<std::string>(row[1]),
                         std::get<std::string>(row[2]),
                         {std::get<std::int64_t>(row[3])}});
    return votes;
}

void add_vote(Context& context, const Approval& a, const Vote& vote) {
    context.tx.run(
        "insert into approval_votes (id, approval_id, asked_by, account_id, name, note, at) values ($1, $2, $3, $4, $5, $6, $7)",
        {context.services.ids.next(), a.id.number, a.asked_by, vote.account_id, vote.name, vote.note, vote.at.us});
}

std::string hash_in_audit(Transaction& tx, Id<Approval> id) {
    auto changes =
        tx.text("select changes from audit_lines where subject_id = $1 and verb = 'approval.asked' order by at limit 1",
                {id.number});
    if (!changes) return "";
    auto json = parse_json(*changes);
    auto* hash = json.find("payload_hash");
    // A change is told as [before, after].
    return hash && hash->is_array() && hash->size() == 2 ? hash->at(std::size_t{1}).text() : "";
}

static std::pair<std::string, std::vector<Value>> concerned(const std::string& path, const Wanted& w) {
    std::string where = "where unit_path >= $1 and unit_path < $2 and status = 'active' and id <= $3";
    std::vector<Value> values{path, after_path(path), w.up_to_member};
    auto also = [&](const std::string& column, Value value) {
        values.push_back(std::move(value));
        where += " and " + column + " = $" + std::to_string(values.size());
    };
    if (w.drive_id) also("drive_id", w.drive_id->number);
    if (w.occupation) also("occupation", name_of(*w.occupation));
    return {where, values};
}

std::int64_t count_concerned(Transaction& tx, const std::string& path, const Wanted& w) {
    auto [where, values] = concerned(path, w);
    return tx.number("select count(*) from members " + where, values).value_or(0);
}

void each_concerned(Transaction& tx, const std::string& path, const Wanted& w,
                    const std::function<void(members::Member&)>& visit) {
    auto [where, values] = concerned(path, w);
    values.push_back(export_members_max);
    // Read whole before anything else is asked of this connection.
    auto found = tx.select<members::Member>(where + " order by id limit $" + std::to_string(values.size()), values);
    for (auto& member : found) visit(member);
}

std::int64_t newest_member(Transaction& tx) { return tx.number("select max(id) from members").value_or(0); }

std::int64_t people_reached(Transaction& tx, std::int64_t account_id, Instant since) {
    return tx
        .number(
            "select cast(coalesce(sum(affected), 0) as bigint) from approvals where asked_by = $1 and executed_at > $2",
            {account_id, since.us})
        .value_or(0);
}

bool has_alarm_since(Transaction& tx, std::int64_t account_id, Instant since) {
    return tx.number("select 1 from alarms where account_id = $1 and at > $2 limit 1", {account_id, since.us})
        .has_value();
}

static constexpr const char* rotation_columns =
    "id, key_id, status, place, after_id, progress, goal, started_at, sealed_at, ended_at";

static Rotation read_rotation(const Row& row) {
    auto number = [&](std::size_t i) { return std::get<std::int64_t>(row[i]); };
    return {.id = number(0),
            .key_id = number(1),
            .status = std::get<std::string>(row[2]),
            .place = {.column = std::get<std::string>(row[3]), .after_id = number(4)},
            .progress = number(5),
            .goal = number(6),
            .started_at = {number(7)},
            .sealed_at = {number(8)},
            .ended_at = {number(9)}};
}

std::vector<Rotation> rotations(Transaction& tx) {
    std::vector<Rotation> all;
    for (auto& row : tx.rows(
             std::string("select ") + rotation_columns + " from key_rotations order by id desc limit $1", {shown_max}))
        all.push_back(read_rotation(row));
    return all;
}

std::optional<Rotation> rotation_of(Transaction& tx, std::int64_t id) {
    auto found = tx.rows(std::string("select ") + rotation_columns + " from key_rotations where id = $1", {id});
    if (found.empty()) return {};
    return read_rotation(found[0]);
}

static std::vector<Value> values_of(const Rotation& r) {
    return {r.id,       r.key_id, r.status,        r.place.column, r.place.after_id,
            r.progress, r.goal,   r.started_at.us, r.sealed_at.us, r.ended_at.us};
}

void begin(Transaction& tx, const Rotation& r) {
    tx.run(std::string("insert into key_rotations (") + rotation_columns +
               ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
           values_of(r));
}

void keep(Transaction& tx, const Rotation& r) {
    tx.run(
        "update key_rotations set key_id = $2, status = $3, place = $4, after_id = $5, progress = $6, goal = $7, "
        "started_at = $8, sealed_at = $9, ended_at = $10 where id = $1",
        values_of(r));
}

void show_progress(Transaction& tx, const std::string& job, const Rotation& r) {
    tx.run("update jobs set progress = $3, goal = $4 where kind = $1 and subject = $2",
           {job, r.id, r.progress, r.goal});
}

bool is_backed_up_since(Transaction& tx, Instant moment) {
    return tx.number("select 1 from backups_made where at > $1 limit 1", {moment.us}).has_value();
}

void drop_key(Transaction& tx, std::uint32_t key_id) {
    tx.run("delete from vault_keys where key_id = $1", {std::int64_t{key_id}});
}

}  // namespace unionhall::approvals
