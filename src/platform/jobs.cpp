// Background jobs: rows in the database, run piece by piece by the same functions that a request would call.
#include "platform/jobs.h"

#include <algorithm>

#include "platform/app.h"
#include "platform/log.h"

namespace unionhall {

static constexpr std::int64_t job_attempts_max = 5;
static constexpr int jobs_contended_max = 20;

void add_job(Context& context, const std::string& kind, std::int64_t subject, const std::string& argument,
             Instant not_before) {
    context.tx.run(
        "insert into jobs (id, kind, subject, argument, status, run_at, attempts, progress, goal, note) "
        "values ($1, $2, $3, $4, 'waiting', $5, 0, 0, 0, '')",
        {context.services.ids.next(), kind, subject, argument, std::max(context.now, not_before).us});
}

// The next moment of a round after this one.
static Instant next_round(const JobKind& kind, Instant now) {
    auto seconds = now.us / 1000000 - kind.offset_s;
    return {(seconds / kind.every_s * kind.every_s + kind.every_s + kind.offset_s) * 1000000};
}

// Once a process: a round that has no row yet gets one, due at once.
void Application::plan_rounds() {
    if (has_planned_rounds_.exchange(true)) return;
    for (auto& room : rooms)
        for (auto& kind : room.jobs)
            if (kind.every_s && take_lease("round " + kind.name))
                database.write_now([&](Transaction& tx) {
                    if (tx.number("select 1 from jobs where kind = $1 and status = 'waiting' limit 1", {kind.name}))
                        return;
                    tx.run(
                        "insert into jobs (id, kind, subject, argument, status, run_at, attempts, progress, goal, note) "
                        "values ($1, $2, 0, '', 'waiting', $3, 0, 0, 0, '')",
                        {services.ids.next(), kind.name, clock_().us});
                });
}

bool Application::take_lease(const std::string& name) {
    bool is_mine = false;
    auto now = clock_();
    database.write_now([&](Transaction& tx) {
        is_mine = tx.run(
            "insert into leases (name, holder, held_until) values ($1, $2, $3) on conflict (name) do update set "
            "holder = $2, held_until = $3 where leases.holder = $2 or leases.held_until < $4",
            {name, holder_, plus_seconds(now, lease_s).us, now.us});
    });
    return is_mine;
}

void set_jobs_back(Database& database, Instant before, Instant now) {
    auto by_us = before.us - now.us, held_until_most = plus_seconds(now, lease_s).us;
    database.write_now([&](Transaction& tx) {
        tx.run("update jobs set run_at = run_at - $1 where status = 'waiting' and run_at > $2", {by_us, now.us});
        tx.run("update jobs set held_until = $1 where held_until > $1", {held_until_most});
        tx.run("update leases set held_until = $1 where held_until > $1", {held_until_most});
    });
}

namespace {

struct Job {
    std::int64_t id = 0, subject = 0, attempts = 0, held_until = 0;
    std::string kind, argument, holder;
};

// The next one that is due and that no other server holds.
Job next_job(Database& database, const std::string& holder, Instant now) {
    Job job;
    database.read([&](Transaction& tx) {
        for (auto& row : tx.rows("select id, kind, subject, argument, attempts, holder, held_until from jobs where "
                                 "status = 'waiting' and run_at <= $1 and (held_until < $1 or holder = $2) "
                                 "order by run_at, id limit 1",
                                 {now.us, holder})) {
            job = {.id = std::get<std::int64_t>(row[0]),
                   .subject = std::get<std::int64_t>(row[2]),
                   .attempts = std::get<std::int64_t>(row[4]),
                   .held_until = std::get<std::int64_t>(row[6]),
                   .kind = std::get<std::string>(row[1]),
                   .argument = std::get<std::string>(row[3]),
                   .holder = std::get<std::string>(row[5])};
        }
    });
    return job;
}

// Another server may have seen it waiting, too: one change of its row decides.
bool hold_job(Database& database, const Job& job, const std::string& holder, Instant now) {
    if (job.holder == holder && job.held_until > plus_seconds(now, lease_s / 2).us) return true;
    bool is_mine = false;
    database.write_now([&](Transaction& tx) {
        is_mine = tx.run(
            "update jobs set holder = $2, held_until = $3 where id = $1 and status = 'waiting' and (held_until < $4 or "
            "holder = $2)",
            {job.id, holder, plus_seconds(now, lease_s).us, now.us});
    });
    return is_mine;
}

}  // namespace

void Application::free_leases() {
    auto is_held = [](Transaction& tx) {
        return tx.number("select 1 from jobs where holder <> '' limit 1") || tx.number("select 1 from leases limit 1");
    };
    bool has_any = false;
    database.read([&](Transaction& tx) { has_any = is_held(tx); });
    if (!has_any) return;
    database.write_now([](Transaction& tx) {
        tx.run("update jobs set holder = '', held_until = 0 where holder <> ''");
        tx.run("delete from leases");
    });
}

// A full disk, a lost database or no memory says nothing about the job: it is no attempt, and never given up for it.
static bool will_pass(const std::exception& fault) {
    using enum DbError::Kind;
    if (dynamic_cast<const std::bad_alloc*>(&fault)) return true;
    auto* error = dynamic_cast<const DbError*>(&fault);
    if (!error) return false;
    for (auto kind : {busy, full, io, lost, unsure, one_copy, retry})
        if (error->kind == kind) return true;
    return false;
}

bool Application::run_a_job() {
    plan_rounds();
    auto now = clock_();
    Job job;
    for (int tries = 0;; ++tries) {
        job = next_job(database, holder_, now);
        if (!job.id || tries == jobs_contended_max) return false;
        if (hold_job(database, job, holder_, now)) break;
    }
    auto& [id, subject, attempts, held_until, kind, argument, holder] = job;
    const JobKind* known = nullptr;
    for (auto& room : rooms)
        for (auto& job : room.jobs)
            if (job.name == kind) known = &job;
    try {
        if (!known) throw std::runtime_error("nobody knows the job " + kind);
        bool more = false;
        std::string finding;
        if (known->ahead)
            database.read([&](Transaction& tx) {
                Context context{.tx = tx,
                                .actor = system_,
                                .services = services,
                                .now = now,
                                .today = day_at(now),
                                .request_id = kind};
                finding = known->ahead(context, subject, argument);
            });
        as_system(kind, [&](Context& context) {
            context.finding = finding;
            more = known->run(context, subject, argument);
            bool comes_again = more || known->every_s;
            auto next = more || !known->every_s ? now : next_round(*known, now);
            // The same transaction as the work: if another server took the job over meanwhile, this piece never was.
            auto changed = context.tx.run(
                "update jobs set status = $2, run_at = $3, attempts = case when $2 = 'waiting' then 0 else attempts "
                "end, holder = $4, held_until = $5 where id = $1 and status = 'waiting' and holder = $6",
                {id, std::string(comes_again ? "waiting" : "done"), next.us, more ? holder_ : std::string(),
                 more ? plus_seconds(now, lease_s).us : std::int64_t{0}, holder_});
            if (!changed) throw DbError(DbError::Kind::other, "another server took this job over");
        });
        if (more && known->every_s) has_residue_ = true;
    } catch (const std::exception& fault) {
        if (will_pass(fault)) throw;
        if (services.log)
            services.log->fault("job failed", fault,
                                {{LogKey::job, std::string_view(kind)}, {LogKey::attempt, attempts + 1}});
        bool is_given_up = attempts + 1 >= job_attempts_max && !(known && known->every_s);
        // Later and later, then given up and left to be seen; a round waits at most some hours.
        auto wait_s = std::min((attempts + 1) * (attempts + 1), std::int64_t{6 * 3600});
        database.write_now([&](Transaction& tx) {
            // Waiting still: when it was a commit that nobody could answer for, the job may be done.
            tx.run(
                "update jobs set attempts = attempts + 1, run_at = $2, status = $3, holder = '', held_until = 0 "
                "where id = $1 and status = 'waiting' and holder = $4",
                {id, plus_seconds(now, wait_s).us, std::string(is_given_up ? "failed" : "waiting"), holder_});
        });
    }
    return true;
}

}  // namespace unionhall
