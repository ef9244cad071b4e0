// What the tables say, against docs/golden/ and web/src/api/records.ts. UPDATE_GOLDEN=1 writes them anew; read the diff.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "accounts/rules.h"
#include "capabilities.h"
#include "platform/migrations.h"
#include "platform/text.h"

namespace unionhall {

static void compare(const std::string& file, const std::string& says) {
    if (std::getenv("UPDATE_GOLDEN")) {
        std::ofstream(file) << says;
        return;
    }
    std::ifstream in(file);
    std::stringstream stored;
    stored << in.rdbuf();
    // The first line that differs tells more than two long texts.
    auto was = split(stored.str(), '\n'), is = split(says, '\n');
    for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i) {
        std::string before = i < was.size() ? was[i] : "(end)", now = i < is.size() ? is[i] : "(end)";
        if (before == now) continue;
        FAIL_CHECK(file << " line " << i + 1 << " was\n  " << before << "\nand would be\n  " << now
                        << "\nRun the tests with UPDATE_GOLDEN=1 and read the difference.");
        return;
    }
}

static Actor holder_of(accounts::Role role) {
    Actor actor{.kind = Actor::Kind::staff};
    for (auto& permission : accounts::permissions_of(role)) actor.grants.push_back({permission, "/1/"});
    return actor;
}

TEST_CASE("the API is what docs/golden/openapi.json says") {
    compare("docs/golden/openapi.json", openapi_text(every_route()));
}

TEST_CASE("who may do what is what docs/golden/who-may.txt says") {
    std::vector<std::pair<std::string, Actor>> cast{{"nobody", {}}, {"worker", {.kind = Actor::Kind::worker}}};
    for (auto& choice : choices_of<accounts::Role>()) {
        accounts::Role role{};
        ShapeOf<accounts::Role>::from(role, choice.value);
        cast.emplace_back(choice.value, holder_of(role));
    }
    compare("docs/golden/who-may.txt", who_may_text(every_route(), cast));
}

TEST_CASE("the workflows are drawn as in docs/golden/workflows.md") {
    std::string says = "# Workflows\n\nWritten by a test from the tables in the rooms' rules.\n";
    for (auto& room : all_rooms())
        for (auto& [name, drawing] : room.diagrams) says += "\n## " + name + "\n\n```mermaid\n" + drawing + "```\n";
    compare("docs/golden/workflows.md", says);
}

TEST_CASE("the schema is the migrations of docs/golden/schema.sql") {
    std::string says = "-- Every migration in its order; written by a test.\n";
    for (auto& m : embedded_migrations())
        says += "\n-- " + std::string(m.name) + " (" + std::string(m.room) + ")\n" + std::string(m.sql);
    compare("docs/golden/schema.sql", says);
}

TEST_CASE("the web draws its tables and forms from these records") {
    compare("web/src/api/records.ts", records_script(every_route()));
}

TEST_CASE("every permission a role carries is asked for somewhere, and every one asked for is carried by a role") {
    std::set<std::string> carried, asked;
    for (auto& choice : choices_of<accounts::Role>()) {
        accounts::Role role{};
        ShapeOf<accounts::Role>::from(role, choice.value);
        for (auto& p : accounts::permissions_of(role)) carried.insert(p);
    }
    for (auto* route : every_route()) {
        if (route->door.kind == Door::Kind::permitted) asked.emplace(route->door.permission.name);
        for (auto& step : route->steps) asked.emplace(step.needs.name);
    }
    for (auto& p : asked)
        // One's own steps, and those the program takes by itself, are nobody's role.
        if (!p.ends_with(".own") && !p.ends_with(".by_itself"))
            CHECK_MESSAGE(carried.contains(p), "no role carries " << p);
}

TEST_CASE("no two routes have the same method and address") {
    std::set<std::string> seen;
    for (auto* route : every_route())
        CHECK_MESSAGE(seen.insert(route->method + " " + route->path).second,
                      route->method << " " << route->path << " stands twice");
}

}  // namespace unionhall
