// The routes of this room, in two tables: the events themselves (api.cpp) and who came (attendance_api.cpp).
#pragma once

#include "events/rules.h"
#include "platform/app.h"

namespace unionhall::events {

Room room();
Routes attendance_routes();
// Takes an attendance away with everything that counts it.
void take_back(Context&, const Attendance&);

}  // namespace unionhall::events
