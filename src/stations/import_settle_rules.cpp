// What each row of a list of stations is, beside those we have and the rows before it.
#include <map>
#include <utility>

#include "stations/import_likeness.h"
#include "stations/import_rules.h"

namespace unionhall::stations {

namespace {

void add_finding(StationImportRow& row, const Words& words, Language language) {
    row.note += (row.note.empty() ? "" : language == Language::zh ? "" : " ") + words.in(language);
}

void settle_same_address(StationImportRow& row, const Station& station, const Compared& other, Language language) {
    bool is_more = (kinds_of(station).size() > 0) && ((station.traits & ~other.station.traits) >> trait_first_kind);
    row.result = is_more && other.id ? RowResult::merge : RowResult::duplicate;
    row.is_taken = row.result == RowResult::merge;
    row.station_id = other.id;
    add_finding(row, {"地址与“" + other.what + "”相同。", "The address is that of \"" + other.what + "\"."}, language);
}

void settle_alike(StationImportRow& row, const StationLikeness& like, const Compared& other, Language language) {
    row.result = RowResult::doubtful, row.is_taken = false, row.station_id = other.id;
    Words where{"", ""};
    if (like.metres) {
        auto m = std::to_string(static_cast<int>(*like.metres));
        where = {"离它 " + m + " 米，", m + " m from it, "};
    }
    add_finding(row,
                {"可能就是“" + other.what + "”：" + where.zh + like.says.zh + "。",
                 "Perhaps the same as \"" + other.what + "\": " + where.en + like.says.en + "."},
                language);
}

void settle_far_away(StationImportRow& row, double nearest_m, Language language) {
    row.result = RowResult::doubtful, row.is_taken = false;
    auto km = std::to_string(static_cast<int>(nearest_m / 1000));
    add_finding(
        row,
        {"离本区县其他站点都在 " + km + " 公里以外，请核对坐标和区划（系统没有行政边界数据，只与已有站点比较）。",
         "Over " + km +
             " km from every other station of the county. Please check place and division: there are no "
             "boundaries here, so it was compared with the stations there are."},
        language);
}

std::optional<Place> place_on_map(const Station& station) {
    if (!station.map_lng || !station.map_lat) return {};
    return Place{*station.map_lng, *station.map_lat};
}

// How far the nearest of those before it lies, where it is further than that.
std::optional<double> far_from_all(const std::vector<Place>& places, Place from) {
    std::optional<double> nearest;
    for (auto& place : places) {
        auto metres = metres_between(from, place);
        if (metres <= far_away_m) return {};
        if (!nearest || metres < *nearest) nearest = metres;
    }
    return nearest;
}

}  // namespace

void settle_rows(std::vector<StationImportRow>& rows, const std::vector<Station>& stations, std::vector<Compared> known,
                 Language language) {
    std::vector<ComparedStation> compared;
    std::vector<Place> places;
    std::map<std::string, std::size_t> by_address;
    auto enter = [&](Compared other) {
        by_address.emplace(other.station.address_key, known.size());
        if (auto place = place_on_map(other.station)) places.push_back(*place);
        known.push_back(std::move(other));
    };
    auto ours = std::exchange(known, {});
    for (auto& one : ours) {
        compared.push_back({one.what, one.station.address, one.station.phone, place_on_map(one.station)});
        enter(std::move(one));
    }
    std::vector<std::size_t> row_of;  // of each that was compared, from the first row on
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].is_taken = rows[i].result != RowResult::unreadable;
        if (!rows[i].is_taken) continue;
        row_of.push_back(i);
        compared.push_back({rows[i].name, rows[i].address, rows[i].phone, place_on_map(stations[i])});
    }
    auto alike = alike_stations(compared, ours.size());
    auto like = alike.begin();
    for (std::size_t place = ours.size(); place < compared.size(); ++place) {
        auto i = row_of[place - ours.size()];
        while (like != alike.end() && like->later < place) ++like;
        auto on_map = place_on_map(stations[i]);
        if (auto same = by_address.find(stations[i].address_key); same != by_address.end())
            settle_same_address(rows[i], stations[i], known[same->second], language);
        else if (like != alike.end() && like->later == place)
            settle_alike(rows[i], *like, known[like->earlier], language);
        else if (auto far = on_map ? far_from_all(places, *on_map) : std::nullopt)
            settle_far_away(rows[i], *far, language);
        enter({rows[i].name, stations[i], {}});
    }
}

}  // namespace unionhall::stations
