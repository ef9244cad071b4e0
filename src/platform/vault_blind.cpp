// Keyed hashes: those by which values are found, under every key that is about, and the stamps on what was given out.
#include <mutex>
#include <stdexcept>

#include "platform/vault_state.h"

namespace unionhall {

static std::string keyed_hash(Suite suite, std::string_view key, std::string_view value) {
    std::string mac = suite == Suite::sm4_gcm ? hmac_sm3(key, value) : hmac_sha256(key, value);
    mac.resize(Vault::blind_bytes);
    return mac;
}

std::vector<const Vault::State::DataKey*> Vault::State::index_keys() const {
    std::vector<const DataKey*> found;
    for (auto& [id, key] : keys)
        if (key.row.purpose == for_index) found.push_back(&key);
    return found;
}

void Vault::State::refuse_third_index_key() const {
    if (index_keys().size() >= index_keys_max)
        throw std::runtime_error("what hangs on the old index key must be blinded anew before there is a third");
}

std::string Vault::State::derived(const DataKey& index, std::string_view field) {
    return derive_key(hash_of(index.suite), index.key, "unionhall blind|" + std::string(field), KeyMemory::slot_bytes);
}

std::optional<std::string> Vault::State::blinded(const DataKey& index, std::string_view field,
                                                 std::string_view value) const {
    auto of_key = field_keys.find(index.row.key_id);
    if (of_key == field_keys.end()) return {};
    auto found = of_key->second.find(field);
    if (found == of_key->second.end()) return {};
    return keyed_hash(index.suite, found->second, value);
}

void Vault::State::make_field_key(const DataKey& index, std::string_view field) {
    auto& of_key = field_keys[index.row.key_id];
    if (of_key.contains(field)) return;
    if (of_key.size() >= blind_fields_max) throw std::runtime_error("too many fields are blinded");
    Passing key(derived(index, field));
    of_key[std::string(field)] = memory.keep(key.key);
}

std::string Vault::blind_to_store(std::string_view field, std::string_view value) const {
    {
        std::shared_lock lock(state_->mutex);
        if (auto mac = state_->blinded(state_->newest_for(for_index), field, value)) return *mac;
    }
    std::unique_lock lock(state_->mutex);
    state_->make_field_key(state_->newest_for(for_index), field);
    return state_->blinded(state_->newest_for(for_index), field, value).value();
}

std::vector<std::string> Vault::blinds(std::string_view field, std::string_view value) const {
    std::vector<std::string> all;
    auto add_all = [&] {
        all.clear();
        auto keys = state_->index_keys();
        for (auto key = keys.rbegin(); key != keys.rend() && all.size() < index_keys_max; ++key) {
            auto mac = state_->blinded(**key, field, value);
            if (!mac) return false;
            all.push_back(*std::move(mac));
        }
        return true;
    };
    {
        std::shared_lock lock(state_->mutex);
        if (add_all()) return all;
    }
    std::unique_lock lock(state_->mutex);
    for (auto* key : state_->index_keys()) state_->make_field_key(*key, field);
    add_all();
    return all;
}

std::size_t Vault::index_keys() const {
    std::shared_lock lock(state_->mutex);
    return state_->index_keys().size();
}

std::string Vault::stamp(std::string_view purpose, std::string_view value) const {
    std::shared_lock lock(state_->mutex);
    auto& key = state_->newest_for(purpose);
    return keyed_hash(key.suite, key.key, value);
}

}  // namespace unionhall
