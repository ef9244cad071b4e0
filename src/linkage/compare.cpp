#include "linkage/compare.h"

#include <algorithm>
#include <cstring>

#include "linkage/distance.h"

namespace unionhall::linkage {

namespace {

std::uint64_t wide(const std::uint32_t* at) {
    std::uint64_t value;
    std::memcpy(&value, at, 8);
    return value;
}

}  // namespace

Comparer::Comparer(const Dataset& data) {
    auto& spec = data.spec();
    auto& layout = data.layout();
    for (auto& comparison : spec.comparisons) {
        auto& field = spec.fields[comparison.field];
        auto& at = layout.field(comparison.field);
        Compared compared{.presence = layout.presence(comparison.field), .word = at.word, .head = at.head};
        if (auto* source = spec.field(field.from)) {
            auto i = static_cast<std::size_t>(source - spec.fields.data());
            compared.has_source = std::ranges::any_of(spec.comparisons, [&](auto& c) { return c.field == i; });
            compared.source_head = layout.field(i).head;
        }
        if (at.is_text) {
            compared.field = &data.text_field(comparison.field);
            for (auto test : {Test::pinyin, Test::core, Test::equal})
                if (auto* text = compared.field->feature(test); text && !compared.text)
                    compared.text = text, compared.text_word = text->word;
        }
        for (auto& level : comparison.levels) {
            Step step{
                .action = Action::same_32, .most = static_cast<std::uint8_t>(level.number), .number = level.number};
            if (is_equality(level.test)) {
                auto places = layout.places(comparison.field, level.test, static_cast<int>(level.number));
                step.first = places[0];
                if (places.size() > 1) step.second = places[1];
                step.action = places.size() > 1   ? Action::same_both
                              : places[0].is_wide ? Action::same_64
                                                  : Action::same_32;
            } else if (level.test == Test::typo) {
                step.action = field.kind == Kind::id_number ? Action::slips_id
                              : field.kind == Kind::phone   ? Action::slips_64
                                                            : Action::slips_32;
            } else {
                step.action = level.test == Test::parts     ? Action::parts
                              : level.test == Test::similar ? Action::similar
                                                            : Action::bigrams;
            }
            compared.steps.push_back(step);
        }
        comparisons_.push_back(std::move(compared));
    }
}

bool Comparer::quick_step(const Compared& c, const Step& step, const std::uint32_t* a, const std::uint32_t* b) const {
    switch (step.action) {
        case Action::same_32: {
            auto mask = static_cast<std::uint32_t>(step.first.mask);
            auto x = a[step.first.word] & mask;
            return x && x == (b[step.first.word] & mask);
        }
        case Action::same_64: {
            auto x = step.first.of(a);
            return x && x == step.first.of(b);
        }
        case Action::same_both:
            return step.first.of(a) == step.first.of(b) && step.second.of(a) == step.second.of(b);
        case Action::slips_32:
            return within_slips(a[c.word] & date_mask, b[c.word] & date_mask, step.most);
        case Action::slips_64: {
            auto x = wide(a + c.word), y = wide(b + c.word);
            // The 1 above the digits tells their count: numbers of different lengths are not slips of each other.
            return __builtin_clzll(x) == __builtin_clzll(y) && within_slips(x, y, step.most);
        }
        default: {
            // Two numbers that both prove themselves by their check character and differ are two people.
            auto x = a[c.head], y = b[c.head];
            if (x & y & IdNumber::is_checked) return false;
            auto whole = [&](std::uint32_t head, const std::uint32_t* record) {
                return Digits(head & IdNumber::first_digit) << 64 | wide(record + c.word);
            };
            return within_slips(whole(x, a), whole(y, b), step.most);
        }
    }
}

unsigned Comparer::quick(std::size_t comparison, const std::uint32_t* a, const std::uint32_t* b) const {
    auto& c = comparisons_[comparison];
    auto x = c.presence.of(a), y = c.presence.of(b);
    if (!x || !y) return 0;
    // What both id numbers say already is not counted a second time.
    if (c.has_source && ((a[c.word] | b[c.word]) & derived_flag) && a[c.source_head] && b[c.source_head]) return 0;
    auto count = static_cast<unsigned>(c.steps.size());
    for (unsigned i = 0; i < count; ++i) {
        auto& step = c.steps[i];
        if (step.action >= Action::parts) return undecided + i;
        if (quick_step(c, step, a, b)) return i + 1;
    }
    return count + 1;
}

unsigned Comparer::slow(std::size_t comparison, unsigned from, const std::uint32_t* a, const std::uint32_t* b) const {
    auto& c = comparisons_[comparison];
    double similarity = -1, dice = -1;
    auto text = [&](const std::uint32_t* record) {
        return c.field->text(*c.text, record[c.text_word] & ~derived_flag);
    };
    for (auto i = from; i < c.steps.size(); ++i) {
        auto& step = c.steps[i];
        bool holds = false;
        if (step.action == Action::parts) {
            holds = c.field->parts.same(a[c.word], b[c.word]);
        } else if (step.action == Action::similar) {
            if (similarity < 0) similarity = jaro_winkler(text(a), text(b));
            holds = similarity >= step.number;
        } else if (step.action == Action::bigrams) {
            if (dice < 0) dice = bigram_dice(text(a), text(b));
            holds = dice >= step.number;
        } else {
            holds = quick_step(c, step, a, b);
        }
        if (holds) return i + 1;
    }
    return static_cast<unsigned>(c.steps.size()) + 1;
}

Pattern Comparer::whole(const std::uint32_t* a, const std::uint32_t* b) const {
    Pattern pattern = 0;
    for (std::size_t i = 0; i < comparisons_.size(); ++i) {
        auto outcome = quick(i, a, b);
        if (outcome >= undecided) outcome = slow(i, outcome - undecided, a, b);
        pattern |= Pattern(outcome) << (4 * i);
    }
    return pattern;
}

}  // namespace unionhall::linkage
