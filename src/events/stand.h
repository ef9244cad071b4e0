// What a stand took down without a network about events: carried out when its entry comes in.
#pragma once

#include "events/model.h"

namespace unionhall::events {

// A reaction to stand_entry.check_in: the member came to the event when the entry was taken down. Twice is once. Refuses,
// so that the device keeps the entry, what could not be done at the door either.
void check_in_from_stand(Context&, const Happened&);

}  // namespace unionhall::events
