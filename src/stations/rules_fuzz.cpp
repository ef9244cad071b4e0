// Whatever a city's spreadsheet, a keeper, a phone or the solver writes: hours, places, rows of the two lists and CBC's
// answer are read in one way or refused, and what was read is read again as the same.
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "platform/refusal.h"
#include "platform/text.h"
#include "stations/cover_solver.h"
#include "stations/hours.h"
#include "stations/import_rules.h"
#include "stations/siting_rules.h"

using namespace unionhall;
using namespace unionhall::stations;

namespace {

void hold(bool is_so) {
    if (!is_so) std::abort();
}

constexpr int minutes_a_day = 24 * 60;

void check_spans(std::string_view text) {
    auto tidy = tidied_hours(std::string(text));
    hold(tidied_hours(tidy) == tidy);
    auto spans = parse_hours(text);
    if (!spans) return;
    hold(spans->size() <= spans_a_day_max);
    for (std::size_t i = 0; i < spans->size(); ++i) {
        auto& span = (*spans)[i];
        hold(span.from_min >= 0 && span.from_min < minutes_a_day && span.to_min > span.from_min);
        hold(span.to_min - span.from_min <= minutes_a_day && (i == 0 || (*spans)[i - 1].to_min <= span.from_min));
    }
    auto again = parse_hours(tidy);
    hold(again && again->size() == spans->size());
    for (std::size_t i = 0; i < spans->size(); ++i)
        hold((*again)[i].from_min == (*spans)[i].from_min && (*again)[i].to_min == (*spans)[i].to_min);
}

void check_place(std::string_view text) {
    auto place = parse_place(text);
    if (!place) return;
    hold(std::isfinite(place->lng) && std::isfinite(place->lat));
    auto key = place_key(*place);
    hold(key >= 0 && key < std::int64_t{1} << (2 * place_bits));
    for (auto& [low, high] : keys_around(*place, 12)) hold(low <= high);
    auto there = converted(*place, CoordinateSystem::gcj02, CoordinateSystem::wgs84);
    hold(metres_between(converted(there, CoordinateSystem::wgs84, CoordinateSystem::gcj02), *place) < 1);
}

void check_answer(std::string_view text) {
    constexpr std::size_t sites = 40;
    if (auto answer = read_solver_answer(text, sites))
        for (auto site : answer->sites) hold(site < sites);
}

// Lines of cells between "|"; the first is the heading.
std::vector<TableRow> rows_of(std::string_view text) {
    std::vector<TableRow> rows;
    for (auto& line : split(std::string(text), '\n')) {
        TableRow row{.number = static_cast<std::int64_t>(rows.size()) + 1, .cells = split(line, '|')};
        if (!rows.empty()) row.cells.resize(std::max(row.cells.size(), rows[0].cells.size()));
        rows.push_back(std::move(row));
    }
    return rows;
}

const std::vector<Street> streets{{"650203004", "银河路街道"}, {"650203003", "昆仑路街道"}};

void check_stations(const std::vector<TableRow>& rows) {
    try {
        auto columns = station_columns(rows.at(0));
        std::vector<StationImportRow> read;
        std::vector<Station> stations;
        for (std::size_t i = 1; i < rows.size() && i < 20; ++i) {
            read.push_back(read_station_row(rows[i], columns, "650203", streets, Language::zh));
            stations.push_back(station_of(read.back(), CoordinateSystem::wgs84));
            hold(is_utf8(read.back().note));
        }
        settle_rows(read, stations, {}, Language::en);
    } catch (const Refusal& refusal) { hold(!refusal.title.zh.empty() && !refusal.title.en.empty()); }
}

void check_siting(const std::vector<TableRow>& rows) {
    try {
        SitingReader reader("650203", streets, CoordinateSystem::gcj02);
        for (auto& row : rows) reader.take(row);
        for (auto& row : reader.rows) hold(check_siting_row(row).empty());
        reader.finish();
    } catch (const Refusal& refusal) { hold(!refusal.title.zh.empty() && !refusal.title.en.empty()); }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (size > 4000) return 0;
    check_answer(text);
    if (!is_utf8(text)) return 0;  // tables and requests never hand on anything else
    check_spans(text);
    check_place(text);
    auto rows = rows_of(text);
    check_stations(rows);
    check_siting(rows);
    return 0;
}
