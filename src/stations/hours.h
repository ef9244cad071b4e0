// Opening hours: "08:30-12:00,13:30-18:00" on working days, at weekends, on public holidays. No I/O.
#pragma once

#include "platform/calendar.h"
#include "stations/model.h"

namespace unionhall::stations {

inline constexpr std::size_t spans_a_day_max = 4;

struct Span {
    int from_min = 0, to_min = 0;  // after midnight; past 24:00 when it ends the next morning
};

// In order, none over another; 22:00-06:00 ends the next morning. Nothing for a text that is not of this form.
std::optional<std::vector<Span>> parse_hours(std::string_view);
// The one spelling: "08:30-12:00,13:30-18:00". As it came where it cannot be read.
std::string tidied_hours(const std::string&);

// The text that holds on that day. A make-up day is a working day, whatever day of the week it is.
const std::string& hours_on(const Station&, const Calendar&, Date);
// Of an open station: whether its doors are open at that moment, in China's time.
bool is_open_at(const Station&, const Calendar&, Instant);

// "周一至周五 08:30-18:00，周末不开放" for people; the spans alone are for programs.
Words words_of_hours(const Station&);

}  // namespace unionhall::stations
