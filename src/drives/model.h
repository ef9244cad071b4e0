// A drive is a joining campaign of some days or weeks: a unit starts it and gives it to units below.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "events/model.h"
#include "members/model.h"
#include "platform/context.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "units/model.h"

namespace unionhall::drives {

enum class Status { planned, running, closed, reported };
BOOST_DESCRIBE_ENUM(Status, planned, running, closed, reported)
std::vector<Words> labels_of(const Status*);

struct Drive {
    Id<Drive> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string title;
    std::string division_code;
    Date starts_on{}, ends_on{};
    std::string groups;  // whom it turns to, in words
    Status status = Status::planned;
    std::string note;
    std::int64_t version = 1;
};
const RecordType& record_of(const Drive*);
const Workflow<Drive, Status>& workflow_of(const Drive*);

struct DriveUnit {  // the drive is given to this unit, and with it the number of events to hold
    Id<DriveUnit> id;
    Id<Drive> drive_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::int64_t events_planned = 0;
    std::int64_t version = 1;
};
const RecordType& record_of(const DriveUnit*);

// --- for the rooms below ---

// The drive, if it concerns the actor; else a refusal: there is no such drive.
Drive drive_seen(Context&, Id<Drive>);

enum class Cut { channel, unit, occupation, day, event };
BOOST_DESCRIBE_ENUM(Cut, channel, unit, occupation, day, event)
std::vector<Words> labels_of(const Cut*);

struct
    CountedPart {  // one row of a breakdown; `evidence` is the console's list of the rows behind it, "" if there is none
    std::string key;
    Words label;
    std::int64_t value = 0;
    std::string evidence;
};
// The members of a drive, cut one way. What the parts leave of the whole is a last row with an empty key: nobody is lost
// and nobody is counted twice.
HeldCounts members_of(Context&, const Drive&);
std::vector<CountedPart> members_by(Context&, const HeldCounts&, const Drive&, Cut);

// The words of a key of a measure's dimension ("channel", "occupation", "kind", "how"); the key itself where there are none.
Words words_of_part(std::string_view dimension, const std::string& key);

// Running drives of a unit's own tree whose last day is over: for the work list.
std::int64_t count_overdue(Transaction&, const std::string& unit_path, Date today);

// --- for demonstrations and commands: as the routes do it, without a door ---
Drive plan_drive(Context&, Drive);
DriveUnit give_drive(Context&, const Drive&, Id<units::Unit>, std::int64_t events_planned);
Drive start_drive(Context&, Drive);

}  // namespace unionhall::drives
