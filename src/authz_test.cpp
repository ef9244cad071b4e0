// Every route for everybody: with their own records and with others', with tokens that are none, and by paths that are
// not quite the route's. What is expected is read off the door, the table of roles and the tree, here, and nowhere else.
#include <algorithm>

#include "authz_testing.h"
#include "platform/crypto.h"
#include "platform/http_target.h"
#include "platform/testing_card.h"

namespace unionhall::authz {
namespace {

enum class Expected { in, must_sign_in, forbidden, hidden };

const char* text_of(Expected e) {
    static const char* const texts[] = {"let in", "asked to sign in", "forbidden", "told that there is no such thing"};
    return texts[static_cast<int>(e)];
}

bool is_above(const std::string& place, const std::string& top) {
    return !top.empty() && place.compare(0, top.size(), top) == 0;
}

// A drive is for its own unit and those above; and for those it was given to, with all above and below them.
bool sees_drive(const Asker& asker, const Thing& drive) {
    if (!asker.holds("drives.read")) return false;
    bool sees = is_above(drive.place, asker.at);
    if (auto given = world().given.find(drive.id); given != world().given.end())
        for (auto& place : given->second) sees |= is_above(place, asker.at) || is_above(asker.at, place);
    return sees;
}

// One's own session, or as whoever manages the account it is of.
bool ends_session(const Asker& asker, const Thing& session) {
    if (session.owner == asker.account_id) return true;
    for (auto& account : world().things["accounts"])
        if (account.owner == session.owner) return asker.holds("accounts.manage", account.place);
    return false;
}

// One's own request, or as whoever decides on requests there.
bool sees_request(const Asker& asker, const Thing& request) {
    return request.owner == asker.account_id || asker.holds("approvals.decide", request.place);
}

Expected expected_of(const Route& route, const Asker& asker, const Thing* thing, const StepRow* step = nullptr) {
    using enum Door::Kind;
    if (route.door.kind == anyone) return Expected::in;
    if (asker.kind == Actor::Kind::nobody) return Expected::must_sign_in;
    if (route.door.kind == worker) {
        if (asker.kind != Actor::Kind::worker) return Expected::forbidden;
        return thing && thing->owner != asker.person_id ? Expected::hidden : Expected::in;
    }
    if (route.door.kind == staff) {
        if (asker.kind != Actor::Kind::staff) return Expected::forbidden;
        if (thing && route.path.starts_with("/api/drives/") && !sees_drive(asker, *thing)) return Expected::hidden;
        if (thing && route.path.starts_with("/api/approvals/") && !sees_request(asker, *thing)) return Expected::hidden;
        // What was asked for is handed to whoever asked, not to whoever decided.
        if (thing && route.path == "/api/approvals/{id}/download") return Expected::forbidden;
        return step && !asker.holds(step->needs.name, thing->place) ? Expected::forbidden : Expected::in;
    }
    if (route.door.kind == permitted) {
        if (!asker.holds(route.door.permission.name)) return Expected::forbidden;
        return thing && !asker.holds(route.door.permission.name, thing->place) ? Expected::hidden : Expected::in;
    }
    if (!thing) return Expected::in;
    if (route.path == "/api/sessions/{id}") return ends_session(asker, *thing) ? Expected::in : Expected::hidden;
    if (!step) return Expected::in;
    bool any = false;
    for (auto& s : route.steps) any |= asker.holds(s.needs.name, thing->place);
    if (!any) return Expected::hidden;
    return asker.holds(step->needs.name, thing->place) ? Expected::in : Expected::forbidden;
}

bool is_as(Expected expected, int status) {
    if (status >= 500) return false;
    if (expected == Expected::must_sign_in) return status == 401;
    if (expected == Expected::forbidden) return status == 403;
    if (expected == Expected::hidden) return status == 404;
    return status != 401 && status != 403 && status != 404;
}

std::string filled(const std::string& path, const std::string& with) {
    auto open = path.find('{');
    if (open == std::string::npos) return path;
    return path.substr(0, open) + with + path.substr(path.find('}') + 1);
}

std::string table_of(const Route& route) { return World::table_of(route.path); }

// As little as can be said; whatever comes of it is taken back.
std::string little(const Route& route, const StepRow* step = nullptr) {
    if (route.method == "GET" || route.method == "DELETE") return {};
    if (step) return to_text(Json::Object{{"step", step->name}});
    if (!route.steps.empty()) return to_text(Json::Object{{"step", route.steps[0].name}});
    return route.takes->field("step") ? R"({"step":"withdraw"})" : "{}";
}

std::string told(const Route& route, const Asker& asker, const std::string& where, Expected expected,
                 const Answer& answer) {
    return asker.name + ": " + route.method + " " + where + " should be " + text_of(expected) + ", is " +
           std::to_string(answer.status) + " " + answer.body.substr(0, 200);
}

void try_route(Verdicts& verdicts, const Route& route, const Asker& asker, const Thing* thing, const StepRow* step) {
    auto expected = expected_of(route, asker, thing, step);
    auto path = filled(route.path, thing ? thing->id : "none");
    auto answer = world().ask(asker.token, route.method, path, little(route, step), {}, route.is_upload);
    bool is_right = is_as(expected, answer.status);
    // Who may take another step of it, and so knows of it, may be told first that it is not the time for this one.
    if (step && expected == Expected::forbidden) is_right |= answer.status == 409;
    // None was signed yet, and nothing published.
    if (route.path == "/api/audit/heads/page" || route.path == "/api/bulletins/{id}/figures")
        is_right |= answer.status == 404;
    // What is public may still not be there, and a page that nobody has published is not.
    if (route.door.kind == Door::Kind::anyone) is_right = answer.status < 500;
    verdicts.add(is_right,
                 told(route, asker, path + (step ? " " + step->name : "") + (thing ? " of " + thing->place : ""),
                      expected, answer));
}

// A record that never was: whoever may not come in learns the same as of one that is.
void try_missing(Verdicts& verdicts, const Route& route, const Asker& asker) {
    auto expected = expected_of(route, asker, nullptr);
    if (expected == Expected::in) expected = Expected::hidden;
    auto path = filled(route.path, "0000000000007");
    auto answer = world().ask(asker.token, route.method, path, little(route), {}, route.is_upload);
    bool is_right = is_as(expected, answer.status);
    if (route.door.kind == Door::Kind::anyone) is_right = answer.status < 500;
    verdicts.add(is_right, told(route, asker, path, expected, answer));
}

// Something new for a unit: one's own, or somebody else's.
void try_owner(Verdicts& verdicts, const Route& route, const Asker& asker) {
    if (!route.takes->owner || route.method != "POST" || route.is_upload) return;
    if (route.door.kind != Door::Kind::permitted || route.path.find('{') != std::string::npos) return;
    if (!asker.holds(route.door.permission.name)) return;
    for (auto* unit : {&world().tree.committee, &world().tree.southern_committee}) {
        auto body = to_text(Json::Object{{route.takes->owner->name, unit->id.text()}});
        auto answer = world().ask(asker.token, route.method, route.path, body);
        auto expected = asker.holds(route.door.permission.name, unit->path) ? Expected::in : Expected::forbidden;
        verdicts.add(is_as(expected, answer.status),
                     told(route, asker, route.path + " for " + unit->name, expected, answer));
    }
}

// One's own record, given to a unit that is not one's own.
void try_giving_away(Verdicts& verdicts, const Route& route, const Asker& asker, const Thing& thing) {
    if (route.method != "PATCH" || !route.takes->owner) return;
    if (expected_of(route, asker, &thing) != Expected::in) return;
    for (auto* unit : {&world().tree.committee, &world().tree.southern_committee}) {
        if (asker.holds(route.door.permission.name, unit->path)) continue;
        auto body = to_text(Json::Object{{route.takes->owner->name, unit->id.text()}});
        auto answer = world().ask(asker.token, route.method, filled(route.path, thing.id), body);
        verdicts.add(
            answer.status >= 400 && answer.status < 500,
            told(route, asker, filled(route.path, thing.id) + " to " + unit->name, Expected::forbidden, answer));
    }
}

std::string place_of(const std::string& table, const std::string& id) {
    for (auto& thing : world().things[table])
        if (thing.id == id) return thing.place;
    return {};
}

// A list holds nothing from beyond one's reach, also when that is asked for.
void try_list(Verdicts& verdicts, const Route& route, const Asker& asker, std::int64_t& seen) {
    if (route.how != Route::Gives::page || !route.lists->path || route.door.kind != Door::Kind::permitted) return;
    if (!asker.holds(route.door.permission.name)) return;
    std::vector<Query> queries{{}};
    if (route.lists->owner)
        for (auto* unit : {&world().tree.committee, &world().tree.southern_committee})
            queries.push_back({{route.lists->owner->name, unit->id.text()}});
    for (auto& query : queries) {
        auto answer = world().ask(asker.token, "GET", route.path, "", query);
        if (answer.status != 200) {
            verdicts.add(false, told(route, asker, route.path, Expected::in, answer));
            continue;
        }
        auto table = route.path.substr(route.path.rfind('/') + 1);
        std::ranges::replace(table, '-', '_');
        for (std::size_t i = 0; i < answer.count(); ++i, ++seen) {
            auto place = place_of(table, answer.item(i).at("id").text());
            verdicts.add(asker.holds(route.door.permission.name, place),
                         asker.name + " sees " + answer.item(i).at("id").text() + " of " + place + " in " + route.path);
        }
    }
}

void tell(const Verdicts& verdicts, const std::string& what) {
    MESSAGE(what << ": " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    CHECK(verdicts.wrong == 0);
    count_for_card("C4", "cells", verdicts.cells);
    count_for_card("C4", "wrong", verdicts.wrong);
}

}  // namespace

TEST_CASE("every route lets in whom its door says, with their own and with others' records, and nobody else") {
    Verdicts verdicts;
    std::int64_t seen = 0;
    for (auto* route : every_route()) {
        auto table = table_of(*route);
        for (auto& asker : world().askers) {
            try_owner(verdicts, *route, asker);
            try_list(verdicts, *route, asker, seen);
            if (table.empty()) {
                try_route(verdicts, *route, asker, nullptr, nullptr);
                continue;
            }
            try_missing(verdicts, *route, asker);
            for (auto& thing : world().things[table]) {
                if (route->steps.empty()) try_route(verdicts, *route, asker, &thing, nullptr);
                for (auto& step : route->steps) try_route(verdicts, *route, asker, &thing, &step);
                try_giving_away(verdicts, *route, asker, thing);
            }
        }
    }
    CHECK(seen > 100);  // the lists are not empty
    tell(verdicts, "routes and people");
}

TEST_CASE("a token that is none opens nothing: cut, altered, ended, expired, forgotten, of a closed account, or SQL") {
    auto& app = world().app;
    auto district = world().asker("district").token;
    auto ended = world().sign_in("late", {}, world().tree.committee).token;
    REQUIRE(app.with_token(ended).post("/api/sessions/end").status == 201);
    auto expired = world().sign_in("late", {}, world().tree.committee);
    auto gone = world().sign_in("gone", {}, world().tree.committee);
    app.in_transaction([&](Context& context) {
        context.tx.run("update sessions set ends_at = $2 where account_id = $1", {expired.account_id, context.now.us});
        context.tx.run("update accounts set status = 'closed' where id = $1", {gone.account_id});
    });
    auto altered = district;
    altered[10] = altered[10] == 'A' ? 'B' : 'A';
    std::vector<std::string> none{" ",
                                  district.substr(0, district.size() - 1),
                                  district.substr(1),
                                  district + "A",
                                  altered,
                                  ended,
                                  expired.token,
                                  gone.token,
                                  "' or '1'='1",
                                  "x'; delete from sessions; --",
                                  district + "' --",
                                  std::string(4096, 'A'),
                                  id_text(world().asker("district").account_id)};
    Verdicts verdicts;
    std::int64_t number = 0;
    for (auto* route : every_route()) {
        if (route->door.kind == Door::Kind::anyone) continue;
        auto& things = world().things[table_of(*route)];
        auto path = filled(route->path, things.empty() ? "none" : things.front().id);
        for (auto& token : none) {
            if (!is_in_sample(number++, 2)) continue;
            auto answer = world().ask(token, route->method, path, little(*route), {}, route->is_upload);
            verdicts.add(answer.status == 401, "the token " + token.substr(0, 40) + ": " + route->method + " " + path +
                                                   " is " + std::to_string(answer.status));
        }
        // A token in the address is none, wherever it would end up.
        for (auto* name : {"token", "access_token", "authorization", "unionhall_session"}) {
            auto answer = world().ask("", route->method, path, little(*route), {{name, district}}, route->is_upload);
            verdicts.add(answer.status == 401, std::string("a token as ?") + name + ": " + route->method + " " + path);
        }
    }
    tell(verdicts, "tokens");
}

TEST_CASE("no other spelling of a path goes round its door") {
    // What stands after {} is put in its place; {path} is the whole, {id} the record's.
    static const std::vector<std::string> spellings{"/{path}",
                                                    "//{path}",
                                                    "{path}/",
                                                    "{path}//",
                                                    "{path}/.",
                                                    "{path}/..",
                                                    "/.{path}",
                                                    "/x/..{path}",
                                                    "/%2e%2e{path}",
                                                    "/%2E/{path}",
                                                    "{path}%2f",
                                                    "{path}%5c",
                                                    "{path}%00",
                                                    "{path};x=1",
                                                    "{path}%3bx",
                                                    "{path}.json",
                                                    "{path}.csv",
                                                    "{path}%20",
                                                    "{path}?",
                                                    "{path}#x",
                                                    "{upper}",
                                                    "http://x{path}",
                                                    "{escaped}",
                                                    "{twice}",
                                                    "{path}?id={id}",
                                                    "{path}/{id}",
                                                    "{path}/../{id}",
                                                    "{path}%0d%0aX:1",
                                                    "{path}\xef\xbc\x8f",
                                                    "/healthz/..{path}",
                                                    "/api/docs/..{path}",
                                                    "/bulletins{path}",
                                                    "/console/..{path}"};
    auto replaced = [](std::string text, const std::string& what, const std::string& with) {
        if (auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
        return text;
    };
    auto upper = [](std::string path) {
        std::ranges::transform(path, path.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
        return path;
    };
    auto escaped = [](const std::string& path, bool twice) {
        std::string out;
        for (char c : path) out += c == '/' ? "/" : (twice ? "%25" : "%") + hex(std::string_view(&c, 1));
        return out;
    };
    Verdicts verdicts;
    std::int64_t number = 0, refused = 0;
    for (auto* route : every_route()) {
        if (route->door.kind == Door::Kind::anyone) continue;
        auto& things = world().things[table_of(*route)];
        auto* thing = things.empty() ? nullptr : &things.front();
        auto path = filled(route->path, thing ? thing->id : "none");
        for (auto& spelling : spellings)
            for (auto& asker : world().askers) {
                auto expected = expected_of(*route, asker, thing, route->steps.empty() ? nullptr : &route->steps[0]);
                if (expected == Expected::in || !is_in_sample(number++, 13)) continue;
                auto raw = replaced(spelling, "{path}", path);
                raw = replaced(raw, "{id}", thing ? thing->id : "1");
                raw = replaced(raw, "{upper}", upper(path));
                raw = replaced(replaced(raw, "{escaped}", escaped(path, false)), "{twice}", escaped(path, true));
                auto target = parse_target(raw);
                if (target.fault != Target::Fault::none) {
                    ++refused;
                    verdicts.add(true, "");
                    continue;
                }
                auto answer = world().ask(asker.token, route->method, target.path, little(*route), target.query,
                                          route->is_upload);
                bool is_right = answer.status == 401 || answer.status == 403 || answer.status == 404;
                if (!route->steps.empty() && expected == Expected::forbidden) is_right |= answer.status == 409;
                // A drive is no secret: who does not see it may learn that it is there.
                if (route->door.kind == Door::Kind::staff) is_right |= answer.status == 422;
                verdicts.add(is_right, told(*route, asker, raw, expected, answer));
            }
    }
    CHECK(refused > 0);
    tell(verdicts, "paths");
}

}  // namespace unionhall::authz
