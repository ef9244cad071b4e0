// The routes of this room, in two tables: what staff do (api.cpp) and what workers do (my_api.cpp).
#pragma once

#include "platform/app.h"
#include "wishes/store.h"

namespace unionhall::wishes {

Room room();
Routes my_routes();

// Keeps a wish whose status changed: when it ended, and the count of those that came true.
Wish keep_wish(Context&, Wish);
// A piece of the nightly round: wishes of rounds that are over expire, what was not brought in time is open to others.
void end_what_is_over(Context&);

}  // namespace unionhall::wishes
