// The Karamay story of May 2024, played into a demonstration: people on duty, the drive, its four events, 188 members,
// applications that wait, a list in preflight, a bulletin.
#pragma once

#include "demo_people.h"
#include "demo_tree.h"
#include "house.h"

namespace unionhall {

struct DemoAccount {
    std::string login, password, role, name, unit;
};
std::vector<DemoAccount> hire_demo_staff(Context&, const DemoTree&);
void play_karamay(House&, DemoPeople&, const DemoTree&, const std::vector<DemoAccount>&);

}  // namespace unionhall
