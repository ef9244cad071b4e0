// The only file that speaks SQL about photos of stations. The pictures lie in a table of their own, so that no list reads them.
#pragma once

#include "platform/context.h"
#include "stations/photo_model.h"

namespace unionhall::stations {

void keep_photo_bytes(Transaction&, Id<StationPhoto>, std::string jpeg);
std::string photo_bytes(Transaction&, Id<StationPhoto>);  // empty: there is none
void erase_photo(Transaction&, Id<StationPhoto>);
std::vector<StationPhoto> photos_of(Transaction&, Id<Station>);  // the oldest first
std::int64_t count_photos(Transaction&, Id<Station>);
void follow_station_with_photos(Transaction&, const Station&);  // it was given to another unit

}  // namespace unionhall::stations
