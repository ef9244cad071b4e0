#include "accounts/administration_store.h"

namespace unionhall::accounts {

static std::int64_t number(const Row& row, std::size_t i) { return std::get<std::int64_t>(row[i]); }
static std::string text(const Row& row, std::size_t i) { return std::get<std::string>(row[i]); }

std::vector<std::pair<std::string, Lockout>> locked_accounts(Transaction& tx, Instant now) {
    std::vector<std::pair<std::string, Lockout>> all;
    for (
        auto& row : tx.rows(
            "select a.id, a.login, a.name, c.failures, c.locked_until, a.unit_path from credentials c "
            "join accounts a on a.id = c.account_id where a.kind = 'staff' and (c.locked_until > $1 or c.failures > 0) "
            "order by c.locked_until desc, a.id limit $2",
            {now.us, administration_rows_max}))
        all.push_back({text(row, 5), {{number(row, 0)}, text(row, 1), text(row, 2), number(row, 3), {number(row, 4)}}});
    return all;
}

static constexpr const char* job_columns = "id, kind, status, run_at, attempts, progress, goal, note";

static JobRow read_job(const Row& row) {
    return {{number(row, 0)}, text(row, 1),   text(row, 2),   {number(row, 3)},
            number(row, 4),   number(row, 5), number(row, 6), text(row, 7)};
}

std::vector<JobRow> newest_jobs(Transaction& tx, const std::string& status) {
    std::vector<JobRow> all;
    for (auto& row : tx.rows(
             std::string("select ") + job_columns + " from jobs where $1 = '' or status = $1 order by id desc limit $2",
             {status, administration_rows_max}))
        all.push_back(read_job(row));
    return all;
}

std::optional<JobRow> job_of(Transaction& tx, Id<JobRow> id) {
    auto found = tx.rows(std::string("select ") + job_columns + " from jobs where id = $1", {id.number});
    if (found.empty()) return {};
    return read_job(found[0]);
}

void wait_again(Context& context, Id<JobRow> id) {
    context.tx.run("update jobs set status = 'waiting', attempts = 0, run_at = $2 where id = $1 and status = 'failed'",
                   {id.number, context.now.us});
}

std::vector<BackupRow> newest_backups(Transaction& tx) {
    std::vector<BackupRow> all;
    for (auto& row :
         tx.rows("select id, at, file_name, bytes, sha256 from backups_made order by at desc, id desc limit $1",
                 {administration_rows_max}))
        all.push_back({{number(row, 0)}, {number(row, 1)}, text(row, 2), number(row, 3), text(row, 4)});
    return all;
}

std::vector<std::string> newest_head_lines(Transaction& tx) {
    std::vector<std::string> all;
    for (auto& row : tx.rows("select line from signed_heads order by at desc, number desc limit $1", {heads_shown_max}))
        all.push_back(text(row, 0));
    return all;
}

}  // namespace unionhall::accounts
