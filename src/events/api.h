// The routes of this room, in two tables: the events themselves (api.cpp) and who came (attendance_api.cpp).
#pragma once

#include "events/rules.h"
#include "platform/app.h"

namespace unionhall::events {

Room room();
Routes attendance_routes();
// Takes an attendance away with everything that counts it.
void take_back(Context&, const Attendance&);
// Two memberships are one now, or two again: what was attended and where they joined goes along (merging.cpp).
void merge_attendances(Context&, const Happened&);
void restore_attendances(Context&, const Happened&);

}  // namespace unionhall::events
