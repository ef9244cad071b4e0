// Which key seals what: the keys in memory and the layout of sealed values. Blinding: vault_blind.cpp; ciphers:
// vault_cipher.h.
#include "platform/vault.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <stdexcept>

#include "platform/crypto.h"
#include "platform/vault_cipher.h"
#include "platform/vault_file.h"
#include "platform/vault_state.h"

namespace unionhall {

namespace {

constexpr char format_version = 1;
constexpr std::size_t header_bytes = 6;  // version, suite, key id
constexpr std::size_t wrap_header_bytes = 2;
static_assert(Vault::overhead_bytes == header_bytes + cipher_nonce_bytes + cipher_tag_bytes);

std::int64_t now_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::string header_of(Suite suite, std::uint32_t key_id) {
    return {format_version, char(suite), char(key_id >> 24), char(key_id >> 16), char(key_id >> 8), char(key_id)};
}

struct Header {
    Suite suite;
    std::uint32_t key_id;
};

std::optional<Header> read_header(std::string_view sealed) {
    if (sealed.size() < Vault::overhead_bytes || sealed[0] != format_version) return {};
    if (sealed[1] != char(Suite::aes_256_gcm) && sealed[1] != char(Suite::sm4_gcm)) return {};
    std::uint32_t id = 0;
    for (std::size_t i = 2; i < header_bytes; ++i) id = id << 8 | static_cast<unsigned char>(sealed[i]);
    return Header{Suite(sealed[1]), id};
}

std::string wrapping_context(const WrappedKey& key) {
    return "unionhall data key|" + std::to_string(key.key_id) + "|" + key.suite + "|" + key.purpose;
}

Passing wrapping_key(std::string_view master, Suite suite) {
    return Passing(derive_key(hash_of(suite), master, "unionhall wrap|" + to_text(suite), cipher_key_bytes(suite)));
}

std::string wrap(std::string_view master, const WrappedKey& key, std::string_view data_key) {
    Suite suite = suite_from_text(key.suite);
    std::string nonce = random_bytes(cipher_nonce_bytes), out{format_version, char(suite)};
    out += nonce;
    encrypt(suite, wrapping_key(master, suite).key, nonce, wrapping_context(key), data_key, out);
    return base64url(out);
}

std::string unwrap(std::string_view master, const WrappedKey& key) {
    auto bytes = from_base64url(key.wrapped);
    Suite suite = suite_from_text(key.suite);
    if (bytes && bytes->size() > wrap_header_bytes + cipher_nonce_bytes && (*bytes)[0] == format_version &&
        (*bytes)[1] == char(suite)) {
        std::string_view rest = std::string_view(*bytes).substr(wrap_header_bytes);
        auto nonce = rest.substr(0, cipher_nonce_bytes);
        auto data_key = decrypt(suite, wrapping_key(master, suite).key, nonce, wrapping_context(key),
                                rest.substr(cipher_nonce_bytes));
        if (data_key && data_key->size() == KeyMemory::slot_bytes) return *std::move(data_key);
    }
    throw std::runtime_error("data key " + std::to_string(key.key_id) + " does not open with this master key");
}

}  // namespace

std::string to_text(Suite suite) { return suite == Suite::sm4_gcm ? "sm4-gcm" : "aes-256-gcm"; }

Suite suite_from_text(const std::string& text) {
    for (Suite suite : {Suite::aes_256_gcm, Suite::sm4_gcm})
        if (to_text(suite) == text) return suite;
    throw std::runtime_error("no such cipher suite: " + text + " (aes-256-gcm or sm4-gcm)");
}

// --- the state: the caller holds the lock ---

void Vault::State::keep(const WrappedKey& row, std::string_view data_key, bool is_used) {
    if (keys.size() >= data_keys_max) throw std::runtime_error("the vault holds as many keys as it may");
    keys.emplace(row.key_id, DataKey{row, suite_from_text(row.suite), memory.keep(data_key)});
    if (is_used || !newest.contains(row.purpose)) use(row.key_id);
}

void Vault::State::use(std::uint32_t key_id) {
    auto& id = newest[keys.at(key_id).row.purpose];
    id = std::max(id, key_id);
}

WrappedKey Vault::State::wrapped(std::uint32_t id, Suite its_suite, std::string_view purpose,
                                 std::string_view data_key) const {
    WrappedKey row{id, to_text(its_suite), std::string(purpose), {}, now_us()};
    row.wrapped = wrap(master, row, data_key);
    return row;
}

WrappedKey Vault::State::make(std::string_view purpose) {
    if (purpose == for_index) refuse_third_index_key();
    Passing data_key(random_bytes(KeyMemory::slot_bytes));
    auto row = wrapped(next_id(), suite, purpose, data_key.key);
    keep(row, data_key.key, true);
    return row;
}

WrappedKey Vault::State::make_for_stamps(std::string_view purpose) {
    auto& index = *index_keys().front();
    Passing data_key(derived(index, purpose));
    auto row = wrapped(next_id(), index.suite, purpose, data_key.key);
    keep(row, data_key.key, true);
    return row;
}

const Vault::State::DataKey& Vault::State::newest_for(std::string_view purpose) const {
    auto found = newest.find(purpose);
    if (found == newest.end()) throw std::runtime_error("the vault has no key for " + std::string(purpose));
    return keys.at(found->second);
}

// --- the vault ---

Vault::Vault(std::unique_ptr<State> state) : state_(std::move(state)) {}
Vault::Vault(Vault&&) noexcept = default;
Vault& Vault::operator=(Vault&&) noexcept = default;
Vault::~Vault() = default;

void Vault::create(const std::filesystem::path& key_file) { write_master_key(key_file); }

Vault Vault::open(const std::filesystem::path& key_file, const std::vector<WrappedKey>& keys, Suite suite) {
    Passing master(read_master_key(key_file));
    Vault vault(std::make_unique<State>(master.key, suite));
    for (auto& key : keys) vault.learn(key);
    return vault;
}

Vault Vault::in_memory(Suite suite) {
    Passing master(random_bytes(master_key_bytes));
    Vault vault(std::make_unique<State>(master.key, suite));
    vault.missing_keys();
    return vault;
}

std::vector<WrappedKey> Vault::missing_keys() {
    std::unique_lock lock(state_->mutex);
    std::vector<WrappedKey> made;
    if (!state_->newest.contains(for_columns) || state_->newest_for(for_columns).suite != state_->suite)
        made.push_back(state_->make(for_columns));
    if (!state_->newest.contains(for_index)) made.push_back(state_->make(for_index));
    for (auto purpose : {for_cards, for_stands})
        if (!state_->newest.contains(purpose)) made.push_back(state_->make_for_stamps(purpose));
    return made;
}

WrappedKey Vault::new_data_key(std::string_view purpose) {
    std::unique_lock lock(state_->mutex);
    return state_->make(purpose);
}

std::vector<WrappedKey> Vault::prepared_keys() const {
    std::shared_lock lock(state_->mutex);
    state_->refuse_third_index_key();
    std::vector<WrappedKey> rows;
    for (auto purpose : {for_index, for_columns}) {
        Passing data_key(random_bytes(KeyMemory::slot_bytes));
        auto id = state_->next_id() + static_cast<std::uint32_t>(rows.size());
        rows.push_back(state_->wrapped(id, state_->suite, purpose, data_key.key));
    }
    return rows;
}

void Vault::use(std::uint32_t key_id) {
    std::unique_lock lock(state_->mutex);
    if (!state_->keys.contains(key_id)) throw std::runtime_error("the vault has no key " + std::to_string(key_id));
    state_->use(key_id);
}

std::uint32_t Vault::key_in_use(std::string_view purpose) const {
    std::shared_lock lock(state_->mutex);
    return state_->newest_for(purpose).row.key_id;
}

bool Vault::opens(const WrappedKey& key) const {
    try {
        Passing data_key(unwrap(state_->master, key));
        return true;
    } catch (const std::runtime_error&) { return false; }
}

void Vault::learn(const WrappedKey& key) {
    std::unique_lock lock(state_->mutex);
    if (state_->keys.contains(key.key_id)) return;
    Passing data_key(unwrap(state_->master, key));
    state_->keep(key, data_key.key, key.created + settling_us <= now_us());
}

void Vault::follow(const std::vector<WrappedKey>& stored, std::int64_t now_us) {
    if (stored.empty()) return;  // a vault whose keys nobody stores
    for (auto& key : stored) {
        learn(key);
        if (key.created + settling_us <= now_us) use(key.key_id);
    }
    std::vector<std::uint32_t> gone;
    {
        std::shared_lock lock(state_->mutex);
        for (auto& [id, key] : state_->keys)
            if (std::ranges::find(stored, id, &WrappedKey::key_id) == stored.end()) gone.push_back(id);
    }
    for (auto id : gone) forget(id);
}

void Vault::forget(std::uint32_t key_id) {
    std::unique_lock lock(state_->mutex);
    auto found = state_->keys.find(key_id);
    if (found == state_->keys.end()) return;
    auto purpose = found->second.row.purpose;
    if (purpose == for_index) {
        if (state_->index_keys().size() == 1) throw std::runtime_error("the only index key cannot be forgotten");
        for (auto& [field, key] : state_->field_keys[key_id]) state_->memory.drop(key);
        state_->field_keys.erase(key_id);
    }
    state_->memory.drop(found->second.key);
    state_->keys.erase(found);
    state_->newest.erase(purpose);
    for (auto& [id, key] : state_->keys)
        if (key.row.purpose == purpose) state_->newest[purpose] = id;
}

std::vector<WrappedKey> Vault::rows() const {
    std::shared_lock lock(state_->mutex);
    std::vector<WrappedKey> all;
    for (auto& [id, key] : state_->keys) all.push_back(key.row);
    return all;
}

std::vector<WrappedKey> Vault::wrapped_by(const std::filesystem::path& other_key_file) const {
    Passing other(read_master_key(other_key_file));
    std::shared_lock lock(state_->mutex);
    std::vector<WrappedKey> out;
    for (auto& [id, key] : state_->keys) {
        out.push_back(key.row);
        out.back().wrapped = wrap(other.key, key.row, key.key);
    }
    return out;
}

std::string Vault::seal(std::string_view plaintext, std::string_view context, std::string_view purpose) const {
    std::shared_lock lock(state_->mutex);
    auto& key = state_->newest_for(purpose);
    std::string out;
    out.reserve(plaintext.size() + overhead_bytes);
    out = header_of(key.suite, key.row.key_id);
    std::string bound = out;
    bound += context;
    std::string nonce = random_bytes(cipher_nonce_bytes);
    out += nonce;
    encrypt(key.suite, key.key.substr(0, cipher_key_bytes(key.suite)), nonce, bound, plaintext, out);
    return out;
}

std::string Vault::unseal(std::string_view sealed, std::string_view context) const {
    if (auto header = read_header(sealed)) {
        std::shared_lock lock(state_->mutex);
        auto found = state_->keys.find(header->key_id);
        if (found != state_->keys.end() && found->second.suite == header->suite) {
            std::string bound(sealed.substr(0, header_bytes));
            bound += context;
            auto plaintext = decrypt(header->suite, found->second.key.substr(0, cipher_key_bytes(header->suite)),
                                     sealed.substr(header_bytes, cipher_nonce_bytes), bound,
                                     sealed.substr(header_bytes + cipher_nonce_bytes));
            if (plaintext) return *std::move(plaintext);
        }
    }
    throw std::runtime_error("sealed value does not open");
}

bool Vault::wants_resealing(std::string_view sealed, std::string_view purpose) const {
    auto header = read_header(sealed);
    std::shared_lock lock(state_->mutex);
    return !header || header->key_id != state_->newest_for(purpose).row.key_id;
}

}  // namespace unionhall
