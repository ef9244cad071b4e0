// What lies on the disk: nothing secret in any shape while a person is here, and nothing of them at all once forgotten.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "members/rights_store.h"
#include "members/rights_testing.h"
#include "members/testing_staff.h"
#include "platform/backup.h"
#include "platform/log.h"
#include "platform/outbox.h"
#include "platform/settings.h"
#include "platform/testing_card.h"
#include "platform/vault.h"

namespace unionhall::members {
namespace {

namespace fs = std::filesystem;

// A house whose whole disk can be read: the database with its log, the program's own diary, and a backup.
struct Disk {
    TestApp app;
    bool was_forgotten = false, is_blind = false;
    fs::path diary_file = fs::temp_directory_path() / ("diary_" + hex(random_bytes(8)));
    int diary_handle = ::open(diary_file.c_str(), O_CREAT | O_RDWR, 0600);
    std::unique_ptr<Log> diary = std::make_unique<Log>(Level::debug, diary_handle);

    Disk() { app.services().log = diary.get(); }
    // What a planner notes of columns are values out of them.
    void let_planner_learn() { app.services().database->script("analyze"); }
    ~Disk() {
        app.services().log = nullptr;
        diary.reset();
        ::close(diary_handle);
        fs::remove(diary_file);
    }

    std::vector<std::string> noted_of(const std::string& text) {
        std::vector<std::string> all;
        if (!app.services().database->is_postgres()) return all;
        app.services().database->read([&](Transaction& tx) {
            for (auto& row :
                 tx.rows("select cast(tablename || '.' || attname as text) from pg_stats where schemaname = "
                         "current_schema() and concat(most_common_vals, histogram_bounds) like '%' || $1 || '%'",
                         {text}))
                all.push_back(std::get<std::string>(row[0]));
        });
        return all;
    }

    // Of PostgreSQL all it has written: its log, what its databases share, and this story's own database as it is once
    // everything is brought out. Other databases there are of other stories.
    void add_cluster(std::vector<OnDisk>& all) {
        auto& database = *app.services().database;
        if (was_forgotten) database.script("vacuum full");
        try {
            database.script("checkpoint");
            database.script("select pg_switch_wal()");
        } catch (const DbError& refused) {
            is_blind = true;
            MESSAGE("NOT LOOKED AT: the files of PostgreSQL. Only its tables were. " << std::string(refused.what()));
            return;
        }
        fs::path folder;
        std::string own;
        std::map<std::string, std::string> relations;  // by the name of the file
        database.read([&](Transaction& tx) {
            for (auto& row : tx.rows("select cast(pg_relation_filenode(oid) as text), cast(relname as text) from "
                                     "pg_class where pg_relation_filenode(oid) is not null"))
                relations[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
            folder = tx.text("select setting from pg_settings where name = 'data_directory'").value_or("");
            own = std::to_string(
                tx.number("select cast(oid as bigint) from pg_database where datname = current_database()").value());
        });
        std::error_code unreadable;
        fs::recursive_directory_iterator walk(folder, unreadable), end;
        is_blind = bool(unreadable);
        if (is_blind) {
            MESSAGE("NOT LOOKED AT: the files of PostgreSQL in " << folder << ": " << unreadable.message()
                                                                 << ". Only its tables were.");
            return;
        }
        std::size_t own_files = 0, log_files = 0;
        for (; walk != end; walk.increment(unreadable)) {
            auto path = walk->path();
            auto above = path.parent_path().filename();
            if (above == "base" && path.filename() != own) walk.disable_recursion_pending();
            if (!walk->is_regular_file(unreadable)) continue;
            OnDisk file{path.string(), {}, above == "pg_wal"};
            if (above == own) file.file += " (" + relations[path.stem().string()] + ")";
            try {
                file.bytes = bytes_of(path);
            } catch (const std::exception& fault) {
                if (!fs::exists(path)) continue;  // the server took it away meanwhile
                FAIL_CHECK(std::string(fault.what()));
            }
            own_files += above == own, log_files += file.is_postgres_log;
            all.push_back(std::move(file));
        }
        CHECK_MESSAGE(!unreadable, unreadable.message());
        CHECK(own_files > 100);
        CHECK(log_files > 0);
    }

    std::vector<OnDisk> files() {
        std::vector<OnDisk> all;
        auto add = [&](const fs::path& path) { all.push_back({path.filename().string(), bytes_of(path)}); };
        diary->flush();
        add(diary_file);
        if (app.services().database->is_postgres()) {
            add_cluster(all);
            return all;
        }
        std::string database;
        app.in_transaction([&](Context& context) {
            for (auto& row : context.tx.rows("pragma database_list")) database = std::get<std::string>(row[2]);
        });
        for (auto* tail : {"", "-wal", "-shm"})
            if (fs::exists(database + tail)) add(database + tail);
        auto copy = fs::temp_directory_path() / ("copy_" + hex(random_bytes(8)));
        app.services().database->copy_to(copy.string());
        auto backup = copy.string() + ".backup";
        back_up(*app.services().database, app.services().vault, {}, "master.key", backup);
        add(copy), add(backup);
        fs::remove(copy), fs::remove(backup);
        return all;
    }
};

// Where something may be written freely, somebody wrote her phone: what is kept of it are stars.
void check_that_texts_are_covered(TestApp& app) {
    auto places = places_of(app, covered_phone);
    for (auto* table :
         {"agenda_items",    "alarms",           "approval_votes", "approvals",   "corrections",    "deficiencies",
          "disclosures",     "drives",           "events",         "import_rows", "imports",        "inspections",
          "invitations",     "joining_warnings", "legal_holds",    "looks",       "member_changes", "stand_entries",
          "station_reports", "stations",         "wish_rounds"})
        CHECK_MESSAGE(places.contains(table), std::string(table) << ": nothing was written there that is covered");
    app.in_transaction([](Context& context) {
        for (auto* some : {"lent_permissions", "invitations where status = 'accepted'",
                           "imports where status = 'undone'", "jobs where status = 'failed'"})
            CHECK_MESSAGE(context.tx.number("select count(*) from " + std::string(some)).value_or(0) > 0,
                          std::string(some));
    });
}

}  // namespace

TEST_CASE("phone, id number and signature lie on the disk in no shape and under no plain hash") {
    Disk disk;
    auto& app = disk.app;
    auto tree = cast(app);
    auto her = live_a_whole_life(app, tree);
    meet_everything_else(app, tree, her);
    staff_go_about_it(app, tree);
    check_that_texts_are_covered(app);
    bring_a_long_list(app, tree);
    disk.let_planner_learn();
    std::vector<Shaped> secret = shapes_of_phone(phone_of_hers);
    for (auto& text : {id_of_hers, corrected_id, her_signature})
        for (auto& shaped : shapes_of(text)) secret.push_back({text + " as " + shaped.how, shaped.bytes});
    CHECK(secret.size() > 500);
    auto files = disk.files();
    auto found = found_in(files, secret);
    for (auto& where : found) FAIL_CHECK(where);
    count_for_card("C6", "hits", static_cast<std::int64_t>(found.size()));
    count_for_card("C6", "encodings", static_cast<std::int64_t>(shapes_of(id_of_hers).size()));
    // The looking itself finds what is there: a name is kept as it is written.
    if (!disk.is_blind) CHECK(!found_in(files, shapes_of(name_of_hers)).empty());
    app.in_transaction([&](Context& context) {
        for (auto& message : newest_messages(context, 50))
            CHECK(message.content.find(phone_of_hers) == std::string::npos);
    });
}

TEST_CASE("my data speaks in words: no code of ours stands in it, in either language") {
    TestApp app;
    auto her = live_a_whole_life(app, cast(app));
    app.work();
    for (auto* language : {"zh-CN", "en"}) {
        her.headers["accept-language"] = language;
        auto data = her.get("/api/my/data");
        REQUIRE(data.status == 200);
        bool is_chinese = language[0] == 'z';
        for (std::size_t i = 0; i < data.count(); ++i) {
            auto value = data.item(i).at("value").text();
            auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; };
            bool is_code =
                std::ranges::all_of(value, is_letter) && (is_chinese || value.find_first_of("_.") != std::string::npos);
            if (value == "secretary" || value == "committee") continue;  // what somebody of this story is called
            CHECK_MESSAGE(!is_code, data.item(i).at("record").text()
                                        << ", " << data.item(i).at("label").text() << ": " << value);
            auto label = data.item(i).at("label").text();
            CHECK(value != (is_chinese ? "其他操作" : "Another act"));
            if (label == (is_chinese ? "对象" : "To what")) CHECK(value != (is_chinese ? "其他" : "Something else"));
        }
    }
}

// Nothing of her is there before its time, and why.
static const std::set<std::string> not_yet{
    "erasures.person_id",              // made by the wish to be forgotten
    "member_merges.other_person_id",   // the entry that went is found by the one that stayed
    "member_merges.other_account_id",  // the same
};

// What the story leaves out, the test of the forgetting would not look at.
static void check_that_all_is_held(TestApp& app) {
    app.in_transaction([&](Context& context) {
        auto person = person_by_phone(context.tx, "+86" + phone_of_hers);
        REQUIRE(person);
        auto under =
            held_under(context.tx, person->id.number, accounts::account_of_phone(context.tx, "+86" + phone_of_hers));
        for (auto& holding : context.services.holdings) {
            auto name = holding.table + "." + holding.column;
            CHECK_MESSAGE((count_held(context.tx, holding, under) > 0) != not_yet.contains(name),
                          name << ": the life in testing_life.h leaves a row there, or this test says why not");
        }
    });
}

TEST_CASE("who is forgotten leaves nothing in any table, file, index, log or new backup, and every count stays right") {
    Disk disk;
    auto& app = disk.app;
    auto tree = cast(app);
    auto her = live_a_whole_life(app, tree);
    meet_everything_else(app, tree, her);
    staff_go_about_it(app, tree);
    be_entered_twice(app, tree);
    disk.let_planner_learn();
    check_that_all_is_held(app);
    auto plan = her.get("/api/my/erasure").json();
    CHECK(plan.at("ends_membership").boolean());
    CHECK(plan.at("lines").array().size() > 8);
    CHECK(her.post("/api/my/erasure", Json::Object{{"confirm", false}}).status == 422);
    auto done = her.post("/api/my/erasure", Json::Object{{"confirm", true}});
    CHECK(done.status == 201);
    CHECK(!done.json().at("done_at").is_null());
    CHECK(her.get("/api/my").status == 401);
    app.work();
    app.pass_seconds(2 * 24 * 3600);  // answers given once are forgotten after a day, pages are cleared at night
    app.work();
    app.work();
    auto numbers = shapes_of_phone(phone_of_hers);
    for (auto& shaped : shapes_of_phone(second_phone)) numbers.push_back(shaped);
    for (auto& text : {id_of_hers, corrected_id, her_signature})
        for (auto& shaped : shapes_of(text)) numbers.push_back({text + " as " + shaped.how, shaped.bytes});
    disk.was_forgotten = true;
    auto files = disk.files();
    for (auto& where : found_in(files, numbers)) FAIL_CHECK(where);
    for (auto& where : disk.noted_of(name_of_hers)) FAIL_CHECK("the planner keeps a value of " << where);
    // PostgreSQL's log keeps the name until its segments are used anew (docs/personal-data.md).
    std::erase_if(files, [](auto& file) { return file.is_postgres_log; });
    for (auto& where : found_in(files, shapes_of(name_of_hers))) FAIL_CHECK(where);
    for (auto& text : {name_of_hers, std::string("oywh"), std::string("ouyang")}) {
        auto places = places_of(app, text);
        CHECK_MESSAGE(places.empty(), text << " still stands in " << (places.empty() ? "" : *places.begin()));
    }
    for (auto& phone : {phone_of_hers, second_phone})
        for (auto& blind : app.services().vault.blinds("phone", "+86" + phone)) CHECK(places_of(app, blind).empty());
    // Where a list had her name in the place of the phone.
    for (auto& blind : app.services().vault.blinds("phone", name_of_hers)) CHECK(places_of(app, blind).empty());
    app.in_transaction([&](Context& context) {
        CHECK(total(context.tx, "members.joined", tree.city.id.number) == 2);
        CHECK(total(context.tx, "members.active", tree.city.id.number) == 1);
    });
    CHECK(app.counts_are_right());
    // She may come back, as somebody nobody has seen.
    app.pass_seconds(120);
    auto again = signed_in(app, phone_of_hers);
    CHECK(again.get("/api/my").json().at("person").is_null());
    CHECK(again.post("/api/applications", request(name_of_hers)).status == 201);
}

TEST_CASE("a new phone takes the place of the old one everywhere, by a code sent to the new one") {
    Disk disk;
    auto& app = disk.app;
    auto her = live_a_whole_life(app, cast(app));
    auto other = signed_in(app, "13712345678");
    CHECK(her.post("/api/my/phone", Json::Object{{"phone", second_phone}, {"code", "000000"}}).status == 422);
    app.pass_seconds(120);
    Json::Object asked{{"phone", second_phone}, {"purpose", "change_phone"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    auto code = code_sent_to(app, "+86" + second_phone);
    auto changed = her.post("/api/my/phone", Json::Object{{"phone", second_phone}, {"code", code}});
    CHECK(changed.status == 201);
    CHECK(her.get("/api/my").json().at("person").at("phone").text() == "158****0417");
    CHECK(app.as("secretary").search("/api/members", second_phone).count() == 1);
    CHECK(app.as("secretary").search("/api/members", phone_of_hers).count() == 0);
    app.pass_seconds(120);
    CHECK(signed_in(app, second_phone).get("/api/my").json().at("person").at("name").text() == name_of_hers);
    CHECK(signed_in(app, phone_of_hers).get("/api/my").json().at("person").is_null());
    // What belongs to a membership is not taken by who changes to its phone.
    app.pass_seconds(120);
    asked = {{"phone", second_phone}, {"purpose", "change_phone"}};
    CHECK(app.as_nobody().post("/api/phone-codes", asked).status == 201);
    auto taken = other.post("/api/my/phone",
                            Json::Object{{"phone", second_phone}, {"code", code_sent_to(app, "+86" + second_phone)}});
    CHECK(taken.status == 409);
    CHECK(taken.title().find("联系您的工会把两份合并成一份") != std::string::npos);
}

}  // namespace unionhall::members
