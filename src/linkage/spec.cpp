#include "linkage/spec.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "linkage/layout.h"
#include "linkage/refused.h"
#include "linkage/spec_words.h"

namespace unionhall::linkage {

namespace {

std::string_view trimmed(std::string_view text) {
    auto begin = text.find_first_not_of(" \t\r");
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (line = trimmed(line); !line.empty();) {
        auto end = std::min(line.find_first_of(" \t"), line.size());
        words.push_back(line.substr(0, end));
        line = trimmed(line.substr(end));
    }
    return words;
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

template <class Rows>
auto meaning(const Rows& rows, std::string_view word) {
    auto found = std::ranges::find(rows, word, [](auto& row) { return row.first; });
    return found == rows.end() ? std::nullopt : std::optional(found->second);
}

std::string all_tests_of(Kind kind) {
    std::string all;
    for (auto test : tests_of(kind)) all += (all.empty() ? "" : ", ") + std::string(word_of(test));
    return all;
}

class Parser {
  public:
    Spec parse(std::string_view text, std::string name) {
        spec_.name = std::move(name);
        spec_.text = text;
        if (text.size() > spec_bytes_max) {
            line_ = 0;
            wrong("规格文件太大，最多 64 KB。", "The spec is too large: 64 KB at most.");
            text = {};
        }
        while (!text.empty()) {
            auto end = std::min(text.find('\n'), text.size());
            ++line_;
            auto line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            line = trimmed(line.substr(0, line.find('#')));
            if (!line.empty()) read(line);
        }
        check_whole();
        if (!complaints_.empty()) throw Refused("The linkage spec cannot be used:", std::move(complaints_));
        return std::move(spec_);
    }

  private:
    void wrong(std::string zh, std::string en) { complaints_.push_back({line_, std::move(zh), std::move(en)}); }

    void read(std::string_view line) {
        auto words = words_of(line);
        auto first = words[0];
        if (first == "title")
            spec_.title = trimmed(line.substr(5));
        else if (first == "field")
            read_field(line);
        else if (first == "compare")
            read_compare(words);
        else if (first == "level")
            read_level(words);
        else if (first == "block")
            read_rule(words, spec_.rules);
        else if (first == "train")
            read_rule(words, spec_.trains);
        else if (first == "set")
            read_setting(words);
        else
            wrong("不认识开头的词“" + std::string(first) + "”。",
                  "\"" + std::string(first) +
                      "\" begins no line; there are title, field, compare, level, block, train and set.");
    }

    // field NAME KIND [from FIELD] = COLUMN, COLUMN …
    void read_field(std::string_view line) {
        auto equals = line.find('=');
        auto words = words_of(line.substr(0, equals));
        if (equals == line.npos || words.size() < 3 || (words.size() != 3 && (words.size() != 5 || words[3] != "from")))
            return wrong("字段应写成：field 名称 种类 = 列名, 列名。",
                         "A field is written: field NAME KIND = COLUMN, COLUMN; or with \"from FIELD\" before the =.");
        Field field{.name = std::string(words[1])};
        if (spec_.field(field.name))
            wrong("字段重名：" + field.name + "。", "There are two fields called " + field.name + ".");
        if (auto kind = meaning(kind_words, words[2]))
            field.kind = *kind;
        else
            wrong("没有这种字段：" + std::string(words[2]) + "。",
                  "There is no kind of field called " + std::string(words[2]) + ".");
        if (words.size() == 5) {
            field.from = words[4];
            auto source = spec_.field(field.from);
            bool fits = field.kind == Kind::date || field.kind == Kind::code || field.kind == Kind::division;
            if (!source || source->kind != Kind::id_number || !fits)
                wrong("from 只能让日期、代码或区划取自前面的身份证号字段。",
                      "from fills a date, a code (the sex) or a division out of an id-number field that stands above.");
        }
        for (auto rest = line.substr(equals + 1); !rest.empty();) {
            auto end = std::min(rest.find(','), rest.size());
            if (auto column = trimmed(rest.substr(0, end)); !column.empty()) field.columns.emplace_back(column);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (field.columns.empty()) wrong("字段没有列名。", "The field names no column.");
        if (spec_.fields.size() == fields_max) return wrong("字段太多。", "There are more than 32 fields.");
        spec_.fields.push_back(std::move(field));
    }

    std::optional<std::size_t> field_named(std::string_view name) {
        auto found = spec_.field(name);
        if (!found) {
            wrong("上面没有字段“" + std::string(name) + "”。", "No field above is called " + std::string(name) + ".");
            return {};
        }
        return static_cast<std::size_t>(found - spec_.fields.data());
    }

    void read_compare(const std::vector<std::string_view>& words) {
        is_comparing_ = false;
        if (words.size() != 2) return wrong("应写成：compare 字段。", "A comparison is written: compare FIELD.");
        auto field = field_named(words[1]);
        if (!field) return;
        if (std::ranges::any_of(spec_.comparisons, [&](auto& c) { return c.field == *field; }))
            return wrong("同一字段比较了两次。", std::string(words[1]) + " is compared twice.");
        if (spec_.comparisons.size() == comparisons_max)
            return wrong("比较项太多，最多 15 个。", "There are more than 15 comparisons.");
        spec_.comparisons.push_back({*field, {}});
        is_comparing_ = true;
    }

    // level TEST [NUMBER] [by-frequency]
    void read_level(std::vector<std::string_view> words) {
        if (!is_comparing_) return wrong("level 要写在 compare 下面。", "A level stands below a comparison.");
        auto& comparison = spec_.comparisons.back();
        auto kind = spec_.fields[comparison.field].kind;
        Level level;
        if (words.size() > 2 && words.back() == "by-frequency") level.by_frequency = true, words.pop_back();
        auto test = words.size() > 1 ? meaning(test_words, words[1]) : std::nullopt;
        if (!test || !std::ranges::count(tests_of(kind), *test))
            return wrong("这种字段没有这样的比较。", "A field of kind " + std::string(word_of(kind)) +
                                                         " has these levels: " + all_tests_of(kind) + ".");
        level.test = *test;
        level.text = words[1];
        bool wants_number = *test == Test::typo || *test == Test::similar || *test == Test::bigrams ||
                            *test == Test::first || *test == Test::last;
        if (words.size() != (wants_number ? 3u : 2u))
            return wrong(wants_number ? "这一级要写一个数。" : "这一级不带数。",
                         std::string(words[1]) + (wants_number ? " wants a number behind it."
                                                               : " takes nothing behind it but by-frequency."));
        if (wants_number) {
            auto number = number_in(words[2]);
            bool is_share = *test == Test::similar || *test == Test::bigrams;
            bool fits = number && (is_share ? *number > 0 && *number < 1
                                            : *number == static_cast<int>(*number) && *number >= 1 &&
                                                  *number <= (*test == Test::typo ? 2 : 16));
            if (!fits)
                return wrong("这个数不在范围内。", "The number behind " + std::string(words[1]) +
                                                       (is_share              ? " lies between 0 and 1."
                                                        : *test == Test::typo ? " is 1 or 2."
                                                                              : " is 1 to 16."));
            level.number = *number;
            level.text += " " + std::string(words[2]);
        }
        if (level.by_frequency && !is_equality(*test))
            wrong("by-frequency 只能用于相等的级别。", "by-frequency stands behind levels of equality only.");
        if (level.by_frequency && kind != Kind::person_name && kind != Kind::enterprise && kind != Kind::code &&
            kind != Kind::text)
            wrong("by-frequency 只用于姓名、单位、代码和文本。",
                  "by-frequency is for names, enterprises, codes and texts.");
        if (level.by_frequency && std::ranges::any_of(comparison.levels, [](auto& l) { return !is_equality(l.test); }))
            wrong("by-frequency 要写在相似级别之前。",
                  "Levels with by-frequency stand above those that are no equality.");
        if (comparison.levels.size() == levels_max) return wrong("级别太多。", "A comparison has more than 12 levels.");
        comparison.levels.push_back(std::move(level));
    }

    // block FIELD[.TEST[(DIGITS)]] …
    void read_rule(const std::vector<std::string_view>& words, std::vector<Rule>& rules) {
        is_comparing_ = false;
        Rule rule{.line = line_};
        for (std::size_t i = 1; i < words.size(); ++i) {
            rule.text += (i > 1 ? " " : "") + std::string(words[i]);
            auto dot = words[i].find('.');
            auto field = field_named(words[i].substr(0, dot));
            if (!field) return;
            RulePart part{.field = *field};
            if (dot != words[i].npos && !read_test(words[i].substr(dot + 1), part)) return;
            rule.parts.push_back(part);
        }
        if (rule.parts.empty() || rule.parts.size() > rule_parts_max)
            return wrong("规则要有 1 到 6 个字段。", "A rule has 1 to 6 fields.");
        if (rules.size() == rules_max) return wrong("规则太多。", "There are more than 32 rules.");
        rules.push_back(std::move(rule));
    }

    bool read_test(std::string_view text, RulePart& part) {
        auto kind = spec_.fields[part.field].kind;
        auto bracket = text.find('(');
        auto test = meaning(test_words, text.substr(0, bracket));
        bool is_known = test && is_equality(*test) && std::ranges::count(tests_of(kind), *test);
        bool wants_digits = is_known && (*test == Test::first || *test == Test::last);
        if (wants_digits && bracket != text.npos && text.back() == ')') {
            auto digits = number_in(text.substr(bracket + 1, text.size() - bracket - 2));
            if (digits && *digits >= 1 && *digits <= 16) part.digits = static_cast<int>(*digits);
        }
        if (!is_known || (wants_digits && !part.digits) || (!wants_digits && bracket != text.npos)) {
            wrong("规则里的“" + std::string(text) + "”不能用于这种字段。",
                  "\"" + std::string(text) + "\" cannot be used in a rule with a field of kind " +
                      std::string(word_of(kind)) + ".");
            return false;
        }
        part.test = *test;
        return true;
    }

    void read_setting(const std::vector<std::string_view>& words) {
        is_comparing_ = false;
        auto number = words.size() == 3 ? number_in(words[2]) : std::nullopt;
        if (number && words[1] == "threshold" && *number >= -60 && *number <= 60)
            spec_.threshold = *number;
        else if (number && words[1] == "block-pairs-max" && *number >= 1 && *number <= 1e12)
            spec_.block_pairs_max = static_cast<std::uint64_t>(*number);
        else
            wrong("可设的有 threshold（-60 到 60）和 block-pairs-max（1 以上）。",
                  "There are: set threshold W (-60 to 60) and set block-pairs-max N (1 or more).");
    }

    void check_whole() {
        line_ = 0;
        if (spec_.rules.empty())
            wrong("至少要有一条 block 规则。", "There is no block rule, so no records would meet.");
        if (spec_.comparisons.empty()) wrong("至少要有一个 compare。", "Nothing is compared.");
        for (auto& comparison : spec_.comparisons)
            if (comparison.levels.empty())
                wrong("有比较项没有级别。",
                      "The comparison of " + spec_.fields[comparison.field].name + " has no level.");
        if (complaints_.empty() && Layout(spec_).equalities() > equalities_max)
            wrong("要求相等的项太多。", "More than 64 different equalities are asked for.");
    }

    Spec spec_;
    std::vector<Complaint> complaints_;
    std::size_t line_ = 0;
    bool is_comparing_ = false;
};

}  // namespace

const Field* Spec::field(std::string_view wanted) const {
    auto found = std::ranges::find(fields, wanted, [](auto& f) -> std::string_view { return f.name; });
    return found == fields.end() ? nullptr : &*found;
}

Spec parse_spec(std::string_view text, std::string name) { return Parser().parse(text, std::move(name)); }

std::string_view word_of(Kind kind) {
    return std::ranges::find(kind_words, kind, [](auto& row) { return row.second; })->first;
}
std::string_view word_of(Test test) {
    return std::ranges::find(test_words, test, [](auto& row) { return row.second; })->first;
}

std::span<const Test> tests_of(Kind kind) {
    using enum Test;
    static constexpr Test names[]{equal, pinyin, sound, alias, surname, parts, similar};
    static constexpr Test enterprises[]{equal, core, trade, region, form, similar, bigrams};
    static constexpr Test numbers[]{equal, first, last, typo};
    static constexpr Test codes[]{equal, body};
    static constexpr Test dates[]{equal, month, year, typo};
    static constexpr Test divisions[]{equal, prefecture, province};
    static constexpr Test plain[]{equal};
    static constexpr Test texts[]{equal, similar, bigrams};
    switch (kind) {
        case Kind::person_name:
            return names;
        case Kind::enterprise:
            return enterprises;
        case Kind::id_number:
        case Kind::phone:
            return numbers;
        case Kind::credit_code:
            return codes;
        case Kind::date:
        case Kind::date_dmy:
        case Kind::date_mdy:
            return dates;
        case Kind::division:
            return divisions;
        case Kind::code:
            return plain;
        case Kind::text:
            return texts;
    }
    return plain;
}

}  // namespace unionhall::linkage
