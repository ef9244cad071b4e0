// Reads the notices and walks along the days.
#include "platform/calendar.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace unionhall {

namespace {

constexpr std::string_view first_line = "# unionhall calendar 1";
constexpr std::size_t calendar_bytes_max = 1 << 20;

bool is_weekend(Date date) {
    std::chrono::weekday day{std::chrono::sys_days(date)};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

void check(int n) {
    if (n < 0 || n > Calendar::deadline_days_max)
        throw std::out_of_range("a deadline of " + std::to_string(n) + " days");
}

}  // namespace

Calendar Calendar::load(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("the calendar " + file.string() + " is missing: make it with tools/assets.sh");
    in.exceptions(std::ios::badbit);  // else what memory is missing for is missing in the table
    std::string text(calendar_bytes_max, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(in.gcount()));
    try {
        return read(text);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(file.string() + ": " + error.what() + "; make it anew with tools/assets.sh");
    }
}

// Lines: "year 2026"; "off 2026-01-01 元旦|New Year's Day"; "work 2026-01-04".
Calendar Calendar::read(std::string_view text) {
    Calendar calendar;
    std::istringstream in{std::string(text)};
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    std::string line;
    if (!std::getline(in, line) || !line.starts_with(first_line)) throw std::runtime_error("this is not a calendar");
    while (std::getline(in, line)) {
        std::istringstream words(line);
        words.exceptions(std::ios::badbit);
        std::string kind, day, name;
        words >> kind >> day >> std::ws;
        std::getline(words, name);
        auto date = parse_date(kind == "year" ? day + "-01-01" : day);
        auto bar = name.find('|');
        if (date && kind == "year")
            calendar.years_.insert(int(date->year()));
        else if (date && kind == "off" && bar != std::string::npos)
            calendar.holidays_[*date] = {name.substr(0, bar), name.substr(bar + 1)};
        else if (date && kind == "work")
            calendar.make_up_days_.insert(*date);
        else
            throw std::runtime_error("the calendar has a line that cannot be read: " + line);
    }
    return calendar;
}

bool Calendar::works_on(Date date) const {
    if (make_up_days_.contains(date)) return true;
    return !is_weekend(date) && !holidays_.contains(date);
}

bool Calendar::is_provisional(Date date) const { return !years_.contains(int(date.year())); }

const Words* Calendar::holiday_on(Date date) const {
    auto found = holidays_.find(date);
    return found == holidays_.end() ? nullptr : &found->second;
}

bool Calendar::is_make_up_day(Date date) const { return make_up_days_.contains(date); }

Date Calendar::add_working_days(Date from, int n) const {
    check(n);
    while (n > 0) {
        from = plus_days(from, 1);
        n -= works_on(from);
    }
    return from;
}

int Calendar::working_days_between(Date from, Date to) const {
    if (days_between(from, to) > deadline_days_max * 2)
        throw std::out_of_range("too long a time to count working days in");
    int n = 0;
    while (from < to) n += works_on(from = plus_days(from, 1));
    return n;
}

Deadline Calendar::deadline(Date from, int n, Days days) const {
    check(n);
    Deadline end{days == Days::working ? add_working_days(from, n) : plus_days(from, n)};
    for (; !works_on(end.on); end.on = plus_days(end.on, 1)) end.moved = true;
    for (int year = int(from.year()); year <= int(end.on.year()); ++year)
        end.provisional = end.provisional || !years_.contains(year);
    return end;
}

Words to_words(int n, Days days) {
    auto number = std::to_string(n);
    if (days == Days::working) return {number + " 个工作日", number + (n == 1 ? " working day" : " working days")};
    return {number + " 日", number + (n == 1 ? " calendar day" : " calendar days")};
}

}  // namespace unionhall
