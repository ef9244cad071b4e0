// Working days in mainland China: weekdays less holidays plus make-up days, from the yearly notices; and deadlines.
// domain.md 4.8. Lunar days: lunar.h.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string_view>

#include "platform/date.h"
#include "platform/words.h"

namespace unionhall {

enum class Days { calendar, working };  // 日, 工作日: every rule says which it means

struct Deadline {
    Date on;                   // the last day on which it is kept
    bool provisional = false;  // a year on the way has no notice yet: compute it again when the notice is there
    bool moved = false;        // the last of the calendar days was no working day, so it is the next one
};

class Calendar {
  public:
    static constexpr int deadline_days_max = 3660;

    // The file that tools/assets.sh makes. Throws a fault that names it when it is missing or not such a file.
    static Calendar load(const std::filesystem::path& file);
    static Calendar read(std::string_view text);

    bool works_on(Date date) const;
    bool is_provisional(Date date) const;      // its year has no notice: only weekends are known
    const Words* holiday_on(Date date) const;  // null on days that are no holiday of a notice
    bool is_make_up_day(Date date) const;      // a weekend on which people work

    // The nth working day after `from`. n from 0 (that is `from` itself) to deadline_days_max, else std::out_of_range.
    Date add_working_days(Date from, int n) const;

    // Working days after `from` up to and with `to`; 0 when `to` is not later.
    int working_days_between(Date from, Date to) const;

    // The period starts the day after `from`; a last day that is no working day moves to the next working day.
    Deadline deadline(Date from, int n, Days days) const;

  private:
    std::map<Date, Words> holidays_;
    std::set<Date> make_up_days_;
    std::set<int> years_;
};

Words to_words(int n, Days days);  // "15 个工作日", "15 working days"; "20 日", "20 calendar days"

}  // namespace unionhall
