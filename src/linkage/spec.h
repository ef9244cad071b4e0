// What is compared with what, and which records meet at all: a plain text that people write. README.md describes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::linkage {

constexpr std::size_t spec_bytes_max = 64 * 1024;
constexpr std::size_t fields_max = 32, comparisons_max = 15, levels_max = 12, rules_max = 32, rule_parts_max = 6;
constexpr std::size_t equalities_max = 64;  // different ones, in all comparisons and rules

enum class Kind {
    person_name,
    enterprise,
    id_number,
    credit_code,
    phone,
    date,
    date_dmy,
    date_mdy,
    division,
    code,
    text
};

struct Field {
    std::string name;
    Kind kind = Kind::text;
    std::vector<std::string> columns;  // headings it is found under, the first that is there
    std::string from;                  // an id-number field that fills it where it is empty
};

// What two values of a field can be asked. The first group are equalities of something the field carries.
enum class Test {
    equal,
    pinyin,
    sound,
    alias,
    surname,  // person-name
    core,
    trade,
    region,
    form,  // enterprise
    body,  // credit-code: the organisation's own nine characters
    month,
    year,
    prefecture,
    province,
    first,
    last,  // parts of numbers
    typo,
    parts,
    similar,
    bigrams  // not equalities
};
constexpr bool is_equality(Test test) { return test < Test::typo; }

struct Level {
    Test test = Test::equal;
    double number = 0;          // typo 1, similar 0.9, last 11
    bool by_frequency = false;  // a rare value weighs more than a common one
    std::string text;           // as it was written
};

struct Comparison {
    std::size_t field = 0;
    std::vector<Level> levels;  // best first; below them stands "else", and "missing" beside them
};

struct RulePart {
    std::size_t field = 0;
    Test test = Test::equal;
    int digits = 0;  // of first and last
};

struct Rule {
    std::string text;
    std::vector<RulePart> parts;
    std::size_t line = 0;
};

struct Spec {
    std::string name, title, text;
    std::vector<Field> fields;
    std::vector<Comparison> comparisons;
    std::vector<Rule> rules;   // records meet that agree in all parts of one of them
    std::vector<Rule> trains;  // sessions of learning; those of `rules` when there are none
    double threshold = 0;      // weight from which two records are linked; 0 is as likely as not
    std::uint64_t block_pairs_max = 250'000;

    const Field* field(std::string_view name) const;
};

// Throws Refused with everything that is wrong, line by line.
Spec parse_spec(std::string_view text, std::string name = "");

// "" when there is none of that name.
std::string_view builtin_spec(std::string_view name);
std::vector<std::string_view> builtin_names();

std::string_view word_of(Kind);
std::string_view word_of(Test);

}  // namespace unionhall::linkage
