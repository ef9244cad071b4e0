#include "linkage/layout.h"

#include <algorithm>

#include "linkage/numbers.h"

namespace unionhall::linkage {

namespace {

bool is_text_kind(Kind kind) {
    return kind == Kind::person_name || kind == Kind::enterprise || kind == Kind::credit_code || kind == Kind::code ||
           kind == Kind::text;
}

// The feature whose texts a similarity compares, so that it has to be kept even when no equality asks for it.
Test compared_text(Kind kind) {
    return kind == Kind::person_name ? Test::pinyin : kind == Kind::enterprise ? Test::core : Test::equal;
}

constexpr unsigned line_words = 16;

}  // namespace

Layout::Layout(const Spec& spec) : fields_(spec.fields.size()) {
    auto uses = [&](std::size_t field, Test test) {
        auto in_rules = [&](auto& rules) {
            return std::ranges::any_of(rules, [&](auto& rule) {
                return std::ranges::any_of(rule.parts, [&](auto& p) { return p.field == field && p.test == test; });
            });
        };
        return in_rules(spec.rules) || in_rules(spec.trains) || std::ranges::any_of(spec.comparisons, [&](auto& c) {
                   return c.field == field && std::ranges::any_of(c.levels, [&](auto& l) {
                              auto asked = l.test == Test::similar || l.test == Test::bigrams
                                               ? compared_text(spec.fields[field].kind)
                                           : l.test == Test::parts ? Test::alias  // by which parts are alike
                                                                   : l.test;
                              return asked == test;
                          });
               });
    };
    unsigned next = 0;
    for (auto& field : spec.fields) kinds_.push_back(field.kind);
    // What is 64 bits wide first, so that it lies on even words.
    for (std::size_t i = 0; i < kinds_.size(); ++i)
        if (kinds_[i] == Kind::id_number || kinds_[i] == Kind::phone)
            fields_[i].word = static_cast<std::uint16_t>(next), next += 2;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        auto& layout = fields_[i];
        auto take = [&] { return static_cast<std::uint16_t>(next++); };
        if (kinds_[i] == Kind::id_number) layout.head = take();
        if (kinds_[i] == Kind::id_number || kinds_[i] == Kind::phone) continue;
        layout.word = take();
        layout.is_text = is_text_kind(kinds_[i]);
        if (!layout.is_text) continue;
        bool is_plain = kinds_[i] == Kind::code || kinds_[i] == Kind::text || kinds_[i] == Kind::credit_code;
        if (is_plain) layout.features.push_back({Test::equal, layout.word});
        for (auto test : {Test::equal, Test::pinyin, Test::sound, Test::alias, Test::surname, Test::core, Test::trade,
                          Test::region, Test::form, Test::body})
            if ((test != Test::equal || !is_plain) && uses(i, test)) layout.features.push_back({test, take()});
    }
    stride_ = std::max(1u, (next + line_words - 1) / line_words) * line_words;
    number_equalities(spec);
}

std::vector<Place> Layout::places(std::size_t field, Test test, int digits) const {
    auto& layout = fields_[field];
    auto low = [](int count) { return count >= 16 ? ~0ull : (1ull << (4 * count)) - 1; };
    auto one = [](std::uint16_t word, std::uint32_t mask) { return Place::one_word(word, mask); };
    auto two = [&](std::uint64_t mask) { return Place::two_words(layout.word, mask); };
    switch (kinds_[field]) {
        case Kind::id_number:
            if (test == Test::last) return {two(low(digits))};
            return {two(test == Test::first ? ~low(17 - digits) : ~0ull),
                    one(layout.head, IdNumber::first_digit | IdNumber::is_there)};
        case Kind::phone:
            // The 1 above the digits belongs to the first ones: 11 digits are what a mobile number has.
            if (test == Test::last) return {two(low(digits))};
            return {two(test == Test::first ? ~low(std::max(0, 11 - digits)) : ~0ull)};
        case Kind::date:
        case Kind::date_dmy:
        case Kind::date_mdy: {
            auto mask = test == Test::month ? 0xFFFFFF00u : test == Test::year ? 0xFFFF0000u : 0xFFFFFFFFu;
            return {one(layout.word, mask & date_mask)};
        }
        case Kind::division:
            return {one(layout.word, test == Test::province     ? 0xFF0000u
                                     : test == Test::prefecture ? 0xFFFF00u
                                                                : 0xFFFFFFu)};
        default:
            break;
    }
    for (auto& feature : layout.features)
        if (feature.test == test) return {one(feature.word, ~derived_flag)};
    return {one(layout.word, ~derived_flag)};
}

Place Layout::presence(std::size_t field) const {
    auto& layout = fields_[field];
    if (kinds_[field] == Kind::id_number) return Place::one_word(layout.head, IdNumber::is_there);
    return places(field, Test::equal).front();
}

void Layout::number_equalities(const Spec& spec) {
    for (auto& comparison : spec.comparisons) {
        first_bits_.push_back(static_cast<unsigned>(equalities_.size()));
        for (auto& level : comparison.levels) {
            if (!is_equality(level.test)) continue;
            auto all = places(comparison.field, level.test, static_cast<int>(level.number));
            if (all.size() == 1) equalities_.push_back(all[0]);
        }
    }
    for (auto* rules : {&spec.rules, &spec.trains})
        for (auto& rule : *rules)
            for (auto& place : places(rule))
                if (!std::ranges::count(equalities_, place)) equalities_.push_back(place);
}

std::vector<Place> Layout::places(const Rule& rule) const {
    std::vector<Place> all;
    for (auto& part : rule.parts)
        for (auto& place : places(part.field, part.test, part.digits)) all.push_back(place);
    return all;
}

Agreement Layout::bits(const Rule& rule) const {
    Agreement all = 0;
    for (auto& place : places(rule))
        all |= Agreement(1) << (std::ranges::find(equalities_, place) - equalities_.begin());
    return all;
}

}  // namespace unionhall::linkage
