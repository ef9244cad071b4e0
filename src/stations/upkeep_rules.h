// What is true of reports, inspections and tallies: no I/O, no clock, no context.
#pragma once

#include <span>

#include "stations/rules.h"
#include "stations/upkeep_model.h"

namespace unionhall::stations {

// A phone without a network sends later what was seen so long ago at most.
inline constexpr std::int64_t observed_days_max = 14, observed_ahead_s_max = 300;
// From one address, within an hour: about one station, and in all. The address is kept as a keyed hash until then.
inline constexpr std::int64_t reports_by_station_max = 6, reports_in_all_max = 30, taps_by_station_max = 60;
inline constexpr std::int64_t tries_window_s = 3600;
// By its key a report that is sent again is known for so long.
inline constexpr std::int64_t report_keys_kept_days = 30;
inline constexpr std::int64_t tally_days_max = 400, visits_a_day_max = 20000;

bool is_facility(std::string_view code);
std::vector<Problem> check_report(ReportKind, const std::string& facility, Instant observed_at, Instant now);

struct CheckRow {
    Item item;
    bool Inspection::*is_well;
};
std::span<const CheckRow> checklist();

Delta visits_delta(const StationTally&, std::int64_t more);

}  // namespace unionhall::stations
