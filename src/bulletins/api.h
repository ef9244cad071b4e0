// The routes of this room, in two tables: writing and publishing (api.cpp), and reading by anybody (public_api.cpp).
#pragma once

#include "bulletins/rules.h"
#include "platform/app.h"

namespace unionhall::bulletins {

Room room();
Routes public_routes();

}  // namespace unionhall::bulletins
