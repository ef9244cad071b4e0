// What waits for its time when the clock on the wall is set back.
#pragma once

#include "platform/date.h"
#include "platform/db.h"

namespace unionhall {

// The clock went from `before` back to `now`: what waits for a moment still to come moves back by as much, and what is
// held is held no longer than a lease lasts. Otherwise a round, or a list being read, would wait until the old day comes.
void set_jobs_back(Database&, Instant before, Instant now);

}  // namespace unionhall
