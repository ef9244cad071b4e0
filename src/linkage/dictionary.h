// Texts by number, and numbers by text: equal texts have one number, counted from 1 in the order of their coming.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace unionhall::linkage {

inline std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93;
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93;
    return x ^ x >> 32;
}

template <class Character>
std::uint64_t hash_of(std::basic_string_view<Character> text) {
    auto bytes = text.size() * sizeof(Character);
    auto* at = reinterpret_cast<const char*>(text.data());
    std::uint64_t hash = bytes * 0x9E3779B97F4A7C15, word = 0;
    for (; bytes >= 8; bytes -= 8, at += 8) {
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * 0x9FB21C651E98DF25;
        hash ^= hash >> 29;
    }
    if (bytes) {
        word = 0;
        std::memcpy(&word, at, bytes);
        hash ^= word;
    }
    return mix(hash);
}

template <class Character>
class Dictionary {
  public:
    using View = std::basic_string_view<Character>;

    Dictionary() : slots_(64), ends_{0} {}

    std::uint32_t intern(View text) { return intern(text, hash_of(text)); }
    std::uint32_t intern(View text, std::uint64_t hash) {
        auto mask = slots_.size() - 1;
        auto tag = static_cast<std::uint32_t>(hash >> 32);
        auto at = hash & mask;
        for (; slots_[at].id; at = (at + 1) & mask)
            if (slots_[at].tag == tag && view(slots_[at].id) == text) return slots_[at].id;
        auto id = static_cast<std::uint32_t>(ends_.size());
        slots_[at] = {id, tag};
        characters_.insert(characters_.end(), text.begin(), text.end());
        ends_.push_back(characters_.size());
        if (ends_.size() * 2 > slots_.size()) grow_to(slots_.size() * 4);
        return id;
    }
    // The number of a text that is there, or 0.
    std::uint32_t find(View text) const {
        auto hash = hash_of(text);
        auto mask = slots_.size() - 1;
        for (auto at = hash & mask; slots_[at].id; at = (at + 1) & mask)
            if (slots_[at].tag == static_cast<std::uint32_t>(hash >> 32) && view(slots_[at].id) == text)
                return slots_[at].id;
        return 0;
    }
    // Makes room for that many texts at once; otherwise it grows as they come.
    void reserve(std::size_t texts) {
        std::size_t size = slots_.size();
        while (size < texts * 2) size *= 2;
        if (size > slots_.size()) grow_to(size);
    }
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }

    View view(std::uint32_t id) const {
        return View(characters_.data() + ends_[id - 1 + (id == 0)], id ? ends_[id] - ends_[id - 1] : 0);
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
    std::size_t bytes() const {
        return slots_.capacity() * sizeof(Slot) + characters_.capacity() * sizeof(Character) +
               ends_.capacity() * sizeof(std::size_t);
    }

  private:
    struct Slot {
        std::uint32_t id = 0, tag = 0;
    };

    void grow_to(std::size_t size) {
        std::vector<Slot> larger(size);
        auto mask = larger.size() - 1;
        for (std::uint32_t id = 1; id < ends_.size(); ++id) {
            auto hash = hash_of(view(id));
            auto at = hash & mask;
            while (larger[at].id) at = (at + 1) & mask;
            larger[at] = {id, static_cast<std::uint32_t>(hash >> 32)};
        }
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_;
    std::vector<Character> characters_;
    std::vector<std::size_t> ends_;  // of text i at i; text 0 is the empty one that nobody interned
};

}  // namespace unionhall::linkage
