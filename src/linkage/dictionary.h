// Texts by number, and numbers by text: equal texts have one number, counted from 1 in the order of their coming.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "linkage/memory.h"

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

// Most texts are a few characters long: to call anything for them takes longer than to compare them.
inline bool same_bytes(const char* a, const char* b, std::size_t bytes) {
    auto differ = [&](auto x) {
        auto y = x;
        std::memcpy(&x, a, sizeof x), std::memcpy(&y, b, sizeof y);
        a += sizeof x, b += sizeof y;
        return x != y;
    };
    for (; bytes >= 8; bytes -= 8)
        if (differ(std::uint64_t(0))) return false;
    return !((bytes & 4 && differ(std::uint32_t(0))) || (bytes & 2 && differ(std::uint16_t(0))) ||
             (bytes & 1 && differ(std::uint8_t(0))));
}

constexpr std::size_t dictionary_bytes_max = std::size_t(8) << 32;

// A slot says where a text stands; in front of it stand its number and its length, so that to find out whether it is the
// one that is looked for takes one look at memory far away besides the slot.
template <class Character>
class Dictionary {
  public:
    using View = std::basic_string_view<Character>;

    explicit Dictionary(Budget* budget = nullptr)
        : slots_(64, Slot(), budget), store_(unit_bytes, 0, budget), units_(1, 0, budget) {}

    // Throws std::length_error when the texts would take more than dictionary_bytes_max.
    std::uint32_t intern(View text) { return intern(text, hash_of(text)); }
    std::uint32_t intern(View text, std::uint64_t hash) {
        auto tag = tag_of(hash);
        auto at = place(text, tag);
        if (slots_[at].unit) return head(slots_[at].unit).id;
        auto id = static_cast<std::uint32_t>(units_.size());
        slots_[at] = {add(id, text), tag};
        if (units_.size() > slots_.size() / 8 * 5) grow_to(slots_.size() * 2);
        return id;
    }
    // The number of a text that is there, or 0.
    std::uint32_t find(View text) const { return find(text, hash_of(text)); }
    std::uint32_t find(View text, std::uint64_t hash) const { return head(slots_[place(text, tag_of(hash))].unit).id; }

    // Makes room for that many texts at once; otherwise it grows as they come.
    void reserve(std::size_t texts) {
        std::size_t size = slots_.size();
        while (size / 8 * 5 < texts) size *= 2;
        if (size > slots_.size()) grow_to(size);
    }

    // What intern() will read lies far apart in memory. Whoever has many texts asks for it ahead, in this order: the
    // slots of all of them, then the texts.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[tag_of(hash) & (slots_.size() - 1)]); }
    void prefetch_text(std::uint64_t hash) const {
        auto& slot = slots_[tag_of(hash) & (slots_.size() - 1)];
        if (slot.tag == tag_of(hash)) __builtin_prefetch(store_.data() + slot.unit * unit_bytes);
    }

    View view(std::uint32_t id) const { return text_at(units_[id]); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(units_.size() - 1); }

  private:
    static constexpr std::size_t unit_bytes = 8;
    struct Slot {
        std::uint32_t unit = 0, tag = 0;  // unit 0: empty
    };
    struct Head {
        std::uint32_t id, size;  // in characters
    };
    static_assert(sizeof(Head) == unit_bytes);

    static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

    Head head(std::size_t unit) const {
        Head head;
        std::memcpy(&head, store_.data() + unit * unit_bytes, sizeof head);
        return head;
    }
    View text_at(std::size_t unit) const {
        return View(reinterpret_cast<const Character*>(store_.data() + (unit + 1) * unit_bytes), head(unit).size);
    }
    std::uint32_t add(std::uint32_t id, View text) {
        auto bytes = text.size() * sizeof(Character);
        auto begin = store_.size(), end = begin + unit_bytes + (bytes + unit_bytes - 1) / unit_bytes * unit_bytes;
        if (end > dictionary_bytes_max) throw std::length_error("the texts of one field take more than 32 GB");
        store_.resize(end);
        Head head{id, static_cast<std::uint32_t>(text.size())};
        std::memcpy(store_.data() + begin, &head, sizeof head);
        if (bytes) std::memcpy(store_.data() + begin + unit_bytes, text.data(), bytes);
        return units_.emplace_back(static_cast<std::uint32_t>(begin / unit_bytes));
    }

    // The slot of the text, or the empty one where it belongs.
    std::size_t place(View text, std::uint32_t tag) const {
        auto mask = slots_.size() - 1;
        std::size_t at = tag & mask;
        while (slots_[at].unit && !(slots_[at].tag == tag && is(slots_[at].unit, text))) at = (at + 1) & mask;
        return at;
    }
    bool is(std::size_t unit, View text) const {
        auto known = text_at(unit);
        return known.size() == text.size() &&
               same_bytes(reinterpret_cast<const char*>(known.data()), reinterpret_cast<const char*>(text.data()),
                          text.size() * sizeof(Character));
    }

    // A tag says where a text belongs, so the texts themselves need not be read again.
    void grow_to(std::size_t size) {
        Large<Slot> larger(size, Slot(), slots_.get_allocator());
        auto mask = larger.size() - 1;
        for (auto slot : slots_) {
            if (!slot.unit) continue;
            std::size_t at = slot.tag & mask;
            while (larger[at].unit) at = (at + 1) & mask;
            larger[at] = slot;
        }
        slots_ = std::move(larger);
    }

    Large<Slot> slots_;
    Large<char> store_;  // for each text its head and its characters, in whole units; first the empty one, number 0
    Large<std::uint32_t> units_;  // by number: where its head stands
};

}  // namespace unionhall::linkage
