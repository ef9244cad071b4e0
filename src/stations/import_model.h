// A city's list of stations on its way in: looked at row by row before anything is written, and undone as a whole.
#pragma once

#include "stations/model.h"

namespace unionhall::stations {

enum class ImportStatus { checked, committed, undone };
BOOST_DESCRIBE_ENUM(ImportStatus, checked, committed, undone)
std::vector<Words> labels_of(const ImportStatus*);

struct StationImport {
    Id<StationImport> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string file_name, format, county_code;
    CoordinateSystem coordinate_system = CoordinateSystem::gcj02;
    ImportStatus status = ImportStatus::checked;
    std::int64_t rows_total = 0, rows_new = 0, rows_merge = 0, rows_doubtful = 0, rows_duplicate = 0;
    std::int64_t rows_unreadable = 0;
    std::int64_t kept = 0;  // when it was undone: stations that are in use by then, and stay
    std::string unused_columns;
    Instant created_at, committed_at, undone_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const StationImport*);
const Workflow<StationImport, ImportStatus>& workflow_of(const StationImport*);

// merge: the address is there, this kind of it is new. doubtful: may be one we have, or lies where it can hardly be.
enum class RowResult { fresh, merge, doubtful, duplicate, unreadable };
BOOST_DESCRIBE_ENUM(RowResult, fresh, merge, doubtful, duplicate, unreadable)
std::vector<Words> labels_of(const RowResult*);

struct StationImportRow {
    Id<StationImportRow> id;
    Id<StationImport> import_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::int64_t row_number = 0;  // as in the spreadsheet
    RowResult result = RowResult::fresh;
    bool is_taken = true;  // what committing will do with it; of a doubtful one somebody decides
    std::string name;
    bool is_station = false, is_workers_home = false, is_drivers_home = false, is_nursing_room = false;
    std::string division_code, address;
    std::optional<double> lng, lat;
    std::string phone, host;
    bool is_open_24h = false;
    std::string weekday_hours, weekend_hours, holiday_hours, facilities, note;
    std::optional<Id<Station>> station_id;  // which one it is, or became
    std::int64_t version = 1;
};
const RecordType& record_of(const StationImportRow*);

}  // namespace unionhall::stations
