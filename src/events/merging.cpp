// Two memberships of one person: what both attended becomes one learning, counted once, and goes back when that is undone.
#include "events/api.h"
#include "events/store.h"
#include "platform/snapshot.h"

namespace unionhall::events {

namespace {

constexpr const char *moved_over = "attendances.member_id", *counted_twice = "attendances",
                     *joining_of_kept = "event_joinings.kept", *joining_of_other = "event_joinings.other";

using members::MovedRow;

// The joining that counts is the first; it is the kept member's from now on.
void merge_joinings(Context& context, const members::Merging& merging, std::vector<MovedRow>& moved) {
    auto kept = event_joined_at(context.tx, merging.kept), other = event_joined_at(context.tx, merging.other);
    if (other) {
        moved.push_back({joining_of_other, other->number});
        forget_joining(context.tx, merging.other);
    }
    if (!merging.other_joined_first) return;
    if (kept) {
        moved.push_back({joining_of_kept, kept->number});
        forget_joining(context.tx, merging.kept);
    }
    if (other) keep_joining(context.tx, *other, merging.kept);
}

void restore_joinings(Context& context, const members::Merging& merging) {
    if (merging.other_joined_first) forget_joining(context.tx, merging.kept);
    for (auto& row : members::moved_rows(context.tx, merging.id, joining_of_kept))
        keep_joining(context.tx, {row.row_id}, merging.kept);
    for (auto& row : members::moved_rows(context.tx, merging.id, joining_of_other))
        keep_joining(context.tx, {row.row_id}, merging.other);
}

}  // namespace

void merge_attendances(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    std::vector<MovedRow> moved;
    for (auto& attendance : attendances_of(context.tx, merging.other)) {
        bool is_twice = attendance_of(context.tx, attendance.event_id, merging.kept).has_value();
        if (is_twice) {
            moved.push_back({counted_twice, attendance.id.number, snapshot_of(attendance)});
            take_back(context, attendance);
        } else {
            moved.push_back({moved_over, attendance.id.number});
            give_attendance(context.tx, attendance.id, merging.kept);
        }
    }
    merge_joinings(context, merging, moved);
    members::keep_moved(context, merging.id, moved);
}

void restore_attendances(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    for (auto& row : members::moved_rows(context.tx, merging.id, moved_over))
        give_attendance(context.tx, {row.row_id}, merging.other);
    for (auto& row : members::moved_rows(context.tx, merging.id, counted_twice)) {
        auto attendance = restored<Attendance>(row.was);
        auto event = context.find(attendance.event_id);
        attendance.unit_path = event.unit_path;
        context.tx.insert(attendance);
        add_attended(context.tx, event.id, 1);
        context.count(attendance_delta(event, attendance));
    }
    restore_joinings(context, merging);
}

}  // namespace unionhall::events
