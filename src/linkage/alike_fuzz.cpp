// Two cells of whatever bytes, compared in every way there is: as the slow definitions say, and the same either way round.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "linkage/characters.h"
#include "linkage/enterprise.h"
#include "linkage/names.h"
#include "linkage/numbers.h"
#include "linkage/testing_slow.h"

using namespace unionhall::linkage;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::u32string folded_of(std::string_view utf8) {
    std::u32string folded, again;
    bool is_valid = fold_utf8(utf8, folded);
    if (is_valid) require(to_utf8(from_utf8(utf8)) == utf8);
    fold_utf8(to_utf8(folded), again);
    require(again == folded);  // what is folded stays as it is
    return folded;
}

void check_likeness(const std::u32string& a, const std::u32string& b) {
    require(std::abs(jaro_winkler(a, b) - testing::slow_jaro_winkler(a, b)) < 1e-9);
    require(std::abs(bigram_dice(a, b) - testing::slow_dice(a, b)) < 1e-9);
    require(bigram_dice(a, b) == bigram_dice(b, a));
}

void check_names(const std::u32string& a, const std::u32string& b) {
    auto x = split_name(a), y = split_name(b);
    require(testing::same_by_number(x, y) == same_parts(x, y));
    require(same_parts(x, y) == same_parts(y, x));
    for (auto& name : {x, y}) {
        require(split_name(name) == name);
        require(surname_of(name).empty() == name.empty());
        require(pinyin_key(name).empty() == joined_name(name).empty());
        require(sound_key(name).empty() == alias_key(name).empty());
        shape_of(name);
    }
}

void check_enterprise(const std::u32string& folded) {
    auto name = enterprise_name(folded);
    require(name.trade.empty() == name.text.empty());
    require(name.core().size() + name.form.size() <= 2 * name.text.size() + 8);
}

bool is_packed(std::uint64_t number) {
    for (; number; number >>= 4)
        if ((number & 15) > 9) return false;
    return true;
}

void check_numbers(std::string_view cell) {
    auto id = id_number(cell);
    require(is_packed(id.tail) && (id.head & IdNumber::first_digit) <= 9);
    if (id.checks()) require(id.head & IdNumber::is_there);
    require(is_packed(phone_number(cell)));
    for (auto order : {DateOrder::year_first, DateOrder::day_first, DateOrder::month_first}) {
        auto date = date_digits(cell, order);
        require(is_packed(date) && !(date & ~date_mask));
    }
    require(is_packed(division_digits(cell)) && division_digits(cell) <= 0x999999);
    std::u32string folded;
    fold_utf8(cell, folded);
    is_credit_code(folded);
}

// Digits of both cells, cut to one length.
void check_slips(std::string_view a, std::string_view b) {
    auto digits = [](std::string_view cell) {
        std::string kept;
        for (char c : cell)
            if (c >= '0' && c <= '9' && kept.size() < 17) kept += c;
        return kept;
    };
    auto x = digits(a), y = digits(b);
    auto length = std::min(x.size(), y.size());
    if (length < 2) return;
    x.resize(length), y.resize(length);
    auto slips = testing::slips_between(x, y);
    for (int most : {1, 2}) require(within_slips(testing::packed(x), testing::packed(y), most) == (slips <= most));
}

}  // namespace

// The two cells stand in two lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), std::min<std::size_t>(size, 300));
    auto a = text.substr(0, text.find('\n')), b = a.size() < text.size() ? text.substr(a.size() + 1) : a;
    auto x = folded_of(a), y = folded_of(b);
    check_likeness(x, y);
    check_names(x, y);
    check_enterprise(x), check_enterprise(y);
    check_numbers(a), check_numbers(b);
    check_slips(a, b);
    return 0;
}
