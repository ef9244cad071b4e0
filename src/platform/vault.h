// Encryption of single columns: what is sealed here opens only in its own table, column and row.
//
// A master key lies in a file outside the database and its backups. It wraps data keys; the wrapped data keys are rows
// that the caller stores, and data keys seal values. Dropping a data key destroys everything it sealed.
//
// A sealed value is: version (1 byte), suite (1), key id (4, big end first), random nonce (12), ciphertext, tag (16).
// Both suites can always be read, whichever seals. reliability.md 1.5; domain.md P12, P14.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall {

enum class Suite : std::uint8_t { aes_256_gcm = 1, sm4_gcm = 2 };  // the numbers are stored: never renumber

std::string to_text(Suite suite);                // "aes-256-gcm", "sm4-gcm": as in settings and key rows
Suite suite_from_text(const std::string& text);  // throws a fault on another text

// One row of the caller's table of keys. Not secret without the master key.
struct WrappedKey {
    std::uint32_t key_id = 0;  // 1, 2, 3 …; unique, and a higher one is newer: make it the primary key of the table
    std::string suite;         // what values sealed with it use
    std::string purpose;       // "columns", "index", a stamp's, or one of the caller's, such as one legal case
    std::string wrapped;       // base64url
    std::int64_t created = 0;  // microseconds UTC
};

// All functions may be called from several threads at once. Everything that goes wrong is a fault
// (std::runtime_error); no message contains a key or a value.
class Vault {
  public:
    static constexpr std::size_t data_keys_max = 10'000;
    static constexpr std::size_t blind_fields_max = 1'000;
    static constexpr std::size_t value_bytes_max = std::size_t(64) << 20;
    static constexpr std::size_t overhead_bytes = 34;  // a sealed value is this much longer than the plain one
    static constexpr std::size_t blind_bytes = 16;
    static constexpr std::size_t index_keys_max =
        2;  // the one in use, and the one it takes the place of or gives way to

    // Purposes the vault itself uses. What is stamped hangs on paper and in devices: those two keys stay for good.
    static constexpr std::string_view for_columns = "columns";
    static constexpr std::string_view for_index = "index";
    static constexpr std::string_view for_cards = "card_token";
    static constexpr std::string_view for_stands = "stand_passes.token";

    // Writes a new master key, mode 0600, flushed to disk with its directory. Never overwrites.
    static void create(const std::filesystem::path& key_file);

    // Refuses a key file that others may read or that its group may write, one that is not a key file, and rows
    // that this master key did not wrap. `suite` is what new keys will use.
    static Vault open(const std::filesystem::path& key_file, const std::vector<WrappedKey>& keys, Suite suite);

    // A vault whose keys nobody stores, complete and ready: for tests. What it sealed is lost with it.
    static Vault in_memory(Suite suite = Suite::aes_256_gcm);

    Vault(Vault&&) noexcept;
    Vault& operator=(Vault&&) noexcept;
    ~Vault();

    // Makes the keys that sealing, blinding and stamping need and this vault lacks: all in a new database; one for
    // columns when the setting has changed the suite; none otherwise. Store these rows (commit) before the first value.
    // Those for stamps are taken from the first key for look-ups, with which stamps were made before they had their own.
    std::vector<WrappedKey> missing_keys();

    // A new key of this purpose, used for sealing from now on: store the row before the first value sealed with it.
    // At most 2^32 values may be sealed with one key; make a new one every year. At most index_keys_max for_index.
    WrappedKey new_data_key(std::string_view purpose);

    // A new key for look-ups and a new one for columns, in this order, which are not used yet, nor kept here. Store the
    // rows (commit), let every process learn them, and after `settling_us` use() them in the same order: until then
    // another process could neither open nor find what this one writes. What is sealed first and blinded then (as
    // Transaction does) and bears the new seal, bears the new hash, too; resealing counts on it.
    std::vector<WrappedKey> prepared_keys() const;
    static constexpr std::int64_t settling_us = 10'000'000;
    void use(std::uint32_t key_id);  // seals or blinds with it from now on, unless a newer one does
    std::uint32_t key_in_use(std::string_view purpose) const;  // its id
    bool opens(const WrappedKey& key) const;                   // whether this master key wrapped it

    // A row another process stored; known ones are left as they are. Sealed with at once when it is the first of its
    // purpose or has settled, else from use() on.
    void learn(const WrappedKey& key);
    // Brings the vault to the stored rows: learns the new ones, uses the settled ones, forgets what is stored no more.
    void follow(const std::vector<WrappedKey>& stored, std::int64_t now_us);
    void forget(std::uint32_t key_id);  // wipes it; what it sealed opens no more. Delete the row first.

    std::vector<WrappedKey> rows() const;  // of all keys, the oldest first
    // All keys, wrapped by the master key of another file: to change the master key, store these rows and
    // start with that file.
    std::vector<WrappedKey> wrapped_by(const std::filesystem::path& other_key_file) const;

    // `context` is "table|column|row id" and is not stored: the value opens only with the same context.
    std::string seal(std::string_view plaintext, std::string_view context,
                     std::string_view purpose = for_columns) const;

    // Throws the fault "sealed value does not open" on any other context, changed byte or unknown key; never garbage.
    std::string unseal(std::string_view sealed, std::string_view context) const;

    // Whether the newest key of this purpose would seal it otherwise: for sealing anew in the background.
    bool wants_resealing(std::string_view sealed, std::string_view purpose = for_columns) const;

    // 16 bytes to look a value up by without opening any: the same for the same field and canonical value, as long as
    // the key for look-ups is. Each field has its own key. The caller makes values canonical (identifiers.h). Not for
    // values that few guesses exhaust, such as a sex or a year.
    std::string blind_to_store(std::string_view field_name, std::string_view canonical_value) const;
    // Everything that value may stand under, at most index_keys_max: also what was stored before the key was changed, and
    // by a process that has changed it already. Whoever looks a value up looks for all of them.
    std::vector<std::string> blinds(std::string_view field_name, std::string_view canonical_value) const;
    std::size_t index_keys() const;  // more than one: a new key for look-ups is being taken into use

    // 16 bytes that nobody else could put on this value; the same for ever. `purpose` is for_cards or for_stands.
    std::string stamp(std::string_view purpose, std::string_view value) const;

  private:
    struct State;
    explicit Vault(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace unionhall
