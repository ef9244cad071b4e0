// What keeps a station true: what passers-by report, what an inspection found, how many came.
#pragma once

#include "stations/model.h"

namespace unionhall::stations {

enum class ReportKind { locked, broken, not_there, wrong_hours, dirty, other };
BOOST_DESCRIBE_ENUM(ReportKind, locked, broken, not_there, wrong_hours, dirty, other)
std::vector<Words> labels_of(const ReportKind*);

enum class ReportStatus { received, fixed, not_so };
BOOST_DESCRIBE_ENUM(ReportStatus, received, fixed, not_so)
std::vector<Words> labels_of(const ReportStatus*);

// Two taps of somebody who stood there: no name, no text, nothing that leads to them. What several report of one thing
// while nobody has answered is one report.
struct StationReport {
    Id<StationReport> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Station> station_id;
    ReportKind kind = ReportKind::locked;
    std::string facility;  // of what is broken: a code of the catalogue
    ReportStatus status = ReportStatus::received;
    std::int64_t times = 1;
    Instant observed_at, received_at;
    Date due_on;
    std::string answer;
    Instant answered_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const StationReport*);
const Workflow<StationReport, ReportStatus>& workflow_of(const StationReport*);

// The six haves of domain.md S1, and two more.
enum class Item { sign, place, facilities, rules, people, map, cleanliness, safety };
BOOST_DESCRIBE_ENUM(Item, sign, place, facilities, rules, people, map, cleanliness, safety)
std::vector<Words> labels_of(const Item*);

struct Inspection {
    Id<Inspection> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Station> station_id;
    Date inspected_on;
    bool has_sign = false, has_place = false, has_facilities = false, has_rules = false, has_people = false;
    bool is_on_map = false, is_clean = false, is_safe = false;
    std::string note;
    std::int64_t deficiencies = 0;
    std::int64_t version = 1;
};
const RecordType& record_of(const Inspection*);

enum class DeficiencyStatus { found, fixed, accepted };
BOOST_DESCRIBE_ENUM(DeficiencyStatus, found, fixed, accepted)
std::vector<Words> labels_of(const DeficiencyStatus*);

struct Deficiency {
    Id<Deficiency> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Station> station_id;
    Id<Inspection> inspection_id;
    Item item = Item::sign;
    DeficiencyStatus status = DeficiencyStatus::found;
    Date due_on;
    std::optional<Date> fixed_on;
    std::string note;
    std::int64_t version = 1;
};
const RecordType& record_of(const Deficiency*);
const Workflow<Deficiency, DeficiencyStatus>& workflow_of(const Deficiency*);

// Counts only (domain.md S5): by hand, by a counter at the door, or by a tap on the code that hangs there.
enum class How { manual, door, tap };
BOOST_DESCRIBE_ENUM(How, manual, door, tap)
std::vector<Words> labels_of(const How*);

struct StationTally {
    Id<StationTally> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Station> station_id;
    Date day;
    How how = How::manual;
    std::int64_t visits = 0;
    std::int64_t version = 1;
};
const RecordType& record_of(const StationTally*);

}  // namespace unionhall::stations
