#include "events/held_store.h"

#include "events/model.h"

namespace unionhall::events {

// clang-format off
Holdings holdings() {
    return {
        // An attendance stays as one in the count of its event; the member it points at has no name any more.
        shown<Attendance>({.table = "attendances", .column = "member_id", .by = Holder::member, .fate = Fate::emptied,
            .label = {"参加过的活动", "Events you came to"}, .purpose = {"学习记录和统计人次；与任何待遇无关", "Your learning, and counting those who came; nothing depends on it"}}),
        {.table = "event_joinings", .column = "member_id", .by = Holder::member, .fate = Fate::emptied,
         .label = {"在哪次活动入会", "At which event you joined"}, .purpose = {"统计活动入会人数", "To count those who joined there"}},
        {.table = "check_in_tries", .column = "account_id", .by = Holder::account, .fate = Fate::erased,
         .label = {"签到码输错次数", "Wrong check-in codes"}, .purpose = {"防止猜测签到码", "Against guessing codes"}},
    };
}
// clang-format on

}  // namespace unionhall::events
