// `unionhall demo`: a synthetic federation in real divisions, of any size, with the Karamay story played through.
#pragma once

#include "house.h"

namespace unionhall {

struct DemoOptions {
    std::uint64_t seed = 1;
    std::int64_t members = 2000;
};
// Refuses a house that holds units already. Writes demo-accounts.txt into the data directory.
int make_demo(House&, const DemoOptions&);

}  // namespace unionhall
