// Numbers of a spreadsheet as the text a person sees: phones without exponent, days as days. Not for rooms.
#pragma once

#include <string>
#include <string_view>

namespace unionhall::tables {

struct NumberFormat {
    enum class Kind { plain, percent, zeros, day, time, instant, elapsed };
    Kind kind = Kind::plain;
    int width = 0;  // of zeros: 007 has 3

    friend bool operator==(const NumberFormat&, const NumberFormat&) = default;
};

// By number, as ECMA-376 part 1, 18.8.30 lists them, with the East Asian ones; numbers from 164 have a code of their
// own.
NumberFormat built_in_format(int number);
NumberFormat format_of_code(std::string_view code);

struct NumberText {
    std::string text;
    bool lossy = false;  // more than 15 digits: a spreadsheet keeps no more, so the rest is not what was typed
};

// `raw` as it stands in the file; what is no number comes back as it is.
NumberText number_text(std::string_view raw, NumberFormat format, bool from_1904);

}  // namespace unionhall::tables
