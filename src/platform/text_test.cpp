// What text is to the house, case by case.
#include "platform/text.h"

#include <doctest/doctest.h>

#include <utility>

using namespace unionhall;
using Cases = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("only well-formed UTF-8 is UTF-8") {
    for (const char* good :
         {"", "abc", "é", "职工之家", "𠮷野家", "👩‍🚒", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBD", "\xED\x9F\xBF"}) {
        CAPTURE(good);
        CHECK(is_utf8(good));
    }
    const std::vector<std::string> bad = {
        "\x80",              // a continuation byte alone
        "\xC0\xAF",          // overlong slash
        "\xC1\xBF",          // overlong
        "\xE0\x80\xAF",      // overlong, three bytes
        "\xE0\x9F\xBF",      // overlong, three bytes, the last of them
        "\xF0\x80\x80\xAF",  // overlong, four bytes
        "\xF0\x8F\xBF\xBF",  // overlong, four bytes, the last of them
        "\xED\xA0\x80",      // high surrogate
        "\xED\xBF\xBF",      // low surrogate
        "\xF4\x90\x80\x80",  // over U+10FFFF
        "\xF5\x80\x80\x80",  // never a first byte
        "\xFF",
        "\xFE",            // never any byte
        "\xE8\x81",        // cut off
        "ab\xF0\x9F\x91",  // cut off
        "\xE8"
        "a\x8C",             // broken in the middle
        "\xD6\xB0\xB9\xA4",  // GBK
    };
    for (const std::string& text : bad) {
        CAPTURE(text);
        CHECK_FALSE(is_utf8(text));
    }
}

TEST_CASE("characters are code points, and a stray byte is one") {
    CHECK(characters("") == 0);
    CHECK(characters("张三") == 2);
    CHECK(characters("𠮷a") == 2);
    CHECK(characters("👩‍🚒") == 3);
    CHECK(characters("e\xCC\x81") == 2);
    CHECK(characters("\xFF\xFE") == 2);
    CHECK(characters("\xE8\x81") == 2);
}

TEST_CASE("every character and every stray byte comes back as it was") {
    for (char32_t c : {U'a', U'\u007F', U'\u0080', U'\u07FF', U'\u0800', U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
        std::string text;
        append_character(text, c);
        std::size_t at = 0;
        CHECK(next_character(text, at) == c);
        CHECK(at == text.size());
    }
    std::string all, again;
    for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
    for (std::size_t at = 0; at < all.size();) append_character(again, next_character(all, at));
    CHECK(again == all);
}

TEST_CASE("trimmed takes every kind of blank from the ends and none from the middle") {
    for (const auto& [text, expected] : Cases{{"", ""},
                                              {"   ", ""},
                                              {" a b ", "a b"},
                                              {"\t张三\r\n", "张三"},
                                              {"\u3000李 四\u3000", "李 四"},
                                              {"\u00A0x\u00A0", "x"},
                                              {"\uFEFFname", "name"},
                                              {"\u200B\u2060x\u200D", "x"},
                                              {"𠮷 ", "𠮷"},
                                              {" \xFF ", "\xFF"}}) {
        CAPTURE(text);
        CHECK(trimmed(text) == expected);
    }
}

TEST_CASE("what turns the order of a text round goes, and the marks that some scripts want stay") {
    for (const auto& [text, expected] : Cases{{"", ""},
                                              {"名单\u202Evsc.exe", "名单vsc.exe"},
                                              {"\u2067甲\u2069乙\u202A", "甲乙"},
                                              {"ئەخمەت\u200F (1)\u200C", "ئەخمەت\u200F (1)\u200C"},
                                              {"\xFF", "\xFF"}}) {
        CAPTURE(text);
        CHECK(without_overrides(text) == expected);
    }
}

TEST_CASE("folded makes two spellings of one thing equal") {
    for (const auto& [text, expected] : Cases{{"", ""},
                                              {"ＡＢＣ１２３", "abc123"},
                                              {"  Li\u3000 \tLei ", "li lei"},
                                              {"１３８－１２３４", "138-1234"},
                                              {"阿依古丽•买买提", "阿依古丽·买买提"},
                                              {"阿依古丽．买买提", "阿依古丽·买买提"},
                                              {"阿依古丽‧买买提", "阿依古丽·买买提"},
                                              {"阿依古丽・买买提", "阿依古丽·买买提"},
                                              {"甲･乙∙丙⋅丁", "甲·乙·丙·丁"},
                                              {"１．５", "1.5"},
                                              {"张\u200B三", "张三"},
                                              {"Éa", "Éa"},
                                              {"𠮷", "𠮷"},
                                              {"（甲）", "(甲)"},
                                              {"\xFF", "\xFF"}}) {
        CAPTURE(text);
        CHECK(folded(text) == expected);
        CHECK(folded(expected) == expected);
    }
}

TEST_CASE("masks keep what helps and hide the rest") {
    for (const auto& [name, expected] : Cases{{"张三", "张**"},
                                              {"张三丰", "张**"},
                                              {"阿依古丽·买买提", "阿**"},
                                              {"Kirsten", "K***"},
                                              {"Émile", "É***"},
                                              {"𠮷野", "𠮷**"},
                                              {"", ""},
                                              {"  ", ""}})
        CHECK(mask_name(name) == expected);
    for (const auto& [phone, expected] : Cases{{"13812345678", "138****5678"},
                                               {"0991-1234567", "0991-****67"},
                                               {"010-12345678", "010-****78"},
                                               {"+8613812345678", "+86138****5678"},
                                               {"09911234567", "099****4567"},
                                               {"12351", "*****"},
                                               {"1234567", "12****67"},
                                               {"", ""},
                                               {"１２３", "***"},
                                               {"-", "*"}})
        CHECK(mask_phone(phone) == expected);
    for (const auto& [number, expected] : Cases{{"110105199001010010", "110105********0010"},
                                                {"E12345678", "E******78"},
                                                {"H12345678", "H******78"},
                                                {"1234", "****"},
                                                {"", ""}})
        CHECK(mask_id_number(number) == expected);
}

TEST_CASE("first characters never cut a character") {
    CHECK(first_character("𠮷野") == "𠮷");
    CHECK(first_character("").empty());
    CHECK(first_characters("张三丰", 2) == "张三");
    CHECK(first_characters("张", 9) == "张");
    CHECK(lower_ascii("ÀBC") == "Àbc");
}

TEST_CASE("split and join undo one another") {
    for (const char* text : {"", "a", "a,b", ",", ",a,,b,"}) CHECK(join(split(text, ','), ",") == text);
    CHECK(split("a,,b", ',') == std::vector<std::string>{"a", "", "b"});
    CHECK(split("", ',').size() == 1);
    CHECK(join({}, ",").empty());
}
