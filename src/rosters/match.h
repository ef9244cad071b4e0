// The work in the background: lists compared with our employers piece by piece, members compared with each other. What
// takes long is done ahead, in a reading transaction; each piece then is one short write that may be repeated.
#pragma once

#include "platform/context.h"
#include "rosters/model.h"

namespace unionhall::rosters {

std::string match_ahead(Context&, std::int64_t roster_id, const std::string& argument);
bool match_piece(Context&, std::int64_t roster_id, const std::string& argument);

std::string search_ahead(Context&, std::int64_t search_id, const std::string& argument);
bool search_piece(Context&, std::int64_t search_id, const std::string& argument);

}  // namespace unionhall::rosters
