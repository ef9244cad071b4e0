// Looks for a text on the disk in every shape it might have been written in. Only tests include this.
#pragma once

#include <iconv.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/crypto.h"
#include "platform/read_file.h"

namespace unionhall::members {

struct Shaped {
    std::string how, bytes;
};

inline std::string in_charset(const std::string& text, const char* charset) {
    auto converter = iconv_open(charset, "UTF-8");
    if (converter == iconv_t(-1)) return {};
    std::string in = text, out(text.size() * 6 + 8, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    bool is_done = iconv(converter, &from, &left, &to, &room) != std::size_t(-1);
    iconv_close(converter);
    out.resize(is_done ? out.size() - room : 0);
    return out;
}

inline std::string base64_at(const std::string& text, std::size_t offset, bool for_urls) {
    static constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static constexpr std::string_view urls = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    auto letters = for_urls ? urls : plain;
    // Only the letters that depend on the text alone, whatever stands before and after it.
    std::string padded = std::string(offset, '\0') + text, out;
    std::size_t bits = padded.size() * 8;
    for (std::size_t at = (offset * 8 + 5) / 6 * 6; at + 6 <= bits; at += 6) {
        unsigned value = 0;
        for (std::size_t b = at; b < at + 6; ++b)
            value = value << 1 | (static_cast<unsigned char>(padded[b / 8]) >> (7 - b % 8) & 1);
        out += letters[value];
    }
    return out;
}

inline std::string digest_of(const std::string& text, const char* name) {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    auto* kind = EVP_get_digestbyname(name);
    if (!kind || !EVP_Digest(text.data(), text.size(), bytes, &size, kind, nullptr)) return {};
    return {reinterpret_cast<char*>(bytes), size};
}

inline std::string upper_hex(std::string text) {
    for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

inline std::string spelled(const std::string& text, const char* format, bool only_non_ascii) {
    auto units = in_charset(text, "UTF-16BE");
    std::string out;
    for (std::size_t i = 0; i + 1 < units.size(); i += 2) {
        unsigned unit = static_cast<unsigned char>(units[i]) << 8 | static_cast<unsigned char>(units[i + 1]);
        char escaped[16];
        std::snprintf(escaped, sizeof escaped, format, unit);
        out += only_non_ascii && unit < 128 ? std::string(1, static_cast<char>(unit)) : std::string(escaped);
    }
    return out;
}

inline void add_numbers(const std::string& digits, std::vector<Shaped>& all) {
    std::string packed, swapped;
    auto even = digits.size() % 2 ? digits + "F" : digits;
    for (std::size_t i = 0; i + 1 < even.size(); i += 2) {
        auto nibble = [](char c) { return static_cast<unsigned>(c == 'F' ? 15 : c - '0'); };
        packed += static_cast<char>(nibble(even[i]) << 4 | nibble(even[i + 1]));
        swapped += static_cast<char>(nibble(even[i + 1]) << 4 | nibble(even[i]));
    }
    std::string big, little;
    auto number = std::stoull(digits);
    for (int i = 7; i >= 0; --i) big += static_cast<char>(number >> (8 * i) & 255);
    little.assign(big.rbegin(), big.rend());
    all.push_back({"packed decimal", packed});
    all.push_back({"packed decimal, swapped", swapped});
    all.push_back({"integer, big end first", big});
    all.push_back({"integer, little end first", little});
    // SQLite keeps a number in as few bytes as it needs.
    all.push_back({"integer of six bytes", big.substr(2)});
}

// The text in more than twenty encodings, and every usual hash of it without salt.
inline std::vector<Shaped> shapes_of(const std::string& text) {
    std::vector<Shaped> all{{"UTF-8", text}};
    for (auto* charset : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "GB18030", "GBK", "BIG5", "UTF-7"})
        all.push_back({charset, in_charset(text, charset)});
    all.push_back({"hex", hex(text)});
    all.push_back({"HEX", upper_hex(hex(text))});
    for (std::size_t offset : {0, 1, 2}) {
        all.push_back({"base64 at " + std::to_string(offset), base64_at(text, offset, false)});
        all.push_back({"base64url at " + std::to_string(offset), base64_at(text, offset, true)});
    }
    std::string url, reversed(text.rbegin(), text.rend()), bits_turned = text, rot = text;
    for (unsigned char c : text) {
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "%%%02X", c);
        url += escaped;
    }
    for (auto& c : bits_turned) c = static_cast<char>(~c);
    for (auto& c : rot) c = static_cast<char>(c >= '0' && c <= '9' ? '0' + (c - '0' + 5) % 10 : c);
    all.push_back({"URL", url});
    all.push_back({"reversed", reversed});
    all.push_back({"inverted", bits_turned});
    if (rot != text) all.push_back({"rot5", rot});
    all.push_back({"JSON escapes", spelled(text, "\\u%04x", false)});
    all.push_back({"JSON escapes of what is not ASCII", spelled(text, "\\u%04x", true)});
    all.push_back({"HTML entities", spelled(text, "&#%u;", false)});
    for (auto* name : {"MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SM3", "SHA3-256", "BLAKE2B512"}) {
        auto digest = digest_of(text, name);
        all.push_back({std::string(name) + " raw", digest});
        all.push_back({std::string(name) + " in hex", hex(digest)});
        all.push_back({std::string(name) + " in HEX", upper_hex(hex(digest))});
        all.push_back({std::string(name) + " in base64", base64_at(digest, 0, false)});
    }
    std::erase_if(
        all, [&](auto& shaped) { return shaped.bytes.size() < 5 || (shaped.how != "UTF-8" && shaped.bytes == text); });
    return all;
}

// A mobile number as people and programs write it.
inline std::vector<std::string> spellings_of_phone(const std::string& eleven) {
    auto part = [&](const char* by) { return eleven.substr(0, 3) + by + eleven.substr(3, 4) + by + eleven.substr(7); };
    return {eleven,    "+86" + eleven, "0086" + eleven,  "86" + eleven,      "+86 " + eleven,
            part(" "), part("-"),      "+86" + part(""), "+86 " + part(" "), "0" + eleven};
}

inline std::vector<Shaped> shapes_of_phone(const std::string& eleven) {
    std::vector<Shaped> all;
    for (auto& spelling : spellings_of_phone(eleven))
        for (auto& shaped : shapes_of(spelling)) all.push_back({"\"" + spelling + "\" as " + shaped.how, shaped.bytes});
    add_numbers(eleven, all);
    add_numbers("86" + eleven, all);
    return all;
}

struct OnDisk {
    std::string file, bytes;
    bool is_postgres_log = false;  // which keeps for a while what was written, also what is gone since
};

// "file: as what", for each shape of each text that stands in a file. Once through each file, however many shapes.
inline std::vector<std::string> found_in(const std::vector<OnDisk>& files, const std::vector<Shaped>& shapes) {
    struct Wanted {
        const Shaped* shaped;
        std::size_t lead;  // zeros before the first byte that tells it from an empty page
    };
    std::vector<std::vector<Wanted>> by_two_bytes(1 << 16);
    auto two_bytes = [](const std::string& bytes, std::size_t at) {
        return std::size_t(static_cast<unsigned char>(bytes[at])) << 8 | static_cast<unsigned char>(bytes[at + 1]);
    };
    for (auto& shaped : shapes)
        if (auto lead = shaped.bytes.find_first_not_of('\0'); lead + 1 < shaped.bytes.size())
            by_two_bytes[two_bytes(shaped.bytes, lead)].push_back({&shaped, lead});
    std::set<std::string> found;
    for (auto& [file, bytes, is_log] : files)
        for (std::size_t i = 0; i + 1 < bytes.size(); ++i)
            for (auto& [shaped, lead] : by_two_bytes[two_bytes(bytes, i)])
                if (i >= lead && bytes.compare(i - lead, shaped->bytes.size(), shaped->bytes) == 0)
                    found.insert(file + ": " + shaped->how);
    return {found.begin(), found.end()};
}

}  // namespace unionhall::members
