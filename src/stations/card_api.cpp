// The service card of an area, to be printed and carried; and open data. For anybody, without an account.
#include "divisions/model.h"
#include "platform/qr.h"
#include "platform/settings.h"
#include "stations/api.h"
#include "stations/open_data.h"
#include "stations/store.h"
#include "stations/teller.h"

namespace unionhall::stations {
namespace {

// What an A4 page folded to a card holds; of a wider area one prints its streets.
constexpr std::int64_t card_stations_max = 60;
constexpr std::int64_t open_data_rows_max = 20'000;

struct CardQuery {
    std::string division, needs;
};
struct CardStation {
    std::string name, kind_words, address, hours_words, phone;
};
struct ServiceCard {
    std::string title, division_code, division_name;
    std::int64_t count = 0;
    std::vector<CardStation> stations;
    std::string sentence, qr_url, qr_svg;
    Date as_of;
};

// clang-format off
const RecordType& record_of(const CardQuery*) {
    static const auto type = record<CardQuery>("service_card_query", "", {"服务卡区域", "area of a card"}, {
        field(&CardQuery::division, "division", {"区划代码", "Division"}).required().at_most(9),
        field(&CardQuery::needs,    "needs",    {"只要这些", "Only with these"}).at_most(200),
    });
    return type;
}
const RecordType& record_of(const CardStation*) {
    static const auto type = record<CardStation>("card_station", "", {"服务卡上的站点", "station on a card"}, {
        field(&CardStation::name,        "name",        {"名称", "Name"}).by_server(),
        field(&CardStation::kind_words,  "kind_words",  {"类型", "Kinds"}).by_server(),
        field(&CardStation::address,     "address",     {"地址", "Address"}).by_server(),
        field(&CardStation::hours_words, "hours_words", {"开放时间", "Hours"}).by_server(),
        field(&CardStation::phone,       "phone",       {"电话", "Telephone"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const ServiceCard*) {
    static const auto type = record<ServiceCard>("service_card", "", {"暖心服务卡", "service card"}, {
        field(&ServiceCard::title,         "title",         {"标题", "Title"}).by_server(),
        field(&ServiceCard::division_code, "division_code", {"区划代码", "Division"}).by_server(),
        field(&ServiceCard::division_name, "division_name", {"所在区划", "Name of the division"}).by_server(),
        field(&ServiceCard::count,         "count",         {"站点数", "How many"}).by_server(),
        many (&ServiceCard::stations,      "stations",      {"站点", "Stations"}),
        field(&ServiceCard::sentence,      "sentence",      {"说明", "Sentence"}).by_server(),
        field(&ServiceCard::qr_url,        "qr_url",        {"二维码网址", "Address in the QR code"}).by_server(),
        field(&ServiceCard::qr_svg,        "qr_svg",        {"二维码", "QR code"}).by_server(),
        field(&ServiceCard::as_of,         "as_of",         {"截至", "As of"}).by_server(),
    });
    return type;
}
// clang-format on

// https://example.org, as the setting says or as this request was asked.
std::string address_of(const Call& call) {
    auto& setting = call.context.services.settings.public_address;
    if (!setting.empty()) return setting;
    auto *host = call.request.header("host"), *scheme = call.request.header("x-forwarded-proto");
    return (scheme && *scheme == "https" ? "https://" : "http://") + (host ? *host : std::string("localhost"));
}

std::vector<PublicStation> stations_asked(Call& call, const CardQuery& query, std::int64_t most) {
    auto level = query.division.size();
    if (level < 4 || level > 9 || query.division.find_first_not_of("0123456789") != std::string::npos)
        refuse("division", {"请选到市、区县或街道。", "Choose a city, a county or a street."});
    auto traits = traits_named(query.needs);
    if (!traits) refuse("needs", {"有不认识的设施代码。", "One of these is not something a station can have."});
    Teller tell(call.context);
    std::vector<PublicStation> found;
    for (auto& station : public_stations(call.context.tx, query.division, *traits, 0, most))
        found.push_back(tell(station));
    return found;
}

Response print_card(Call& call) {
    auto& context = call.context;
    auto query = question<CardQuery>(call);
    auto stations = stations_asked(call, query, card_stations_max + 1);
    std::erase_if(stations, [](auto& station) { return station.status != Status::open; });
    if (static_cast<std::int64_t>(stations.size()) > card_stations_max)
        refuse("division",
               {"一张卡最多印 " + std::to_string(card_stations_max) + " 个站点，请选小一些的区域。",
                "A card holds at most " + std::to_string(card_stations_max) + " stations. Choose a smaller area."});
    ServiceCard card{.division_code = query.division,
                     .division_name = divisions::full_name_of(context.tx, query.division),
                     .count = static_cast<std::int64_t>(stations.size()),
                     .as_of = context.today};
    auto division = divisions::division_of(context.tx, query.division);
    auto place = division ? division->name : query.division;
    card.title = Words{place + "暖心服务卡", "Service card of " + place}.in(context.language);
    for (auto& s : stations) card.stations.push_back({s.name, s.kind_words, s.address, s.hours_words, s.phone});
    auto n = std::to_string(card.count), day = to_text(context.today);
    card.sentence = Words{n + " 个站点，截至 " + day + "。出发前扫码可查最新情况。",
                          n + " stations as of " + day + ". Scan the code for the latest before you go."}
                        .in(context.language);
    card.qr_url = address_of(call) + "/stations?division=" + query.division;
    card.qr_svg = qr_svg(card.qr_url, Words{"站点查询二维码", "QR code of these stations"}.in(context.language));
    return answer_one(context, 200, card);
}

Response as_file(Call& call, const char* type, const char* ending, std::string body) {
    Response response{.content_type = type, .body = std::move(body)};
    response.headers = {{"Content-Disposition",
                         "attachment; filename=\"stations-" + question<CardQuery>(call).division + ending + "\""},
                        {"Cache-Control", "public, max-age=300"}};
    return response;
}

std::vector<PublicStation> open_data(Call& call) {
    return stations_asked(call, question<CardQuery>(call), open_data_rows_max);
}
Response send_csv(Call& call) {
    return as_file(call, "text/csv; charset=utf-8", ".csv", csv_of(open_data(call), call.context.language));
}
Response send_geojson(Call& call) {
    return as_file(call, "application/geo+json", ".geojson", geojson_of(open_data(call), call.context.now));
}
Response send_json_ld(Call& call) {
    return as_file(call, "application/ld+json", ".jsonld",
                   json_ld_of(open_data(call), address_of(call), call.context.now));
}

template <class Out>
Route of_area(const char* path, Route::Gives how, Response (*handler)(Call&), Label about) {
    return by_hand(made_route("GET", path, anyone(), "", type_of<CardQuery>(), type_of<Out>(), how, about), handler);
}

}  // namespace

// clang-format off
Routes card_routes() {
    using Gives = Route::Gives;
    return {
        of_area<ServiceCard>("/api/public/service-card",      Gives::one, print_card,  {"一个区域的暖心服务卡", "The service card of an area: exactly its open stations."}),
        of_area<Nothing>("/api/public/stations.csv",     Gives::raw, send_csv,     {"站点开放数据（CSV）", "Stations of an area as CSV."}),
        of_area<Nothing>("/api/public/stations.geojson", Gives::raw, send_geojson, {"站点开放数据（GeoJSON，WGS-84）", "Stations of an area as GeoJSON."}),
        of_area<Nothing>("/api/public/stations.jsonld",  Gives::raw, send_json_ld, {"站点开放数据（schema.org）", "Stations of an area in the words of schema.org."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
