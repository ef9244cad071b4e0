// Texts by number, and numbers by text: equal texts have one number, counted from 1 in the order of their coming.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

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

// Bytes in units, one text behind another, in chunks that stay where they are: to grow copies nothing and leaves nothing
// unused. Only the first, of which small dictionaries need no more, is moved until it is as large as the others.
class TextStore {
  public:
    static constexpr std::size_t unit_bytes = 8;

    explicit TextStore(Budget* budget) : budget_(budget) {}

    char* at(std::size_t unit) const { return chunks_[unit >> chunk_bits] + (unit & (chunk_units - 1)) * unit_bytes; }
    // Makes room for so many bytes, side by side, and answers the unit where they begin. Throws std::length_error when all
    // together would take more than dictionary_bytes_max.
    std::size_t add(std::size_t bytes) {
        auto units = (bytes + unit_bytes - 1) / unit_bytes;
        if (units > room_) make_room(units);
        auto begin = end_;
        end_ += units, room_ -= units;
        return begin;
    }

  private:
    static constexpr unsigned chunk_bits = 18;
    static constexpr std::size_t chunk_units = std::size_t(1) << chunk_bits, chunk_bytes = chunk_units * unit_bytes;
    static constexpr std::size_t first_bytes = 1 << 10;

    void make_room(std::size_t units) {
        auto needed = (end_ + units) * unit_bytes;
        if (needed + chunk_bytes > dictionary_bytes_max)
            throw std::length_error("the texts of one field take more than 32 GB");
        if (chunks_.size() < 2 && needed <= chunk_bytes) {
            auto bytes = first_bytes;
            while (bytes < needed) bytes *= 2;
            LargePiece larger(bytes, budget_);
            if (end_) std::memcpy(larger.data(), chunks_[0], end_ * unit_bytes);
            chunks_.assign(1, larger.data());
            pieces_.clear();
            pieces_.push_back(std::move(larger));
            room_ = bytes / unit_bytes - end_;
            return;
        }
        auto chunks = (units + chunk_units - 1) / chunk_units;  // more than one for a text that is larger
        auto& piece = pieces_.emplace_back(chunks * chunk_bytes, budget_);
        end_ = chunks_.size() * chunk_units;
        for (std::size_t i = 0; i < chunks; ++i) chunks_.push_back(piece.data() + i * chunk_bytes);
        room_ = chunks * chunk_units;
    }

    Budget* budget_;
    std::vector<LargePiece> pieces_;
    std::vector<char*> chunks_;
    std::size_t end_ = 0, room_ = 0;  // in units
};

// A slot says where a text stands; in front of it stand its number and its length, so that to find out whether it is the
// one that is looked for takes one look at memory far away besides the slot.
template <class Character>
class Dictionary {
  public:
    using View = std::basic_string_view<Character>;

    explicit Dictionary(Budget* budget = nullptr) : slots_(64, Slot(), budget), texts_(budget), units_(1, 0, budget) {
        std::memset(texts_.at(texts_.add(sizeof(Head))), 0, sizeof(Head));  // the empty text, number 0
    }

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

    // Gives up what texts are found by: none come any more, and none are looked for.
    void close() { slots_ = Large<Slot>(slots_.get_allocator()); }

    // What intern() will read lies far apart in memory. Whoever has many texts asks for it ahead, in this order: the
    // slots of all of them, then the texts.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[tag_of(hash) & (slots_.size() - 1)]); }
    void prefetch_text(std::uint64_t hash) const {
        auto& slot = slots_[tag_of(hash) & (slots_.size() - 1)];
        if (slot.tag == tag_of(hash)) __builtin_prefetch(texts_.at(slot.unit));
    }

    View view(std::uint32_t id) const { return text_at(units_[id]); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(units_.size() - 1); }

  private:
    struct Slot {
        std::uint32_t unit = 0, tag = 0;  // unit 0: empty
    };
    struct Head {
        std::uint32_t id, size;  // in characters
    };
    static_assert(sizeof(Head) == TextStore::unit_bytes);

    static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

    Head head(std::size_t unit) const {
        Head head;
        std::memcpy(&head, texts_.at(unit), sizeof head);
        return head;
    }
    View text_at(std::size_t unit) const {
        auto* at = texts_.at(unit);
        Head head;
        std::memcpy(&head, at, sizeof head);
        return View(reinterpret_cast<const Character*>(at + sizeof head), head.size);
    }
    std::uint32_t add(std::uint32_t id, View text) {
        auto bytes = text.size() * sizeof(Character);
        auto unit = texts_.add(sizeof(Head) + bytes);
        Head head{id, static_cast<std::uint32_t>(text.size())};
        auto* at = texts_.at(unit);
        std::memcpy(at, &head, sizeof head);
        if (bytes) std::memcpy(at + sizeof head, text.data(), bytes);
        return units_.emplace_back(static_cast<std::uint32_t>(unit));
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
    TextStore texts_;             // of each its head and its characters
    Large<std::uint32_t> units_;  // by number: where its head stands
};

}  // namespace unionhall::linkage
