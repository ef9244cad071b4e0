#include "stations/upkeep_store.h"

namespace unionhall::stations {

std::optional<StationReport> report_sent(Transaction& tx, Id<Station> station, const std::string& sent_key) {
    auto id = tx.number("select report_id from station_report_keys where station_id = $1 and sent_key = $2",
                        {station.number, sent_key});
    if (!id) return {};
    return tx.first<StationReport>("where id = $1", {*id});
}

void keep_sent_key(Transaction& tx, const StationReport& report, const std::string& sent_key, Instant now) {
    tx.run("insert into station_report_keys (station_id, sent_key, report_id, at) values ($1, $2, $3, $4)",
           {report.station_id.number, sent_key, report.id.number, now.us});
}

std::optional<StationReport> open_report(Transaction& tx, Id<Station> station, ReportKind kind,
                                         const std::string& facility) {
    return tx.first<StationReport>(
        "where station_id = $1 and status = 'received' and kind = $2 and facility = $3 order by id",
        {station.number, name_of(kind), facility});
}

void add_open_reports(Transaction& tx, Id<Station> id, std::int64_t more, Instant at) {
    tx.run("update stations set open_reports = open_reports + $2, changed_at = $3 where id = $1",
           {id.number, more, at.us});
    tx.run(
        "update station_counties set changed_at = $2 where county_code = (select county_code from stations where id = $1)",
        {id.number, at.us});
}

std::int64_t seconds_to_wait(Transaction& tx, const std::string& who, std::int64_t station, std::int64_t tries_max,
                             Instant now) {
    auto window = plus_seconds(now, -tries_window_s).us;
    tx.run(
        "insert into station_tries (who, station_id, since, tries) values ($1, $2, $3, 1) on conflict (who, station_id) do "
        "update set tries = case when station_tries.since <= $4 then 1 else station_tries.tries + 1 end, "
        "since = case when station_tries.since <= $4 then $3 else station_tries.since end",
        {who, station, now.us, window});
    auto rows = tx.rows("select since, tries from station_tries where who = $1 and station_id = $2", {who, station});
    if (std::get<std::int64_t>(rows.at(0)[1]) <= tries_max) return 0;
    auto until = plus_seconds(Instant{std::get<std::int64_t>(rows[0][0])}, tries_window_s);
    return (until.us - now.us + 999999) / 1000000;
}

void forget_tries(Transaction& tx, Instant now) {
    tx.run("delete from station_tries where since <= $1", {plus_seconds(now, -tries_window_s).us});
    tx.run("delete from station_report_keys where at <= $1",
           {plus_seconds(now, -report_keys_kept_days * 24 * 3600).us});
}

std::optional<StationTally> tally_of(Transaction& tx, Id<Station> station, Date day, How how) {
    return tx.first<StationTally>("where station_id = $1 and day = $2 and how = $3",
                                  {station.number, to_text(day), name_of(how)});
}

void follow_station(Transaction& tx, const Station& station) {
    for (std::string table : {"station_reports", "inspections", "deficiencies"})
        tx.run("update " + table + " set unit_id = $2, unit_path = $3 where station_id = $1",
               {station.id.number, station.unit_id.number, station.unit_path});
}

static std::int64_t count_in(Transaction& tx, const std::string& table, const std::string& status,
                             const std::string& unit_path) {
    return tx
        .number("select count(*) from " + table + " where status = $1 and unit_path >= $2 and unit_path < $3",
                {status, unit_path, after_path(unit_path)})
        .value_or(0);
}
std::int64_t count_received(Transaction& tx, const std::string& unit_path) {
    return count_in(tx, "station_reports", "received", unit_path);
}
std::int64_t count_found(Transaction& tx, const std::string& unit_path) {
    return count_in(tx, "deficiencies", "found", unit_path);
}

void recount_visits(Transaction& tx, const DaySpan& days, const std::function<void(const Delta&)>& visit) {
    tx.visit<StationTally>("where day between $1 and $2", {days.from, days.to},
                           [&](StationTally& tally) { visit(visits_delta(tally, tally.visits)); });
}

}  // namespace unionhall::stations
