// The only files that speak SQL about events.
#pragma once

#include "events/rules.h"
#include "platform/context.h"

namespace unionhall::events {

std::optional<Event> event_of_code(Transaction&, const std::string& code);
std::vector<Event> open_events_around(Transaction&, const std::string& unit_path);  // of that unit and those above it
std::vector<AgendaItem> agenda_of(Transaction&, Id<Event>);
std::optional<Attendance> attendance_of(Transaction&, Id<Event>, Id<members::Member>);

// The counters of an event change beside its version: nobody's edit is refused because people come in.
void add_attended(Transaction&, Id<Event>, std::int64_t people);

// A member who joined the union at an event counts there, until they withdraw within the cooling-off days.
void keep_joining(Transaction&, Id<Event>, Id<members::Member>);
void forget_joining(Transaction&, Id<members::Member>);
std::optional<Id<Event>> event_joined_at(Transaction&, Id<members::Member>);
std::vector<Attendance> attendances_of(Transaction&, Id<members::Member>);
// That attendance, if it is there still, is this member's.
void give_attendance(Transaction&, Id<Attendance>, Id<members::Member>);

struct Oaths {
    std::int64_t attended = 0, representatives = 0, took_oath = 0;
};
Oaths count_oaths(Transaction&, Id<Event>);

OathText newest_oath(Transaction&);
OathText oath_of(Transaction&, std::int64_t version);
std::vector<OathText> oath_texts(Transaction&);
void keep_oath(Transaction&, const OathText&);

// One row for each agenda item of each event that the member came to, newest first.
inline constexpr std::int64_t learned_rows_max = 500;
std::vector<Learned> learned_by(Transaction&, Id<members::Member>);

// Wrong codes: whether this account must wait, and how long; and one more of them.
std::int64_t seconds_to_wait(Transaction&, std::int64_t account_id, Instant now);
void count_wrong_code(Transaction&, std::int64_t account_id, Instant now);
void forget_wrong_codes(Transaction&, std::int64_t account_id);

// What the rows themselves say of the two measures of this room, and of the drive's.
using Visit = std::function<void(const Delta&)>;
void recount_held(Transaction&, const DaySpan&, const Visit&);
void recount_drive_events(Transaction&, const DaySpan&, const Visit&);
void recount_attendances(Transaction&, const DaySpan&, const Visit&);

Delta held_delta(const Event&);
Delta drive_delta(const Event&);
Delta attendance_delta(const Event&, const Attendance&);

}  // namespace unionhall::events
