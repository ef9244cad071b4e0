// Photos of stations over HTTP: brought and taken away by the keeper, seen by anybody.
#include "platform/photo.h"
#include "stations/api.h"
#include "stations/photo_store.h"

namespace unionhall::stations {
namespace {

struct PhotoAsked {
    Id<Station> station_id;
    std::string alt;
};

// clang-format off
const RecordType& record_of(const PhotoAsked*) {
    static const auto type = record<PhotoAsked>("station_photo_asked", "", {"照片说明", "photo of a station"}, {
        field(&PhotoAsked::station_id, "station_id", {"服务站点", "Station"}).required(),
        field(&PhotoAsked::alt,        "alt",        {"照片里有什么", "What is to be seen"}).required().at_most(100),
    });
    return type;
}
// clang-format on

// Reading a picture takes longer than the writer should wait: what comes of it is the finding, with its size before it.
std::string read_photo_ahead(Context& context, const Request& request) {
    check_door(may(keep), context, type_of<StationPhoto>(), nullptr);
    auto photo = photo_of(request.body);
    return std::to_string(photo.width) + " " + std::to_string(photo.height) + "\n" + photo.jpeg;
}

StationPhoto bring_photo(Context& context, const PhotoAsked& asked, std::string_view) {
    auto station = context.find(asked.station_id);
    context.require(keep, station.unit_path, type_of<Station>().label);
    if (station.status == Status::closed) throw conflict({"站点已永久关闭。", "The station is closed for good."});
    if (count_photos(context.tx, station.id) >= photos_each_max)
        throw conflict({"每个站点最多 " + std::to_string(photos_each_max) + " 张照片，请先去掉一张。",
                        "A station has " + std::to_string(photos_each_max) + " photos at most. Take one away first."});
    auto& found = context.finding;
    auto blank = found.find(' '), line = found.find('\n');
    StationPhoto photo{.id = context.new_id<StationPhoto>(),
                       .unit_id = station.unit_id,
                       .station_id = station.id,
                       .alt = asked.alt,
                       .width = std::stoll(found.substr(0, blank)),
                       .height = std::stoll(found.substr(blank + 1, line)),
                       .bytes = static_cast<std::int64_t>(found.size() - line - 1),
                       .brought_at = context.now};
    context.insert(photo);
    keep_photo_bytes(context.tx, photo.id, found.substr(line + 1));
    return photo;
}

void remove_photo(Context& context, const StationPhoto& photo) { erase_photo(context.tx, photo.id); }

Response show_photos(Call& call) {
    auto station = call.context.find(Id<Station>{call.id});
    if (!is_public(station.status)) throw not_found(type_of<Station>().label);
    std::vector<PublicPhoto> found;
    for (auto& photo : photos_of(call.context.tx, station.id))
        found.push_back(
            {photo.id, photo.alt, "/api/public/station-photos/" + photo.id.text(), photo.width, photo.height});
    std::vector<const void*> records;
    for (auto& photo : found) records.push_back(&photo);
    return answer_items(call.context, type_of<PublicPhoto>(), records);
}

// A picture never changes: another one has another id. Taken away, it is asked for again within the hour.
Response picture_of(Transaction& tx, Id<StationPhoto> id, const std::string& cache) {
    Response response{.content_type = "image/jpeg", .body = photo_bytes(tx, id)};
    if (response.body.empty()) throw not_found(type_of<StationPhoto>().label);
    response.headers = {{"Cache-Control", cache}};
    return response;
}

Response send_public_picture(Call& call) {
    auto photo = call.context.find(Id<StationPhoto>{call.id});
    auto station = call.context.find(photo.station_id);
    if (!is_public(station.status)) throw not_found(type_of<StationPhoto>().label);
    return picture_of(call.context.tx, photo.id, "public, max-age=3600");
}

Response send_picture(Call& call) {
    auto photo = call.context.find(Id<StationPhoto>{call.id});
    call.context.require(read, photo.unit_path, type_of<StationPhoto>().label);
    return picture_of(call.context.tx, photo.id, "private, max-age=3600");
}

Route brought_ahead(Route route) {
    route.ahead = read_photo_ahead;
    return route;
}

}  // namespace

// clang-format off
Routes photo_routes() {
    using Gives = Route::Gives;
    return {
        list<StationPhoto>("/api/station-photos",        may(read),                                             {"站点照片", "Photos of stations."}),
        brought_ahead(upload("/api/station-photos",      may(keep), "station_photo.brought",   bring_photo,      {"上传站点照片（JPEG、PNG、WebP），照片以外的信息一律去掉", "Bring a photo as JPEG, PNG or WebP; of it the picture alone is kept."})),
        remove<StationPhoto>("/api/station-photos/{id}", may(keep), "station_photo.removed",   remove_photo,     {"去掉站点照片", "Take a photo away."}),
        raw("/api/station-photos/{id}/picture",          may(read),                            send_picture,     {"照片本身", "The picture itself."}),
        by_hand(made_route("GET", "/api/public/stations/{id}/photos", anyone(), "", type_of<Nothing>(), type_of<PublicPhoto>(), Gives::many, {"一个站点的照片，无需登录", "The photos of a station, for anybody."}), show_photos),
        raw("/api/public/station-photos/{id}",           anyone(),                             send_public_picture, {"一张站点照片，无需登录", "One photo of a station, for anybody."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
