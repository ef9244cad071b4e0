// A small real tree for stories: Karamay, its districts, streets and grassroots unions; and a way to introduce people
// by the permissions they hold. Only tests include this.
#pragma once

#include "platform/testing.h"
#include "units/model.h"

namespace unionhall {

struct TestTree {
    units::Unit city, north, south, street, committee,
        southern_committee;  // 克拉玛依市, two districts, 银河路街道, its union …
};
// 650200 Karamay: north = 克拉玛依区 650203 with 银河路街道 650203004 and one grassroots union below; south = 独山子区 650202.
TestTree plant_tree(TestApp&);

// Someone of staff who holds these permissions at that unit and below.
void introduce(TestApp&, const std::string& name, const units::Unit& at, const std::vector<std::string>& permissions);

}  // namespace unionhall
