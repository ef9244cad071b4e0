// Every route that is marked sensitive asks for a fresh proof, of staff by their password and of workers by their phone,
// whoever they are; no other does.
#include "authz_testing.h"
#include "platform/http_problem.h"

namespace unionhall::authz {
namespace {

// What weighs much (domain.md 3.6 P12, 5.6; ASVS 7.5): a route that leaves this list, or joins it, is read here.
const std::set<std::string> sensitive{"POST /api/totp",
                                      "POST /api/totp/confirm",
                                      "POST /api/password",
                                      "POST /api/my/totp/lost",
                                      "DELETE /api/sessions/{id}",
                                      "POST /api/sessions/end-others",
                                      "POST /api/my/phone",
                                      "POST /api/accounts/{id}/reset",
                                      "POST /api/accounts/{id}/remove-codes",
                                      "POST /api/role-grants",
                                      "DELETE /api/role-grants/{id}",
                                      "POST /api/approvals/{id}/steps",
                                      "POST /api/approvals/{id}/download",
                                      "POST /api/members/{id}/disclosures",
                                      "POST /api/rule-rows",
                                      "POST /api/rule-rows/{id}/confirm",
                                      "POST /api/legal-holds",
                                      "POST /api/legal-holds/{id}/steps"};
// What a cadre does many times a day asks once in a stretch of work.
const std::set<std::string> asks_now_and_then{"POST /api/members/{id}/reveal"};

std::string with_some_id(const Route& route) {
    auto open = route.path.find('{');
    if (open == std::string::npos) return route.path;
    auto& known = world().things[World::table_of(route.path)];
    return route.path.substr(0, open) + (known.empty() ? "none" : known[0].id) +
           route.path.substr(route.path.find('}') + 1);
}

bool passes_door(const Route& route, const Asker& asker) {
    using enum Door::Kind;
    if (route.door.kind == permitted) return asker.holds(std::string(route.door.permission.name));
    if (route.door.kind == signed_in) return true;
    return route.door.kind == (asker.kind == Actor::Kind::staff ? staff : worker);
}

}  // namespace

TEST_CASE("what is sensitive is marked, and nothing else") {
    using enum Route::Proof;
    for (auto& [proof, list] : {std::pair(fresh, sensitive), std::pair(of_this_work, asks_now_and_then)}) {
        std::set<std::string> marked;
        for (auto* route : every_route())
            if (route->proof == proof) marked.insert(route->method + " " + std::string(route->path));
        for (auto& name : list) CHECK_MESSAGE(marked.contains(name), name << " is not marked");
        for (auto& name : marked) CHECK_MESSAGE(list.contains(name), name << " is marked: put it on the list");
    }
}

TEST_CASE(
    "with an old proof every sensitive route asks for a fresh one, of everybody who may, and no other route does") {
    Verdicts verdicts;
    auto& app = world().app;
    auto began = to_text(app.now());
    auto idle = std::exchange(app.settings().idle_minutes, 24 * 60);
    for (auto age : {std::int64_t{0}, app.settings().proof_minutes, app.settings().reveal_proof_minutes}) {
        app.set_clock(began);
        app.pass_seconds(age * 60 + (age ? 1 : 0));
        for (auto* route : every_route())
            for (auto& asker : world().askers) {
                if (asker.kind == Actor::Kind::nobody || (!route->is_sensitive() && !route->is_write())) continue;
                auto lasts = route->proof == Route::Proof::fresh ? app.settings().proof_minutes
                                                                 : app.settings().reveal_proof_minutes;
                bool is_old = age >= lasts;
                auto answer = world().ask(asker.token, std::string(route->method), with_some_id(*route), "{}", {},
                                          route->is_upload);
                bool asks = answer.body.find(unproved_type) != std::string::npos;
                bool should = is_old && route->is_sensitive() && passes_door(*route, asker);
                verdicts.add(asks == should && (!asks || answer.status == 403),
                             asker.name + ": " + std::string(route->method) + " " + std::string(route->path) +
                                 (should ? " should ask for a proof, is " : " should not ask for a proof, is ") +
                                 std::to_string(answer.status));
            }
    }
    app.set_clock(began);
    app.settings().idle_minutes = idle;
    MESSAGE(verdicts.cells << " cells");
    CHECK(verdicts.wrong == 0);
}

}  // namespace unionhall::authz
