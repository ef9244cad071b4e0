#include "linkage/compare.h"

#include <algorithm>
#include <bit>

#include "linkage/distance.h"

namespace unionhall::linkage {

Comparer::Comparer(const Dataset& data) : layout_(data.layout()) {
    auto& spec = data.spec();
    for (std::size_t i = 0; i < spec.comparisons.size(); ++i) {
        auto& comparison = spec.comparisons[i];
        auto& field = spec.fields[comparison.field];
        auto& at = layout_.field(comparison.field);
        Compared compared{.presence = layout_.presence(comparison.field),
                          .word = at.word,
                          .head = at.head,
                          .first_bit = layout_.first_bit(i)};
        if (auto* source = spec.field(field.from)) {
            auto from = static_cast<std::size_t>(source - spec.fields.data());
            compared.has_source = std::ranges::any_of(spec.comparisons, [&](auto& c) { return c.field == from; });
            compared.source_head = layout_.field(from).head;
        }
        if (at.is_text) {
            compared.field = &data.text_field(comparison.field);
            for (auto test : {Test::pinyin, Test::core, Test::equal})
                if (auto* text = compared.field->feature(test); text && !compared.text)
                    compared.text = text, compared.text_word = text->word;
        }
        for (auto& level : comparison.levels) add_step(compared, comparison.field, field.kind, level);
        find_begins(compared);
        comparisons_.push_back(std::move(compared));
    }
}

void Comparer::add_step(Compared& compared, std::size_t field, Kind kind, const Level& level) const {
    Step step{.action = Action::same, .most = static_cast<std::uint8_t>(level.number), .number = level.number};
    if (is_equality(level.test)) {
        auto places = layout_.places(field, level.test, static_cast<int>(level.number));
        if (places.size() > 1) {
            step.action = Action::same_both;
            step.first = places[0];
            step.second = places[1];
        } else {
            step.bit = Agreement(1) << (compared.first_bit + static_cast<unsigned>(std::popcount(compared.bits)));
            compared.bits = compared.bits << 1 | 1;
        }
    } else if (level.test == Test::typo) {
        step.action = kind == Kind::id_number ? Action::slips_id
                      : kind == Kind::phone   ? Action::slips_64
                                              : Action::slips_32;
    } else {
        step.action = level.test == Test::parts     ? Action::parts
                      : level.test == Test::similar ? Action::similar
                                                    : Action::bigrams;
    }
    compared.steps.push_back(step);
}

void Comparer::find_begins(Compared& compared) {
    auto& steps = compared.steps;
    std::size_t other = 0;  // the first step that is not a bit
    while (other < steps.size() && steps[other].bit) ++other;
    std::size_t bit = 0;
    for (std::size_t step = 0; step < steps.size(); ++step)
        if (steps[step].bit) compared.begins[bit++] = static_cast<std::uint8_t>(std::min(step, other));
    compared.begins[bit] = static_cast<std::uint8_t>(other);
    compared.count = static_cast<unsigned>(steps.size());
    for (auto& step : steps)
        if (step.action == Action::similar) compared.similar_least = std::min(compared.similar_least, step.number);
}

bool Comparer::quick_step(const Compared& c, const Step& step, const std::uint32_t* a, const std::uint32_t* b,
                          Agreement agreement) const {
    switch (step.action) {
        case Action::same:
            return agreement & step.bit;
        case Action::same_both:
            return step.first.of(a) == step.first.of(b) && step.second.of(a) == step.second.of(b);
        case Action::slips_32:
            return within_slips(std::uint64_t(a[c.word] & date_mask), std::uint64_t(b[c.word] & date_mask), step.most);
        case Action::slips_64: {
            auto x = Place::both(a + c.word), y = Place::both(b + c.word);
            // The 1 above the digits tells their count: numbers of different lengths are not slips of each other.
            return __builtin_clzll(x) == __builtin_clzll(y) && within_slips(x, y, step.most);
        }
        default: {
            // Two numbers that both prove themselves by their check character and differ are two people.
            auto x = a[c.head], y = b[c.head];
            if (x & y & IdNumber::is_checked) return false;
            auto whole = [&](std::uint32_t head, const std::uint32_t* record) {
                return Digits(head & IdNumber::first_digit) << 64 | Place::both(record + c.word);
            };
            return within_slips(whole(x, a), whole(y, b), step.most);
        }
    }
}

unsigned Comparer::quick(std::size_t comparison, const std::uint32_t* a, const std::uint32_t* b,
                         Agreement agreement) const {
    auto& c = comparisons_[comparison];
    if (!c.presence.is_in(a) || !c.presence.is_in(b)) return 0;
    // What both id numbers say already is not counted a second time.
    if (c.has_source && ((a[c.word] | b[c.word]) & derived_flag) && a[c.source_head] && b[c.source_head]) return 0;
    auto agreed = agreement >> c.first_bit & c.bits;
    for (unsigned i = c.begins[static_cast<std::size_t>(std::countr_zero(agreed | (c.bits + 1)))]; i < c.count; ++i) {
        auto& step = c.steps[i];
        if (step.action >= Action::parts) return undecided + i;
        if (quick_step(c, step, a, b, agreement)) return i + 1;
    }
    return c.count + 1;
}

unsigned Comparer::slow(std::size_t comparison, unsigned from, const std::uint32_t* a, const std::uint32_t* b,
                        Agreement agreement) const {
    auto& c = comparisons_[comparison];
    double similarity = -1, dice = -1;
    auto text = [&](const std::uint32_t* record) {
        return c.field->text(*c.text, record[c.text_word] & ~derived_flag);
    };
    for (auto i = from; i < c.count; ++i) {
        auto& step = c.steps[i];
        bool holds = false;
        if (step.action == Action::parts) {
            holds = c.field->parts.same(a[c.word], b[c.word]);
        } else if (step.action == Action::similar) {
            if (similarity < 0) similarity = jaro_winkler(text(a), text(b), c.similar_least);
            holds = similarity >= step.number;
        } else if (step.action == Action::bigrams) {
            if (dice < 0) dice = bigram_dice(text(a), text(b));
            holds = dice >= step.number;
        } else {
            holds = quick_step(c, step, a, b, agreement);
        }
        if (holds) return i + 1;
    }
    return c.count + 1;
}

Pattern Comparer::whole(const std::uint32_t* a, const std::uint32_t* b, Agreement agreement) const {
    Pattern pattern = 0;
    for (std::size_t i = 0; i < comparisons_.size(); ++i) {
        auto outcome = quick(i, a, b, agreement);
        if (outcome >= undecided) outcome = slow(i, outcome - undecided, a, b, agreement);
        pattern |= Pattern(outcome) << (4 * i);
    }
    return pattern;
}

}  // namespace unionhall::linkage
