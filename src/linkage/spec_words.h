// The words of a spec, and which of them fit together.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "linkage/spec.h"

namespace unionhall::linkage {

constexpr std::array<std::pair<std::string_view, Kind>, 11> kind_words{{
    {"person-name", Kind::person_name},
    {"enterprise", Kind::enterprise},
    {"id-number", Kind::id_number},
    {"credit-code", Kind::credit_code},
    {"phone", Kind::phone},
    {"date", Kind::date},
    {"date-dmy", Kind::date_dmy},
    {"date-mdy", Kind::date_mdy},
    {"division", Kind::division},
    {"code", Kind::code},
    {"text", Kind::text},
}};

constexpr std::array<std::pair<std::string_view, Test>, 20> test_words{{
    {"equal", Test::equal},
    {"pinyin", Test::pinyin},
    {"sound", Test::sound},
    {"alias", Test::alias},
    {"surname", Test::surname},
    {"core", Test::core},
    {"trade", Test::trade},
    {"region", Test::region},
    {"form", Test::form},
    {"body", Test::body},
    {"month", Test::month},
    {"year", Test::year},
    {"prefecture", Test::prefecture},
    {"province", Test::province},
    {"first", Test::first},
    {"last", Test::last},
    {"typo", Test::typo},
    {"parts", Test::parts},
    {"similar", Test::similar},
    {"bigrams", Test::bigrams},
}};

// What a field of this kind can be asked.
std::span<const Test> tests_of(Kind);

}  // namespace unionhall::linkage
