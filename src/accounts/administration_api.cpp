#include "accounts/administration_api.h"

#include "accounts/administration_store.h"
#include "accounts/sign_in_store.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const Lockout*) {
    static const auto type = record<Lockout>("lockout", "", {"锁定的账号", "locked account"}, {
        field(&Lockout::account_id,   "account_id",   {"账号", "Account"}),
        field(&Lockout::login,        "login",        {"登录名", "Sign-in name"}).personal(Mask::hidden),
        field(&Lockout::name,         "name",         {"姓名", "Name"}).personal(Mask::name),
        field(&Lockout::failures,     "failures",     {"连续输错次数", "Failures in a row"}),
        field(&Lockout::locked_until, "locked_until", {"锁定到", "Locked until"}),
    });
    return type;
}
const RecordType& record_of(const SessionsHeld*) {
    static const auto type = record<SessionsHeld>("sessions_held", "", {"登录会话", "sessions of an account"}, {
        many(&SessionsHeld::items, "items", {"会话", "Sessions"}),
    });
    return type;
}
const RecordType& record_of(const JobQuery*) {
    static const auto type = record<JobQuery>("job_query", "", {"任务查询", "question about jobs"}, {
        field(&JobQuery::status, "status", {"状态", "Status"}).at_most(20),
    });
    return type;
}
const RecordType& record_of(const JobRow*) {
    static const auto type = record<JobRow>("job", "", {"后台任务", "job"}, {
        key  (&JobRow::id),
        field(&JobRow::kind,     "kind",     {"任务", "Job"}),
        field(&JobRow::status,   "status",   {"状态", "Status"}),
        field(&JobRow::run_at,   "run_at",   {"运行时间", "Runs at"}),
        field(&JobRow::attempts, "attempts", {"失败次数", "Failures"}),
        field(&JobRow::progress, "progress", {"已完成", "Done"}),
        field(&JobRow::goal,     "goal",     {"总数", "Of"}),
        field(&JobRow::note,     "note",     {"说明", "Note"}),
    });
    return type;
}
const RecordType& record_of(const JobChosen*) {
    static const auto type = record<JobChosen>("job_chosen", "", {"选定的任务", "chosen job"}, {
        field(&JobChosen::id, "id", {"任务", "Job"}).required(),
    });
    return type;
}
const RecordType& record_of(const BackupRow*) {
    static const auto type = record<BackupRow>("backup", "", {"备份", "backup"}, {
        key  (&BackupRow::id),
        field(&BackupRow::at,        "at",        {"时间", "When"}),
        field(&BackupRow::file_name, "file_name", {"文件", "File"}),
        field(&BackupRow::bytes,     "bytes",     {"字节", "Bytes"}),
        field(&BackupRow::sha256,    "sha256",    {"校验和（SHA-256）", "SHA-256"}),
    });
    return type;
}
// clang-format on

std::vector<Lockout> lockouts(Context& context, const Nothing&) {
    std::vector<Lockout> within;
    for (auto& [path, lockout] : locked_accounts(context.tx, context.now))
        if (context.may(manage, path)) within.push_back(lockout);
    return within;
}

Account unlock(Context& context, const Account& account, const Draft<Nothing>&) {
    auto credentials = credentials_held(context, account.id);
    if (credentials.password_hash.empty())
        throw conflict({"这个账号还没有密码，请先重置密码。", "This account has no password yet: reset it first."});
    credentials.failures = 0;
    credentials.locked_until = {};
    keep_credentials(context, account.id, credentials);
    return account;
}

SessionsHeld sessions_held(Context& context, const Account& account, const Nothing&) {
    return {sessions_of(context, account.id.number)};
}

std::vector<JobRow> jobs(Context& context, const JobQuery& query) { return newest_jobs(context.tx, query.status); }

JobRow retry_job(Context& context, const Draft<JobChosen>& draft) {
    auto chosen = draft.applied_to({});
    auto job = job_of(context.tx, chosen.id);
    if (!job) throw not_found({"后台任务", "job"});
    if (job->status != "failed")
        throw conflict({"只有失败的任务可以再办一次。", "Only a failed job can be run once more."});
    wait_again(context, chosen.id);
    job->status = "waiting", job->attempts = 0, job->run_at = context.now;
    return *job;
}

std::vector<BackupRow> backups(Context& context, const Nothing&) { return newest_backups(context.tx); }

}  // namespace unionhall::accounts
