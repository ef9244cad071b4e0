// The only files that speak SQL about reports, inspections and tallies.
#pragma once

#include "stations/store.h"
#include "stations/upkeep_rules.h"

namespace unionhall::stations {

std::optional<StationReport> report_sent(Transaction&, Id<Station>, const std::string& sent_key);
void keep_sent_key(Transaction&, const StationReport&, const std::string& sent_key, Instant now);
// The one about the same thing that nobody has answered yet.
std::optional<StationReport> open_report(Transaction&, Id<Station>, ReportKind, const std::string& facility);
// Beside the station's version: nobody's edit is refused because somebody reported something.
void add_open_reports(Transaction&, Id<Station>, std::int64_t more, Instant at);

// Counts one try of somebody behind an address, and says how many seconds to wait: 0 when it may go on. station 0: in all.
std::int64_t seconds_to_wait(Transaction&, const std::string& who, std::int64_t station, std::int64_t tries_max,
                             Instant now);
void forget_tries(Transaction&, Instant now);  // and keys of reports that are too old to come again

std::optional<StationTally> tally_of(Transaction&, Id<Station>, Date day, How);

// What is to be done about a station follows it to another unit; visits stay with the unit they were counted for.
void follow_station(Transaction&, const Station&);

std::int64_t count_received(Transaction&, const std::string& unit_path);
std::int64_t count_found(Transaction&, const std::string& unit_path);

void recount_visits(Transaction&, const DaySpan&, const std::function<void(const Delta&)>&);

}  // namespace unionhall::stations
