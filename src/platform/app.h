// The application: takes a request, finds the route, knows who is asking, runs it in one transaction, and answers.
// One request, one transaction, its audit lines, or nothing.
#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "platform/api.h"
#include "platform/repeat.h"
#include "platform/route_index.h"

namespace unionhall {

class Log;

// A job is a function run later, by the same process, in transactions of its own.
struct JobKind {
    std::string name;
    // Does one piece of the work of the job's subject; true when there is more. Called again with a fresh transaction.
    bool (*run)(Context&, std::int64_t subject, const std::string& argument);
    // Of a round that comes again by itself: every so many seconds, so many after midnight UTC. Never given up.
    std::int64_t every_s = 0, offset_s = 0;
    // Runs before each piece, in a reading transaction: for what takes long, so that the writer does not wait. What it
    // returns is the piece's `context.finding`; the house may have changed since.
    std::string (*ahead)(Context&, std::int64_t subject, const std::string& argument) = nullptr;
};

// Longer than any piece of a job should take; by the servers' clocks, which may differ by less than half of it.
inline constexpr std::int64_t lease_s = 60;

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
    Holdings holdings = {};                                          // what it keeps about a person
    Namings namings = {};                                            // the words behind its ids
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
        services.holdings = all_holdings();
        services.namings = all_namings();
        services.database = &database;
    }

    Database& database;
    Services& services;
    const Rooms& rooms;

    // Calls `done` once: at once for reads and refusals, after the commit for writes.
    void answer(Request, Done done);
    Response answer_now(const Request&);  // waits: for tests and commands

    // Runs one waiting job's next piece, if there is one; false when there is nothing to do. Of several servers on one
    // database exactly one does each piece. One thread of a server at a time.
    bool run_a_job();
    // At the start of the only server of a database: what a dead one held is free, and nobody waits for a lease to end.
    void free_leases();
    // Whether this server may do, for the next `lease_s` seconds, what only one of them does at a time: asked again
    // before that is over, it stays with this server.
    bool take_lease(const std::string& name);
    // Folds measures, forgets old idempotency keys and sessions' last use: called every second or so.
    void keep_house();
    // Runs something as the system itself, audited under `verb`.
    void as_system(const std::string& verb, const std::function<void(Context&)>&);

    // Whether any route is at that address.
    bool has_path(const std::string& path) const { return index_.has_path(path); }
    Measures all_measures() const;
    Holdings all_holdings() const;  // the platform's first, then by room
    Namings all_namings() const;

    // Sessions used since the last keep_house: session id → when, and when by a token that took another's place.
    // Written in one go, so that reading writes nothing.
    struct Used {
        Instant at, renewed_at;
    };
    std::map<std::int64_t, Used> take_used_sessions();

  private:
    ActorOf actor_of_;
    std::function<Instant()> clock_;
    using Match = RouteIndex::Found;
    RouteIndex index_{rooms};
    Actor system_ = system_actor();
    Actor system_actor() const;
    std::string holder_ = new_holder();  // this server, where several share a database: a name made at its start
    static std::string new_holder();
    struct Asked {  // who asks, once the door has let them in
        Actor actor;
        PostKey key = {};
        std::string finding = {};  // of what the route does ahead
    };
    Asked ask(Transaction&, const Match&, const Request&, Instant now);
    Response perform(Transaction&, const Match&, const Request&, const Asked&, Instant now);
    std::optional<Response> answer_of_the_first(const PostKey&, std::exception_ptr failure);
    Actor known_actor(Transaction&, const Request&, Instant now);
    void run_reactions(Context&);
    void plan_rounds();
    std::atomic<bool> has_planned_rounds_ = false, has_residue_ = false;
    std::mutex used_mutex_;
    std::map<std::int64_t, Used> used_sessions_;
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
