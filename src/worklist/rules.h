// What can wait for somebody, who may deal with it, and where: a table. No I/O, no clock.
#pragma once

#include <vector>

#include "platform/access.h"
#include "platform/words.h"

namespace unionhall::worklist {

struct Kind {
    std::string name;
    Permission needs;  // whoever holds it somewhere is shown what waits there
    Words title;
    std::string link;  // a page of the console
};
const std::vector<Kind>& kinds();

}  // namespace unionhall::worklist
