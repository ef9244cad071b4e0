// How a city's spreadsheet of stations is understood: which column is which, what a row says, which rows are one. No I/O.
#pragma once

#include <span>

#include "platform/tables.h"
#include "stations/coordinates.h"
#include "stations/import_model.h"
#include "stations/rules.h"

namespace unionhall::stations {

inline constexpr std::size_t import_rows_max = 5'000, import_bytes_max = 8UL << 20;
// Further than that from all others of its county a place is doubted. There are no boundaries in the project's data, so a
// county is where its stations are.
inline constexpr double far_away_m = 60'000;

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
struct CoordinateHeadings {
    std::vector<std::string> lng, lat, both;
};
const CoordinateHeadings& coordinate_headings();

// What the row says; `result` is fresh or unreadable, with the reason in `note`.
StationImportRow read_station_row(const TableRow&, const StationColumns&, const std::string& county_code,
                                  std::span<const Street> streets, Language);

Station station_of(const StationImportRow&, CoordinateSystem);

struct Compared {      // a station we have, or an earlier row of the list
    std::string what;  // for the note: its name
    Station station;
    std::optional<Id<Station>> id;
};
// Sets the result of each row, by those we have and the rows before it. Certain: one address. Doubtful: what
// alike_stations() finds (import_likeness.h), and a place far from all others. `rows` and `stations` go together.
void settle_rows(std::vector<StationImportRow>& rows, const std::vector<Station>& stations, std::vector<Compared> known,
                 Language);

}  // namespace unionhall::stations
