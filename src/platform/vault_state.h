// What a vault holds in memory: its keys, which of them is in use, and the keys of blinded fields. Private to vault*.cpp.
#pragma once

#include <map>
#include <optional>
#include <shared_mutex>

#include "platform/crypto.h"
#include "platform/vault.h"
#include "platform/vault_memory.h"

namespace unionhall {

// A copy of a key outside the locked pages, for as long as one function needs it.
struct Passing {
    explicit Passing(std::string key) : key(std::move(key)) {}
    Passing(const Passing&) = delete;
    Passing& operator=(const Passing&) = delete;
    ~Passing() { wipe(key); }
    std::string key;
};

inline Hash hash_of(Suite suite) { return suite == Suite::sm4_gcm ? Hash::sm3 : Hash::sha256; }

// Whoever calls a function holds the lock: shared for the const ones, alone for the others.
struct Vault::State {
    struct DataKey {
        WrappedKey row;
        Suite suite;
        std::string_view key;  // in memory
    };
    using FieldKeys = std::map<std::string, std::string_view, std::less<>>;

    State(std::string_view master_key, Suite suite) : suite(suite), master(memory.keep(master_key)) {}

    Suite suite;
    KeyMemory memory;
    std::string_view master;
    std::map<std::uint32_t, DataKey> keys;                     // by id: the last of a purpose is its newest
    std::map<std::string, std::uint32_t, std::less<>> newest;  // by purpose
    std::map<std::uint32_t, FieldKeys> field_keys;             // by the index key they were taken from
    mutable std::shared_mutex mutex;

    std::uint32_t next_id() const { return keys.empty() ? 1 : keys.rbegin()->first + 1; }
    const DataKey& newest_for(std::string_view purpose) const;
    WrappedKey wrapped(std::uint32_t id, Suite, std::string_view purpose, std::string_view data_key) const;
    void keep(const WrappedKey&, std::string_view data_key, bool is_used);
    void use(std::uint32_t key_id);
    WrappedKey make(std::string_view purpose);
    WrappedKey make_for_stamps(
        std::string_view purpose);  // as the field of that name was blinded by the first index key

    // --- vault_blind.cpp ---
    std::vector<const DataKey*> index_keys() const;  // the newest last
    void refuse_third_index_key() const;
    static std::string derived(const DataKey& index, std::string_view field);
    // Nothing when the key of this field has not been made yet.
    std::optional<std::string> blinded(const DataKey& index, std::string_view field, std::string_view value) const;
    void make_field_key(const DataKey& index, std::string_view field);
};

}  // namespace unionhall
