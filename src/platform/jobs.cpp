// Background jobs: rows in the database, run piece by piece by the same functions that a request would call.
#include <algorithm>

#include "platform/app.h"
#include "platform/log.h"

namespace unionhall {

static constexpr std::int64_t job_attempts_max = 5;

void add_job(Context& context, const std::string& kind, std::int64_t subject, const std::string& argument,
             Instant not_before) {
    context.tx.run(
        "insert into jobs (id, kind, subject, argument, status, run_at, attempts, progress, goal, note) "
        "values ($1, $2, $3, $4, 'waiting', $5, 0, 0, 0, '')",
        {context.services.ids.next(), kind, subject, argument, std::max(context.now, not_before).us});
}

bool Application::run_a_job() {
    std::int64_t id = 0, subject = 0, attempts = 0;
    std::string kind, argument;
    auto now = clock_();
    database.read([&](Transaction& tx) {
        auto found = tx.rows(
            "select id, kind, subject, argument, attempts from jobs where status = 'waiting' and run_at <= $1 order by run_at, id limit 1",
            {now.us});
        if (found.empty()) return;
        id = std::get<std::int64_t>(found[0][0]), kind = std::get<std::string>(found[0][1]);
        subject = std::get<std::int64_t>(found[0][2]), argument = std::get<std::string>(found[0][3]);
        attempts = std::get<std::int64_t>(found[0][4]);
    });
    if (!id) return false;
    const JobKind* known = nullptr;
    for (auto& room : rooms)
        for (auto& job : room.jobs)
            if (job.name == kind) known = &job;
    try {
        if (!known) throw std::runtime_error("nobody knows the job " + kind);
        bool more = false;
        as_system(kind, [&](Context& context) {
            more = known->run(context, subject, argument);
            context.tx.run(more ? "update jobs set run_at = $2 where id = $1"
                                : "update jobs set status = 'done', run_at = $2 where id = $1",
                           {id, now.us});
        });
    } catch (const std::exception& fault) {
        if (services.log)
            services.log->fault("job failed", fault,
                                {{LogKey::job, std::string_view(kind)}, {LogKey::attempt, attempts + 1}});
        // Later and later, then given up and left to be seen.
        database.write_now([&](Transaction& tx) {
            tx.run("update jobs set attempts = attempts + 1, run_at = $2, status = $3 where id = $1",
                   {id, plus_seconds(now, (attempts + 1) * (attempts + 1)).us,
                    std::string(attempts + 1 >= job_attempts_max ? "failed" : "waiting")});
        });
    }
    return true;
}

}  // namespace unionhall
