// Tables of made-up people and enterprises with known truth, for tests and benches. Nobody in them exists.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace unionhall::linkage::testing {

struct MadeOptions {
    std::size_t left = 2'000, right = 2'000;  // rows
    std::size_t common = 400;                 // of them the same
    std::uint64_t seed = 1;
};

// Each writes two tables with headings id,… and the truth left_id,right_id. The same for the same options, anywhere.
//
// People with Chinese names: Han names by the weights of real surnames, long names of other languages in the spellings
// that are in use. On the right: other separators, parts left out or exchanged, homophones, traditional characters,
// blanks inside; id numbers missing, mistyped, of 15 digits, cut off, in full width; phones changed, with prefixes;
// employers changed, renamed, with branches; days mistyped. Some strangers carry another's phone; there are siblings.
void make_people_zh(const MadeOptions&, std::ostream& left, std::ostream& right, std::ostream& truth);

// People with Latin names: nicknames, initials, accents, typing errors, exchanged names, moved, married.
void make_people_latin(const MadeOptions&, std::ostream& left, std::ostream& right, std::ostream& truth);

// Enterprises: region, trade name, industry, legal form; on the right renamed in the ways lists of offices do.
void make_enterprises(const MadeOptions&, std::ostream& left, std::ostream& right, std::ostream& truth);

// A stream of numbers that is the same everywhere.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15 + 1) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15;
        auto x = state_;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool happens(double probability) { return share() < probability; }
    // Small places come more often than large ones, as words and employers do.
    std::size_t ranked(std::size_t n) {
        auto x = share();
        return static_cast<std::size_t>(x * x * static_cast<double>(n));
    }
    template <class List>
    const auto& of(const List& list) {
        return list[below(std::size(list))];
    }

  private:
    std::uint64_t state_;
};

std::vector<std::string> words_in(const char* text);       // what stands between blanks
std::string mistyped_digits(std::string digits, Chance&);  // one slip: a wrong digit, or two neighbours exchanged
std::vector<std::size_t> shuffled(std::size_t count, Chance&);

}  // namespace unionhall::linkage::testing
