// What the texts of a data set mean: every text of a field once, and what the spec wants to know of it.
#include <algorithm>
#include <array>

#include "linkage/characters.h"
#include "linkage/enterprise.h"
#include "linkage/names.h"
#include "linkage/refused.h"
#include "linkage/table.h"
#include "linkage/waiting.h"

namespace unionhall::linkage {

namespace {

using namespace std::string_view_literals;

void add_letters(std::u32string_view folded, std::u32string& to) {
    for (auto c : folded)
        if (Characters::tables().class_of(c) != CharacterClass::separator) to.push_back(c);
}

void add_words(std::u32string_view folded, std::u32string& to) {
    auto begin = to.size();
    for (auto c : folded) {
        bool parts = Characters::tables().class_of(c) == CharacterClass::separator;
        if (!parts)
            to.push_back(c);
        else if (to.size() > begin && to.back() != U' ')
            to.push_back(U' ');
    }
    while (to.size() > begin && to.back() == U' ') to.pop_back();
}

// However a table says it, so that it can be compared with what an id number says.
void add_sex(std::u32string_view folded, std::u32string& to) {
    auto begin = to.size();
    add_letters(folded, to);
    auto code = std::u32string_view(to).substr(begin);
    auto is_one_of = [&](auto words) { return std::ranges::count(words, code); };
    auto sex = is_one_of(std::array{U"男"sv, U"男性"sv, U"male"sv, U"man"sv, U"1"sv})       ? U"m"sv
               : is_one_of(std::array{U"女"sv, U"女性"sv, U"female"sv, U"woman"sv, U"2"sv}) ? U"f"sv
                                                                                            : U""sv;
    if (!sex.empty()) to.replace(begin, to.npos, sex);
}

void add_value(const Field& field, std::u32string_view folded, std::u32string& to) {
    switch (field.kind) {
        case Kind::person_name:
            return add_split_name(folded, to);
        case Kind::enterprise:
            to += folded;
            return;
        case Kind::text:
            return add_words(folded, to);
        default:
            return field.from.empty() ? add_letters(folded, to) : add_sex(folded, to);
    }
}

void add_feature(Kind kind, Test test, std::u32string_view value, std::u32string& to) {
    if (kind == Kind::credit_code) {  // the organisation's own code, which also stands alone
        to += value.size() == 18 ? value.substr(8, 9) : value.size() == 9 ? value : std::u32string_view();
        return;
    }
    switch (test) {
        case Test::pinyin:
            return add_pinyin_key(value, to);
        case Test::sound:
            return add_sound_key(value, to);
        case Test::alias:
            return add_alias_key(value, to);
        case Test::surname:
            to += surname_of(value);
            return;
        default:
            return add_joined_name(value, to);
    }
}

void add_feature(const EnterpriseName& name, Test test, std::u32string& to) {
    switch (test) {
        case Test::core:
            to += name.trade;
            to += name.industry;
            return;
        case Test::trade:
            to += name.trade;
            return;
        case Test::region:
            to += name.region;
            return;
        case Test::form:
            to += name.form;
            return;
        default:
            to += name.text;
    }
}

constexpr std::uint32_t batch_texts = 256;

// The features of one field, batch by batch as its values come.
class FeatureMaker {
  public:
    FeatureMaker(const Spec& spec, std::size_t field, TextField& text) : kind_(spec.fields[field].kind), text_(text) {
        uses_parts_ = std::ranges::any_of(spec.comparisons, [&](auto& c) {
            return c.field == field && std::ranges::count(c.levels, Test::parts, &Level::test);
        });
    }

    // The values from `first` on are the newest.
    void make(std::uint32_t first) {
        auto end = text_.values.size() + 1;
        if (kind_ == Kind::enterprise) {
            names_.clear();
            for (auto v = first; v < end; ++v) names_.push_back(enterprise_name(text_.values.view(v)));
        }
        text_.derived.resize(end * text_.columns);
        for (auto& feature : text_.features) {
            if (feature.is_value) continue;
            if (feature.shares_values) {
                share(feature, first, end);
                continue;
            }
            waiting_.clear();
            for (auto v = first; v < end; ++v)
                waiting_.add(feature.texts, [&](std::u32string& to) { write(feature.test, v, first, to); });
            waiting_.intern(feature.texts, [&](std::size_t i, std::uint32_t id) {
                text_.of_value(feature, first + static_cast<std::uint32_t>(i)) = id;
            });
        }
        if (!uses_parts_) return;
        auto& alias = *std::ranges::find(text_.features, Test::alias, &Feature::test);
        for (auto v = first; v < end; ++v) text_.parts.add(text_.values.view(v), text_.of_value(alias, v), alias.texts);
    }

    // When every value is there.
    void finish() {
        for (auto& [feature, value, written] : apart_) {
            auto same = text_.values.find(written);
            text_.of_value(*feature, value) = same              ? same
                                              : written.empty() ? 0
                                                                : text_.values.size() + feature->texts.intern(written);
        }
        if (uses_parts_) text_.parts.finish(text_.values);
    }

  private:
    struct Apart {
        Feature* feature;
        std::uint32_t value;
        std::u32string written;
    };

    void write(Test test, std::uint32_t value, std::uint32_t first, std::u32string& to) const {
        if (kind_ == Kind::enterprise)
            add_feature(names_[value - first], test, to);
        else
            add_feature(kind_, test, text_.values.view(value), to);
    }
    void share(Feature& feature, std::uint32_t first, std::uint32_t end) {
        for (auto v = first; v < end; ++v) {
            written_.clear();
            write(feature.test, v, first, written_);
            text_.of_value(feature, v) = v;
            if (written_ != text_.values.view(v)) apart_.push_back({&feature, v, written_});
        }
    }

    Kind kind_;
    TextField& text_;
    bool uses_parts_ = false;
    std::vector<EnterpriseName> names_;
    Waiting waiting_;
    std::u32string written_;
    std::vector<Apart> apart_;  // texts that are not their own value
};

}  // namespace

void Dataset::derive(std::size_t i, const Control& control) {
    auto& field = spec_.fields[i];
    auto& text = texts_[i];
    auto& raw = raw_[i];
    auto& values = value_of_raw_[i];
    values.assign(raw.size() + 1, 0);
    text.values.reserve(raw.size() / 2);
    for (auto& feature : text.features)
        if (!feature.is_value && !feature.shares_values) feature.texts.reserve(raw.size() / 4);
    FeatureMaker features(spec_, i, text);
    Waiting waiting;
    std::u32string folded;
    std::size_t unreadable = 0;
    for (std::uint32_t first = 1; first <= raw.size(); first += batch_texts) {
        if (first % (batch_texts * 256) == 1) check_stop(control);
        auto end = std::min<std::uint32_t>(first + batch_texts, raw.size() + 1);
        waiting.clear();
        for (auto r = first; r < end; ++r) {
            folded.clear();
            if (!fold_utf8(raw.view(r), folded)) ++unreadable;
            waiting.add(text.values, [&](std::u32string& to) { add_value(field, folded, to); });
        }
        auto had = text.values.size();
        waiting.intern(text.values, [&](std::size_t at, std::uint32_t id) { values[first + at] = id; });
        if (text.values.size() > had) features.make(had + 1);
    }
    features.finish();
    raw = Dictionary<char>();
    text.values.close();
    for (auto& feature : text.features) feature.texts.close();
    if (unreadable)
        throw Refused("A table cannot be read:",
                      {{0, "“" + field.name + "”里有不是 UTF-8 的文字，请另存为 UTF-8 编码的 CSV。",
                        std::to_string(unreadable) + " cells of " + field.name +
                            " are not UTF-8: save the table as CSV in UTF-8."}});
}

}  // namespace unionhall::linkage
