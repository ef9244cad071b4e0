// The union tree of the demonstration, in real divisions.
#pragma once

#include "units/model.h"

namespace unionhall {

struct DemoTree {
    units::Unit top, region, city;              // the region is Xinjiang (65), the city Karamay (6502)
    units::Unit north, south;                   // Karamay District 650203 and Dushanzi District 650202
    units::Unit street;                         // Yinhe Road Subdistrict, 650203004
    units::Unit committee, southern_committee;  // the grassroots unions that decide there
    std::vector<units::Unit> grassroots;        // where further members belong
    units::Unit pinggu, bajiao;                 // of Beijing: 110117 and 110107003, for their stations
};

// `is_national`: every province, city and county of the country; else Xinjiang with Karamay's streets.
DemoTree plant_demo_tree(Context&, bool is_national);

}  // namespace unionhall
