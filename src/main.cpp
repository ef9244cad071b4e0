// Reads the command line, opens the house, does one thing.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <new>

#include "commands.h"
#include "commands_link.h"
#include "commands_security.h"
#include "demo.h"
#include "platform/crypto.h"
#include "serve.h"

using namespace unionhall;

namespace {

struct Options {
    HousePaths paths;
    ServeOptions serving;
    DemoOptions demo;
    ImportOptions importing;
    std::string listen = "127.0.0.1:8080", login, name, role = "security_admin", unit, plural, as;
    std::filesystem::path out, from, key;
    std::string public_key;
    bool repairs = false, is_backed_up = false;
};

void split_listen(Options& o) {
    auto colon = o.listen.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("--listen wants ADDRESS:PORT, as 127.0.0.1:8080");
    o.serving.address = o.listen.substr(0, colon);
    auto port = o.listen.substr(colon + 1);
    if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
        std::stoul(port) > 65535)
        throw std::runtime_error("the port in --listen is a number from 0 to 65535, not \"" + port + "\"");
    o.serving.port = static_cast<unsigned>(std::stoul(port));
}

CLI::App* command(CLI::App& app, Options& o, const char* name, const char* about) {
    auto* c = app.add_subcommand(name, about);
    c->add_option("--data", o.paths.data, "Directory of the database, the key and the settings")->capture_default_str();
    c->add_option("--postgres", o.paths.postgres,
                  "Address of a PostgreSQL database, as \"host=… dbname=…\"; without it SQLite is used");
    c->add_option(
        "--assets", o.paths.assets,
        "Directory of calendar.txt, passwords.txt, pinyin.txt and divisions.txt; default: beside the program");
    return c;
}

void add_link(CLI::App& app, LinkOptions& o, int& code) {
    auto* c = app.add_subcommand("link",
                                 "Find who is in two tables, or twice in one; needs no house (src/linkage/README.md)");
    c->add_option("left", o.left, "CSV in UTF-8 with headings")->required();
    c->add_option("right", o.right, "The other table; without it the first is searched for duplicates");
    c->add_option("--spec", o.spec, "person-zh, employer-zh, person-latin, or a file")->required();
    c->add_option("--out", o.out, "CSV to write: left_id,right_id,weight,probability");
    c->add_option("--id", o.id, "Heading of the column that names a row in the results; default: rows are numbered");
    c->add_option("--threshold", o.threshold, "Weight from which two are linked; default: the spec's");
    c->add_flag("--one-to-one", o.one_to_one, "Nobody is linked twice");
    c->add_option("--threads", o.threads, "Default: as many as the machine has; the result is the same");
    c->add_option("--memory", o.memory,
                  "The most it may take, as 900M or 4G; beyond it what is large lies on the disk");
    c->add_option("--model-in", o.model_in, "Weights learned earlier, instead of learning");
    c->add_option("--model-out", o.model_out, "Where to keep what was learned");
    c->add_option("--truth", o.truth, "CSV of true pairs, left id and right id: prints how right the links are");
    c->add_option("--report", o.report, "HTML page to write");
    c->add_option("--explain", o.explain, "LEFT_ID,RIGHT_ID: why these two are linked, or are not");
    c->add_option("--groups", o.groups, "CSV to write, of one table: group,id of all who are one with somebody");
    c->add_option("--decisions", o.decisions,
                  "CSV with left_id,right_id,verdict (same, different, unsure, undo): the links obey it");
    c->add_option("--review", o.review,
                  "CSV to write: pairs worth a look, most gain first; filled in, it is --decisions");
    c->add_option("--labels", o.labels, "CSV to write: left_id,right_id,label of what was decided");
    c->callback([&] { code = link_tables(o); });
}

}  // namespace

int main(int argc, char** argv) try {
    // OpenSSL 3.0 falls over its own beginning when memory lacks there: better before anything is open.
    sha256({});
    CLI::App app{
        "Unionhall 职工之家: one system for a union federation and the workers it serves.\n"
        "First time: unionhall demo, then unionhall serve. In earnest: unionhall init, unionhall user add, unionhall serve."};
    app.set_version_flag("--version", UNIONHALL_VERSION);
    app.require_subcommand(1);
    Options o;
    int code = 0;
    auto founds = [&](CLI::App* c, auto what) {
        c->callback([&o, &code, what] {
            House house(o.paths);
            code = what(house);
        });
    };
    auto runs = [&](CLI::App* c, auto what) {
        c->callback([&o, &code, what] {
            expect_house(o.paths);
            House house(o.paths);
            code = what(house);
        });
    };

    auto* c = command(app, o, "serve", "Serve the pages and the API until a signal ends it");
    c->preparse_callback([](std::size_t) { hold_signals(); });
    c->add_option("--listen", o.listen, "ADDRESS:PORT; port 0 takes any")->capture_default_str();
    c->add_option("--web", o.serving.web, "Directory of the built pages; default: web/dist beside the build");
    founds(c, [&](House& house) {
        split_listen(o);
        return serve(house, o.serving);
    });

    c = command(app, o, "init",
                "Make the directory, the key, the schema and the divisions; harmless when they are there");
    founds(c, [](House& house) {
        std::cout << "ready: " << house.paths().data.string() << "\n";
        return 0;
    });
    c = command(app, o, "migrate", "Bring the database to this program's schema");
    founds(c, [](House&) {
        std::cout << "The schema is this program's.\n";
        return 0;
    });
    c = command(app, o, "demo",
                "Fill an empty database with a synthetic federation; writes demo-accounts.txt beside it");
    c->add_option("--seed", o.demo.seed, "The same seed makes the same people")->capture_default_str();
    c->add_option("--members", o.demo.members, "How many members besides those of the Karamay story")
        ->capture_default_str();
    founds(c, [&](House& house) { return make_demo(house, o.demo); });

    c = command(app, o, "import", "Import a list of invitations, as somebody who may");
    c->add_option("file", o.importing.file, "CSV or XLSX")->required();
    c->add_option("--as", o.importing.as, "Sign-in name of who imports")->required();
    c->add_option("--unit", o.importing.unit, "Id, name or division code of the unit")->required();
    c->add_option("--employer", o.importing.employer, "Who gave the list");
    c->add_flag("--commit", o.importing.commits, "Commit after the preflight");
    runs(c, [&](House& house) { return import_file(house, o.importing); });

    c = command(app, o, "export", "Write a list as CSV, with the rights and masks of somebody");
    c->add_option("list", o.plural, "members, applications, events, drives, units …")->required();
    c->add_option("--as", o.as, "Sign-in name of who exports")->required();
    c->add_option("--out", o.out, "The file to write")->required();
    runs(c, [&](House& house) { return export_list(house, o.as, o.plural, o.out); });

    c = command(app, o, "backup", "Write an encrypted copy while the house is in use, and read it back");
    c->add_option("--out", o.out, "The file to write; never over another")->required();
    runs(c, [&](House& house) { return backup_to(house, o.out); });

    c = command(app, o, "restore", "Bring a backup back into an empty directory");
    c->add_option("--from", o.from, "The backup")->required();
    c->add_option("--key", o.key, "The master key it was made with; default: where it was made");
    c->callback([&] { code = restore_from(o.from, o.key, o.paths); });

    auto* audit = app.add_subcommand("audit", "The audit")->require_subcommand(1);
    c = command(*audit, o, "verify", "Walk every chain; exit code 1 when a line was changed, lost or moved");
    c->add_option("--heads", o.from, "Signed heads kept elsewhere: finds a cut tail and a database set back");
    c->add_option("--key", o.public_key, "The public key to trust; default: that of this house");
    runs(c, [&](House& house) { return audit_verify(house, o.from, o.public_key); });
    c = command(*audit, o, "export", "Write every line as JSON, for scripts/audit-check.mjs or a program of your own");
    c->add_option("--out", o.out, "The file to write")->required();
    runs(c, [&](House& house) { return audit_export(house, o.out); });
    c = command(*audit, o, "head", "Sign a head now and print it, to be kept elsewhere");
    runs(c, [](House& house) { return audit_head_now(house); });

    auto* keys = app.add_subcommand("keys", "The keys of this house")->require_subcommand(1);
    c = command(*keys, o, "list", "The data keys, and what is sealed with each");
    runs(c, [](House& house) { return keys_list(house); });
    c = command(*keys, o, "rotate", "Take a new data key into use; the server seals everything anew in the background");
    runs(c, [](House& house) { return keys_rotate(house); });
    c = command(*keys, o, "drop", "Drop old data keys that nothing is sealed with any more");
    c->add_flag("--backed-up-elsewhere", o.is_backed_up, "A backup was made since by other means, as on PostgreSQL");
    runs(c, [&](House& house) { return keys_drop(house, o.is_backed_up); });
    c = command(*keys, o, "change-master",
                "Make a new master key and wrap the data keys with it; then start the server anew");
    runs(c, [](House& house) { return keys_change_master(house); });

    LinkOptions linking;
    add_link(app, linking, code);

    auto* measure = app.add_subcommand("measure", "The figures")->require_subcommand(1);
    c = command(*measure, o, "recount", "Count everything again from the rows and compare");
    c->add_flag("--repair", o.repairs, "Replace the stored figures by the recount");
    runs(c, [&](House& house) { return measure_recount(house, o.repairs); });

    app.add_subcommand("openapi", "Print the OpenAPI description")->callback([&] { code = print_openapi(); });

    auto* user = app.add_subcommand("user", "Accounts of staff")->require_subcommand(1);
    c = command(*user, o, "add", "Make an account and print its first password");
    c->add_option("login", o.login, "Sign-in name")->required();
    c->add_option("--name", o.name, "The person's name");
    c->add_option("--role", o.role, "One role, at the unit")->capture_default_str();
    c->add_option("--unit", o.unit, "Id, name or division code; in an empty house none is needed");
    runs(c, [&](House& house) { return add_user(house, o.login, o.name, o.role, o.unit); });
    c = command(*user, o, "grant", "Give an account a role, without a second person: for emergencies, and audited");
    c->add_option("login", o.login, "Sign-in name")->required();
    c->add_option("--role", o.role, "The role")->required();
    c->add_option("--unit", o.unit, "Id, name or division code")->required();
    runs(c, [&](House& house) { return grant_user(house, o.login, o.role, o.unit); });
    c = command(*user, o, "remove-codes", "Take one-time codes off an account whose phone is lost: audited");
    c->add_option("login", o.login, "The sign-in name; of a worker, the phone")->required();
    runs(c, [&](House& house) { return remove_codes(house, o.login); });
    c = command(*user, o, "list", "The accounts there are");
    runs(c, [](House& house) { return list_users(house); });

    try {
        CLI11_PARSE(app, argc, argv);
    } catch (const Refusal& refusal) {
        std::cerr << "unionhall: " << refusal.title.en << "\n";
        for (auto& p : refusal.problems) std::cerr << "  " << p.field << ": " << p.message.en << "\n";
        return 1;
    } catch (const std::bad_alloc&) { throw; } catch (const std::exception& fault) {
        std::cerr << "unionhall: " << fault.what() << "\n";
        return 1;
    }
    if (!std::cout.flush()) {
        std::cerr << "unionhall: what it had to say could not be written\n";
        return 1;
    }
    return code;
} catch (const std::bad_alloc&) {
    std::fputs("unionhall: there is not enough memory: nothing was done by half, and the same may be run again\n",
               stderr);
    return 1;
}
