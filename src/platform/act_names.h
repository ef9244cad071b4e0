// What the audit calls an act and a thing, in the words of the routes: for files that people read.
#pragma once

#include "platform/app.h"

namespace unionhall {

// Of "verb" and "subject". A step, and what the house does by itself, has its words from the room (Room::namings).
Namings act_names(const Rooms&);

}  // namespace unionhall
