#include "platform/free_text.h"

#include <set>

#include "platform/text.h"

namespace unionhall {

static constexpr std::size_t digits_of_a_number_min = 11;

using IsNumber = bool (*)(const std::string& digits);

namespace {

struct Digit {
    char value = 0;  // 0: it is none
    std::size_t bytes = 1;
};

// As a keyboard for Chinese writes them, too: full width, ０ to ９.
Digit digit_at(const std::string& text, std::size_t at) {
    if (text[at] >= '0' && text[at] <= '9') return {text[at], 1};
    constexpr std::string_view begin = "\xef\xbc";
    auto third = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0u;
    if (text.compare(at, 2, begin) == 0 && third >= 0x90 && third <= 0x99)
        return {static_cast<char>('0' + (third - 0x90)), 3};
    return {};
}

// How many bytes of what people put between the digits of a number stand there.
std::size_t gap_at(const std::string& text, std::size_t at) {
    for (std::string_view gap : {" ", "-", ".", "\xc2\xa0", "　", "－", "．", "—", "–", "‐", "‑"})
        if (text.compare(at, gap.size(), gap) == 0) return gap.size();
    return 0;
}

std::string covered(const std::string& text, IsNumber is_number) {
    std::string out, run, stars, digits;  // a run of digits as it is written, and as it may be kept
    auto end_run = [&] {
        out += is_number(digits) ? stars : run;
        run.clear(), stars.clear(), digits.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        auto digit = digit_at(text, i);
        auto bytes = digit.value ? digit.bytes : digits.empty() ? 0 : gap_at(text, i);
        if (!bytes) {
            end_run();
            out += text[i++];
            continue;
        }
        auto part = text.substr(i, bytes);
        run += part;
        stars += digit.value ? "*" : part;
        if (digit.value) digits += digit.value;
        i += bytes;
    }
    end_run();
    return out;
}

}  // namespace

std::string without_numbers(const std::string& text) {
    return covered(text, [](const std::string& digits) { return digits.size() >= digits_of_a_number_min; });
}

std::string without_personal_numbers(const std::string& text) {
    return covered(text, [](const std::string& digits) {
        constexpr std::size_t digits_of_a_phone = 11, digits_of_an_id_min = 15, digits_of_two_days = 16;
        auto end = digits.size() < digits_of_a_phone ? std::string() : digits.substr(digits.size() - digits_of_a_phone);
        bool is_phone = !end.empty() && end[0] == '1' && end[1] >= '3';
        // From one day to another: no district's code begins like a year.
        bool is_dates = digits.size() <= digits_of_two_days && (digits.starts_with("19") || digits.starts_with("20"));
        return is_phone || (digits.size() >= digits_of_an_id_min && !is_dates);
    });
}

bool is_free_text(std::string_view field) {
    static const std::set<std::string_view> names{
        "address", "alt",  "answer", "basis",   "device", "document_number", "employer_name", "fields", "host",
        "label",   "note", "place",  "purpose", "reason", "recipient",       "source",        "title"};
    return names.contains(field);
}

std::string as_kept(std::string_view field, const std::string& text) {
    auto kept = trimmed(without_overrides(text));
    return is_free_text(field) ? without_personal_numbers(kept) : kept;
}

}  // namespace unionhall
