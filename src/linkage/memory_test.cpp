#include "linkage/memory.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "linkage/dictionary.h"

namespace unionhall::linkage {

constexpr std::size_t mb = 1 << 20;

TEST_CASE("what is given back is used again for a larger piece, and no more is taken from the system") {
    Budget budget;
    char* pieces[4];
    for (auto& piece : pieces) {
        piece = static_cast<char*>(budget.take(4 * mb));
        std::memset(piece, 1, 4 * mb);
    }
    CHECK(budget.bytes_in_memory() == 16 * mb);
    budget.give_back(pieces[0], 4 * mb);
    budget.give_back(pieces[2], 4 * mb);
    auto* both = static_cast<char*>(budget.take(8 * mb));
    CHECK(budget.bytes_in_memory() == 16 * mb);
    std::memset(both, 2, 8 * mb);
    auto* more = static_cast<char*>(budget.take(2 * mb));
    CHECK(budget.bytes_in_memory() == 18 * mb);
    std::memset(more, 3, 2 * mb);
    for (std::size_t i = 0; i < 4 * mb; i += 4096) {
        REQUIRE(pieces[1][i] == 1);
        REQUIRE(pieces[3][i] == 1);
        REQUIRE(both[2 * i] == 2);
    }
    budget.give_back(both, 8 * mb);
    budget.give_back(more, 2 * mb);
    budget.give_back(pieces[1], 4 * mb);
    budget.give_back(pieces[3], 4 * mb);
    CHECK(budget.bytes_in_memory() == 18 * mb);
}

TEST_CASE("what is kept counts as allowed, and only what is needed beyond it lies on the disk") {
    Budget budget;
    budget.allow(8 * mb, "");
    auto* first = budget.take(6 * mb);
    budget.give_back(first, 6 * mb);
    auto* whole = budget.take(8 * mb);
    CHECK(budget.bytes_on_disk() == 0);
    budget.give_back(whole, 8 * mb);
    auto* small = budget.take(mb);
    CHECK(budget.bytes_on_disk() == 0);
    CHECK(budget.bytes_in_memory() == 7 * mb);
    budget.give_back(small, mb);
    whole = budget.take(8 * mb);
    CHECK(budget.bytes_on_disk() == 0);
    auto* beyond = static_cast<char*>(budget.take(2 * mb));
    CHECK(budget.bytes_on_disk() == 2 * mb);
    beyond[2 * mb - 1] = 'x';
    budget.give_back(beyond, 2 * mb);
    CHECK(budget.bytes_on_disk() == 0);
    budget.give_back(whole, 8 * mb);
}

TEST_CASE("texts stay what they were, from one character to more than a chunk") {
    Budget budget;
    Dictionary<char> texts(&budget);
    auto text = [](std::uint32_t i) { return std::string(i % 40 + i % 5000 / 4990 * 3000, 'a') + std::to_string(i); };
    constexpr std::uint32_t count = 200'000;
    for (std::uint32_t i = 1; i <= count; ++i) REQUIRE(texts.intern(text(i)) == i);
    std::string large(5 * mb + 3, 'x');
    REQUIRE(texts.intern(large) == count + 1);
    REQUIRE(texts.intern("after it") == count + 2);
    for (std::uint32_t i = 1; i <= count; ++i) REQUIRE(texts.view(i) == text(i));
    CHECK(texts.view(count + 1) == large);
    CHECK(texts.find(large) == count + 1);
    CHECK(texts.find("never came") == 0);
    CHECK(texts.view(0).empty());
    texts.close();
    CHECK(texts.view(count + 2) == "after it");

    Dictionary<char> begins_large(&budget);
    REQUIRE(begins_large.intern(large) == 1);
    REQUIRE(begins_large.intern("b") == 2);
    CHECK(begins_large.view(1) == large);
}

}  // namespace unionhall::linkage
