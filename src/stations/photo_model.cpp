#include "stations/photo_model.h"

namespace unionhall::stations {

// clang-format off
const RecordType& record_of(const StationPhoto*) {
    static const auto type = record<StationPhoto>("station_photo", "station_photos", {"站点照片", "photo of a station"}, {
        key    (&StationPhoto::id),
        owner  (&StationPhoto::unit_id, {"建设工会", "Run by"}),
        path   (&StationPhoto::unit_path),
        field  (&StationPhoto::station_id, "station_id", {"服务站点", "Station"}).by_server().filterable(),
        field  (&StationPhoto::alt,        "alt",        {"照片里有什么", "What is to be seen"}).required().at_most(100)
            .help("给看不见照片的人听，如“从西门进，左手第一间”。", "For those who do not see it: as \"through the west door, first on the left\"."),
        field  (&StationPhoto::width,      "width",      {"宽（像素）", "Width, pixels"}).by_server(),
        field  (&StationPhoto::height,     "height",     {"高（像素）", "Height, pixels"}).by_server(),
        field  (&StationPhoto::bytes,      "bytes",      {"大小（字节）", "Size, bytes"}).by_server(),
        field  (&StationPhoto::brought_at, "brought_at", {"上传时间", "Brought at"}).by_server().sortable(),
        version(&StationPhoto::version),
    });
    return type;
}

const RecordType& record_of(const PublicPhoto*) {
    static const auto type = record<PublicPhoto>("public_photo", "", {"站点照片", "photo of a station"}, {
        field(&PublicPhoto::id,      "id",      {"编号", "Id"}).by_server(),
        field(&PublicPhoto::alt,     "alt",     {"照片里有什么", "What is to be seen"}).by_server(),
        field(&PublicPhoto::address, "address", {"照片地址", "Where it is"}).by_server(),
        field(&PublicPhoto::width,   "width",   {"宽（像素）", "Width, pixels"}).by_server(),
        field(&PublicPhoto::height,  "height",  {"高（像素）", "Height, pixels"}).by_server(),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::stations
