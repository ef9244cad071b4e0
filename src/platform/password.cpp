// Argon2id by libsodium; the patterns of passwords that are guessed first. The list of them: password_common.cpp.
#include "platform/password.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "platform/digits.h"
#include "platform/known_passwords.h"
#include "platform/password_common.h"
#include "platform/refusal.h"
#include "platform/text.h"

namespace unionhall {

namespace {

constexpr std::size_t context_word_characters_min = 3;
constexpr std::size_t repeated_unit_bytes_max = 4;
constexpr int retry_after_s = 2;

// aaaaaaaa, abababab, 12341234 …
bool repeats_itself(std::string_view text) {
    for (std::size_t unit = 1; unit <= repeated_unit_bytes_max && unit * 2 <= text.size(); ++unit) {
        bool same = true;
        for (std::size_t i = unit; i < text.size() && same; ++i) same = text[i] == text[i - unit];
        if (same) return true;
    }
    return false;
}

// A stretch of the alphabet, of the digits or of a row of the keyboard, forwards or backwards.
bool is_a_row(std::string_view text) {
    for (std::string_view row : {"012345678901234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]\\", "asdfghjkl;'",
                                 "zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "!@#$%^&*()_+",
                                 "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p"}) {
        std::string back(row.rbegin(), row.rend());
        if (row.find(text) != std::string_view::npos || back.find(text) != std::string::npos) return true;
    }
    return false;
}

// 19900101 and 01011990
bool is_a_date(std::string_view text) {
    if (text.size() != 8 || !std::ranges::all_of(text, is_digit)) return false;
    auto number = [&](std::size_t at, std::size_t n) {
        int value = 0;
        for (char c : text.substr(at, n)) value = value * 10 + (c - '0');
        return value;
    };
    auto is = [](int year, int month, int day) {
        return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    };
    return is(number(0, 4), number(4, 2), number(6, 2)) || is(number(4, 4), number(0, 2), number(2, 2)) ||
           is(number(4, 4), number(2, 2), number(0, 2));
}

// password2026! is password with a tail.
std::string_view without_tail(std::string_view text) {
    auto is_tail = [](char c) {
        return is_digit(c) || std::string_view("!@#$%.*_-?").find(c) != std::string_view::npos;
    };
    while (!text.empty() && is_tail(text.back())) text.remove_suffix(1);
    return text;
}

// libsodium is made ready once, before threads use it.
void ready() {
    static const int state = sodium_init();
    if (state < 0) throw std::runtime_error("libsodium does not start");
}

}  // namespace

bool is_common_password(std::string_view password, const KnownPasswords& known) {
    std::string low = folded(password);
    auto listed = [](std::span<const std::string_view> list, std::string_view text) {
        return std::ranges::find(list, text) != list.end();
    };
    auto body = without_tail(low);
    return repeats_itself(low) || is_a_row(low) || is_a_date(low) || listed(common_passwords(), low) ||
           listed(common_words(), body) || known.contains(low) || known.contains(body);
}

std::optional<Words> password_problem(std::string_view password, const std::vector<std::string>& context_words,
                                      const KnownPasswords& known) {
    if (!is_utf8(password))
        return Words{"密码里有无法识别的字符。", "The password has characters that cannot be read."};
    auto count = characters(password);
    if (count < password_characters_min)
        return Words{"密码至少要 8 个字符，15 个以上更好；可以用一句只有自己知道的话。",
                     "A password has at least 8 characters, better 15; a sentence that only you know will do."};
    if (count > password_characters_max)
        return Words{"密码最多 128 个字符。", "A password has at most 128 characters."};
    if (is_common_password(password, known))
        return Words{"这个密码太常见，容易被猜到，请换一个。",
                     "This password is among the first to be guessed. Please take another."};
    std::string low = folded(password);
    for (auto& word : context_words) {
        std::string part = folded(word);
        bool long_enough = characters(part) >= context_word_characters_min || part.size() > characters(part);
        if (long_enough && low.find(part) != std::string::npos)
            return Words{"密码里不要用姓名、账号或单位名称，请换一个。",
                         "Please leave names, logins and the name of the unit out of the password."};
    }
    return {};
}

// Counts for whoever wants to know that two answers cost the same; decides nothing.
static std::atomic<std::uint64_t> hashed = 0;
std::uint64_t passwords_hashed() { return hashed; }

// Holds one of the places for hashing.
class PasswordHasher::Turn {
  public:
    explicit Turn(PasswordHasher& hasher) : hasher_(hasher) {
        std::unique_lock lock(hasher.mutex_);
        if (hasher.hashing_ >= hasher.bounds_.hashing_at_once_max) wait(lock);
        ++hasher.hashing_;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        std::lock_guard lock(hasher_.mutex_);
        --hasher_.hashing_;
        hasher_.freed_.notify_one();
    }

  private:
    void wait(std::unique_lock<std::mutex>& lock) {
        auto full = [] {
            Refusal refusal(Refusal::Reason::not_now,
                            {"现在登录的人很多，请过几秒再试。",
                             "Many people are signing in right now. Please try again in a few seconds."});
            refusal.retry_after_s = retry_after_s;
            return refusal;
        };
        if (hasher_.waiting_ >= hasher_.bounds_.waiting_max) throw full();
        ++hasher_.waiting_;
        bool free = hasher_.freed_.wait_for(lock, hasher_.bounds_.wait_max,
                                            [&] { return hasher_.hashing_ < hasher_.bounds_.hashing_at_once_max; });
        --hasher_.waiting_;
        if (!free) throw full();
    }

    PasswordHasher& hasher_;
};

PasswordHasher::PasswordHasher(Cost cost, Bounds bounds) : cost_(cost), bounds_(bounds) {
    ready();
    char random[24];
    randombytes_buf(random, sizeof random);
    nobody_ = hash({random, sizeof random});
}

std::string PasswordHasher::hash(std::string_view password) {
    if (password.size() > password_bytes_max) throw std::runtime_error("the password is longer than any we accept");
    Turn turn(*this);
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(out, password.data(), password.size(), cost_.passes, cost_.memory_kib * 1024,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::runtime_error("no memory to hash a password");
    ++hashed;
    return out;
}

bool PasswordHasher::verify(const std::string& hash, std::string_view password) {
    // Longer ones cannot be right; hashing a piece of them keeps the time the same.
    bool possible = password.size() <= password_bytes_max;
    Turn turn(*this);
    auto tried = password.substr(0, password_bytes_max);
    // Whoever was invited has no password yet: that takes as long as a wrong one.
    bool is_hash = hash.starts_with(crypto_pwhash_STRPREFIX);
    ++hashed;
    return crypto_pwhash_str_verify((is_hash ? hash : nobody_).c_str(), tried.data(), tried.size()) == 0 && is_hash &&
           possible;
}

bool PasswordHasher::verify_nobody(std::string_view password) {
    verify(nobody_, password);
    return false;
}

bool PasswordHasher::wants_rehashing(const std::string& hash) const {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory_kib * 1024) != 0;
}

}  // namespace unionhall
