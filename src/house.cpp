#include "house.h"

#include <fstream>

#include "capabilities.h"
#include "divisions/model.h"
#include "platform/migrate.h"

namespace unionhall {

namespace fs = std::filesystem;

fs::path key_file(const HousePaths& paths) { return paths.data / "master.key"; }
fs::path database_file(const HousePaths& paths) { return paths.data / "unionhall.sqlite"; }

static HousePaths completed(HousePaths paths) {
    if (paths.assets.empty()) {
        std::error_code ignored;
        auto program = fs::read_symlink("/proc/self/exe", ignored);
        paths.assets = program.parent_path().parent_path() / "assets";  // build/release/unionhall → build/assets
    }
    fs::create_directories(paths.data);
    fs::permissions(paths.data, fs::perms::owner_all);
    return paths;
}

std::vector<WrappedKey> stored_keys(Transaction& tx) {
    std::vector<WrappedKey> keys;
    for (auto& row : tx.rows("select key_id, suite, purpose, wrapped, created from vault_keys order by key_id"))
        keys.push_back({static_cast<std::uint32_t>(std::get<std::int64_t>(row[0])), std::get<std::string>(row[1]),
                        std::get<std::string>(row[2]), std::get<std::string>(row[3]), std::get<std::int64_t>(row[4])});
    return keys;
}

void store_keys(Transaction& tx, const std::vector<WrappedKey>& keys) {
    for (auto& key : keys)
        tx.run("insert into vault_keys (key_id, suite, purpose, wrapped, created) values ($1, $2, $3, $4, $5)",
               {std::int64_t{key.key_id}, key.suite, key.purpose, key.wrapped, key.created});
}

House::House(HousePaths given)
    : paths_(completed(std::move(given))),
      settings_(read_settings(paths_.data / "settings.txt")),
      pinyin_(Pinyin::load(paths_.assets / "pinyin.txt")),
      calendar_(Calendar::load(paths_.assets / "calendar.txt")),
      ids_(static_cast<unsigned>(settings_.node)) {
    bool is_new = paths_.postgres.empty() && !fs::exists(database_file(paths_));
    database_ = paths_.postgres.empty() ? open_sqlite(database_file(paths_).string()) : open_postgres(paths_.postgres);
    migrate(*database_);
    open_vault(is_new);
    database_->use(vault_.get());
    services_ = std::make_unique<Services>(
        Services{*vault_, ids_, pinyin_, calendar_, settings_, unit_path_in, &log_, &metrics_});
    auto idle = settings_.idle_minutes;
    application_ = std::make_unique<Application>(*database_, *services_, all_rooms(),
                                                 [idle](Transaction& tx, const std::string& token, Instant now) {
                                                     return actor_of_token(tx, token, now, idle);
                                                 });
    database_->write_now([&](Transaction& tx) {
        if (tx.number("select count(*) from divisions").value_or(0) == 0)
            divisions::load(tx, (paths_.assets / "divisions.txt").string());
    });
}

void House::open_vault(bool is_new) {
    std::vector<WrappedKey> keys;
    database_->read([&](Transaction& tx) { keys = stored_keys(tx); });
    auto file = key_file(paths_);
    if (!fs::exists(file)) {
        if (!is_new && !keys.empty())
            throw std::runtime_error(
                "the key file " + file.string() +
                " is missing: without it the encrypted columns of this database cannot be read. Put it back.");
        Vault::create(file);
    }
    vault_ = std::make_unique<Vault>(Vault::open(file, keys, suite_from_text(settings_.suite)));
    if (auto fresh = vault_->missing_keys(); !fresh.empty())
        database_->write_now([&](Transaction& tx) { store_keys(tx, fresh); });
}

void House::keep_setting(const std::string& name, const std::string& value) {
    set(settings_, name, value);
    std::ofstream out(paths_.data / "settings.txt", std::ios::app);
    out << name << " = " << value << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + (paths_.data / "settings.txt").string());
}

}  // namespace unionhall
