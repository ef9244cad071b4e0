// A record named in a body or in a filter is reached by the same rule as one in a path: of somebody else's part of the tree
// nothing is joined to one's own, and nothing found. For each such field a request that is right in everything else.
#include "authz_testing.h"
#include "platform/testing_card.h"

namespace unionhall::authz {
namespace {

// What a request leans on, all of one part of the tree.
struct Ours {
    const units::Unit& unit;
    std::string of(const std::string& table) const {
        for (auto& thing : world().things[table])
            if (thing.place.compare(0, unit.path.size(), unit.path) == 0) return thing.id;
        return {};
    }
};

struct Naming {
    std::string method, path, field, table;                    // whose records the field names
    Json::Object (*body)(const Ours&, const std::string& id);  // right in everything but perhaps the record named
    std::string file = {};  // of an upload: the body; what is above is its query then
};

Json::Object applicant(const std::string& phone) {
    return {{"name", "林冲"},
            {"phone", phone},
            {"occupation", "courier"},
            {"division_code", "650203004"},
            {"notice_version", members::notices().back().version},
            {"voluntary", true},
            {"signature", "M10 10L40 80L90 20L140 90L200 40"}};
}
Json::Object with(Json::Object body, const std::string& name, const Json& value) {
    body.emplace_back(name, value);
    return body;
}
Json::Object event_of(const Ours& ours) {
    return {{"unit_id", ours.unit.id.text()},
            {"title", "宣讲"},
            {"kind", "talk"},
            {"starts_at", "2024-05-20T01:00:00Z"},
            {"ends_at", "2024-05-20T09:00:00Z"},
            {"place", "物流园"}};
}
Json::Object bulletin_of(const Ours& ours) {
    return {{"unit_id", ours.unit.id.text()}, {"title", "通报"}, {"body", "情况如下。"}};
}
Json::Object figure_of() {
    return {{"key", "visits"},         {"label", "走访"},      {"value", 5},
            {"unit_of_count", "家"},   {"qualifier", "exact"}, {"source", "台账"},
            {"as_of_on", "2024-05-09"}};
}
Json::Object asked(const Ours& ours, const char* kind) {
    return {{"kind", kind}, {"unit_id", ours.unit.id.text()}, {"reason", "工作需要"}, {"document_number", "1"}};
}

const std::vector<Naming>& namings() {
    using O = const Ours&;
    using I = const std::string&;
    static const std::vector<Naming> all{
        {"POST", "/api/units", "parent_id", "units",
         [](O, I id) -> Json::Object {
             return {{"parent_id", id}, {"name", "新的工会"}, {"kind", "grassroots_union"}};
         }},
        {"POST", "/api/units/{id}/move", "parent_id", "units",
         [](O, I id) -> Json::Object {
             return {{"parent_id", id}};
         }},
        {"POST", "/api/role-grants", "account_id", "accounts",
         [](O ours, I id) -> Json::Object {
             return {{"account_id", id}, {"role", "stand_cadre"}, {"unit_id", ours.unit.id.text()}};
         }},
        {"POST", "/api/applications/on-site", "drive_id", "drives",
         [](O, I id) { return with(applicant("13500000001"), "drive_id", id); }},
        {"POST", "/api/applications/on-site", "event_id", "events",
         [](O, I id) { return with(applicant("13500000002"), "event_id", id); }},
        {"POST", "/api/applications/hotline", "drive_id", "drives",
         [](O, I id) { return with(applicant("13500000003"), "drive_id", id); }},
        {"POST", "/api/applications/hotline", "event_id", "events",
         [](O, I id) { return with(applicant("13500000004"), "event_id", id); }},
        {"POST", "/api/applications/decisions", "ids", "applications",
         [](O, I id) -> Json::Object {
             return {{"ids", Json::Array{id}}, {"step", "approve"}};
         }},
        {"POST", "/api/stand-passes", "event_id", "events",
         [](O ours, I id) -> Json::Object {
             return {{"unit_id", ours.unit.id.text()}, {"event_id", id}, {"device", "手机"}};
         }},
        {"POST", "/api/legal-holds", "member_id", "members",
         [](O ours, I id) -> Json::Object {
             return {{"unit_id", ours.unit.id.text()}, {"member_id", id}, {"reason", "案件"}, {"document_number", "1"}};
         }},
        {"POST", "/api/events", "drive_id", "drives",
         [](O ours, I id) { return with(event_of(ours), "drive_id", id); }},
        {"PATCH", "/api/events/{id}", "drive_id", "drives",
         [](O, I id) -> Json::Object {
             return {{"drive_id", id}};
         }},
        {"POST", "/api/agenda-items", "event_id", "events",
         [](O, I id) -> Json::Object {
             return {{"event_id", id}, {"kind", "law"}, {"title", "讲法"}};
         }},
        {"PATCH", "/api/agenda-items/{id}", "event_id", "events",
         [](O, I id) -> Json::Object {
             return {{"event_id", id}};
         }},
        {"POST", "/api/events/{id}/check-ins", "member_id", "members",
         [](O, I id) -> Json::Object {
             return {{"member_id", id}};
         }},
        {"POST", "/api/wish-rounds", "station_id", "stations",
         [](O ours, I id) -> Json::Object {
             return {{"unit_id", ours.unit.id.text()},
                     {"station_id", id},
                     {"title", "微心愿"},
                     {"opens_on", "2024-06-02"},
                     {"closes_on", "2024-06-20"}};
         }},
        {"PATCH", "/api/wish-rounds/{id}", "station_id", "stations",
         [](O, I id) -> Json::Object {
             return {{"station_id", id}};
         }},
        {"POST", "/api/bulletins", "drive_id", "drives",
         [](O ours, I id) { return with(bulletin_of(ours), "drive_id", id); }},
        {"PATCH", "/api/bulletins/{id}", "drive_id", "drives",
         [](O, I id) -> Json::Object {
             return {{"drive_id", id}};
         }},
        {"POST", "/api/typed-figures", "bulletin_id", "bulletins",
         [](O, I id) { return with(figure_of(), "bulletin_id", id); }},
        {"PATCH", "/api/typed-figures/{id}", "bulletin_id", "bulletins",
         [](O, I id) -> Json::Object {
             return {{"bulletin_id", id}};
         }},
        {"POST", "/api/approvals", "member_id", "members",
         [](O ours, I id) { return with(asked(ours, "legal_hold"), "member_id", id); }},
        {"POST", "/api/approvals", "hold_id", "legal_holds",
         [](O ours, I id) { return with(asked(ours, "hold_release"), "hold_id", id); }},
        {"POST", "/api/approvals", "account_id", "accounts",
         [](O ours, I id) { return with(with(asked(ours, "role_grant"), "account_id", id), "role", "stand_cadre"); }},
        {"POST", "/api/approvals", "unit_id", "units",
         [](O, I id) -> Json::Object {
             return {{"kind", "legal_hold"}, {"unit_id", id}, {"reason", "案件"}, {"document_number", "1"}};
         }},
        {"POST", "/api/rule-rows", "unit_id", "units",
         [](O, I id) -> Json::Object {
             return {{"name", "member.left"}, {"unit_id", id}, {"amount", 4000}, {"basis", "规定"}};
         }},
        {"POST", "/api/imports", "drive_id", "drives",
         [](O ours, I id) -> Json::Object {
             return {{"unit_id", ours.unit.id.text()}, {"file_name", "list.csv"}, {"drive_id", id}};
         },
         "姓名,手机\n林冲,13500000009\n"},
        {"POST", "/api/imports", "employer_id", "employers",
         [](O ours, I id) -> Json::Object {
             return {{"unit_id", ours.unit.id.text()}, {"file_name", "list.csv"}, {"employer_id", id}};
         },
         "姓名,手机\n林冲,13500000009\n"},
        {"POST", "/api/listed-employers/{id}/decision", "employer_id", "employers",
         [](O, I id) -> Json::Object {
             return {{"decision", "same"}, {"employer_id", id}};
         }},
    };
    return all;
}

// Fields that name a record and are no question of reach, and why.
const std::map<std::string, std::string> open_to_all{
    {"POST /api/applications unit_id", "the worker says which union they want to belong to"},
    {"POST /api/applications/on-site unit_id", "the same, at a stand"},
    {"POST /api/applications/hotline unit_id", "the same, by telephone"},
    {"POST /api/stand-passes/{id}/entries unit_id", "the same, put right at a stand without a network"},
    {"POST /api/stand-passes/{id}/opened-entries unit_id", "the same"},
    {"POST /api/stand-passes/{id}/handed-over-entries unit_id", "the same"},
    {"POST /api/stand-entries/{id}/steps unit_id", "the same"},
    {"POST /api/members/{id}/steps unit_id", "a member who moves goes to another union, which is to take them on"},
    {"POST /api/applications drive_id", "the worker came by its QR code, which is public"},
    {"POST /api/applications invitation_id", "an invitation to one's own phone: members/import_api_test.cpp"},
    {"POST /api/employers own_unit_id", "an employer's own union can be anywhere; nothing of that union changes by it"},
    {"PATCH /api/employers/{id} own_unit_id", "the same"},
    {"POST /api/approvals drive_id", "narrows an export of one's own members to those who came by that drive"},
    {"POST /api/station-photos station_id", "wants a picture, and is tried with one: stations/photo_test.cpp"},
    {"POST /api/siting-tables siting_id",
     "wants one that is not solved, and is tried with one: stations/siting_test.cpp"},
    {"PATCH /api/units/{id} parent_id", "a unit is moved by another route, and refused here: units/api_test.cpp"},
    {"POST /api/jobs/retry id", "jobs are of the house, and for system administrators"},
    {"POST /api/duplicate-pairs/{id}/merge keep", "one of the two of that pair"},
    {"POST /api/drive-units drive_id", "regional officers alone, who reach everything"},
    {"PATCH /api/drive-units/{id} drive_id", "regional officers alone"},
    {"POST /api/my/wishes round_id", "every member may wish at every station"},
    {"POST /api/my/wishes/confirm wish_id", "one's own wish: wishes/wishes_test.cpp"},
    {"POST /api/my/wishes/withdraw wish_id", "one's own wish: wishes/wishes_test.cpp"},
    {"POST /api/my/gifts wish_id", "wishes are shown to everybody, of nobody"},
    {"POST /api/my/gifts/release wish_id", "what one took up oneself: wishes/wishes_test.cpp"},
};

// A drive is for those it was given to, and all above and below them.
bool is_within_reach(const Asker& asker, const std::string& table, const Thing& thing) {
    auto is_below = [](const std::string& place, const std::string& top) {
        return !top.empty() && place.compare(0, top.size(), top) == 0;
    };
    if (table != "drives") return is_below(thing.place, asker.at);
    return std::ranges::any_of(world().given[thing.id],
                               [&](auto& place) { return is_below(place, asker.at) || is_below(asker.at, place); });
}

std::string filled(const std::string& path, const Ours& ours) {
    auto open = path.find('{');
    if (open == std::string::npos) return path;
    return path.substr(0, open) + ours.of(World::table_of(path)) + path.substr(path.find('}') + 1);
}

Answer ask(const Asker& asker, const Naming& naming, const Ours& ours, const Thing& thing) {
    auto path = filled(naming.path, ours);
    auto body = naming.body(ours, thing.id);
    if (naming.file.empty()) return world().ask(asker.token, naming.method, path, to_text(Json(body)));
    Query query;
    for (auto& [name, value] : body) query[name] = value.text();
    return world().ask(asker.token, naming.method, path, naming.file, query, true);
}

bool is_done(const Answer& answer) {
    if (answer.status >= 300) return false;
    // Many at once: those that could not be done stand in the answer.
    auto json = answer.json();
    return !(json.is_object() && json.find("problems") && json.at("problems").size() > 0);
}

}  // namespace

TEST_CASE("a record of somebody else's that a body names is refused, by everybody, in each field that can name one") {
    auto four_eyes = world().app.settings().four_eyes;
    world().app.settings().four_eyes = false;
    Verdicts verdicts;
    std::set<std::string> tried;
    auto routes = every_route();
    for (auto& naming : namings()) {
        auto name = naming.method + " " + naming.path + " " + naming.field;
        auto found = std::ranges::find_if(
            routes, [&](auto* route) { return route->method == naming.method && route->path == naming.path; });
        REQUIRE_MESSAGE(found != routes.end(), name);
        tried.insert(name);
        std::int64_t own = 0;
        std::string why;
        auto& door = (*found)->door;
        for (auto& asker : world().askers)
            for (auto* unit : {&world().tree.committee, &world().tree.southern_committee}) {
                bool may = door.kind == Door::Kind::permitted ? asker.holds(door.permission.name, unit->path)
                                                              : asker.kind == Actor::Kind::staff;
                if (!may || unit->path.compare(0, asker.at.size(), asker.at) != 0) continue;
                for (auto& thing : world().things[naming.table]) {
                    auto answer = ask(asker, naming, {*unit}, thing);
                    auto told = asker.name + ": " + name + " of " + thing.place + " is " +
                                std::to_string(answer.status) + " " + answer.body.substr(0, 200);
                    if (!is_within_reach(asker, naming.table, thing))
                        verdicts.add(!is_done(answer) && answer.status < 500, told);
                    else if (is_done(answer))
                        ++own;
                    else
                        why = told;
                }
            }
        CHECK_MESSAGE(own > 0, name << ": not done with one's own either, so this shows nothing: " << why);
    }
    world().app.settings().four_eyes = four_eyes;
    MESSAGE("records named in bodies: " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    count_for_card("C4", "cells", verdicts.cells);
    count_for_card("C4", "wrong", verdicts.wrong);
    CHECK(verdicts.wrong == 0);
    for (auto* route : every_route()) {
        if (!route->is_write() || !route->takes) continue;
        for (auto& field : route->takes->fields) {
            bool names = field.shape == Shape::id || field.shape == Shape::ids;
            if (!names || field.is_key || field.is_owner || field.is_by_server || field.is_hidden) continue;
            auto name = route->method + " " + route->path + " " + field.name;
            CHECK_MESSAGE(
                tried.contains(name) + open_to_all.contains(name) == 1,
                name
                    << " can name somebody else's record: try it in src/authz_references_test.cpp, or say there why not");
        }
    }
}

// Which table a filter of a list speaks of.
static const std::map<std::string, std::string> named_by{
    {"unit_id", "units"},           {"own_unit_id", "units"},         {"parent_id", "units"},
    {"account_id", "accounts"},     {"drive_id", "drives"},           {"event_id", "events"},
    {"import_id", "imports"},       {"employer_id", "employers"},     {"member_id", "members"},
    {"other_member_id", "members"}, {"pass_id", "stand_passes"},      {"application_id", "applications"},
    {"station_id", "stations"},     {"inspection_id", "inspections"}, {"siting_id", "sitings"},
    {"round_id", "wish_rounds"},    {"bulletin_id", "bulletins"},     {"roster_id", "rosters"},
};

TEST_CASE("a list that is narrowed to somebody else's record holds nothing from beyond one's reach") {
    Verdicts verdicts;
    std::set<std::string> without_table;
    for (auto* route : every_route()) {
        if (route->how != Route::Gives::page || !route->lists->path || route->door.kind != Door::Kind::permitted)
            continue;
        auto listed = route->path.substr(route->path.rfind('/') + 1);
        std::ranges::replace(listed, '-', '_');
        for (auto& field : route->lists->fields) {
            if (field.shape != Shape::id || !field.is_filterable) continue;
            auto table = named_by.find(field.name);
            if (table == named_by.end()) {
                without_table.insert(field.name);
                continue;
            }
            for (auto& asker : world().askers)
                for (auto& thing : world().things[table->second]) {
                    if (!asker.holds(route->door.permission.name)) continue;
                    auto answer = world().ask(asker.token, "GET", route->path, "", {{field.name, thing.id}});
                    bool is_right = answer.status == 200;
                    for (std::size_t i = 0; is_right && i < answer.count(); ++i) {
                        auto id = answer.item(i).at("id").text();
                        auto& things = world().things;
                        auto found = std::ranges::find(things[listed], id, &Thing::id);
                        is_right =
                            found != things[listed].end() && asker.holds(route->door.permission.name, found->place);
                    }
                    verdicts.add(is_right, asker.name + ": " + route->path + "?" + field.name + "=" + thing.id +
                                               " of " + thing.place + ": " + answer.body.substr(0, 200));
                }
        }
    }
    MESSAGE("lists and records: " << verdicts.cells << " cells, " << verdicts.wrong << " wrong");
    count_for_card("C4", "cells", verdicts.cells);
    count_for_card("C4", "wrong", verdicts.wrong);
    CHECK(verdicts.wrong == 0);
    CHECK(verdicts.cells > 1000);
    CHECK(without_table == std::set<std::string>{"person_id"});  // of whom there is no list
}

}  // namespace unionhall::authz
