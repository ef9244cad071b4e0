// Field by field: what is personal is covered for whoever has no right to see it, in lists, files, places of lists and
// answers of every kind; and what the program sets by itself, nobody sends.
#include "authz_testing.h"
#include "platform/crypto.h"

namespace unionhall::authz {
namespace {

bool may_see(const Asker& asker, const std::string& text, const std::string& place) {
    auto own = world().own.find(asker.name);
    if (own != world().own.end() && own->second.contains(text)) return true;
    return asker.holds(see_personal.name, place);
}

// Every text that the asker must not read and that stands in this answer all the same.
void look_through(Verdicts& verdicts, const Asker& asker, const std::string& where, const Answer& answer) {
    auto said = answer.body;
    if (auto next = said.find("\"next\":\""); next != std::string::npos)
        said += from_base64url(said.substr(next + 8, said.find('"', next + 8) - next - 8)).value_or("");
    for (auto& [name, value] : answer.headers) said += name + value;
    for (auto& [text, place] : world().names)
        verdicts.add(may_see(asker, text, place) || said.find(text) == std::string::npos,
                     asker.name + " reads the name " + text + " in " + where);
    for (auto& [text, place] : world().secrets) {
        bool is_own = world().own.contains(asker.name) && world().own.at(asker.name).contains(text);
        verdicts.add(is_own || said.find(text) == std::string::npos, asker.name + " reads " + text + " in " + where);
    }
}

std::vector<Query> ways_to_read(const Route& route) {
    std::vector<Query> ways{{}};
    if (route.how != Route::Gives::page) return ways;
    ways.push_back({{"format", "csv"}});
    for (auto& f : route.lists->fields)
        if (f.is_sortable) {
            ways.push_back({{"sort", f.name}, {"limit", "1"}});
            ways.push_back({{"sort", "-" + f.name}, {"limit", "1"}});
        }
    return ways;
}

std::vector<std::string> paths_of(const Route& route) {
    auto hole = route.path.find("/{id}");
    if (hole == std::string::npos)
        return {route.path.find('{') == std::string::npos ? route.path
                                                          : route.path.substr(0, route.path.find('{')) + "x"};
    auto table = World::table_of(route.path);
    std::vector<std::string> paths;
    for (auto& thing : world().things[table])
        paths.push_back(route.path.substr(0, hole + 1) + thing.id + route.path.substr(hole + 5));
    return paths;
}

// id → field → as whoever may see everything reads it.
using Clear = std::map<std::string, std::map<std::string, Json>>;
Clear clear_of(const Route& route) {
    Clear clear;
    auto answer = world().app.as("planter").get(route.path + "?limit=200");
    if (answer.status != 200) return clear;
    auto list = answer.json();
    for (auto& item : list.at("items").array())
        for (auto& f : route.lists->fields)
            if (auto* value = item.find(f.name)) clear[item.at("id").text()][f.name] = *value;
    return clear;
}

std::string place_of(const std::string& id) {
    for (auto& [table, things] : world().things)
        for (auto& thing : things)
            if (thing.id == id) return thing.place;
    return {};
}

bool is_empty(const Json& value) { return value.is_null() || value == Json(""); }

// Counts how often somebody saw something in the clear: else the test would prove nothing.
std::int64_t compare_list(Verdicts& verdicts, const Route& route, const Asker& asker, Clear& clear) {
    std::int64_t seen = 0;
    auto answer = world().ask(asker.token, "GET", route.path, "", {{"limit", "200"}});
    if (answer.status != 200) return seen;
    auto list = answer.json();
    for (auto& item : list.at("items").array()) {
        auto id = item.at("id").text();
        bool sees = asker.holds(see_personal.name, place_of(id));
        for (auto& f : route.lists->fields) {
            if (!f.is_personal && !f.is_secret) continue;
            auto* found = item.find(f.name);
            if (!found) continue;  // stored, and never sent
            auto& shown = *found;
            auto& plain = clear[id][f.name];
            if (is_empty(plain)) continue;
            bool is_covered = is_empty(shown) || (f.is_secret ? shown == plain : shown != plain);
            verdicts.add(f.is_secret || !sees ? is_covered : shown == plain,
                         asker.name + " in " + route.path + " reads " + f.name + " as " + to_text(shown));
            seen += sees && !f.is_secret;
        }
    }
    return seen;
}

}  // namespace

TEST_CASE("no answer to anybody holds a name, a phone or an id number that they have no right to") {
    Verdicts verdicts;
    std::int64_t number = 0, answered = 0;
    for (auto* route : every_route()) {
        if (route->method != "GET") continue;
        for (auto& path : paths_of(*route))
            for (auto& query : ways_to_read(*route))
                for (auto& asker : world().askers) {
                    if (route->path.find("{id}") != std::string::npos && !is_in_sample(number++, 4)) continue;
                    auto answer = world().ask(asker.token, "GET", path, "", query);
                    answered += answer.status == 200;
                    look_through(verdicts, asker, path, answer);
                }
    }
    CHECK(answered > 200);
    MESSAGE("texts and answers: " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    CHECK(verdicts.wrong == 0);
}

TEST_CASE(
    "in every list each personal field is covered or clear as the reader's grant says, and a secret never clear") {
    Verdicts verdicts;
    std::int64_t seen = 0;
    for (auto* route : every_route()) {
        if (route->how != Route::Gives::page || !route->lists->path) continue;
        auto clear = clear_of(*route);
        for (auto& asker : world().askers) seen += compare_list(verdicts, *route, asker, clear);
    }
    CHECK(seen > 10);
    MESSAGE("fields and readers: " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    CHECK(verdicts.wrong == 0);
}

TEST_CASE("who sees names covered cannot uncover them by searching, sorting or turning pages") {
    auto& region = world().asker("region");
    REQUIRE_FALSE(region.holds(see_personal.name));
    auto found = [&](const std::string& q) {
        return world().ask(region.token, "GET", "/api/members", "", {{"q", q}}).count();
    };
    for (auto& [name, place] : world().names) {
        auto characters = name.size() / 3;
        for (std::size_t n = 1; n < characters; ++n) CHECK(found(name.substr(0, 3 * n)) == 0);
    }
    CHECK(found("s") == 0);  // nor by initials
    auto page = world().ask(region.token, "GET", "/api/members", "", {{"sort", "name"}, {"limit", "1"}});
    REQUIRE(page.status == 200);
    CHECK(world()
              .ask(region.token, "GET", "/api/members", "", {{"sort", "name"}, {"cursor", page.text("next")}})
              .status == 200);
    auto made_up = base64url("[\"司\",0]");
    CHECK(world().ask(region.token, "GET", "/api/members", "", {{"sort", "name"}, {"cursor", made_up}}).status == 422);
    // A place of one list is none in another.
    CHECK(world()
              .ask(region.token, "GET", "/api/members", "", {{"sort", "joined_on"}, {"cursor", page.text("next")}})
              .status == 422);
}

TEST_CASE("what the program sets by itself is refused from outside, on every route and by everybody") {
    Verdicts verdicts;
    for (auto* route : every_route()) {
        if (route->method == "GET" || route->method == "DELETE" || route->is_upload) continue;
        Json::Object body;
        for (auto& f : route->takes->fields)
            if (f.is_by_server || f.is_hidden) body.emplace_back(f.name, "1");
        if (body.empty()) continue;
        for (auto& path : paths_of(*route))
            for (auto& asker : world().askers) {
                auto answer = world().ask(asker.token, route->method, path, to_text(Json(body)));
                if (answer.status == 401 || answer.status == 403 || answer.status == 404) continue;
                auto said = answer.status == 422 ? answer.problems() : std::string();
                for (auto& [name, value] : body)
                    verdicts.add(said.find(name + ": ") != std::string::npos,
                                 asker.name + " sends " + name + " to " + route->method + " " + path + ": " +
                                     std::to_string(answer.status) + " " + answer.body.substr(0, 200));
            }
    }
    CHECK(verdicts.cells > 50);
    MESSAGE("fields set by the program: " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    CHECK(verdicts.wrong == 0);
}

TEST_CASE("a role that is taken away is gone with the next request, and so is an account that is closed") {
    auto& app = world().app;
    auto brief = world().sign_in("short", {}, world().tree.committee);
    CHECK(app.with_token(brief.token).get("/api/members").count() > 0);
    app.in_transaction([&](Context& context) {
        context.tx.run("update role_grants set ends_on = '2024-05-01' where account_id = $1", {brief.account_id});
    });
    CHECK(app.with_token(brief.token).get("/api/members").status == 403);
    CHECK(app.with_token(brief.token).get("/api/sessions/current").status == 200);
    app.in_transaction([&](Context& context) {
        context.tx.run("update accounts set status = 'closed' where id = $1", {brief.account_id});
    });
    CHECK(app.with_token(brief.token).get("/api/sessions/current").status == 401);
}

}  // namespace unionhall::authz
