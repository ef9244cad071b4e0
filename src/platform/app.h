// The application: takes a request, finds the route, knows who is asking, runs it in one transaction, and answers.
// One request, one transaction, its audit lines, or nothing.
#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "platform/api.h"

namespace unionhall {

class Log;

// A job is a function run later, by the same process, in transactions of its own.
struct JobKind {
    std::string name;
    // Does one piece of the work of the job's subject; true when there is more. Called again with a fresh transaction.
    bool (*run)(Context&, std::int64_t subject, const std::string& argument);
};

// What runs when something happened: in the same transaction, in the order of the rooms.
struct Reaction {
    std::string verb;
    void (*run)(Context&, const Happened&);
};

// What a room has to offer, all of it.
struct Room {
    std::string name;
    Routes routes;
    Measures measures = {};
    std::vector<JobKind> jobs = {};
    std::vector<Reaction> reactions = {};
    std::vector<std::pair<std::string, std::string>> diagrams = {};  // workflow name → drawing
};
using Rooms = std::vector<Room>;

// Who a token speaks for; nobody for an unknown or ended one. Given by the room of accounts.
using ActorOf = std::function<Actor(Transaction&, const std::string& token, Instant now)>;

class Application {
  public:
    Application(Database& database, Services& services, const Rooms& rooms, ActorOf actor_of,
                std::function<Instant()> clock = now_instant)
        : database(database), services(services), rooms(rooms), actor_of_(actor_of), clock_(std::move(clock)) {
        services.measures = all_measures();
        services.database = &database;
    }

    Database& database;
    Services& services;
    const Rooms& rooms;

    // Calls `done` once: at once for reads and refusals, after the commit for writes.
    void answer(const Request&, Done done);
    Response answer_now(const Request&);  // waits: for tests and commands

    // Runs one waiting job's next piece, if there is one; false when there is nothing to do.
    bool run_a_job();
    // Folds measures, forgets old idempotency keys and sessions' last use: called every second or so.
    void keep_house();
    // Runs something as the system itself, audited under `verb`.
    void as_system(const std::string& verb, const std::function<void(Context&)>&);

    bool has_path(const std::string& path) const;  // whether any route is at that address
    Measures all_measures() const;

    // Sessions used since the last keep_house: session id → when. Written in one go, so that reading writes nothing.
    std::map<std::int64_t, Instant> take_used_sessions();

  private:
    ActorOf actor_of_;
    std::function<Instant()> clock_;
    struct Match {
        const Route* route = nullptr;
        std::int64_t id = 0;
        std::string rest;
    };
    Match match(const Request&) const;
    Response perform(Transaction&, const Route&, const Match&, const Request&, const Actor&, Instant now,
                     std::string finding);
    Actor known_actor(Transaction&, const Request&, Instant now);
    void run_reactions(Context&);
    std::mutex used_mutex_;
    std::map<std::int64_t, Instant> used_sessions_;
    std::atomic<unsigned> next_chain_ = 0;
};

Language language_of(const Request&);  // Accept-Language; Chinese unless it says otherwise first
Response problem(const Refusal&, const Request&);
Response problem_of(std::exception_ptr, const Request&,
                    Log*);  // any failure: a refusal as itself, a fault as 500, 503 or 507

// Run as soon as somebody has time, but not before that moment.
void add_job(Context&, const std::string& kind, std::int64_t subject, const std::string& argument = "",
             Instant not_before = {});

std::string openapi_text(const std::vector<const Route*>&);  // OpenAPI 3.1, every route
std::string who_may_text(const std::vector<const Route*>&, const std::vector<std::pair<std::string, Actor>>& cast);
std::string records_script(const std::vector<const Route*>&);  // web/src/api/records.ts

}  // namespace unionhall
