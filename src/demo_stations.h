// The stations of the demonstration: Pinggu's 178 stations and 146 homes, Bajiao's 23, and some of Karamay. The streets are
// real, everything else about the places is made up, and each of them says so.
#pragma once

#include "demo_tree.h"

namespace unionhall {

void bring_demo_stations(Context&, const DemoTree&);

}  // namespace unionhall
