// The one list of rooms, and what the platform must know of the union: how to find a unit's path and who a token is.
#pragma once

#include "platform/app.h"

namespace unionhall {

const Rooms& all_rooms();
std::vector<const Route*> every_route();  // of every room, in the order of the rooms
std::string unit_path_in(Transaction&, std::int64_t unit_id);
Actor actor_of_token(Transaction&, const std::string& token, Instant now, std::int64_t idle_minutes);

}  // namespace unionhall
