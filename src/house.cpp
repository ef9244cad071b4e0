#include "house.h"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "capabilities.h"
#include "divisions/model.h"
#include "platform/file_lock.h"
#include "platform/migrate.h"

namespace unionhall {

namespace fs = std::filesystem;

fs::path key_file(const HousePaths& paths) { return paths.data / "master.key"; }
fs::path database_file(const HousePaths& paths) { return paths.data / "unionhall.sqlite"; }
fs::path head_key_file(const HousePaths& paths) { return paths.data / "audit.key"; }
fs::path next_key_file(const HousePaths& paths) { return paths.data / "master.key.next"; }
fs::path keys_lock_file(const HousePaths& paths) { return paths.data / "keys.lock"; }
fs::path serving_lock_file(const HousePaths& paths) { return paths.data / "serving.lock"; }
fs::path heads_file(const HousePaths& paths, const Settings& settings) {
    return settings.heads_file.empty() ? paths.data / "audit-heads.jsonl" : fs::path(settings.heads_file);
}

// What root makes here, the user of the service could not read: commands act as the owner of the folder.
static void become_owner_of(const fs::path& folder) {
    struct stat found {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &found) != 0 || found.st_uid == 0) return;
    auto* owner = ::getpwuid(found.st_uid);
    bool is_done = (owner ? ::initgroups(owner->pw_name, found.st_gid) : ::setgroups(0, nullptr)) == 0 &&
                   ::setgid(found.st_gid) == 0 && ::setuid(found.st_uid) == 0;
    if (!is_done) throw std::runtime_error("cannot act as the owner of " + folder.string());
}

void give_to_owner_of(const fs::path& folder, const std::vector<fs::path>& files) {
    struct stat found {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &found) != 0) return;
    for (auto& file : files)
        if (::lchown(file.c_str(), found.st_uid, found.st_gid) != 0)
            throw std::runtime_error("cannot give " + file.string() + " to the owner of its folder");
}

// The folder of something else is left as it is: a house closes its own to everybody but its owner.
static void expect_own_folder(const HousePaths& paths) {
    std::error_code unreadable;
    bool is_empty = true;
    for (auto& entry : fs::directory_iterator(paths.data, unreadable)) {
        auto name = entry.path().filename();
        for (auto* own : {"settings.txt", "master.key", "unionhall.sqlite", "document-signer.pem"})
            if (name == own) return;
        is_empty &= name == "lost+found";
    }
    if (!is_empty)
        throw std::runtime_error(paths.data.string() +
                                 " holds other things and no house: give one a folder of its own");
}

static HousePaths completed(HousePaths paths) {
    if (paths.assets.empty()) {
        std::error_code ignored;
        auto program = fs::read_symlink("/proc/self/exe", ignored);
        paths.assets = program.parent_path().parent_path() / "assets";  // build/release/unionhall → build/assets
    }
    bool is_new = fs::create_directories(paths.data);
    become_owner_of(paths.data);
    if (!is_new) expect_own_folder(paths);
    fs::permissions(paths.data, fs::perms::owner_all);
    return paths;
}

// A key without its database: it was lost, and an empty one in its place would serve as if nothing had been there.
static bool lacks_database(const HousePaths& paths) {
    std::error_code missing;
    auto bytes = fs::file_size(database_file(paths), missing);
    return paths.postgres.empty() && (missing || bytes == 0) && fs::exists(key_file(paths));
}

void expect_house(const HousePaths& paths) {
    if (!fs::exists(key_file(paths)) && !fs::exists(database_file(paths)))
        throw std::runtime_error("there is no house in " + paths.data.string() +
                                 ": is the name right? \"unionhall init\" founds one");
}

House::House(HousePaths given)
    : paths_(completed(std::move(given))),
      settings_(read_settings(paths_.data / "settings.txt")),
      pinyin_(Pinyin::load(paths_.assets / "pinyin.txt")),
      calendar_(Calendar::load(paths_.assets / "calendar.txt")),
      known_passwords_(KnownPasswords::load(paths_.assets / "passwords.txt")),
      ids_(static_cast<unsigned>(settings_.node)) {
    if (settings_.document_signer.empty()) settings_.document_signer = (paths_.data / "document-signer.pem").string();
    for (auto& name : unknown_variables())
        log_.line(Level::warning, name + " in the environment is no setting and is passed over");
    bool is_new = paths_.postgres.empty() && !fs::exists(database_file(paths_));
    if (lacks_database(paths_))
        throw std::runtime_error(database_file(paths_).string() +
                                 " is missing or empty, and its key is here: put it back, or restore a backup");
    database_ = paths_.postgres.empty() ? open_sqlite(database_file(paths_).string()) : open_postgres(paths_.postgres);
    migrate(*database_);
    database_->read([&](Transaction& tx) { follow_marks(tx); });
    open_vault(is_new);
    database_->use(vault_.get());
    begin_ids();
    services_ = std::make_unique<Services>(
        Services{*vault_, ids_, pinyin_, calendar_, known_passwords_, settings_, unit_path_in, &log_, &metrics_});
    auto idle = settings_.idle_minutes;
    application_ = std::make_unique<Application>(*database_, *services_, all_rooms(),
                                                 [idle](Transaction& tx, const std::string& token, Instant now) {
                                                     return actor_of_token(tx, token, now, idle);
                                                 });
    // Asked by reading: a command beside a busy server does not wait for its turn to write.
    auto has_divisions = [](Transaction& tx) { return tx.number("select 1 from divisions limit 1").has_value(); };
    bool is_ready = false;
    database_->read([&](Transaction& tx) { is_ready = has_divisions(tx); });
    if (is_ready) return;
    database_->write_now([&](Transaction& tx) {
        if (!has_divisions(tx)) divisions::load(tx, (paths_.assets / "divisions.txt").string());
    });
}

void House::open_vault(bool is_new) {
    FileLock lock(keys_lock_file(paths_), keys_are_held, keys_wait_max);
    std::vector<WrappedKey> keys;
    database_->read([&](Transaction& tx) { keys = stored_keys(tx); });
    finish_change_of_master(keys);
    auto file = key_file(paths_);
    if (!fs::exists(file)) {
        if (!is_new && !keys.empty())
            throw std::runtime_error(
                "the key file " + file.string() +
                " is missing: without it the encrypted columns of this database cannot be read. Put it back.");
        Vault::create(file);
    }
    auto open = [&] {
        vault_ = std::make_unique<Vault>(Vault::open(file, keys, suite_from_text(settings_.suite)));
        if (auto fresh = vault_->missing_keys(); !fresh.empty())
            database_->write_now([&](Transaction& tx) { store_keys(tx, fresh); });
    };
    try {
        open();
    } catch (const DbError& error) {
        if (error.kind != DbError::Kind::duplicate) throw;
        // Another server of the same database begins at the same moment: its keys are ours.
        database_->read([&](Transaction& tx) { keys = stored_keys(tx); });
        open();
    }
}

// The stored keys decide which master key holds: once they are wrapped by the next one, its file takes the place of the
// old one, which stays beside it for older backups. Cut off before that, nothing has happened.
void House::finish_change_of_master(const std::vector<WrappedKey>& keys) {
    auto next = next_key_file(paths_), file = key_file(paths_);
    if (keys.empty() || !fs::exists(next) || !Vault::open(next, {}, Suite::aes_256_gcm).opens(keys.front())) return;
    auto old = file;
    for (int n = 1; fs::exists(old); ++n) old = file.string() + ".old" + std::to_string(n);
    if (fs::exists(file)) fs::rename(file, old);
    fs::rename(next, file);
}

// By the newest line of each chain: an older one may be of a clock that was put right long ago.
Instant House::clock_stood_at() const {
    Instant at;
    database_->read([&](Transaction& tx) {
        at.us =
            tx.number("select min(l.at) from audit_heads h join audit_lines l on l.chain = h.chain and l.seq = h.seq")
                .value_or(0);
    });
    return at;
}

// Ids follow the clock. Where it was set back while nothing ran, they go on after those that were handed out before.
void House::begin_ids() {
    constexpr std::int64_t request_s_max = 60;  // an id may be made so much later than its request came
    Instant last;
    database_->read([&](Transaction& tx) { last.us = tx.number("select max(at) from audit_lines").value_or(0); });
    if (last < now_instant()) return;
    ids_.next(std::chrono::system_clock::time_point(std::chrono::microseconds(plus_seconds(last, request_s_max).us)));
}

void House::follow_keys() {
    std::vector<WrappedKey> keys;
    database_->read([&](Transaction& tx) { keys = stored_keys(tx); });
    vault_->follow(keys, now_instant().us);
}

// What a house is goes with its data into every backup and copy, where no settings.txt goes: people made up stay marked
// as such wherever they are restored.
void House::follow_marks(Transaction& tx) {
    if (tx.text("select value from settings where name = 'is_demonstration'") == "true")
        settings_.is_demonstration = true;
    if (fs::exists(paths_.data / "settings.txt")) return;
    if (auto eyes = tx.text("select value from settings where name = 'four_eyes'")) set(settings_, "four_eyes", *eyes);
}

void House::keep_setting(const std::string& name, const std::string& value) {
    set(settings_, name, value);
    database_->write_now([&](Transaction& tx) {
        tx.run(
            "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
            {name, value});
    });
    std::ofstream out(paths_.data / "settings.txt", std::ios::app);
    out << name << " = " << value << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + (paths_.data / "settings.txt").string());
}

}  // namespace unionhall
