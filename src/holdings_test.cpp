// Whatever knows a person is in the export, or stands here with its reason: a new table cannot be forgotten.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "platform/testing.h"

namespace unionhall {
namespace {

// A column of this name holds a person, or leads to one.
const std::set<std::string> leads_to_somebody{
    "person_id", "member_id",   "application_id", "account_id",    "actor_id",      "subject_id",
    "helped_by", "phone",       "phone_index",    "id_number",     "recipient",     "content",
    "answer",    "name",        "given_name",     "note",          "reason",        "purpose",
    "payload",   "text",        "title",          "detail",        "last_error",    "error",
    "who",       "device",      "argument",       "place",         "employer_name", "wanted_name",
    "file_name", "differences", "home_reason",    "decision_note", "plain_zh",      "changes"};

// What is not emptied with the row's holder, and why.
const std::set<std::string> stays{
    "import_rows.phone_index note",    // which rule refused the row
    "wishes.giver_account_id text",    // what the wisher wrote, not the giver
    "wishes.giver_account_id answer",  // what the union said to the wisher
};

// Tables that have such a column and are neither shown to the person nor forgotten with them, and why.
const std::map<std::string, std::string> not_about_a_worker{
    {"role_grants", "of staff: which role at which unit"},
    {"lent_permissions", "of staff: a right for some hours, by an approved request"},
    {"approval_votes", "of staff: who approved a request"},
    {"alarms", "of staff: who looked at very many people"},
    {"idempotency_keys", "an answer given once, sealed, gone after a day; of a forgotten account at once"},
    {"import_pieces", "rows of a list not looked at yet, sealed together; gone within minutes, when they have been"},
    {"stand_passes", "of staff: which device a cadre prepared"},
    {"divisions", "the name is of a place"},
    {"units", "the name is of a union, the phone of its office"},
    {"employers", "the name is of an employer"},
    {"listed_employers", "the name is of an employer in a list from others"},
    {"stations", "the name is of a place; its keeper is of staff or the host's, and changed with the station"},
    {"station_import_rows",
     "the name is of a place, the telephone of the place: one that looks like somebody's own is left out"},
    {"station_reports", "the answer is the keeper's to everybody; of who reported nothing is kept"},
    {"siting_rows", "the name is of a place; people are counted by street, five at least at a point"},
    {"settings", "the name is of a setting"},
    {"schema_migrations", "the name is of a migration"},
    {"rule_rows", "the name is of a rule"},
    {"retention_runs", "the name is of a rule: numbers only"},
    {"leases", "the name is of a piece of work"},
    {"approvals",
     "of a member the number of the record, which leads to nobody once they are forgotten; what is typed loses "
     "their name and numbers: approvals/rights_api_test.cpp"},
    {"agenda_items", "the title is of a talk"},
    {"bulletins", "why it was corrected: of figures; what is typed loses phones and id numbers, as everywhere"},
    {"bulletin_editions", "the same"},
    {"deficiencies", "the note is of a station"},
    {"drives", "the note is of a drive"},
    {"events", "the title is of an event"},
    {"inspections", "the note is of a station"},
    {"joining_warnings", "of an employer, an hour and a stand: what was found out, of no person"},
    {"sitings", "the title is of a search for places"},
    {"vault_keys", "the purpose is of a key"},
    {"wish_rounds", "the title is of a round"},
    {"jobs", "a number of a record, which leads to nobody once they are forgotten; gone when the work is done"},
    {"backups_made", "the name is of a file we named"},
    {"imports", "of an employer's list: its file, employer and columns; what is typed loses phones and id numbers"},
    {"key_rotations", "the place is a table"},
    {"rosters", "the file is of a list of employers"},
    {"station_imports", "the file is of a list of stations"},
    {"station_tries", "a keyed hash of an address, gone after an hour"},
};

std::vector<std::pair<std::string, std::set<std::string>>> schema(Transaction& tx) {
    std::vector<std::pair<std::string, std::set<std::string>>> all;
    auto text = [](const Value& value) { return std::get<std::string>(value); };
    auto tables =
        tx.rows(tx.is_postgres()
                    ? "select cast(table_name as text) from information_schema.tables where table_schema = "
                      "current_schema() and table_type = 'BASE TABLE' order by 1"
                    : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1");
    for (auto& table : tables) {
        auto& [name, columns] = all.emplace_back(text(table[0]), std::set<std::string>{});
        auto rows = tx.is_postgres() ? tx.rows(
                                           "select cast(column_name as text) from information_schema.columns where "
                                           "table_schema = current_schema() and table_name = $1",
                                           {name})
                                     : tx.rows("select name from pragma_table_info($1)", {name});
        for (auto& row : rows) columns.insert(text(row[0]));
    }
    return all;
}

}  // namespace

TEST_CASE("every table that knows a person is in their export, or says why not") {
    TestApp app;
    std::set<std::string> held;
    for (auto& holding : app.application().all_holdings()) held.insert(holding.table);
    app.in_transaction([&](Context& context) {
        std::set<std::string> known;
        for (auto& [table, columns] : schema(context.tx)) {
            known.insert(table);
            auto leads = std::ranges::find_if(columns, [](auto& c) { return leads_to_somebody.contains(c); });
            if (leads == columns.end() || held.contains(table)) continue;
            CHECK_MESSAGE(
                not_about_a_worker.contains(table),
                table << "." << *leads << " may hold a person: name it in its room's holdings(), or say here why not");
        }
        for (auto& [table, reason] : not_about_a_worker) {
            CHECK_MESSAGE(known.contains(table), table << " is excused and does not exist");
            CHECK_MESSAGE(!held.contains(table), table << " is excused and held");
        }
    });
}

TEST_CASE("whoever keeps something of a member moves it when two memberships become one, and back") {
    for (auto& room : all_rooms()) {
        if (room.name == "members") continue;  // moves its own where it merges
        bool keeps_some = std::ranges::any_of(room.holdings, [](auto& h) { return h.by == Holder::member; });
        for (auto* verb : {"member.merged_away", "member.restored"}) {
            bool reacts = std::ranges::any_of(room.reactions, [&](auto& reaction) { return reaction.verb == verb; });
            CHECK_MESSAGE(reacts == keeps_some,
                          room.name << " keeps something of a member and has to react to " << verb);
        }
    }
}

TEST_CASE("what a room says it keeps is there, is explained, and is emptied of everything personal") {
    TestApp app;
    HeldUnder nobody{
        .person_id = 1, .account_id = 1, .member_ids = {1}, .application_ids = {1}, .phones = {"+8613800000000"}};
    app.in_transaction([&](Context& context) {
        std::map<std::string, std::set<std::string>> columns;
        for (auto& [table, names] : schema(context.tx)) columns[table] = names;
        for (auto& holding : context.services.holdings) {
            CHECK_MESSAGE(columns[holding.table].contains(holding.column),
                          holding.table << " has no " << holding.column);
            CHECK_MESSAGE(!holding.label.zh.empty(), holding.table);
            CHECK_MESSAGE(!holding.purpose.zh.empty(), holding.table << " does not say what for");
            CHECK(count_held(context.tx, holding, nobody) == 0);
            visit_held(context.tx, holding, nobody, [](const RecordType&, const void*) {});
            CHECK(forget_held(context.tx, holding, nobody) == 0);
            if (holding.fate != Fate::emptied || holding.emptied_by.empty()) continue;
            for (auto* personal : {"name",          "phone",      "phone_index",   "id_number",     "signature",
                                   "content",       "note",       "employer_name", "name_initials", "reason",
                                   "purpose",       "text",       "payload",       "title",         "detail",
                                   "answer",        "recipient",  "wanted_name",   "differences",   "home_reason",
                                   "decision_note", "undone_why", "division_code", "last_error",    "error"})
                if (columns[holding.table].contains(personal) &&
                    !stays.contains(holding.table + "." + holding.column + " " + personal))
                    CHECK_MESSAGE(holding.emptied_by.find(std::string(personal) + " = ") != std::string::npos,
                                  holding.table << "." << std::string(personal) << " stays behind");
        }
    });
}

}  // namespace unionhall
