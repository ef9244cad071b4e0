// Joining is each worker's own act: when many of one employer's staff join within an hour through one stand, the union
// above is told. It hears of the employer and the stand, never of a person; the employer hears nothing (domain.md 5.2).
#pragma once

#include "members/model.h"
#include "platform/app.h"
#include "platform/workflow.h"

namespace unionhall::members {

enum class WarningStatus { fresh, settled };
BOOST_DESCRIBE_ENUM(WarningStatus, fresh, settled)
std::vector<Words> labels_of(const WarningStatus*);

struct JoiningWarning {
    Id<JoiningWarning> id;
    Id<units::Unit> unit_id;  // who is told: the unit above the one that was joined
    std::string unit_path;
    Id<units::Unit> stand_unit_id;  // the unit that was joined
    std::string employer_name;
    std::optional<Id<events::Event>> event_id;
    std::optional<Id<drives::Drive>> drive_id;
    Instant began_at, newest_at;
    std::int64_t joined = 0;
    std::optional<std::int64_t> headcount;
    WarningStatus status = WarningStatus::fresh;
    std::string note;
    std::int64_t version = 1;
};
const RecordType& record_of(const JoiningWarning*);
const Workflow<JoiningWarning, WarningStatus>& warning_flow();
inline const Workflow<JoiningWarning, WarningStatus>& workflow_of(const JoiningWarning*) { return warning_flow(); }

inline constexpr std::int64_t voluntary_window_s = 3600, voluntary_least = 5;
// Whether so many joinings of one employer within the window are worth a look: more than `count_max`, or more than
// `percent_max` of its staff where their number is known, and at least `voluntary_least`. 0: that threshold is off.
bool is_striking(std::int64_t joined, std::optional<std::int64_t> headcount, std::int64_t count_max,
                 std::int64_t percent_max);

// Looks at every application that somebody helped with, in the same transaction.
void watch_joining(Context&, const Happened&);
Routes voluntary_routes();

}  // namespace unionhall::members
