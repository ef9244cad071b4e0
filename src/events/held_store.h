// What this room keeps about a person.
#pragma once

#include "platform/holding.h"

namespace unionhall::events {

Holdings holdings();

}  // namespace unionhall::events
