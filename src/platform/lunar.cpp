// One number a year, and counting days from it.
#include "platform/lunar.h"

#include <array>
#include <cstdint>

namespace unionhall {

namespace {

// From the low end: 13 bits, one a month in order with the leap month at its place, set when the month has 30 days and
// not 29; 4 bits, the number of the month that comes twice, or 0; 6 bits, the days from 1 January to the new year.
constexpr std::array<std::uint32_t, lunar_year_max - lunar_year_min + 1> years{
    0x620752, 0x4c0ea5, 0x38b64a, 0x5c064b, 0x440a9b, 0x309556, 0x56056a, 0x400b59, 0x2a5752, 0x500752, 0x3adb25,
    0x600b25, 0x480a4b, 0x32b4ab, 0x5802ad, 0x42056b, 0x2c4b69, 0x520da9, 0x3efd92, 0x640e92, 0x4c0d25, 0x36ba4d,
    0x5c0a56, 0x4602b6, 0x2e95b5, 0x5606d4, 0x400ea9, 0x2c5e92, 0x500e92, 0x3acd26, 0x5e052b, 0x480a57, 0x32b2b6,
    0x580b5a, 0x4406d4, 0x2e6ec9, 0x520749, 0x3cf693, 0x620a93, 0x4c052b, 0x34ca5b, 0x5a0aad, 0x46056a, 0x309b55,
    0x560ba4, 0x400b49, 0x2a5a93, 0x500a95, 0x38f52d, 0x5e0536, 0x480aad, 0x34b5aa, 0x5805b2, 0x420da5, 0x2e7d4a,
    0x540d4a, 0x3d0a95, 0x600a97, 0x4c0556, 0x36cab5, 0x5a0ad5, 0x4606d2, 0x308ea5, 0x560ea5, 0x40064a, 0x286c97,
    0x4e0a9b, 0x3af55a, 0x5e056a, 0x480b69, 0x34b752, 0x5a0b52, 0x420b25, 0x2c964b, 0x520a4b, 0x3d14ab, 0x6002ad,
    0x4a056d, 0x36cb69, 0x5c0da9, 0x460d92, 0x309d25, 0x560d25, 0x415a4d, 0x640a56, 0x4e02b6, 0x38c5b5, 0x5e06d5,
    0x480ea9, 0x34be92, 0x5a0e92, 0x440d26, 0x2c6a56, 0x500a57, 0x3d14d6, 0x62035a, 0x4a06d5, 0x36b6c9, 0x5c0749,
    0x460693, 0x2e952b, 0x54052b, 0x3e0a5b, 0x2a555a, 0x4e056a, 0x38fb55, 0x600ba4, 0x4a0b49, 0x32ba93, 0x580a95,
    0x42052d, 0x2c8aad, 0x500ab5, 0x3d35aa, 0x6205d2, 0x4c0da5, 0x36dd4a, 0x5c0d4a, 0x460c95, 0x30952e, 0x540556,
    0x3e0ab5, 0x2a55b2, 0x5006d2, 0x38cea5, 0x5e0725, 0x48064b, 0x32ac97, 0x560cab, 0x42055a, 0x2c6ad6, 0x520b69,
    0x3d7752, 0x620b52, 0x4c0b25, 0x36da4b, 0x5a0a4b, 0x4404ab, 0x2ea55b, 0x5405ad, 0x3e0b6a, 0x2a5b52, 0x500d92,
    0x3afd25, 0x5e0d25, 0x480a55, 0x32b4ad, 0x5804b6, 0x4005b5, 0x2c6daa, 0x520ec9, 0x3f1e92, 0x620e92, 0x4c0d26,
    0x36ca56, 0x5a0a57, 0x4404d6, 0x2e86d5, 0x540755, 0x400749, 0x286e93, 0x4e0693, 0x38f52b, 0x5e052b, 0x460a5b,
    0x32b55a, 0x58056a, 0x420b65, 0x2c974a, 0x520b4a, 0x3d1a95, 0x620a95, 0x4a052d, 0x34caad, 0x5a0ab5, 0x4605aa,
    0x2e8ba5, 0x540da5, 0x400d4a, 0x2a7c95, 0x4e0c96, 0x38f94e, 0x5e0556, 0x480ab5, 0x32b5b2, 0x5806d2, 0x420ea5,
    0x2e8e4a, 0x50068b, 0x3b0c97, 0x6004ab, 0x4a055b, 0x34cad6, 0x5a0b6a, 0x460752, 0x309725, 0x540b45, 0x3e0a8b,
    0x28549b, 0x4e04ab,
};

struct Year {
    explicit Year(int year)
        : bits(years[std::size_t(year - lunar_year_min)]), first(plus_days(january(year), offset())) {}

    static Date january(int year) { return Date{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}}; }
    int offset() const { return int(bits >> 17); }
    int leap_month() const { return int(bits >> 13 & 15); }
    int months() const { return leap_month() ? 13 : 12; }
    int days_of(int place) const { return bits >> place & 1 ? 30 : 29; }  // place 0 is the first month

    // Where a month stands in the year, counting the leap month.
    int place_of(int month, bool leap) const { return month - 1 + (leap || (leap_month() && month > leap_month())); }

    std::uint32_t bits;
    Date first;
};

bool in_table(int year) { return year >= lunar_year_min && year <= lunar_year_max; }

}  // namespace

std::optional<Date> lunar_new_year(int year) {
    if (!in_table(year)) return {};
    return Year(year).first;
}

std::optional<LunarDay> lunar_day(Date date) {
    int number = int(date.year());
    if (in_table(number) && date < Year(number).first) --number;
    if (number == lunar_year_max + 1) --number;  // the last lunar year ends in the next solar one
    if (!in_table(number)) return {};
    Year year(number);
    int left = days_between(year.first, date);
    for (int place = 0; place < year.months(); left -= year.days_of(place++)) {
        if (left >= year.days_of(place)) continue;
        int leap = year.leap_month();
        bool after = leap && place >= leap;
        return LunarDay{number, place + 1 - after, left + 1, leap && place == leap};
    }
    return {};
}

std::optional<Date> solar_day(LunarDay lunar) {
    if (!in_table(lunar.year) || lunar.month < 1 || lunar.month > 12) return {};
    Year year(lunar.year);
    if (lunar.leap && lunar.month != year.leap_month()) return {};
    int place = year.place_of(lunar.month, lunar.leap), days = lunar.day - 1;
    if (lunar.day < 1 || lunar.day > year.days_of(place)) return {};
    while (place-- > 0) days += year.days_of(place);
    return plus_days(year.first, days);
}

std::optional<Date> festival_day(Festival festival, int year) {
    switch (festival) {
        case Festival::spring:
            return solar_day({year, 1, 1});
        case Festival::lantern:
            return solar_day({year, 1, 15});
        case Festival::dragon_boat:
            return solar_day({year, 5, 5});
        case Festival::qixi:
            return solar_day({year, 7, 7});
        case Festival::mid_autumn:
            return solar_day({year, 8, 15});
        case Festival::double_ninth:
            return solar_day({year, 9, 9});
    }
    return {};
}

Words to_words(Festival festival) {
    switch (festival) {
        case Festival::spring:
            return {"春节", "Spring Festival"};
        case Festival::lantern:
            return {"元宵节", "Lantern Festival"};
        case Festival::dragon_boat:
            return {"端午节", "Dragon Boat Festival"};
        case Festival::qixi:
            return {"七夕", "Qixi Festival"};
        case Festival::mid_autumn:
            return {"中秋节", "Mid-Autumn Festival"};
        case Festival::double_ninth:
            return {"重阳节", "Double Ninth Festival"};
    }
    return {};
}

}  // namespace unionhall
