#include "members/voluntary_store.h"

#include "platform/text.h"

namespace unionhall::members {

Instant said_yes_at(Transaction& tx, const Application& application) {
    auto at = tx.number("select given_at from consents where application_id = $1 limit 1", {application.id.number});
    return {at.value_or(application.submitted_at.us)};
}

StandHour joined_in_hour(Transaction& tx, const Application& application, Instant at) {
    StandHour hour{0, at};
    // What was signed without a network comes in later: the hour is that of the signature, not of the sending.
    auto rows = tx.rows(
        "select a.employer_name, c.given_at from applications a join consents c on c.application_id = a.id "
        "where a.helped_by = $1 and c.given_at > $2 and c.given_at <= $3 "
        "union all select a.employer_name, c.given_at from applications a join consents c on c.application_id = a.id "
        "where a.event_id = $4 and a.helped_by <> $1 and a.helped_by <> 0 and c.given_at > $2 and c.given_at <= $3 limit $5",
        {application.helped_by, plus_seconds(at, -voluntary_window_s).us, at.us,
         application.event_id ? application.event_id->number : std::int64_t{0}, voluntary_rows_max});
    auto employer = folded(application.employer_name);
    for (auto& row : rows) {
        if (folded(std::get<std::string>(row[0])) != employer) continue;
        ++hour.joined;
        hour.began_at = std::min(hour.began_at, Instant{std::get<std::int64_t>(row[1])});
    }
    return hour;
}

std::optional<JoiningWarning> warning_of_hour(Transaction& tx, Id<units::Unit> stand_unit,
                                              const std::string& employer_name, Instant since) {
    for (auto& warning : tx.select<JoiningWarning>(
             "where stand_unit_id = $1 and newest_at > $2 order by id desc limit 200", {stand_unit.number, since.us}))
        if (folded(warning.employer_name) == folded(employer_name)) return warning;
    return {};
}

std::int64_t count_fresh_warnings(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from joining_warnings where status = 'fresh' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

std::int64_t count_corrections(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from corrections where status = 'asked' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

}  // namespace unionhall::members
