// Everything that may be done to an audit, and what finds it: B12 of reliability.md.
#include "platform/audit_head.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "platform/crypto.h"
#include "platform/read_file.h"
#include "platform/testing_card.h"
#include "platform/testing_database.h"
#include "platform/testing_folder.h"
#include "platform/testing_tree.h"
#include "platform/vault_file.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;

// A database of some lines, enough for several in each chain, with a head outside now and then.
struct Chronicle {
    TestApp app;
    TestFolder folder;
    std::string key;

    Chronicle() {
        HeadKeeper keeper(app.application().database, folder / "audit.key", folder / "heads.jsonl");
        key = keeper.public_key();
        for (int round = 0; round < 3; ++round) {
            write(40);
            app.pass_seconds(60);
            REQUIRE(keeper.keep_now(app.now()));
        }
    }

    void write(int lines) {
        for (int i = 0; i < lines; ++i)
            app.application().as_system("test.done", [&](Context& context) {
                context.happened.push_back({.verb = "test.done",
                                            .subject = "test",
                                            .subject_id = i,
                                            .unit_path = "/1/",
                                            .changes = "{\"n\":" + std::to_string(i) + "}"});
            });
    }
    void sql(const std::string& statement) {
        app.application().database.write_now([&](Transaction& tx) { tx.run(statement); });
    }
    std::string heads() const { return bytes_of(folder / "heads.jsonl"); }
    std::vector<Words> problems(const std::string& with_heads) {
        std::vector<Words> all;
        app.application().database.read([&](Transaction& tx) {
            all = verify_audit(tx).problems;
            std::istringstream in(with_heads);
            for (auto& p : verify_heads(tx, in, key).problems) all.push_back(p);
        });
        return all;
    }
    std::size_t found_inside() {
        std::size_t found = 0;
        app.application().database.read([&](Transaction& tx) { found = verify_audit(tx).problems.size(); });
        return found;
    }
    std::string first_chain() {
        std::string chain;
        app.application().database.read(
            [&](Transaction& tx) { chain = std::to_string(*tx.number("select min(chain) from audit_lines")); });
        return chain;
    }
    // Writes every hash anew from that line on, and the head, as somebody does who knows how.
    void recompute(std::int64_t chain) {
        app.application().database.write_now([&](Transaction& tx) {
            std::string hash;
            std::int64_t seq = 0;
            for (auto& row :
                 tx.rows(std::string("select ") + audit_columns + " from audit_lines where chain = $1 order by seq",
                         {chain})) {
                std::string text;
                for (auto& value : row) {
                    auto* number = std::get_if<std::int64_t>(&value);
                    auto part = number ? std::to_string(*number) : std::get<std::string>(value);
                    text += std::to_string(part.size()) + ":" + part + ";";
                }
                hash = sha256(hash + text);
                seq = std::get<std::int64_t>(row[1]);
                tx.run("update audit_lines set hash = $3 where chain = $1 and seq = $2", {chain, seq, Bytes{hash}});
            }
            tx.run("update audit_heads set seq = $2, hash = $3 where chain = $1", {chain, seq, Bytes{hash}});
        });
    }
};

std::string in_english(const std::vector<Words>& problems) {
    std::string all;
    for (auto& p : problems) all += p.en + "\n";
    return all;
}

}  // namespace

TEST_CASE("an audit that nobody touched holds, with every head that was kept of it") {
    Chronicle c;
    CHECK(c.problems(c.heads()).empty());
    CHECK(c.problems("# a comment\n\n" + c.heads()).empty());
    c.write(3);
    CHECK(c.problems(c.heads()).empty());  // a head is of a moment; what came after does not contradict it
}

TEST_CASE("1 to 4: a changed, a removed, two swapped and an inserted line are found by the chain itself") {
    struct Case {
        const char* what;
        std::vector<std::string> statements;
    };
    for (auto& [what, statements] : std::vector<Case>{
             {"changed", {"update audit_lines set verb = 'test.other' where seq = 2"}},
             {"removed", {"delete from audit_lines where seq = 2"}},
             {"swapped",
              {"update audit_lines set seq = -2 where seq = 2", "update audit_lines set seq = 2 where seq = 1",
               "update audit_lines set seq = 1 where seq = -2"}},
             {"inserted",
              {"update audit_lines set seq = -seq where seq > 2", "update audit_lines set seq = 1 - seq where seq < 0",
               "insert into audit_lines select chain, 3, at, actor_kind, actor_id, 'test.slipped', subject, "
               "subject_id, unit_path, request_id, changes, hash from audit_lines where seq = 2"}}}) {
        CAPTURE(what);
        Chronicle c;
        for (auto& statement : statements) c.sql(statement);
        CHECK(c.found_inside() > 0);
    }
    count_for_card("B12", "kinds", 4);
}

TEST_CASE("5: a tail cut off together with its head is found by a head kept elsewhere, and by nothing else") {
    Chronicle c;
    auto chain = c.first_chain();
    c.sql("delete from audit_lines where seq > 2 and chain = " + chain);
    c.sql("update audit_heads set seq = 2, hash = (select hash from audit_lines where seq = 2 and chain = " + chain +
          ") where chain = " + chain);
    CHECK(c.found_inside() == 0);
    CHECK(in_english(c.problems(c.heads())).find("its end was cut off") != std::string::npos);
    count_for_card("B12", "kinds", 1);
}

// The whole database as it is now, beside the one that goes on: a file, or on PostgreSQL a schema, table by table.
struct Copy {
    std::unique_ptr<Database> database;

    Copy(Database& from, const std::filesystem::path& file) {
        if (!from.is_postgres()) {
            from.copy_to(file.string());
            database = open_sqlite(file.string(), {.is_durable = false});
            return;
        }
        std::vector<std::string> tables;
        std::string schema;  // beside the original, and it goes with it
        from.read([&](Transaction& tx) {
            schema = tx.text("select cast(current_schema() as text)").value() + "_old";
            for (auto& row : tx.rows("select cast(table_name as text) from information_schema.tables "
                                     "where table_schema = current_schema()"))
                tables.push_back(std::get<std::string>(row[0]));
        });
        std::string all = "create schema " + schema + ";";
        for (auto& table : tables) all += "create table " + schema + "." + table + " as select * from " + table + ";";
        from.script(all);
        auto address = address_of(from, std::getenv("UNIONHALL_TEST_POSTGRES"));
        database = open_postgres(address + " options='-c search_path=" + schema + "'", {.connections_max = 2});
    }
};

TEST_CASE("6: the whole database set back to an earlier day is found by a head kept elsewhere") {
    Chronicle c;
    Copy old(c.app.application().database, c.folder / "old.sqlite");
    c.write(4);
    c.app.pass_seconds(60);
    HeadKeeper later(c.app.application().database, c.folder / "audit.key", c.folder / "heads.jsonl");
    CHECK(later.keep_now(c.app.now()));
    auto& set_back = old.database;
    set_back->read([&](Transaction& tx) {
        CHECK(verify_audit(tx).problems.empty());
        std::istringstream in(c.heads());
        CHECK(in_english(verify_heads(tx, in, c.key).problems).find("set back") != std::string::npos);
    });
    HeadKeeper on_old(*set_back, c.folder / "audit.key", c.folder / "heads.jsonl");
    CHECK_FALSE(on_old.misfits().empty());  // a server that starts on it says so, of each chain that it lacks
    count_for_card("B12", "kinds", 1);
}

TEST_CASE("7: a chain recomputed from a changed line on is found by a head kept elsewhere") {
    Chronicle c;
    auto chain = c.first_chain();
    c.sql("update audit_lines set verb = 'test.other' where seq = 1 and chain = " + chain);
    c.recompute(std::stoll(chain));
    CHECK(c.found_inside() == 0);
    CHECK(in_english(c.problems(c.heads())).find("was written anew") != std::string::npos);
    // A printed sheet bears no hash of each chain, but their root: it finds the same.
    std::istringstream lines(c.heads());
    std::string line;
    std::getline(lines, line);
    CHECK(in_english(c.problems(as_compact_line(read_head(line)))).find("was written anew") != std::string::npos);
    count_for_card("B12", "kinds", 1);
}

TEST_CASE("8: a forged head, one of another key, a repeated and a missing one are found") {
    Chronicle c;
    std::istringstream in(c.heads());
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    REQUIRE(lines.size() == 3);
    auto head = read_head(lines[1]);
    auto says = [&](const std::string& heads) { return in_english(c.problems(heads)); };

    auto forged = head;
    forged.lines += 1;
    CHECK(says(as_compact_line(forged)).find("forged") != std::string::npos);
    auto foreign_key = new_signing_key();
    auto foreign = head;
    foreign.public_key = foreign_key.public_key;
    foreign.signature = sign(foreign_key.secret_key, signed_text(foreign));
    CHECK(says(as_compact_line(foreign)).find("another key") != std::string::npos);
    CHECK(says(lines[0] + "\n" + lines[2]).find("missing or repeated") != std::string::npos);
    CHECK(says(lines[0] + "\n" + lines[0]).find("missing or repeated") != std::string::npos);
    auto swapped = lines[1];
    swapped.replace(swapped.rfind("\"]") - 4, 4, "0000");
    CHECK(says(swapped).find("not those that were signed") != std::string::npos);
    for (auto* bad : {"{", "{}", "unionhall-head-1|1|now", "hello", "{\"head\":1,\"hashes\":[]}",
                      "unionhall-head-1|99999999999999999999|2024-05-10T02:00:00Z|1|0:1|a|b|c"})
        CHECK_FALSE(says(bad).empty());
    count_for_card("B12", "kinds", 1);
}

TEST_CASE("heads are numbered on after a restart, signed when due, and only when something is new") {
    Chronicle c;
    auto& database = c.app.application().database;
    HeadKeeper keeper(database, c.folder / "audit.key", c.folder / "heads.jsonl", {.lines = 4, .seconds = 30});
    CHECK(keeper.last().number == 3);
    CHECK_FALSE(keeper.keep(c.app.now()));  // nothing new
    c.write(1);
    CHECK_FALSE(keeper.keep(c.app.now()));  // neither enough lines nor enough time
    c.write(3);
    CHECK(keeper.keep(c.app.now()));
    c.write(1);
    c.app.pass_seconds(30);
    CHECK(keeper.keep(c.app.now()));
    CHECK(keeper.last().number == 5);
    // A power cut left half a line: the next head goes on behind it.
    std::ofstream(c.folder / "heads.jsonl", std::ios::app) << "{\"head\":\"unionhall-he";
    HeadKeeper after(database, c.folder / "audit.key", c.folder / "heads.jsonl");
    c.write(1);
    CHECK(after.keep_now(c.app.now()));
    CHECK(after.last().number == 6);
    auto problems = c.problems(c.heads());
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].en.find("half of it") != std::string::npos);
}

TEST_CASE("two who sign the same file go on after each other, and what a full disk took by half is taken back") {
    Chronicle c;
    auto& database = c.app.application().database;
    auto file = c.folder / "heads.jsonl";
    HeadKeeper server(database, c.folder / "audit.key", file), command(database, c.folder / "audit.key", file);
    for (int i = 0; i < 6; ++i) {
        c.write(1);
        CHECK((i % 2 ? server : command).keep_now(c.app.now()));
    }
    CHECK(command.last().number == 8);
    CHECK(server.last().number == 9);
    // No file of this process may grow by more than a few bytes: half a line is written.
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto was = std::signal(SIGXFSZ, SIG_IGN);
    c.write(1);
    rlimit tight{.rlim_cur = fs::file_size(file) + 10, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tight);
    bool was_kept = true;
    try {
        server.keep_now(c.app.now());
    } catch (const std::runtime_error&) { was_kept = false; }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, was);
    CHECK_FALSE(was_kept);
    CHECK(fs::file_size(file) == tight.rlim_cur - 10);
    CHECK(server.keep_now(c.app.now()));
    CHECK(c.problems(c.heads()).empty());
}

TEST_CASE("a program that shares no line of code with the server finds the same from an export") {
    Chronicle c;
    auto lines = c.folder / "audit.jsonl";
    auto check = [&] {
        std::ofstream out(lines);
        c.app.application().database.read([&](Transaction& tx) {
            for (auto chain : audit_chains(tx)) out << audit_as_json_lines(tx, chain, 1, audit_export_lines_max);
        });
        out.close();
        auto command = "node scripts/audit-check.mjs '" + lines.string() + "' --heads '" +
                       (c.folder / "heads.jsonl").string() + "' --key " + base64url(c.key) + " > '" +
                       (c.folder / "said").string() + "'";
        return std::system(command.c_str()) == 0;
    };
    CHECK(check());
    auto chain = c.first_chain();
    c.sql("update audit_lines set verb = 'test.other' where seq = 2 and chain = " + chain);
    CHECK_FALSE(check());
    c.recompute(std::stoll(chain));
    CHECK_FALSE(check());  // by the heads
}

}  // namespace unionhall
