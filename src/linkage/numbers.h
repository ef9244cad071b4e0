// Numbers people and enterprises are known by, as packed digits: four bits a digit, so that they are compared at once.
// Each function reads one cell of a table in UTF-8, in full or half width, and returns 0 for what it cannot read.
#pragma once

#include <cstdint>
#include <string_view>

namespace unionhall::linkage {

// A citizen number of 15, 17 or 18 characters as its 17 digits (GB 11643-1999; domain.md 4.1). A number of 15 gets
// its century; that of 17 lost its last character. Only one of 18 can prove itself.
struct IdNumber {
    static constexpr std::uint32_t first_digit = 0xF, is_there = 0x10, is_checked = 0x20;

    std::uint64_t tail = 0;  // the last 16 of the 17 digits
    std::uint32_t head = 0;  // the first digit, and the flags above; 0: there is no number

    bool checks() const { return head & is_checked; }  // its check character is right, and its day exists
    std::uint32_t birth() const { return static_cast<std::uint32_t>(tail >> 12); }  // yyyymmdd, eight digits
    bool is_male() const { return tail & 1; }
};
IdNumber id_number(std::string_view utf8);

// Mobile and landline numbers of 7 to 15 digits; +86, 0086, blanks and dashes fall out. Above the digits stands a 1,
// so that numbers of different lengths never look alike. 0 too for one digit repeated: nobody's number.
std::uint64_t phone_number(std::string_view utf8);

enum class DateOrder { year_first, day_first, month_first };
// yyyymmdd, eight digits, also of days that do not exist: a slip of the pen still tells something.
std::uint32_t date_digits(std::string_view utf8, DateOrder = DateOrder::year_first);
constexpr std::uint32_t date_mask = 0x3FFFFFFF;

// The county, six digits, of a division code of 6, 9 or 12; one of 2 or 4 is filled with zeros.
std::uint32_t division_digits(std::string_view utf8);

// Whether 18 characters are a unified social credit code with a right check character (GB 32100-2015; domain.md 4.2).
bool is_credit_code(std::u32string_view folded);

}  // namespace unionhall::linkage
