// Stations for anybody, without an account: by area, the nearest, one of them, and the list that a phone keeps.
#include <algorithm>

#include "platform/crypto.h"
#include "platform/encoding.h"
#include "platform/map_tiles.h"
#include "stations/api.h"
#include "stations/hours.h"
#include "stations/nearest_store.h"
#include "stations/pack.h"
#include "stations/store.h"
#include "stations/teller.h"

namespace unionhall::stations {
namespace {

struct AreaQuery {
    std::string division, needs;
    bool open_now = false;
    std::optional<Id<Station>> after;
    std::int64_t limit = 200;
};
struct NearQuery {
    std::string needs;
    bool open_now = false;
    std::int64_t limit = 5;
};
struct PackQuery {
    std::string county;
    bool neighbours = false;
    std::int64_t since = 0;
};

struct MapShown {
    std::string tiles, system, attribution, review_number;
};

// clang-format off
const RecordType& record_of(const MapShown*) {
    static const auto type = record<MapShown>("map_shown", "", {"底图", "map"}, {
        field(&MapShown::tiles,         "tiles",         {"瓦片地址", "Tiles"}).by_server().at_most(500)
            .help("为空表示没有配置地图。", "Empty: no map is configured."),
        field(&MapShown::system,        "system",        {"坐标系", "Coordinates"}).by_server(),
        field(&MapShown::attribution,   "attribution",   {"地图来源", "Whose map"}).by_server(),
        field(&MapShown::review_number, "review_number", {"审图号", "Review number"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const AreaQuery*) {
    static const auto type = record<AreaQuery>("station_area_query", "", {"按区域查站点", "stations of an area"}, {
        field(&AreaQuery::division, "division", {"区划代码", "Division"}).required().at_most(9),
        field(&AreaQuery::needs,    "needs",    {"需要的设施", "What it must have"}).at_most(200)
            .help("设施和类型代码，用逗号隔开，如 microwave,toilet,24h,step_free,nursing_room。", "Codes of facilities and kinds with commas between: microwave,toilet,24h,step_free,nursing_room."),
        field(&AreaQuery::open_now, "open_now", {"现在开放", "Open now"}),
        field(&AreaQuery::after,    "after",    {"接在哪一个之后", "After this one"}),
        field(&AreaQuery::limit,    "limit",    {"条数", "Limit"}).between(1, public_items_max),
    });
    return type;
}
const RecordType& record_of(const NearQuery*) {
    static const auto type = record<NearQuery>("station_near_query", "", {"附近站点", "stations nearby"}, {
        field(&NearQuery::needs,    "needs",    {"需要的设施", "What it must have"}).at_most(200),
        field(&NearQuery::open_now, "open_now", {"现在开放", "Open now"}),
        field(&NearQuery::limit,    "limit",    {"条数", "Limit"}).between(1, nearest_items_max),
    });
    return type;
}
const RecordType& record_of(const PackQuery*) {
    static const auto type = record<PackQuery>("station_pack_query", "", {"站点离线包", "stations for a phone"}, {
        field(&PackQuery::county,     "county",     {"区县代码", "County"}).required().at_most(6),
        field(&PackQuery::neighbours, "neighbours", {"连同相邻区县", "With its neighbours"}),
        field(&PackQuery::since,      "since",      {"已有的版本", "The version there is"}).between(0, 9e15),
    });
    return type;
}
// clang-format on

MapShown show_map(Context& context, const Nothing&) {
    auto map = map_tiles_of(context.services.settings);
    if (map.url.empty()) return {};
    return {map.url, map.is_gcj02 ? "gcj02" : "wgs84", map.attribution, map.review_number};
}

std::int64_t wanted_traits(const std::string& needs) {
    auto traits = traits_named(needs);
    if (!traits) refuse("needs", {"有不认识的设施代码。", "One of these is not something a station can have."});
    return *traits;
}

std::vector<PublicStation> list_area(Context& context, const AreaQuery& query) {
    auto level = query.division.size();
    if (level < 4 || level > 9 || query.division.find_first_not_of("0123456789") != std::string::npos)
        refuse("division", {"请选到市、区县或街道。", "Choose a city, a county or a street."});
    auto traits = wanted_traits(query.needs);
    std::vector<PublicStation> found;
    Teller tell(context);
    for (auto& station :
         public_stations(context.tx, query.division, traits, query.after ? query.after->number : 0, query.limit)) {
        if (query.open_now && !is_open_at(station, context.services.calendar, context.now)) continue;
        found.push_back(tell(station));
    }
    return found;
}

// Where somebody stands comes in a header of its own: addresses are kept in many places, and nobody's place is kept.
Place place_asked(const Request& request) {
    auto* header = request.header("position");
    auto place = header ? parse_place(*header) : std::nullopt;
    if (!place)
        refuse("Position",
               {"请在请求头 Position 中写明位置，如 116.397428,39.90923 或加上 wgs84。",
                "Say where in the header Position: 116.397428,39.90923, with wgs84 behind it if it is that."});
    return *place;
}

Response find_nearest(Call& call) {
    auto& context = call.context;
    auto query = question<NearQuery>(call);
    NearAsked asked{.from = place_asked(call.request), .traits = wanted_traits(query.needs), .limit = query.limit};
    if (query.open_now) asked.calendar = &context.services.calendar, asked.open_at = context.now;
    auto near = nearest(context.tx, asked);
    std::vector<std::int64_t> ids;
    for (auto& one : near) ids.push_back(one.station_id);
    Teller tell(context);
    std::vector<PublicStation> found;
    for (auto& station : stations_by_ids(context.tx, ids)) {
        found.push_back(tell(station));
        found.back().metres = near[found.size() - 1].metres;
    }
    std::vector<const void*> records;
    for (auto& station : found) records.push_back(&station);
    auto response = answer_items(context, type_of<PublicStation>(), records);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response show(Call& call) {
    auto station = call.context.find(Id<Station>{call.id});
    if (!is_public(station.status)) throw not_found(type_of<Station>().label);
    return answer_one(call.context, 200, Teller(call.context)(station));
}

Response send_pack(Call& call) {
    auto query = question<PackQuery>(call);
    if (query.county.size() != 6 || query.county.find_first_not_of("0123456789") != std::string::npos)
        refuse("county", {"区县代码是六位数字。", "The code of a county has six digits."});
    Response response{.body = pack_of(call.context, query.county, query.neighbours, query.since)};
    auto etag = "\"" + hex(sha256(response.body)).substr(0, 32) + "\"";
    response.headers = {{"ETag", etag}, {"Cache-Control", "public, max-age=300"}};
    auto* known = call.request.header("if-none-match");
    if (known && known->find(etag) != std::string::npos) response.status = 304, response.body.clear();
    return response;
}

template <class In, class Out>
Route asked_by_hand(const char* path, Route::Gives how, Response (*handler)(Call&), Label about) {
    return by_hand(made_route("GET", path, anyone(), "", type_of<In>(), type_of<Out>(), how, about), handler);
}

}  // namespace

// clang-format off
Routes public_routes() {
    using Gives = Route::Gives;
    return {
        get("/api/public/stations", anyone(), list_area, {"一个区域的服务站点，无需登录", "The stations of an area, for anybody."}),
        get("/api/public/map", anyone(), show_map, {"站点地图的底图，没有配置时为空", "The map below the stations; empty where none is configured."}),
        asked_by_hand<NearQuery, PublicStation>("/api/public/stations/nearest", Gives::many, find_nearest, {"离得最近的开放站点；位置写在请求头 Position 中，不保存、不记录", "The nearest open stations; the place comes in the header Position and is neither kept nor logged."}),
        asked_by_hand<PackQuery, Nothing>("/api/public/stations/pack", Gives::raw, send_pack, {"给手机离线用的站点包，可只取变化", "The list of stations that a phone keeps; since=version for what changed."}),
        asked_by_hand<Nothing, PublicStation>("/api/public/stations/{id}", Gives::one, show, {"一个服务站点", "One station, for anybody."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
