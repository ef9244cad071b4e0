#include "platform/app.h"

#include <condition_variable>

#include "platform/act_names.h"
#include "platform/audit.h"
#include "platform/commit_marker.h"
#include "platform/crypto.h"
#include "platform/entry.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/repeat.h"
#include "platform/settings.h"
#include "platform/vault.h"
#include "platform/virus_scan.h"

namespace unionhall {

Measures Application::all_measures() const {
    Measures all;
    for (auto& room : rooms) all.insert(all.end(), room.measures.begin(), room.measures.end());
    return all;
}

Holdings Application::all_holdings() const {
    auto all = platform_holdings();
    for (auto& room : rooms) all.insert(all.end(), room.holdings.begin(), room.holdings.end());
    return all;
}

Namings Application::all_namings() const {
    Namings all;
    for (auto& room : rooms) all.insert(all.end(), room.namings.begin(), room.namings.end());
    for (auto& naming : act_names(rooms)) all.push_back(std::move(naming));
    return all;
}

Actor Application::known_actor(Transaction& tx, const Request& request, Instant now) {
    auto token = token_of(request, is_https(services.settings.public_address)).text;
    if (token.empty() || !actor_of_) return {};
    auto actor = actor_of_(tx, token, now);
    if (actor.session_id) {
        std::lock_guard lock(used_mutex_);
        auto& used = used_sessions_[actor.session_id];
        used.at = now;
        if (actor.has_renewed_token) used.renewed_at = now;
    }
    return actor;
}

std::map<std::int64_t, Application::Used> Application::take_used_sessions() {
    std::lock_guard lock(used_mutex_);
    return std::exchange(used_sessions_, {});
}

// Two of the same POST at once, where writers do not wait for each other: the second finds what the first has just made,
// and is refused for it. It gets the answer of the first.
std::optional<Response> Application::answer_of_the_first(const PostKey& key, std::exception_ptr failure) {
    if (key.name.empty() || !database.is_postgres()) return {};
    try {
        std::rethrow_exception(failure);
    } catch (const Refusal&) {
    } catch (const DbError& error) {
        if (error.kind != DbError::Kind::duplicate) return {};
    } catch (...) { return {}; }
    std::optional<Response> first;
    try {
        database.read([&](Transaction& tx) { first = earlier_answer(tx, services.vault, key); });
    } catch (const std::exception&) { return {}; }  // what happened before is the better answer
    return first;
}

void Application::run_reactions(Context& context) {
    // By index: a reaction may add lines, and those have reactions too.
    for (std::size_t i = 0; i < context.happened.size(); ++i)
        for (auto& room : rooms)
            for (auto& reaction : room.reactions)
                if (reaction.verb == context.happened[i].verb) {
                    auto line = context.happened[i];
                    reaction.run(context, line);
                }
}

Application::Asked Application::ask(Transaction& tx, const Match& found, const Request& request, Instant now) {
    auto& route = *found.route;
    Asked asked{.actor = known_actor(tx, request, now)};
    Context context{.tx = tx, .actor = asked.actor, .services = services, .now = now, .today = day_at(now)};
    // Before anything is read: whoever may not come in does not learn what there is.
    check_door(route.door, context, *route.takes, nullptr);
    check_proof(route, context);
    if (route.method == "POST" && !route.is_repeatable) asked.key = key_of(request, asked.actor);
    if (route.is_upload) check_for_viruses(services.settings.virus_scanner, request.body);
    if (route.ahead) asked.finding = route.ahead(context, request);
    return asked;
}

Response Application::perform(Transaction& tx, const Match& found, const Request& request, const Asked& asked,
                              Instant now) {
    auto& route = *found.route;
    Context context{.tx = tx,
                    .actor = asked.actor,
                    .services = services,
                    .now = now,
                    .today = day_at(now),
                    .language = language_of(request),
                    .request_id = request.request_id};
    context.verb = route.verb;
    context.finding = asked.finding;
    Call call{context, request, found.id, found.rest};
    bool needs_key = !asked.key.name.empty();
    if (needs_key)
        if (auto again = earlier_answer(tx, services.vault, asked.key)) return *again;
    Response response;
    bool is_refused = false;
    try {
        response = route.run(call);
        for (auto& header : context.headers) response.headers.push_back(header);
    } catch (const Refusal& refusal) {
        if (!refusal.keeps_work || !route.is_write()) throw;
        response = problem(refusal, request);
        is_refused = true;
    }
    response.route = route.path;
    run_reactions(context);
    if (needs_key && !is_refused) remember_answer(context, asked.key, response);
    if (route.is_write()) append_audit(context, next_chain_++ % database.chains());
    return response;
}

void Application::answer(Request asked_for, Done done) {
    // What the writer works on when this call has long returned.
    struct Waiting {
        Request request;
        Done done;
        Match found = {};
        Instant now = {};
        std::optional<Asked> asked = {};
        Response response = {};
    };
    auto waiting = std::make_shared<Waiting>(Waiting{.request = std::move(asked_for), .done = std::move(done)});
    auto& request = waiting->request;
    auto* log = services.log;
    try {
        waiting->found = index_.match(request);
        auto& found = waiting->found;
        check_origin(request, services.settings.public_address);
        auto now = waiting->now = clock_();
        if (!found.route->is_write()) {
            database.read([&](Transaction& tx) {
                waiting->response = perform(tx, found, request, ask(tx, found, request, now), now);
            });
            waiting->done(std::move(waiting->response));
            return;
        }
        // In a transaction of its own only where something slow comes first: a reader whose database has just changed reads
        // its pages anew, which costs more than the writer is spared.
        bool is_scanned = found.route->is_upload && !services.settings.virus_scanner.empty();
        if (found.route->ahead || is_scanned)
            database.read([&](Transaction& tx) { waiting->asked = ask(tx, found, request, now); });
        // The answer leaves only when what it says is durable.
        database.write(
            [this, waiting](Transaction& tx) {
                auto& [request, done, found, now, asked, response] = *waiting;
                if (!asked) asked = ask(tx, found, request, now);
                response = perform(tx, found, request, *asked, now);
            },
            [this, waiting, log](std::exception_ptr failure) {
                if (!failure) return waiting->done(std::move(waiting->response));
                std::optional<Response> first;
                if (waiting->asked) first = answer_of_the_first(waiting->asked->key, failure);
                waiting->done(first ? std::move(*first) : problem_of(failure, waiting->request, log));
            });
    } catch (...) { waiting->done(problem_of(std::current_exception(), request, log)); }
}

Response Application::answer_now(const Request& request) {
    std::mutex mutex;
    std::condition_variable ready;
    std::optional<Response> response;
    answer(request, [&](Response r) {
        std::lock_guard lock(mutex);
        response = std::move(r);
        ready.notify_one();
    });
    std::unique_lock lock(mutex);
    ready.wait(lock, [&] { return response.has_value(); });
    return std::move(*response);
}

// Holds every permission that any route asks for, everywhere: what it does is decided by whoever wrote the job.
Actor Application::system_actor() const {
    Actor system{.kind = Actor::Kind::staff, .name = "system", .grants = {{std::string(see_personal.name), "/"}}};
    auto grant = [&](const Permission& permission) {
        if (!system.may_somewhere(permission)) system.grants.push_back({std::string(permission.name), "/"});
    };
    for (auto& room : rooms)
        for (auto& route : room.routes) {
            if (route.door.kind == Door::Kind::permitted) grant(route.door.permission);
            for (auto& step : route.steps) grant(step.needs);
        }
    return system;
}

std::string Application::new_holder() { return hex(random_bytes(8)); }

void Application::as_system(const std::string& verb, const std::function<void(Context&)>& work) {
    auto now = clock_();
    database.write_now([&](Transaction& tx) {
        Context context{
            .tx = tx, .actor = system_, .services = services, .now = now, .today = day_at(now), .request_id = verb};
        context.verb = verb;
        work(context);
        run_reactions(context);
        append_audit(context, next_chain_++ % database.chains());
    });
}

static constexpr int folds_a_round_max = 10;

// Asked by a reading transaction first: a house where nothing happens writes nothing.
static bool has_housework(Transaction& tx, Instant now) {
    if (tx.number("select 1 from measure_deltas limit 1") || has_answers_to_forget(tx, now)) return true;
    return tx
        .number("select 1 from commit_markers where id < $1 limit 1",
                {first_commit_marker_at(plus_seconds(now, -commit_markers_kept_s))})
        .has_value();
}

// What a page asked by the earlier token may still be on its way when the first answer by the new one is there.
static constexpr std::int64_t tokens_overlap_s = 30;

void Application::keep_house() {
    auto used = take_used_sessions();
    auto now = clock_();
    // A round that erased something leaves no trace of it on the disk either.
    if (has_residue_ && database.clear_residue()) has_residue_ = false;
    bool has_work = !used.empty();
    if (!has_work) database.read([&](Transaction& tx) { has_work = has_housework(tx, now); });
    if (!has_work) return;
    bool has_more = true;
    for (int folds = 1; has_more && folds < folds_a_round_max; ++folds)
        database.write_now([&](Transaction& tx) { has_more = fold(tx) == fold_deltas_max; });
    database.write_now([&](Transaction& tx) {
        for (auto& [session, use] : used) {
            tx.run("update sessions set last_used_at = $2 where id = $1", {session, use.at.us});
            if (use.renewed_at.us)
                tx.run("update sessions set replaced_hash = null where id = $1 and replaced_at < $2",
                       {session, plus_seconds(use.renewed_at, -tokens_overlap_s).us});
        }
        forget_answers(tx, now);
        tx.run("delete from commit_markers where id < $1",
               {first_commit_marker_at(plus_seconds(now, -commit_markers_kept_s))});
    });
}

}  // namespace unionhall
