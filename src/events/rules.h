// What is true of events whatever the database or the web may say: no I/O, no clock, no context.
#pragma once

#include <span>

#include "events/model.h"

namespace unionhall::events {

inline const Permission read{"events.read", {"查看活动", "See events"}};
inline const Permission manage{"events.manage", {"计划、修改和办理活动", "Plan, change and carry out events"}};
inline const Permission check_in{"events.check_in", {"在活动现场登记签到", "Check people in at an event"}};

inline constexpr std::int64_t agenda_items_max = 40;
inline constexpr std::int64_t check_in_code_lives_after_end_s = 2 * 3600;
// Wrong codes from one account: after this many within the time, later ones are not even looked at.
inline constexpr std::int64_t check_in_tries_max = 5, check_in_tries_window_s = 600;

// What is wrong with an event; times are instants, `ends_at` may be left open.
std::vector<Problem> check(const Event&);
// What may not change any more: once held, it is counted by its unit, drive, kind and day.
std::vector<Problem> check_change(const Event& before, const Event& after);
// The agenda may be worked on until the event is reported or cancelled.
bool agenda_is_open(Status);

// A member may come to the events of their own union and of the unions above it; to others nobody is led by a guess.
bool may_attend(std::string_view member_unit_path, std::string_view event_unit_path);
bool code_has_ended(const Event&, Instant now);
bool is_full(const Event&);
std::string code_text(std::uint64_t random);  // six digits

struct StandardItem {
    ItemKind kind;
    Words title;
};
// The agenda of a joining event (domain.md AC-02): three laws, the safety rules, three benefits.
std::span<const StandardItem> standard_agenda();

// "49 representatives took the oath" (domain.md AC-03).
Words oath_sentence(std::int64_t representatives);

}  // namespace unionhall::events
