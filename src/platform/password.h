// Passwords: what makes one acceptable (ASVS 6.2), and Argon2id with a bound on how many are hashed at once.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/words.h"

namespace unionhall {

constexpr std::size_t password_characters_min = 8;
constexpr std::size_t password_characters_max = 128;
constexpr std::size_t password_bytes_max = password_characters_max * 4;

class KnownPasswords;

// Why this password is not accepted, or nothing. Any characters count, blanks and Chinese included; no kind of
// character is demanded. Refused are those known from leaks, also with digits and signs after them, the common ones of
// this country, simple patterns, and those built on a context word: the login, the name, the unit of the person, our own
// names (case is ignored).
std::optional<Words> password_problem(std::string_view password, const std::vector<std::string>& context_words,
                                      const KnownPasswords&);

bool is_common_password(std::string_view password, const KnownPasswords&);  // known, or a simple pattern

struct PasswordCost {
    std::size_t memory_kib = 19 * 1024;  // the least OWASP advises with two passes; 22 ms here
    unsigned passes = 2;
};

struct PasswordBounds {
    std::size_t hashing_at_once_max = 2;  // each takes a core and memory_kib
    std::size_t waiting_max = 64;
    std::chrono::milliseconds wait_max{2000};
};

// Safe for concurrent use. Every function hashes once, which takes tens of milliseconds on purpose; when the bounds are
// full it throws Refusal::Reason::not_now, which the person may read and try again.
class PasswordHasher {
  public:
    using Cost = PasswordCost;
    using Bounds = PasswordBounds;

    explicit PasswordHasher(Cost cost = {}, Bounds bounds = {});

    std::string hash(std::string_view password);  // "$argon2id$v=19$m=…": store as it is

    bool verify(const std::string& hash, std::string_view password);

    // Takes as long as verify() and is always false: for logins that do not exist, so that nobody can tell.
    bool verify_nobody(std::string_view password);

    // Whether the hash was made at another cost: after a successful verify(), hash anew and store.
    bool wants_rehashing(const std::string& hash) const;

  private:
    class Turn;

    Cost cost_;
    Bounds bounds_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t hashing_ = 0, waiting_ = 0;
    std::string nobody_;  // the hash of a random password
};

// How many passwords this process has hashed so far, to make one or to compare one.
std::uint64_t passwords_hashed();

}  // namespace unionhall
