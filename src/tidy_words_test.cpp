// Rules about what people read, and about what must never be written down of them.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "tidy_sources.h"

namespace {

// Fields that this project never stores of a person, in the words somebody might name them by: the ethics of
// domain rule 5.6 as a test that fails the build. A name counts by its parts, so track_id and face_image are caught.
const std::set<std::string> never_in_a_name{"ethnicity", "ethnic", "religion", "religious", "political",
                                            "politics",  "party",  "faith",    "face",      "fingerprint",
                                            "biometric", "iris",   "track",    "tracks",    "trajectory"};
const std::vector<std::string> never_in_a_label{"民族", "宗教", "信仰", "政治面貌", "党派",
                                                "人脸", "指纹", "虹膜", "轨迹",     "维稳"};

bool has_chinese(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        auto lead = static_cast<unsigned char>(text[i]), next = static_cast<unsigned char>(text[i + 1]);
        bool is_ideograph = (lead == 0xE4 && next >= 0xB8) || (lead >= 0xE5 && lead <= 0xE9);  // U+4E00 … U+9FFF
        if (is_ideograph) return true;
    }
    return false;
}

// The first ASCII punctuation that directly follows a Chinese character, or 0. Between digits and Latin it is right.
char ascii_mark_after_chinese(std::string_view text) {
    for (std::size_t i = 3; i < text.size(); ++i)
        if (std::string_view(",;:?!.").find(text[i]) != std::string_view::npos && has_chinese(text.substr(i - 3, 3)))
            return text[i];
    return 0;
}

std::string chinese_mark_in(std::string_view text) {
    for (auto mark : {"，", "。", "：", "；", "？", "！"})
        if (text.find(mark) != std::string_view::npos) return mark;
    return "";
}

struct Pair {
    std::string zh, en;
    int line;
};

// Every { "中文", "English" } of a file: Words{…} and whatever is written like it with Chinese first.
std::vector<Pair> sentence_pairs(const std::string& path) {
    using Kind = tidy::Token::Kind;
    std::vector<Pair> pairs;
    auto all = tidy::tokens_of(path);
    for (std::size_t i = 1; i + 3 < all.size(); ++i) {
        bool is_pair = all[i - 1].content == "{" && all[i].kind == Kind::text && all[i + 1].content == "," &&
                       all[i + 1].kind == Kind::sign && all[i + 2].kind == Kind::text;
        if (!is_pair) continue;
        bool is_words = (i >= 2 && all[i - 2].content == "Words") || has_chinese(all[i].content);
        if (is_words) pairs.push_back({all[i].content, all[i + 2].content, all[i].line});
    }
    return pairs;
}

std::string lower(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

// The parts of every name in a text: "home_address" gives home and address.
std::set<std::string> parts_of_names(const std::string& text) {
    std::set<std::string> parts;
    std::string part;
    for (char c : lower(text) + " ") {
        if (c >= 'a' && c <= 'z')
            part += c;
        else if (!part.empty())
            parts.insert(std::exchange(part, ""));
    }
    return parts;
}

void check_holds_no_forbidden_field(const std::string& path, const std::string& text) {
    for (auto& part : parts_of_names(text))
        CHECK_MESSAGE(!never_in_a_name.contains(part), path << " names a field we never store: " << part);
    for (auto& label : never_in_a_label)
        CHECK_MESSAGE(text.find(label) == std::string::npos, path << " names a field we never store: " << label);
}

}  // namespace

TEST_CASE("every sentence is there in both languages") {
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path)) continue;
        for (auto& pair : sentence_pairs(path)) {
            CHECK_MESSAGE(!pair.zh.empty(), path << ":" << pair.line << " has no Chinese beside: " << pair.en);
            CHECK_MESSAGE(!pair.en.empty(), path << ":" << pair.line << " has no English beside: " << pair.zh);
        }
    }
}

TEST_CASE("each language keeps its own punctuation") {
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path)) continue;
        for (auto& pair : sentence_pairs(path)) {
            CHECK_MESSAGE(!ascii_mark_after_chinese(pair.zh), path << ":" << pair.line << " mixes marks: " << pair.zh);
            CHECK_MESSAGE(chinese_mark_in(pair.en).empty(), path << ":" << pair.line << " mixes marks: " << pair.en);
        }
    }
}

TEST_CASE("what is never asked of a person is in no record, no table and no import") {
    for (auto& path : tidy::files_below("src")) {
        bool is_model = tidy::is_cpp(path) && !tidy::is_test(path) && tidy::is_kind(path, "model");
        if (is_model) {
            std::string names;
            for (auto& token : tidy::tokens_of(path)) names += token.content + " ";
            check_holds_no_forbidden_field(path, names);
        }
        if (path.ends_with(".sql")) {
            std::string statements;
            for (auto& line : tidy::lines_of(path)) statements += line.substr(0, line.find("--")) + "\n";
            check_holds_no_forbidden_field(path, statements);
        }
    }
}

TEST_CASE("the rule against forbidden fields sees them in any spelling and leaves ordinary words alone") {
    struct Case {
        std::string names;
        bool is_forbidden;
    };
    for (auto& [names, is_forbidden] : std::vector<Case>{{"face_image text", true},
                                                         {"gps_Track", true},
                                                         {"surface text", false},
                                                         {"tracking_number", false},
                                                         {"religion text", true},
                                                         {"counterparty_name", false}}) {
        auto parts = parts_of_names(names);
        CHECK_MESSAGE(
            std::ranges::any_of(parts, [](auto& part) { return never_in_a_name.contains(part); }) == is_forbidden,
            names);
    }
}
