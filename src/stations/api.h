// The routes of this room, in tables: the stations themselves (api.cpp), what anybody may ask (public_api.cpp), what
// passers-by report (report_api.cpp), inspections and visits (inspection_api.cpp), cards and open data (card_api.cpp),
// lists of stations (import_api.cpp), where next (siting_api.cpp), photos (photo_api.cpp).
#pragma once

#include "platform/app.h"
#include "stations/upkeep_rules.h"

namespace unionhall::stations {

Room room();
Routes public_routes();
Routes report_routes();
Routes inspection_routes();
Routes card_routes();
Routes import_routes();
Routes siting_routes();
Routes photo_routes();

// Keeps a station that was changed: what is read off it, the counts, the list that phones keep. `before` null: a new one.
Station keep_station(Context&, const Station* before, Station after);
// So many more visits of that day, counted and noted.
StationTally add_visits(Context&, const Station&, Date, How, std::int64_t more);
// A round of the night: what is only kept for an hour or a month.
bool forget_what_was_sent(Context&, std::int64_t, const std::string&);
// The days for which a fact is taken for true there.
std::int64_t verify_days(Context&, const std::string& unit_path);

}  // namespace unionhall::stations
