#include "platform/app.h"

#include <condition_variable>

#include "platform/audit.h"
#include "platform/crypto.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/vault.h"

namespace unionhall {

static constexpr std::size_t idempotency_key_bytes_max = 80;
static constexpr std::int64_t idempotency_kept_s = 24 * 3600;

Measures Application::all_measures() const {
    Measures all;
    for (auto& room : rooms) all.insert(all.end(), room.measures.begin(), room.measures.end());
    return all;
}

// One hole at most: {id} takes an id, any other name takes a piece of text without a slash.
static bool fits(const std::string& pattern, const std::string& path, std::int64_t& id, std::string& rest) {
    auto open = pattern.find('{');
    if (open == std::string::npos) return pattern == path;
    auto close = pattern.find('}', open);
    auto tail = pattern.substr(close + 1);
    if (path.size() <= open + tail.size() || path.compare(0, open, pattern, 0, open) != 0 || !path.ends_with(tail))
        return false;
    rest = path.substr(open, path.size() - open - tail.size());
    if (rest.find('/') != std::string::npos) return false;
    if (pattern.compare(open, 4, "{id}") != 0) return true;
    auto number = parse_id(rest);
    id = number.value_or(0);
    return number.has_value();
}

bool Application::has_path(const std::string& path) const {
    std::int64_t id = 0;
    std::string rest;
    for (auto& room : rooms)
        for (auto& route : room.routes)
            if (fits(route.path, path, id, rest)) return true;
    return path.starts_with("/api/");
}

Application::Match Application::match(const Request& request) const {
    std::string allowed;
    for (auto& room : rooms) {
        for (auto& route : room.routes) {
            Match found{&route};
            // A fixed path wins over one with a hole, because it stands in the table as itself.
            if (!fits(route.path, request.path, found.id, found.rest)) continue;
            if (route.path.find('{') != std::string::npos) {
                bool is_fixed_elsewhere = false;
                for (auto& other : room.routes) is_fixed_elsewhere |= other.path == request.path;
                if (is_fixed_elsewhere) continue;
            }
            if (route.method == request.method || (request.method == "HEAD" && route.method == "GET")) return found;
            allowed += (allowed.empty() ? "" : ", ") + route.method;
        }
    }
    if (!allowed.empty())
        throw Refusal(Refusal::Reason::not_found,
                      {"这里不支持 " + request.method + "，可用：" + allowed + "。",
                       request.method + " is not possible here; these are: " + allowed + "."});
    throw not_found({"页面", "page"});
}

static std::string token_of(const Request& request) {
    if (auto* bearer = request.header("authorization"); bearer && bearer->starts_with("Bearer "))
        return bearer->substr(7);
    auto* cookies = request.header("cookie");
    static const std::string name = "unionhall_session=";
    for (std::size_t at = 0; cookies && at < cookies->size();) {
        auto end = std::min(cookies->find(';', at), cookies->size());
        while (at < end && (*cookies)[at] == ' ') ++at;
        if (cookies->compare(at, name.size(), name) == 0)
            return cookies->substr(at + name.size(), end - at - name.size());
        at = end + 1;
    }
    return {};
}

Actor Application::known_actor(Transaction& tx, const Request& request, Instant now) {
    auto token = token_of(request);
    if (token.empty() || !actor_of_) return {};
    auto actor = actor_of_(tx, token, now);
    if (actor.session_id) {
        std::lock_guard lock(used_mutex_);
        used_sessions_[actor.session_id] = now;
    }
    return actor;
}

std::map<std::int64_t, Instant> Application::take_used_sessions() {
    std::lock_guard lock(used_mutex_);
    return std::exchange(used_sessions_, {});
}

// A repeated POST is answered as the first one was; the same key for something else is refused.
static std::optional<Response> earlier_answer(Context& context, const std::string& who, const std::string& key,
                                              const std::string& what) {
    auto found = context.tx.rows("select request, status, answer from idempotency_keys where actor = $1 and key = $2",
                                 {who, key});
    if (found.empty()) return {};
    if (std::get<Bytes>(found[0][0]).data != what)
        throw Refusal(Refusal::Reason::conflict,
                      {"这个 Idempotency-Key 已用于另一项请求，请换一个。",
                       "This Idempotency-Key was used for another request. Take a new one."});
    Response again{.status = static_cast<int>(std::get<std::int64_t>(found[0][1]))};
    again.body = context.services.vault.unseal(std::get<Bytes>(found[0][2]).data, "idempotency|" + who + "|" + key);
    again.headers.emplace_back("Idempotent-Replay", "true");
    return again;
}

static void remember_answer(Context& context, const std::string& who, const std::string& key, const std::string& what,
                            const Response& response) {
    context.tx.run(
        "insert into idempotency_keys (actor, key, request, status, answer, at) values ($1, $2, $3, $4, $5, $6)",
        {who, key, Bytes{what}, static_cast<std::int64_t>(response.status),
         Bytes{context.services.vault.seal(response.body, "idempotency|" + who + "|" + key)}, context.now.us});
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

Response Application::perform(Transaction& tx, const Route& route, const Match& found, const Request& request,
                              const Actor& actor, Instant now, std::string finding) {
    Context context{.tx = tx,
                    .actor = actor,
                    .services = services,
                    .now = now,
                    .today = day_at(now),
                    .language = language_of(request),
                    .request_id = request.request_id};
    context.verb = route.verb;
    context.finding = std::move(finding);
    Call call{context, request, found.id, found.rest};
    bool needs_key = route.method == "POST" && !route.is_repeatable;
    std::string who, key, what;
    if (needs_key) {
        auto* given = request.header("idempotency-key");
        if (!given || given->empty() || given->size() > idempotency_key_bytes_max)
            throw malformed({"请带上 Idempotency-Key（不超过 80 个字符），重复提交时才不会办两次。",
                             "Send an Idempotency-Key (at most 80 characters), so that sending twice does it once."});
        // Those who are not signed in are kept apart by what they ask.
        who = actor.account_id ? id_text(actor.account_id) : "anyone " + request.path;
        key = *given;
        what = sha256(request.method + " " + request.path + "\n" + request.body);
        if (auto again = earlier_answer(context, who, key, what)) return *again;
    }
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
    if (needs_key && !is_refused) remember_answer(context, who, key, what, response);
    if (route.is_write()) append_audit(context, next_chain_++ % database.chains());
    return response;
}

void Application::answer(const Request& request, Done done) {
    try {
        auto found = match(request);
        auto now = clock_();
        Response response;
        std::string finding;
        if (found.route->ahead)
            database.read([&](Transaction& tx) {
                auto actor = known_actor(tx, request, now);
                Context context{.tx = tx, .actor = actor, .services = services, .now = now, .today = day_at(now)};
                finding = found.route->ahead(context, request);
            });
        auto work = [&](Transaction& tx) {
            auto actor = known_actor(tx, request, now);
            response = perform(tx, *found.route, found, request, actor, now, finding);
        };
        if (!found.route->is_write()) {
            database.read(work);
            done(std::move(response));
            return;
        }
        // The answer leaves only when what it says is durable.
        struct Waiting {
            Response response;
            Request request;
            Done done;
        };
        auto waiting = std::make_shared<Waiting>();
        waiting->request = {.method = request.method,
                            .path = request.path,
                            .headers = request.headers,
                            .request_id = request.request_id};
        waiting->done = std::move(done);
        auto* log = services.log;
        database.write(
            [&, waiting](Transaction& tx) {
                work(tx);
                waiting->response = std::move(response);
            },
            [waiting, log](std::exception_ptr failure) {
                waiting->done(failure ? problem_of(failure, waiting->request, log) : std::move(waiting->response));
            });
    } catch (...) {
        if (done) done(problem_of(std::current_exception(), request, services.log));
    }
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

void Application::as_system(const std::string& verb, const std::function<void(Context&)>& work) {
    // Holds every permission that any route asks for, everywhere: what it does is decided by whoever wrote the job.
    Actor system{.kind = Actor::Kind::staff, .name = "system", .grants = {{see_personal.name, "/"}}};
    for (auto& room : rooms)
        for (auto& route : room.routes) {
            if (route.door.kind == Door::Kind::permitted) system.grants.push_back({route.door.permission.name, "/"});
            for (auto& step : route.steps) system.grants.push_back({step.needs.name, "/"});
        }
    auto now = clock_();
    database.write_now([&](Transaction& tx) {
        Context context{
            .tx = tx, .actor = system, .services = services, .now = now, .today = day_at(now), .request_id = verb};
        context.verb = verb;
        work(context);
        run_reactions(context);
        append_audit(context, next_chain_++ % database.chains());
    });
}

void Application::keep_house() {
    auto used = take_used_sessions();
    auto now = clock_();
    database.write_now([&](Transaction& tx) {
        fold(tx);
        for (auto& [session, at] : used)
            tx.run("update sessions set last_used_at = $2 where id = $1", {session, at.us});
        tx.run("delete from idempotency_keys where at < $1", {plus_seconds(now, -idempotency_kept_s).us});
    });
}

}  // namespace unionhall
