// What the federation of authz_testing.h holds, and that it holds two of everything a path can name.
#include <set>

#include "authz_testing.h"

namespace unionhall::authz {

World& world() {
    static World one;
    return one;
}

// Holds everything that any role holds, at the top: what exists before the tests begin is made by them.
void World::introduce_planter() {
    std::set<std::string> all;
    for (auto& choice : choices_of<accounts::Role>()) {
        accounts::Role role{};
        ShapeOf<accounts::Role>::from(role, choice.value);
        for (auto& permission : accounts::permissions_of(role)) all.insert(permission);
    }
    introduce(app, "planter", tree.city, {all.begin(), all.end()});
    app.in_transaction([](Context& context) {
        context.tx.insert(divisions::Division{.code = "650203004",
                                              .name = "银河路街道",
                                              .level = divisions::Level::street,
                                              .parent_code = "650203",
                                              .full_name = "新疆维吾尔自治区克拉玛依市克拉玛依区银河路街道"});
    });
}

void World::plant_worker(const units::Unit& unit, const std::string& name, const std::string& phone,
                         const std::string& id_number) {
    auto code = app.as_nobody()
                    .post("/api/phone-codes", Json::Object{{"phone", phone}, {"purpose", "sign_in"}})
                    .text("demonstration_code");
    auto opened = app.as_nobody().post("/api/phone-sessions", Json::Object{{"phone", phone}, {"code", code}});
    REQUIRE_MESSAGE(opened.status == 201, opened.body);
    Asker asker{.name = name,
                .token = opened.text("token"),
                .kind = Actor::Kind::worker,
                .account_id = parse_id(opened.text("account_id")).value()};
    secrets[id_number] = unit.path;
    auto full_name = new_name("欧阳", unit.path);
    own[name] = {id_number, phone, full_name};
    auto applied = app.with_token(asker.token)
                       .post("/api/applications", Json::Object{{"name", full_name},
                                                               {"id_number", id_number},
                                                               {"occupation", "truck_driver"},
                                                               {"division_code", "650203004"},
                                                               {"unit_id", unit.id.text()},
                                                               {"notice_version", members::notices().back().version},
                                                               {"voluntary", true}});
    REQUIRE_MESSAGE(applied.status == 201, applied.body);
    askers.push_back(std::move(asker));
}

void World::plant_list(const units::Unit& unit, const std::string& phones) {
    auto list = "姓名,手机\n" + new_name("诸葛", unit.path) + "," + new_phone(phones, unit.path) + "\n" +
                new_name("东方", unit.path) + "," + new_phone(phones, unit.path) + "\n";
    for (bool is_committed : {true, false}) {
        auto brought = app.as("planter").upload("/api/imports?file_name=list.csv&unit_id=" + unit.id.text(), list);
        REQUIRE_MESSAGE(brought.status == 201, brought.body);
        if (!is_committed) continue;
        auto committed =
            app.as("planter").post("/api/imports/" + brought.text("id") + "/steps", Json::Object{{"step", "commit"}});
        REQUIRE_MESSAGE(committed.text("status") == "committed", committed.body);
    }
}

void World::plant_events(Context& context, const units::Unit& unit, const std::string& phones) {
    std::vector<members::Joined> joined;
    for (auto* surname : {"司马", "上官"})
        joined.push_back({.unit_id = unit.id.number,
                          .name = new_name(surname, unit.path),
                          .phone = "+86" + new_phone(phones, unit.path),
                          .division_code = "650203004",
                          .joined_on = *parse_date("2024-05-01")});
    auto members = members::bring_members(context, joined);
    auto event = events::plan_event(context, {.unit_id = unit.id,
                                              .title = "现场入会点",
                                              .kind = events::Kind::site_stand,
                                              .starts_at = context.now,
                                              .ends_at = plus_seconds(context.now, 7200),
                                              .place = "停车场"});
    events::add_standard_agenda(context, event);
    event = events::open_event(context, context.find(event.id));
    events::check_in_member(context, event, *members::member_of(context.tx, members.at(0)), events::How::cadre, false,
                            false);
    auto drive = drives::plan_drive(context, {.unit_id = tree.city.id,
                                              .title = "集中入会",
                                              .division_code = "6502",
                                              .starts_on = *parse_date("2024-05-01"),
                                              .ends_on = *parse_date("2024-05-31")});
    drives::give_drive(context, drive, unit.id, 2);
    auto station = stations::plan_station(context, {.unit_id = unit.id,
                                                    .name = "工会驿站 " + phones,
                                                    .division_code = "650203004",
                                                    .address = "银河路 " + phones + " 号",
                                                    .lng = 84.8739,
                                                    .lat = 45.5959,
                                                    .is_open_24h = true});
    station = stations::open_station(context, station);
    auto id = [&] { return context.services.ids.next(); };
    context.tx.run(
        "insert into station_reports (id, unit_id, unit_path, station_id, kind, facility, status, times, observed_at, "
        "received_at, due_on, answer, answered_at, version) values ($1, $2, $3, $4, 'locked', '', 'received', 1, $5, $5, "
        "'2024-05-15', '', 0, 1)",
        {id(), unit.id.number, unit.path, station.id.number, context.now.us});
    auto inspection = id();
    context.tx.run(
        "insert into inspections (id, unit_id, unit_path, station_id, inspected_on, has_sign, has_place, has_facilities, "
        "has_rules, has_people, is_on_map, is_clean, is_safe, note, deficiencies, version) values ($1, $2, $3, $4, "
        "'2024-05-09', true, true, true, true, true, true, true, false, '', 1, 1)",
        {inspection, unit.id.number, unit.path, station.id.number});
    context.tx.run(
        "insert into deficiencies (id, unit_id, unit_path, station_id, inspection_id, item, status, due_on, note, version) "
        "values ($1, $2, $3, $4, $5, 'safety', 'found', '2024-05-30', '', 1)",
        {id(), unit.id.number, unit.path, station.id.number, inspection});
    auto import = id();
    context.tx.run(
        "insert into station_imports (id, unit_id, unit_path, file_name, format, county_code, coordinate_system, status, "
        "rows_total, rows_new, rows_merge, rows_doubtful, rows_duplicate, rows_unreadable, kept, unused_columns, "
        "created_at, committed_at, undone_at, version) values ($1, $2, $3, 'list.csv', 'csv', '650203', 'gcj02', "
        "'checked', 1, 1, 0, 0, 0, 0, 0, '', $4, 0, 0, 1)",
        {import, unit.id.number, unit.path, context.now.us});
    context.tx.run(
        "insert into station_import_rows (id, import_id, unit_id, unit_path, row_number, result, is_taken, name, "
        "is_station, is_workers_home, is_drivers_home, is_nursing_room, division_code, address, phone, host, is_open_24h, "
        "weekday_hours, weekend_hours, holiday_hours, facilities, note, version) values ($1, $4, $2, $3, 2, 'fresh', "
        "true, '驿站', true, false, false, false, '650203004', '路 1 号', '', '', true, '', '', '', '', '', 1)",
        {id(), unit.id.number, unit.path, import});
    auto photo = id();
    context.tx.run(
        "insert into station_photos (id, unit_id, unit_path, station_id, alt, width, height, bytes, brought_at, version) "
        "values ($1, $2, $3, $4, '门口', 200, 200, 3, $5, 1)",
        {photo, unit.id.number, unit.path, station.id.number, context.now.us});
    context.tx.run("insert into station_photo_bytes (photo_id, jpeg) values ($1, $2)", {photo, Bytes{"jpg"}});
    auto siting = id();
    context.tx.run(
        "insert into sitings (id, unit_id, unit_path, title, division_code, sites_most, reach, includes_planned, status, "
        "file_name, problems, unused_columns, rows_unreadable, runs, demand_total, served_before, served_after, "
        "out_of_reach, served_at_most, candidates, sites_chosen, proof, created_at, solved_at, version) values ($1, $2, $3, "
        "'选址', '650203', 1, 'm500', false, 'solved', '', '', '', 0, 1, 9, 0, 9, 0, 9, 1, 1, 'by_bound', $4, $4, 1)",
        {siting, unit.id.number, unit.path, context.now.us});
    context.tx.run(
        "insert into siting_rows (id, siting_id, unit_id, unit_path, kind, row_number, name, division_code, lng, lat, "
        "amount, outcome, place, adds, version) values ($1, $4, $2, $3, 'candidate', 2, '路口', '650203004', 84.87, 45.6, 0, "
        "'chosen', 1, 9, 1)",
        {id(), unit.id.number, unit.path, siting});
    auto wish_round = id();
    context.tx.run(
        "insert into wish_rounds (id, unit_id, unit_path, station_id, title, opens_on, closes_on, status, version) values "
        "($1, $2, $3, $4, '微心愿', '2024-05-01', '2024-06-01', 'open', 1)",
        {wish_round, unit.id.number, unit.path, station.id.number});
    context.tx.run(
        "insert into wishes (id, unit_id, unit_path, round_id, station_id, text, status, member_id, giver_account_id, "
        "written_at, claimed_at, ended_at, answer, version) values ($1, $2, $3, $4, $5, '手套', 'submitted', 0, 0, $6, 0, 0, "
        "'', 1)",
        {id(), unit.id.number, unit.path, wish_round, station.id.number, context.now.us});
    employers::Employer employer{.unit_id = unit.id, .name = "货运公司 " + phones};
    employers::keep_employer(context, employer);
}

void World::plant_bulletin(const units::Unit& unit) {
    auto planter = app.as("planter");
    auto made = planter.post(
        "/api/bulletins", Json::Object{{"unit_id", unit.id.text()}, {"title", "情况通报"}, {"body", "发放了资料。"}});
    REQUIRE_MESSAGE(made.status == 201, made.body);
    auto typed = planter.post("/api/typed-figures", Json::Object{{"bulletin_id", made.text("id")},
                                                                 {"key", "leaflets"},
                                                                 {"label", "宣传资料"},
                                                                 {"value", 500},
                                                                 {"unit_of_count", "份"},
                                                                 {"qualifier", "exact"},
                                                                 {"source", "台账"},
                                                                 {"as_of_on", "2024-05-09"}});
    REQUIRE_MESSAGE(typed.status == 201, typed.body);
}

// What comes about by itself, or by two people, or by a device: rows as such, since only who may reach them is tried here.
void World::plant_rows(Context& context, const units::Unit& unit, std::int64_t person_id) {
    auto id = [&] { return context.services.ids.next(); };
    auto& tx = context.tx;
    auto at = context.now.us, later = plus_seconds(context.now, 86400).us;
    tx.run(
        "insert into alarms (id, unit_id, unit_path, kind, account_id, who, amount, at, is_seen, note, version) values "
        "($1, $2, $3, 'mass_look_up', 1, '某', 99, $4, false, '', 1)",
        {id(), unit.id.number, unit.path, at});
    tx.run(
        "insert into approvals (id, unit_id, unit_path, kind, payload, payload_hash, plain_zh, plain_en, reason, people, "
        "asked_by, asked_by_name, asked_at, expires_at, status, decided_by, decided_by_name, decided_at, decision_note, "
        "executed_at, affected, version) values ($1, $2, $3, 'key_rotation', '{}', 'x', '换', 'New', '到期', 0, 1, '某', "
        "$4, $5, 'asked', 0, '', 0, '', 0, 0, 1)",
        {id(), unit.id.number, unit.path, at, later});
    tx.run(
        "insert into corrections (id, unit_id, unit_path, person_id, member_id, field, wanted_name, reason, status, "
        "asked_at, decided_at, note, version) values ($1, $2, $3, $4, 1, 'name', '某', '写错', 'asked', $5, 0, '', 1)",
        {id(), unit.id.number, unit.path, person_id, at});
    tx.run(
        "insert into joining_warnings (id, unit_id, unit_path, stand_unit_id, employer_name, began_at, newest_at, joined, "
        "status, note, version) values ($1, $2, $3, $2, '某公司', $4, $4, 30, 'fresh', '', 1)",
        {id(), unit.id.number, unit.path, at});
    tx.run(
        "insert into legal_holds (id, unit_id, unit_path, reason, document_number, begins_on, told, set_by, set_at, "
        "released_by, released_at, status, version) values ($1, $2, $3, '案件', '1', '2024-05-01', false, '某', $4, '', 0, "
        "'in_force', 1)",
        {id(), unit.id.number, unit.path, at});
    tx.run(
        "insert into rule_rows (id, name, unit_id, unit_path, valid_from, amount, basis, set_by, awaits_second, version) "
        "values ($1, 'member.left', $2, $3, '2030-01-01', 30, '某', 1, true, 1)",
        {id(), unit.id.number, unit.path});
    auto pass = id();
    tx.run(
        "insert into stand_passes (id, unit_id, unit_path, account_id, cadre, device, status, issued_at, expires_at, "
        "send_until, public_key, entries, version) values ($1, $2, $3, 1, '某', '手机', 'closed', $4, $5, $5, 'x', 1, 1)",
        {pass, unit.id.number, unit.path, at, later});
    tx.run(
        "insert into stand_entries (id, pass_id, unit_id, unit_path, entry_key, kind, status, already_there, taken_at, "
        "received_at, helped_by, representative, took_oath, corrected, reason, version) values ($1, $5, $2, $3, 'k', "
        "'check_in', 'closed', false, $4, $4, 1, false, false, '', '', 1)",
        {id(), unit.id.number, unit.path, at, pass});
}

void World::plant_rosters(Context& context, const units::Unit& unit) {
    rosters::Roster roster{.id = context.new_id<rosters::Roster>(),
                           .unit_id = unit.id,
                           .as_of_on = *parse_date("2024-05-01"),
                           .file_name = "list.csv",
                           .format = "csv",
                           .created_at = context.now};
    context.insert(roster);
    rosters::ListedEmployer listed{.id = context.new_id<rosters::ListedEmployer>(),
                                   .unit_id = unit.id,
                                   .roster_id = roster.id,
                                   .name = "某公司",
                                   .first_listed_on = roster.as_of_on,
                                   .last_listed_on = roster.as_of_on,
                                   .grounds = "prior:-9.97 name/core:18.54",
                                   .name_key = "某公司"};
    context.insert(listed);
    rosters::DuplicateSearch search{
        .id = context.new_id<rosters::DuplicateSearch>(), .unit_id = unit.id, .begun_at = context.now};
    context.insert(search);
    rosters::DuplicatePair pair{.id = context.new_id<rosters::DuplicatePair>(),
                                .unit_id = unit.id,
                                .member_id = {unit.id.number},
                                .other_member_id = {unit.id.number + 1},
                                .grounds = "prior:-9.97 name/equal:14.09",
                                .found_at = context.now};
    context.insert(pair);
}

void World::plant(const units::Unit& unit, const std::string& worker, const std::string& phones,
                  const std::string& id_number) {
    plant_worker(unit, worker, new_phone(phones, unit.path), id_number);
    plant_list(unit, phones);
    app.in_transaction([&](Context& context) {
        plant_events(context, unit, phones);
        plant_rosters(context, unit);
    });
    plant_bulletin(unit);
    auto account = askers.back().account_id;
    app.in_transaction([&](Context& context) {
        auto person = context.tx.number("select person_id from accounts where id = $1", {account});
        plant_rows(context, unit, person.value_or(0));
    });
}

// Where a record belongs, asked of the database in words of our own: not of the record tables that doors go by.
void World::gather() {
    app.in_transaction([&](Context& context) {
        auto& tx = context.tx;
        auto gathered = [&](const std::string& table, const std::string& sql) {
            for (auto& row : tx.rows(sql))
                things[table].push_back({id_text(std::get<std::int64_t>(row[0])), std::get<std::string>(row[1]),
                                         std::get<std::int64_t>(row[2])});
        };
        gathered("units", "select id, path, 0 from units");
        for (std::string table : {"employers",
                                  "applications",
                                  "members",
                                  "imports",
                                  "import_rows",
                                  "invitations",
                                  "events",
                                  "attendances",
                                  "stations",
                                  "station_reports",
                                  "inspections",
                                  "deficiencies",
                                  "station_tallies",
                                  "station_imports",
                                  "station_import_rows",
                                  "station_photos",
                                  "sitings",
                                  "siting_rows",
                                  "wish_rounds",
                                  "wishes",
                                  "drives",
                                  "drive_units",
                                  "bulletins",
                                  "alarms",
                                  "joining_warnings",
                                  "legal_holds",
                                  "rule_rows",
                                  "stand_passes",
                                  "stand_entries",
                                  "rosters",
                                  "listed_employers",
                                  "duplicate_searches",
                                  "duplicate_pairs"})
            gathered(table, "select id, unit_path, 0 from " + table + " where unit_path <> '' order by id");
        gathered("role_grants", "select id, unit_path, 0 from role_grants order by id");
        gathered("accounts", "select id, unit_path, id from accounts order by id");
        gathered("sessions", "select id, '', account_id from sessions order by id");
        gathered("consents", "select id, '', person_id from consents order by id");
        gathered("approvals", "select id, unit_path, asked_by from approvals order by id");
        gathered("corrections", "select id, unit_path, person_id from corrections order by id");
        gathered("agenda_items",
                 "select a.id, e.unit_path, 0 from agenda_items a join events e on e.id = a.event_id "
                 "order by a.id");
        gathered("typed_figures",
                 "select f.id, b.unit_path, 0 from typed_figures f join bulletins b on "
                 "b.id = f.bulletin_id order by f.id");
        for (auto& row : tx.rows("select drive_id, unit_path from drive_units"))
            given[id_text(std::get<std::int64_t>(row[0]))].push_back(std::get<std::string>(row[1]));
        for (auto& asker : askers)
            if (asker.kind == Actor::Kind::worker)
                asker.person_id =
                    tx.number("select person_id from accounts where id = $1", {asker.account_id}).value_or(0);
    });
}

TEST_CASE("whatever a path can name, the tests of who may do what have two of it") {
    for (auto* route : every_route()) {
        auto table = World::table_of(route->path);
        if (table.empty()) continue;
        CHECK_MESSAGE(world().things[table].size() >= 2,
                      "plant two of " << table << " in src/authz_world_test.cpp, for " << route->path);
    }
}

}  // namespace unionhall::authz
