// Rules about what people read, and about what must never be written down of them.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "platform/json.h"
#include "tidy_sources.h"

namespace {

// Fields that this project never stores of a person, in the words somebody might name them by: the ethics of
// domain rule 5.6 as a test that fails the build. A name counts by its parts, so track_id and face_image are caught.
const std::set<std::string> never_in_a_name{
    "ethnicity",   "ethnic",    "religion",  "religious", "political", "politics",    "party",     "faith", "face",
    "fingerprint", "biometric", "iris",      "track",     "tracks",    "trajectory",  "belief",    "race",  "gps",
    "latitude",    "longitude", "household", "loyalty",   "petition",  "nationality", "birthplace"};
const std::vector<std::string> never_in_a_label{"民族", "宗教", "信仰", "政治面貌", "党派", "人脸",   "指纹", "虹膜",
                                                "轨迹", "维稳", "族别", "籍贯",     "户籍", "经纬度", "上访"};

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

TEST_CASE("what is never asked of a person is in no question and no answer, wherever its table stands") {
    using Kind = tidy::Token::Kind;
    int fields = 0;
    for (auto& path : tidy::files_below("src")) {
        if (!tidy::is_cpp(path) || tidy::is_test(path)) continue;
        auto all = tidy::tokens_of(path);
        for (std::size_t i = 0; i + 12 < all.size(); ++i) {
            if (all[i].content != "field" || all[i + 1].content != "(" || all[i + 2].content != "&") continue;
            // field(&Struct::member, "name", {"中文", "English"}): the name and both labels are texts behind it.
            int texts = 0;
            for (auto at = i + 3; at < i + 14 && at < all.size() && texts < 3; ++at) {
                if (all[at].kind != Kind::text) continue;
                ++texts;
                check_holds_no_forbidden_field(path, all[at].content);
            }
            fields += texts == 3;
        }
    }
    CHECK_MESSAGE(fields > 200, "the fields of records are not found any more: " << fields);
}

TEST_CASE("a list from an employer has no column for it, and such a column is dropped by name") {
    auto path = "src/members/import_rules.cpp";
    auto all = tidy::tokens_of(path);
    std::string dropped;
    int headings = 0;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        bool is_map = all[i].content.ends_with("_headings") && all[i + 1].content == "{";
        bool is_dropped = all[i].content == "never_stored" && all[i + 1].content == "{";
        if (!is_map && !is_dropped) continue;
        for (auto at = i + 2; at < all.size() && all[at].content != "}"; ++at) {
            if (all[at].kind != tidy::Token::Kind::text) continue;
            if (is_dropped) dropped += all[at].content + " ";
            if (!is_map) continue;
            ++headings;
            check_holds_no_forbidden_field(path, all[at].content);
        }
    }
    CHECK(headings > 20);
    for (auto label : {"民族", "族别", "宗教", "信仰", "政治", "党派", "人脸", "指纹", "虹膜", "轨迹", "维稳", "籍贯",
                       "户籍", "上访"})
        CHECK_MESSAGE(dropped.find(label) != std::string::npos, "a column called " << label << " would be kept");
}

// Every name of a property or parameter in a description of the API, with its labels.
static void check_described(const unionhall::Json& json, bool is_properties, int& names) {
    if (json.is_array())
        for (auto& item : json.array()) check_described(item, false, names);
    if (!json.is_object()) return;
    for (auto& [key, value] : json.object()) {
        if (is_properties) ++names, check_holds_no_forbidden_field("docs/golden/openapi.json", key);
        bool is_label = key == "name" || key == "title" || key == "x-label-zh";
        if (is_label && std::holds_alternative<std::string>(value.value))
            check_holds_no_forbidden_field("docs/golden/openapi.json", value.text());
        check_described(value, key == "properties" && !is_properties, names);
    }
}

TEST_CASE("the API as it is described has no field for it") {
    int names = 0;
    check_described(unionhall::parse_json(tidy::text_of("docs/golden/openapi.json")), false, names);
    CHECK(names > 200);
}

TEST_CASE("no form on the web asks for it: neither a field nor a label; saying that it is never asked is allowed") {
    int forms = 0;
    for (auto& path : tidy::files_below("web/src")) {
        if (path.ends_with(".vue"))
            for (auto& line : tidy::lines_of(path))
                for (auto start : {" id=\"", " name=\"", "v-model=\"", "v-model:code=\""}) {
                    auto at = line.find(start);
                    if (at == std::string::npos) continue;
                    auto begin = at + std::string(start).size();
                    ++forms;
                    check_holds_no_forbidden_field(path, line.substr(begin, line.find('"', begin) - begin));
                }
        if (!path.ends_with("texts.ts")) continue;
        for (auto& line : tidy::lines_of(path)) {
            bool says_never = line.find("不") != std::string::npos;
            for (auto& label : never_in_a_label)
                CHECK_MESSAGE((says_never || line.find(label) == std::string::npos), path << " asks for " << label);
            if (auto colon = line.find(": "); colon != std::string::npos)
                check_holds_no_forbidden_field(path, line.substr(0, colon));
        }
    }
    CHECK(forms > 20);
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
