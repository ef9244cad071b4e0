// What is true of stations whatever the database or the web may say: no I/O, no clock, no context.
#pragma once

#include <span>

#include "platform/calendar.h"
#include "stations/model.h"

namespace unionhall::stations {

inline const Permission read{"stations.read", {"查看服务站点", "See stations"}};
inline const Permission manage{"stations.manage",
                               {"规划、修改、开放和关闭服务站点", "Plan, change, open and close stations"}};
inline const Permission keep{"stations.keep",
                             {"核实站点、答复反映、登记使用人次", "Verify stations, answer reports, enter visits"}};

// Deadlines are rows of the rule table; these are their names.
inline constexpr const char* verify_days_rule = "stations.verify_days";          // a fact is taken for true so long
inline constexpr const char* report_days_rule = "stations.report_days";          // working days to answer a passer-by
inline constexpr const char* deficiency_days_rule = "stations.deficiency_days";  // working days to put something right

enum class Kind { station, workers_home, drivers_home, nursing_room };
BOOST_DESCRIBE_ENUM(Kind, station, workers_home, drivers_home, nursing_room)
std::vector<Words> labels_of(const Kind*);
std::vector<Kind> kinds_of(const Station&);
bool is_of_kind(const Station&, Kind);

struct Facility {
    const char* code;  // of the field, without "has_"
    Label label;
    bool Station::*there;
};
// The catalogue, in the order in which its bits are counted. New ones go to the end: phones keep the numbers.
std::span<const Facility> facilities();

// What a rider may ask for, as bits: the facilities from bit 0, then these.
inline constexpr int trait_24h = 40, trait_step_free = 41, trait_first_kind = 44;
std::int64_t traits_of(const Station&);
// "microwave,toilet,24h,step_free,nursing_room": all of them. Nothing when a word is unknown.
std::optional<std::int64_t> traits_named(std::string_view words);

// Fills what is read off the rest: hours in one spelling, coordinates on the map, keys and traits.
void derive(Station&);

// What is wrong with a station; everything at once.
std::vector<Problem> check(const Station&);
// Closed is history.
std::vector<Problem> check_change(const Station& before);
// What keeps a station from opening (domain.md S1: place, hours, facilities, named people, findable on a map).
std::vector<Problem> check_opening(const Station&);

// The spelling by which two entries of one address are found.
std::string address_key_of(const std::string& county_code, const std::string& address);

// The oldest of the four: the day since which everything is known to be so. Nothing while one was never verified.
std::optional<Date> verified_on(const Station&);
bool is_verified(const Station&, Date today, std::int64_t verify_days);

// The deltas of one station, to be counted once or taken back: by kind, and as an address.
std::vector<Delta> deltas_of(const Station&);

}  // namespace unionhall::stations
