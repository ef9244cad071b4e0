#include "commands.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include "accounts/store.h"
#include "capabilities.h"
#include "platform/backup.h"
#include "platform/crypto.h"
#include "platform/identifiers.h"
#include "platform/new_file.h"
#include "platform/read_file.h"

namespace unionhall {

static constexpr std::chrono::milliseconds import_asked_again{100};

int measure_recount(House& house, bool repairs) {
    auto measures = house.application().all_measures();
    std::vector<Mismatch> wrong;
    house.database().read([&](Transaction& tx) { wrong = recount(tx, measures); });
    if (repairs && !wrong.empty()) house.database().write_now([&](Transaction& tx) { rebuild(tx, measures); });
    for (auto& m : wrong)
        std::cout << m.measure << " " << m.what << " of " << id_text(m.holder) << ": stored " << m.stored
                  << ", counted " << m.counted << "\n";
    std::cout << (wrong.empty() ? "Every figure equals its recount.\n"
                  : repairs     ? "Rebuilt from the rows.\n"
                                : "Repair with --repair.\n");
    return wrong.empty() || repairs ? 0 : 1;
}

int print_openapi() {
    std::cout << openapi_text(every_route());
    return 0;
}

static std::optional<units::Unit> unit_named(Transaction& tx, const std::string& wanted) {
    if (auto id = parse_id(wanted)) return units::unit_of(tx, {*id});
    auto found = tx.select<units::Unit>(
        "where name = $1 or (division_code = $1 and division_code <> '') order by id limit 2", {wanted});
    if (found.size() > 1) throw std::runtime_error("several units are called " + wanted + ": give the id");
    return found.empty() ? std::nullopt : std::optional(found.front());
}

static accounts::Role role_named(const std::string& name) {
    accounts::Role role{};
    if (ShapeOf<accounts::Role>::from(role, name)) return role;
    std::string all;
    for (auto& choice : choices_of<accounts::Role>()) all += " " + choice.value;
    throw std::runtime_error("there is no role " + name + "; there are:" + all);
}

static void note_grants(Context& context, const accounts::Account& account) {
    for (auto& grant : accounts::grants_held(context.tx, account.id))
        context.note<accounts::RoleGrant>("role.granted", nullptr, &grant);
}

int grant_user(House& house, const std::string& login, const std::string& role, const std::string& unit) {
    auto wanted = role_named(role);
    house.application().as_system("role.granted", [&](Context& context) {
        auto account = accounts::account_by_login(context.tx, login);
        auto at = unit_named(context.tx, unit);
        if (!account) throw std::runtime_error("there is no account " + login);
        if (!at) throw std::runtime_error("there is no unit \"" + unit + "\"");
        auto grant = accounts::grant_role(context, {.account_id = account->id, .role = wanted, .unit_id = at->id}, 0);
        context.note<accounts::RoleGrant>("role.granted", nullptr, &grant);
    });
    std::cout << login << " is " << role << " at " << unit << "\n";
    return 0;
}

int remove_codes(House& house, const std::string& login_or_phone) {
    house.application().as_system("account.codes_removed", [&](Context& context) {
        auto before = accounts::account_by_login(context.tx, login_or_phone);
        if (auto phone = check_mobile(login_or_phone); !before && phone.ok())
            before = accounts::worker_of_phone(context.tx, phone.canonical);
        if (!before) throw std::runtime_error("there is no account " + login_or_phone);
        auto after = accounts::remove_codes(context, before->id, 0);
        context.note("account.codes_removed", &*before, &after);
    });
    std::cout << login_or_phone << " has no one-time codes any more and is signed out everywhere.\n";
    return 0;
}

int add_user(House& house, const std::string& login, const std::string& name, const std::string& role,
             const std::string& unit) {
    auto wanted = role_named(role);
    auto password = base64url(random_bytes(12));
    house.application().as_system("account.invited", [&](Context& context) {
        auto found = unit_named(context.tx, unit);
        if (!found && unit.empty() && context.tx.number("select count(*) from units").value_or(0) == 0) {
            // The first person of an empty house comes with the first unit.
            units::Unit top{
                .id = context.new_id<units::Unit>(), .name = "总工会", .kind = units::Kind::general_federation};
            found = units::found_unit(context.tx, top, context.today);
        }
        if (!found) throw std::runtime_error("there is no unit \"" + unit + "\"");
        if (accounts::account_by_login(context.tx, login))
            throw std::runtime_error("the sign-in name " + login + " is taken");
        auto account = accounts::make_staff(
            context, {login, name.empty() ? login : name, password, found->id.number, {wanted}, true});
        context.note<accounts::Account>("account.invited", nullptr, &account);
        note_grants(context, account);
    });
    std::cout << login << " " << password << "\n";
    return 0;
}

int list_users(House& house) {
    house.database().read([](Transaction& tx) {
        for (auto& a : tx.select<accounts::Account>("where kind = 'staff' order by login"))
            std::cout << a.login << "\t" << a.name << "\t" << name_of(a.status) << "\t"
                      << units::name_of_unit(tx, a.unit_id.number) << "\n";
    });
    return 0;
}

// A command acts as somebody: with that person's rights, in that person's name in the audit.
static Response ask_as(House& house, const std::string& login, Request request) {
    std::string token;
    house.application().as_system("session.opened", [&](Context& context) {
        auto account = accounts::account_by_login(context.tx, login);
        if (!account) throw std::runtime_error("there is no account " + login);
        token = accounts::open_session(context, *account, "command line");
    });
    request.headers["authorization"] = "Bearer " + token;
    request.headers["accept-language"] = "en";
    request.headers["idempotency-key"] = request.request_id = "command-" + hex(random_bytes(8));
    auto response = house.application().answer_now(request);
    house.database().write_now(
        [&](Transaction& tx) { tx.run("delete from sessions where token_hash = $1", {Bytes{sha256(token)}}); });
    return response;
}

static int tell(const Response& response) {
    if (response.status >= 400) {
        std::cerr << response.body << "\n";
        return 1;
    }
    std::cout << response.body << "\n";
    return 0;
}

// Here, or by the server beside us, which may have taken the list up first.
static void await_import(House& house, std::int64_t id) {
    for (std::string status = "reading"; status == "reading" || status == "committing";) {
        while (house.application().run_a_job()) {}
        house.database().read([&](Transaction& tx) {
            status = tx.text("select status from imports where id = $1", {id}).value_or("gone");
        });
        if (status == "reading" || status == "committing") std::this_thread::sleep_for(import_asked_again);
    }
}

int import_file(House& house, const ImportOptions& options) {
    Request upload{.method = "POST", .path = "/api/imports", .body = bytes_of(options.file)};
    upload.query = {{"file_name", options.file.filename().string()}};
    house.database().read([&](Transaction& tx) {
        auto unit = unit_named(tx, options.unit);
        if (!unit) throw std::runtime_error("there is no unit \"" + options.unit + "\"");
        upload.query["unit_id"] = unit->id.text();
    });
    if (!options.employer.empty()) upload.query["employer_name"] = options.employer;
    auto made = ask_as(house, options.as, upload);
    if (int failed = tell(made)) return failed;
    auto id = parse_json(made.body).at("id").text();
    await_import(house, parse_id(id).value());
    if (!options.commits) return 0;
    Request step{.method = "POST", .path = "/api/imports/" + id + "/steps", .body = R"({"step":"commit"})"};
    auto committed = ask_as(house, options.as, step);
    if (committed.status >= 400) return tell(committed);
    await_import(house, parse_id(id).value());
    return tell(ask_as(house, options.as, {.method = "GET", .path = "/api/imports/" + id}));
}

int export_list(House& house, const std::string& as, const std::string& plural, const std::filesystem::path& out) {
    auto response = ask_as(house, as, {.method = "GET", .path = "/api/" + plural, .query = {{"format", "csv"}}});
    if (response.status != 200) return tell(response);
    NewFile file(out.string() + ".unfinished");
    file.write(response.body);
    file.give_name(out);
    std::cout << "written to " << out.string() << "\n";
    return 0;
}

// What was copied is wrapped by the new one then, and what the backup is sealed with by the old one.
static bool was_master_changed(House& house, const std::vector<WrappedKey>& before) {
    std::vector<WrappedKey> now;
    house.database().read([&](Transaction& tx) { now = stored_keys(tx); });
    return !std::ranges::all_of(before, [&](auto& key) {
        auto same = std::ranges::find(now, key.key_id, &WrappedKey::key_id);
        return same == now.end() || same->wrapped == key.wrapped;
    });
}

int backup_to(House& house, const std::filesystem::path& out) {
    std::vector<WrappedKey> keys;
    house.database().read([&](Transaction& tx) { keys = stored_keys(tx); });
    auto began = now_instant();
    auto report = back_up(house.database(), house.vault(), keys, key_file(house.paths()), out);
    if (was_master_changed(house, keys)) {
        std::filesystem::remove(out);
        throw std::runtime_error("the master key was changed while this was made, so neither would open it: again");
    }
    // Seen on the page of backups, and what lets old data keys go.
    house.application().as_system("backup.made", [&](Context& context) {
        auto id = house.services().ids.next();
        context.tx.run(
            "insert into backups_made (id, at, file_name, bytes, sha256, newest_key) values ($1, $2, $3, $4, $5, $6)",
            {id, began.us, out.filename().string(), report.bytes, report.sha256,
             std::int64_t{keys.empty() ? 0 : keys.back().key_id}});
        context.happened.push_back(
            {.verb = "backup.made", .subject = "backup", .subject_id = id, .unit_path = "", .changes = "{}"});
    });
    std::cout << "backed up and read back: " << report.bytes << " bytes, sha256 " << report.sha256 << "\n"
              << "The key " << key_file(house.paths()).string() << " is not in it: keep a copy of the key elsewhere.\n";
    return 0;
}

int restore_from(const std::filesystem::path& from, const std::filesystem::path& key, const HousePaths& paths) {
    auto report = restore(from, key, key_file(paths), database_file(paths));
    give_to_owner_of(paths.data, {database_file(paths), key_file(paths)});
    std::cout << "restored " << report.bytes << " bytes to " << database_file(paths).string() << "\n";
    return 0;
}

}  // namespace unionhall
