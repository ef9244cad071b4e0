// The only files that speak SQL about employers. What they offer stands in model.h, and here what only this room uses.
#pragma once

#include "employers/rules.h"

namespace unionhall::employers {

// Another entry of the same unit with this name, in any spelling.
bool is_entered(Transaction&, const Employer&);

}  // namespace unionhall::employers
