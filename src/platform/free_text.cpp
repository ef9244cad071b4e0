#include "platform/free_text.h"

#include <set>

namespace unionhall {

static constexpr std::size_t digits_of_a_number_min = 11;

using IsNumber = bool (*)(const std::string& digits);

static std::string covered(std::string text, IsNumber is_number) {
    std::size_t begin = 0;
    std::string digits;
    auto cover = [&](std::size_t end) {
        if (is_number(digits))
            for (auto i = begin; i < end; ++i)
                if (text[i] >= '0' && text[i] <= '9') text[i] = '*';
        digits.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        bool is_between = !digits.empty() && (text[i] == ' ' || text[i] == '-');
        if (is_digit && digits.empty()) begin = i;
        if (is_digit)
            digits += text[i];
        else if (!is_between)
            cover(i);
    }
    cover(text.size());
    return text;
}

std::string without_numbers(std::string text) {
    return covered(std::move(text), [](const std::string& digits) { return digits.size() >= digits_of_a_number_min; });
}

std::string without_personal_numbers(std::string text) {
    return covered(std::move(text), [](const std::string& digits) {
        constexpr std::size_t digits_of_a_phone = 11, digits_of_an_id_min = 15;
        auto end = digits.size() < digits_of_a_phone ? std::string() : digits.substr(digits.size() - digits_of_a_phone);
        bool is_phone = !end.empty() && end[0] == '1' && end[1] >= '3';
        return is_phone || digits.size() >= digits_of_an_id_min;
    });
}

bool is_free_text(std::string_view field) {
    static const std::set<std::string_view> names{"alt",       "answer", "basis", "document_number", "fields",
                                                  "label",     "note",   "place", "purpose",         "reason",
                                                  "recipient", "source", "title"};
    return names.contains(field);
}

}  // namespace unionhall
