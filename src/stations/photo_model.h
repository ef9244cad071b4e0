// Photos of a station, for those who have never been there: the door, the room, the way in. Nobody's face.
#pragma once

#include "stations/model.h"

namespace unionhall::stations {

inline constexpr std::int64_t photos_each_max = 6;  // of one station

struct StationPhoto {
    Id<StationPhoto> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Station> station_id;
    std::string alt;  // what is to be seen, for those who do not see it
    std::int64_t width = 0, height = 0, bytes = 0;
    Instant brought_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const StationPhoto*);

// The same for anybody.
struct PublicPhoto {
    Id<StationPhoto> id;
    std::string alt, address;  // where the picture itself is
    std::int64_t width = 0, height = 0;
};
const RecordType& record_of(const PublicPhoto*);

}  // namespace unionhall::stations
