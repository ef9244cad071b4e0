#include "stations/photo_store.h"

namespace unionhall::stations {

void keep_photo_bytes(Transaction& tx, Id<StationPhoto> id, std::string jpeg) {
    tx.run("insert into station_photo_bytes (photo_id, jpeg) values ($1, $2)", {id.number, Bytes{std::move(jpeg)}});
}

std::string photo_bytes(Transaction& tx, Id<StationPhoto> id) {
    for (auto& row : tx.rows("select jpeg from station_photo_bytes where photo_id = $1", {id.number}))
        return std::get<Bytes>(row[0]).data;
    return "";
}

void erase_photo(Transaction& tx, Id<StationPhoto> id) {
    tx.run("delete from station_photo_bytes where photo_id = $1", {id.number});
    tx.erase(id);
}

std::vector<StationPhoto> photos_of(Transaction& tx, Id<Station> id) {
    return tx.select<StationPhoto>("where station_id = $1 order by id limit $2", {id.number, photos_each_max});
}

std::int64_t count_photos(Transaction& tx, Id<Station> id) {
    return tx.number("select count(*) from station_photos where station_id = $1", {id.number}).value_or(0);
}

void follow_station_with_photos(Transaction& tx, const Station& station) {
    tx.run("update station_photos set unit_id = $2, unit_path = $3 where station_id = $1",
           {station.id.number, station.unit_id.number, station.unit_path});
}

}  // namespace unionhall::stations
