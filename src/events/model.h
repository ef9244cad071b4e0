// An event is what people come to: a talk, a joining ceremony, a stand at a site. It has an agenda, and attendances.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "members/model.h"
#include "platform/context.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "units/model.h"

namespace unionhall::drives {
struct Drive;
}

namespace unionhall::events {

enum class Kind { talk, ceremony, site_stand, training, other };
BOOST_DESCRIBE_ENUM(Kind, talk, ceremony, site_stand, training, other)
std::vector<Words> labels_of(const Kind*);

enum class Status { planned, open, held, reported, cancelled };
BOOST_DESCRIBE_ENUM(Status, planned, open, held, reported, cancelled)
std::vector<Words> labels_of(const Status*);

struct Event {
    Id<Event> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::optional<Id<drives::Drive>> drive_id;
    std::string title;
    Kind kind = Kind::talk;
    Instant starts_at, ends_at;
    std::string place;
    Status status = Status::planned;
    std::int64_t capacity = 0;  // 0: as many as come
    std::int64_t leaflets = 0;
    std::string check_in_code;      // six digits, shown where the event is; "" when it is not open
    std::int64_t oath_version = 0;  // which text is spoken, fixed when a ceremony opens; 0: none
    std::int64_t attended = 0;      // person-times, kept with the attendances
    std::int64_t joined = 0;        // members who came to the union here
    std::int64_t version = 1;
};
const RecordType& record_of(const Event*);
const Workflow<Event, Status>& workflow_of(const Event*);

enum class ItemKind { law, safety, benefit, oath, other };
BOOST_DESCRIBE_ENUM(ItemKind, law, safety, benefit, oath, other)
std::vector<Words> labels_of(const ItemKind*);

struct AgendaItem {  // one thing that is told or done there: what those who came have learned of
    Id<AgendaItem> id;
    Id<Event> event_id;
    std::int64_t position = 0;  // 0 when given: after the last
    ItemKind kind = ItemKind::law;
    std::string title;
    std::int64_t version = 1;
};
const RecordType& record_of(const AgendaItem*);

enum class How { code, cadre };
BOOST_DESCRIBE_ENUM(How, code, cadre)
std::vector<Words> labels_of(const How*);

struct Attendance {  // one member at one event, once; nothing depends on it (domain.md AC-03, 5.2)
    Id<Attendance> id;
    Id<Event> event_id;
    std::string unit_path;  // of the event
    Id<members::Member> member_id;
    Instant checked_in_at;
    How how = How::code;
    bool representative = false, took_oath = false;
    std::int64_t version = 1;
};
const RecordType& record_of(const Attendance*);

struct OathText {  // what is spoken at a ceremony; a new wording is a new version, the old one stays
    std::int64_t version = 0;
    std::string zh, en, hash;  // hash: SHA-256 of both texts, in hexadecimal
    Date since;
};
const RecordType& record_of(const OathText*);

struct Learned {  // one agenda item of one event that a member came to
    Id<Event> event_id;
    std::string event_title, unit_name;
    Date day;
    ItemKind kind = ItemKind::law;
    std::string title;
};
const RecordType& record_of(const Learned*);

// The events of a unit's own tree that are waiting for a report: for the work list.
std::int64_t count_unreported(Transaction&, const std::string& unit_path);

// --- for demonstrations and commands: as the routes do it, without a door ---
Event plan_event(Context&, Event);
void add_standard_agenda(Context&, const Event&);
Event open_event(Context&, Event);
// `came_at`: when that was, if not now.
Attendance check_in_member(Context&, const Event&, const members::Member&, How, bool representative, bool took_oath,
                           std::optional<Instant> came_at = {});
Event hold_event(Context&, Event);
// Counts again who joined at each event, after members were brought in as they are.
void recount_joined(Transaction&);

}  // namespace unionhall::events
