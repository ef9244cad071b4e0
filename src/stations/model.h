// A station is a place where workers on the road can come in: a service station, a workers' home, a drivers' home, a
// mother-and-baby room, or several of these under one roof.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "platform/context.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "units/model.h"

namespace unionhall::stations {

enum class Status { planned, building, open, rectifying, paused, closed };
BOOST_DESCRIBE_ENUM(Status, planned, building, open, rectifying, paused, closed)
std::vector<Words> labels_of(const Status*);

// In which system a pair of coordinates came in (domain.md 4.7). What phones measure is WGS-84, what Chinese maps show
// is GCJ-02 or, on Baidu's, BD-09.
enum class CoordinateSystem { gcj02, wgs84, bd09 };
BOOST_DESCRIBE_ENUM(CoordinateSystem, gcj02, wgs84, bd09)
std::vector<Words> labels_of(const CoordinateSystem*);

// One address, once. It may be of several kinds, and then counts once for each of them, and once as an address (AC-24).
struct Station {
    Id<Station> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string name;
    bool is_station = true, is_workers_home = false, is_drivers_home = false, is_nursing_room = false;
    Status status = Status::planned;
    std::string division_code, address;
    std::optional<double> lng, lat;  // as they came in
    CoordinateSystem coordinate_system = CoordinateSystem::gcj02;
    std::optional<double> map_lng, map_lat;  // the same in GCJ-02
    std::string host, keeper_name, phone, note;
    bool is_open_24h = false;
    std::string weekday_hours, weekend_hours, holiday_hours;  // "08:30-12:00,13:30-18:00"; empty: shut
    bool is_step_free = false;
    // The catalogue (domain.md S2, S4, AC-24): what is there. facilities() in rules.h lists them in this order.
    bool has_seats = false, has_water = false, has_microwave = false, has_wifi = false, has_charging = false;
    bool has_pump = false, has_umbrellas = false, has_first_aid = false, has_cups = false, has_books = false;
    bool has_newspapers = false, has_air_conditioning = false, has_fridge = false, has_tv = false, has_lockers = false;
    bool has_toilet = false, has_parking = false, has_shower = false, has_laundry = false;
    std::string award;
    // Living truth: when somebody last made sure of each group of facts.
    std::optional<Date> place_verified_on, hours_verified_on, facilities_verified_on, contact_verified_on;
    std::optional<Date> verified_on;  // the earliest of them; nothing while one fact was never verified
    std::optional<Date> opened_on, closed_on;
    std::int64_t open_reports = 0;  // what passers-by reported and nobody has answered
    // Read off the rest, for looking up: rules.h, derive().
    std::string county_code, address_key;
    std::optional<std::int64_t> place_key;
    std::int64_t traits = 0;
    Instant changed_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const Station*);
const Workflow<Station, Status>& workflow_of(const Station*);

// Open, or shut for a time: what the public is told of and what is counted. Not: planned, being built, closed for good.
bool is_public(Status);

// Open stations of a unit's own tree with facts that nobody verified lately: for the work list.
std::int64_t count_to_verify(Context&, const std::string& unit_path);

// Reports that nobody has answered, and what inspections found and nobody has put right.
std::int64_t count_reports(Transaction&, const std::string& unit_path);
std::int64_t count_deficiencies(Transaction&, const std::string& unit_path);

// --- for demonstrations, commands and imports: as the routes do it, without a door ---
Station plan_station(Context&, Station);
Station open_station(Context&, Station);
// Stations that are open already, as they are: with the days on which they opened and were verified. Checked like others.
std::vector<Station> bring_stations(Context&, std::vector<Station>);

}  // namespace unionhall::stations
