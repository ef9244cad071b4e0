// The routes of this room, in two tables: the drives themselves (api.cpp) and their figures (figures_api.cpp).
#pragma once

#include "drives/rules.h"
#include "platform/app.h"

namespace unionhall::drives {

Room room();
Routes figure_routes();
// Refuses (not found) unless the drive concerns the actor.
void require_sight(Context&, const Drive&);

}  // namespace unionhall::drives
