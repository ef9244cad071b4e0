// The background work of a siting: all of the thinking in a reading transaction, then one short write.
#pragma once

#include "platform/context.h"

namespace unionhall::stations {

std::string siting_ahead(Context&, std::int64_t siting_id, const std::string& run);
bool siting_piece(Context&, std::int64_t siting_id, const std::string& run);

}  // namespace unionhall::stations
