// Bytes of every encoding that people send, and of none.
#include "platform/encoding.h"

#include <doctest/doctest.h>

#include <vector>

#include "platform/refusal.h"
#include "platform/text.h"

using namespace unionhall;
using namespace std::string_literals;

namespace {

std::string fed_in_pieces(std::string_view bytes, std::size_t piece) {
    Decoder decoder(encoding_of(bytes));
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += piece) out += decoder.feed(bytes.substr(at, piece));
    decoder.finish();
    return out;
}

std::string sentence_of_refusal(std::string_view bytes) {
    try {
        to_utf8(bytes);
    } catch (const Refusal& refusal) {
        CHECK_FALSE(refusal.title.zh.empty());
        return refusal.title.en;
    }
    return {};
}

}  // namespace

TEST_CASE("each encoding is found and read, whole and byte by byte") {
    struct Case {
        std::string bytes, text;
        Encoding encoding;
    };
    for (const Case& c : std::vector<Case>{
             {"", "", Encoding::utf8},
             {"name,张三", "name,张三", Encoding::utf8},
             {"\xEF\xBB\xBF张三", "张三", Encoding::utf8_bom},
             {"\xFF\xFE\x20\x5F\x09\x4E"s, "张三", Encoding::utf16_le},
             {"\xFE\xFF\x5F\x20\x4E\x09"s, "张三", Encoding::utf16_be},
             {"\xFF\xFE\x42\xD8\xB7\xDF"s, "𠮷", Encoding::utf16_le},
             {"\xFF\xFE", "", Encoding::utf16_le},
             {"\xD5\xC5\xC8\xFD,\xD6\xD3", "张三,钟", Encoding::gb18030},
             {"\xD6\xD0\x95\x32\x82\x36", "中𠀀", Encoding::gb18030},  // four bytes: outside the BMP
             {"\xB0\xA2\xA1\xA4\xC2\xF2", "阿·买", Encoding::gb18030},
         }) {
        CAPTURE(c.text);
        Encoding found{};
        CHECK(to_utf8(c.bytes, &found) == c.text);
        CHECK(found == c.encoding);
        for (std::size_t piece : {1, 2, 3}) CHECK(fed_in_pieces(c.bytes, piece) == c.text);
    }
}

TEST_CASE("what is illegal is refused with its byte and line") {
    CHECK(sentence_of_refusal("a\nb\nc\xFF\n").starts_with("Line 3 (byte 6)"));
    CHECK(sentence_of_refusal("\xD5\xC5\r\n\xD5").starts_with("Line 2 (byte 5)"));
    CHECK(sentence_of_refusal("\xEF\xBB\xBF\n\xD5\xC5").starts_with("Line 2 (byte 5)"));
    CHECK(sentence_of_refusal("\xFF\xFE\x00\xD8\x61\x00"s).find("UTF-16") != std::string::npos);
    CHECK(sentence_of_refusal("\xFF\xFE\x61"s).find("UTF-16") != std::string::npos);
    CHECK(sentence_of_refusal("\xD6\xD0\x95\x32\x82").starts_with("Line 1 (byte 3)"));
}

TEST_CASE("a pair of surrogates may fall on the edge of a buffer") {
    std::string bytes = "\xFF\xFE", text;
    for (int i = 0; i < 40'001; ++i) {
        bytes += i == 0 ? "a\0"s : "\x42\xD8\xB7\xDF"s;
        text += i == 0 ? "a" : "𠮷";
    }
    CHECK(to_utf8(bytes) == text);
    CHECK(fed_in_pieces(bytes, 7) == text);
    std::string gb = "a";
    for (int i = 0; i < 40'000; ++i) gb += "\x95\x32\x82\x36";
    CHECK(to_utf8(gb).size() == 1 + 40'000 * 4);
}

TEST_CASE("no bytes bring the decoder down, and what comes out is UTF-8") {
    std::uint64_t seed = 20261122;
    for (int round = 0; round < 2'000; ++round) {
        std::string bytes;
        for (int i = 0; i < round % 60; ++i) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            bytes.push_back(static_cast<char>(seed >> 56));
        }
        try {
            const std::string text = to_utf8(bytes);
            CHECK(is_utf8(text));
        } catch (const Refusal& refusal) { CHECK_FALSE(refusal.title.en.empty()); }
    }
}
