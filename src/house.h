// A data directory, opened: settings, keys, database, and the application on top of them.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "platform/app.h"
#include "platform/calendar.h"
#include "platform/known_passwords.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/pinyin.h"
#include "platform/reseal.h"
#include "platform/settings.h"
#include "platform/vault.h"

namespace unionhall {

struct HousePaths {
    std::filesystem::path data = "data";
    std::filesystem::path assets;  // empty: where the build put them, beside the program
    std::string postgres;          // address; empty: SQLite in the data directory
};

// data/master.key, data/unionhall.sqlite, data/settings.txt
std::filesystem::path key_file(const HousePaths&);
std::filesystem::path database_file(const HousePaths&);
// data/audit.key signs heads of the audit; they are appended to data/audit-heads.jsonl, or where the setting says.
std::filesystem::path head_key_file(const HousePaths&);
std::filesystem::path heads_file(const HousePaths&, const Settings&);
// data/keys.lock: held by whoever opens the house or changes its keys, for that moment; data/serving.lock: by its server.
std::filesystem::path keys_lock_file(const HousePaths&);
std::filesystem::path serving_lock_file(const HousePaths&);
inline constexpr std::chrono::seconds keys_wait_max{60};
inline const std::string keys_are_held = "another command changes the keys of this house; wait for that to end";
// data/master.key.next: a master key that is about to be, while `unionhall keys change-master` runs.
std::filesystem::path next_key_file(const HousePaths&);

// Files that root made in somebody's folder are that somebody's.
void give_to_owner_of(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files);
// Throws std::runtime_error where no house is: for commands that found none.
void expect_house(const HousePaths&);

class House {
  public:
    // Opens what is there and makes what is missing (directory, key, schema, divisions). Throws std::runtime_error with a
    // sentence that says what to do: a database without its key, a key that is not this database's, no assets.
    explicit House(HousePaths paths);

    Application& application() { return *application_; }
    Services& services() { return *services_; }
    Database& database() { return *database_; }
    Settings& settings() { return settings_; }
    Log& log() { return log_; }
    Metrics& metrics() { return metrics_; }
    Vault& vault() { return *vault_; }
    const HousePaths& paths() const { return paths_; }

    // Learns data keys that another process stored, and forgets those that are gone: called every second or so.
    void follow_keys();
    Instant clock_stood_at() const;  // when something was written last, by the clock of then

    // Sets a setting here, in data/settings.txt, and in the database, from where a restored house knows what it is.
    void keep_setting(const std::string& name, const std::string& value);

  private:
    void begin_ids();
    void follow_marks(Transaction&);
    void open_vault(bool is_new);
    void finish_change_of_master(const std::vector<WrappedKey>&);

    HousePaths paths_;
    Settings settings_;
    Log log_;
    Metrics metrics_;
    Pinyin pinyin_;
    Calendar calendar_;
    KnownPasswords known_passwords_;
    std::unique_ptr<Database> database_;
    std::unique_ptr<Vault> vault_;
    IdSource ids_;
    std::unique_ptr<Services> services_;
    std::unique_ptr<Application> application_;
};

}  // namespace unionhall
