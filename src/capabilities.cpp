#include "capabilities.h"

#include "accounts/store.h"
#include "description.h"
#include "units/model.h"

namespace unionhall {

namespace divisions {
Room room();
}
namespace units {
Room room();
}
namespace accounts {
Room room();
}
namespace employers {
Room room();
}
namespace members {
Room room();
}
namespace events {
Room room();
}
namespace drives {
Room room();
}
namespace stations {
Room room();
}
namespace wishes {
Room room();
}
namespace bulletins {
Room room();
}
namespace approvals {
Room room();
}
namespace rosters {
Room room();
}
namespace worklist {
Room room();
}

const Rooms& all_rooms() {
    static const Rooms rooms{description_room(), divisions::room(), units::room(),     accounts::room(),
                             employers::room(),  members::room(),   events::room(),    drives::room(),
                             stations::room(),   wishes::room(),    bulletins::room(), approvals::room(),
                             rosters::room(),    worklist::room()};
    return rooms;
}

std::vector<const Route*> every_route() {
    std::vector<const Route*> all;
    for (auto& room : all_rooms())
        for (auto& route : room.routes) all.push_back(&route);
    return all;
}

std::string unit_path_in(Transaction& tx, std::int64_t unit_id) { return units::path_of_unit(tx, unit_id); }

Actor actor_of_token(Transaction& tx, const std::string& token, Instant now, std::int64_t idle_minutes) {
    return accounts::actor_of(tx, token, now, idle_minutes);
}

}  // namespace unionhall
