// A station as everybody sees it: what one needs to get there and to come in, and how sure it is.
#pragma once

#include "stations/rules.h"

namespace unionhall::stations {

struct PublicStation {
    Id<Station> id;
    std::string name, kinds, kind_words;  // "station,workers_home"; the same in the asker's language
    Status status = Status::open;
    std::string division_code, division_name, address;
    std::optional<double> lng, lat, wgs_lng, wgs_lat, bd_lng, bd_lat;  // GCJ-02, WGS-84, BD-09
    std::optional<std::int64_t> metres;                                // of a search for the nearest
    std::string phone, host, note, award, unit_name;
    bool is_open_24h = false, is_step_free = false;
    std::string weekday_hours, weekend_hours, holiday_hours, hours_words;
    bool is_open_now = false;
    std::string facilities, facility_words;  // "seats,water"; the same in the asker's language
    std::optional<Date> place_verified_on, hours_verified_on, facilities_verified_on, contact_verified_on;
    bool is_verified = false;
    std::string verified_words;  // what to tell about that
    std::int64_t open_reports = 0;
};
const RecordType& record_of(const PublicStation*);

// What only the house knows beside the station itself.
struct Told {
    Language language = Language::zh;
    Date today;
    bool is_open_now = false;
    std::int64_t verify_days = 0;
    std::string division_name, unit_name;
};
PublicStation public_of(const Station&, const Told&);
Words verified_words(const Station&, Date today, std::int64_t verify_days);

}  // namespace unionhall::stations
