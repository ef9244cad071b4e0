// The open stations nearest to a place: exact, and by an index alone. The place is asked for and kept nowhere.
#pragma once

#include "stations/coordinates.h"
#include "stations/store.h"

namespace unionhall::stations {

// Nobody walks further: within so many metres the answer is exact, beyond there is none.
inline constexpr std::int64_t nearest_metres_max = 100'000;
inline constexpr std::int64_t nearest_items_max = 50;

struct Near {
    std::int64_t station_id = 0, metres = 0;
};
struct NearAsked {
    Place from;               // GCJ-02
    std::int64_t traits = 0;  // only those that have all of these
    std::int64_t limit = 5;
    // Only those open at that moment, by this calendar.
    const Calendar* calendar = nullptr;
    Instant open_at;
};
std::vector<Near> nearest(Transaction&, const NearAsked&);

}  // namespace unionhall::stations
