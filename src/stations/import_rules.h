// How a city's spreadsheet of stations is understood: which column is which, what a row says, which rows are one. No I/O.
#pragma once

#include <span>

#include "platform/tables.h"
#include "stations/coordinates.h"
#include "stations/import_model.h"
#include "stations/rules.h"

namespace unionhall::stations {

inline constexpr std::size_t import_rows_max = 5'000, import_bytes_max = 8UL << 20;
// Two of nearly one name within so many metres may be one; further than that from all others of its county a place is
// doubted. There are no boundaries in the project's data, so a county is where its stations are.
inline constexpr double same_place_m = 120, far_away_m = 60'000;
inline constexpr double alike_from = 0.6;  // of two names, by pairs of characters

struct StationColumns {
    int name = -1, kind = -1, division = -1, address = -1, lng = -1, lat = -1, both = -1, phone = -1, host = -1;
    int hours = -1, weekday = -1, weekend = -1, holiday = -1, facilities = -1;
    std::vector<std::pair<int, int>> single;  // a column of one facility: (column, its number in the catalogue)
    std::vector<std::string> unused;
};
// Refuses (invalid) when there is no column of names or of addresses, naming the headings that would do.
StationColumns station_columns(const TableRow& heading);

struct Street {
    std::string code, name;
};
// The code of the street that a cell means by code or name; of the county when it is empty; "" when there is none.
std::string street_in(const std::string& text, const std::string& county_code, std::span<const Street> streets);

// A place as people write it: in two cells, either way round, or in one with a comma. Nothing outside China.
struct CoordinatesRead {
    std::optional<double> lng, lat;
    bool is_given = false, is_exchanged = false;
};
CoordinatesRead coordinates_in(std::string lng, std::string lat, const std::string& both);

// What the row says; `result` is fresh or unreadable, with the reason in `note`.
StationImportRow read_station_row(const TableRow&, const StationColumns&, const std::string& county_code,
                                  std::span<const Street> streets, Language);

Station station_of(const StationImportRow&, CoordinateSystem);

// 0 … 1: how much of their pairs of characters two names share, without what all stations are called.
double likeness(const std::string& a, const std::string& b);

struct Compared {      // a station we have, or an earlier row of the list
    std::string what;  // for the note: its name
    Station station;
    std::optional<Id<Station>> id;
};
// Compares one row with those before it and sets its result. Certain: one address. Doubtful: nearly one name close by, or
// a place far from all others.
void settle_row(StationImportRow&, const Station&, std::span<const Compared> others, Language);

}  // namespace unionhall::stations
