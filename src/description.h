// The routes that tell about the others: OpenAPI, a page to read it, health and metrics.
#pragma once

#include "platform/app.h"

namespace unionhall {

Room description_room();

}  // namespace unionhall
