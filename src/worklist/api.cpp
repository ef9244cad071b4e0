// The work list over HTTP: what waits for the member of staff who asks.
#include "approvals/model.h"
#include "bulletins/model.h"
#include "drives/model.h"
#include "events/model.h"
#include "members/model.h"
#include "platform/app.h"
#include "rosters/model.h"
#include "stations/model.h"
#include "wishes/model.h"
#include "worklist/rules.h"

namespace unionhall::worklist {
namespace {

struct Item {
    std::string kind, title;
    std::int64_t count = 0;
    std::string link;
};

// clang-format off
const RecordType& record_of(const Item*) {
    static const auto type = record<Item>("work_item", "", {"待办", "work item"}, {
        field(&Item::kind,  "kind",  {"类别", "Kind"}).by_server(),
        field(&Item::title, "title", {"待办事项", "What waits"}).by_server(),
        field(&Item::count, "count", {"件数", "How many"}).by_server(),
        field(&Item::link,  "link",  {"办理页面", "Where it is done"}).by_server(),
    });
    return type;
}
// clang-format on

std::int64_t waiting(Context& context, const std::string& kind, const std::string& top) {
    auto& tx = context.tx;
    if (kind == "applications") return members::count_to_decide(tx, top);
    if (kind == "imports") return members::count_checked_lists(tx, top);
    if (kind == "corrections") return members::count_corrections(tx, top);
    if (kind == "warnings") return members::count_fresh_warnings(tx, top);
    if (kind == "rosters") return rosters::count_to_look_at(tx, top);
    if (kind == "duplicates") return rosters::count_open_pairs(tx, top);
    if (kind == "events") return events::count_unreported(tx, top);
    if (kind == "drives") return drives::count_overdue(tx, top, context.today);
    if (kind == "stations") return stations::count_to_verify(context, top);
    if (kind == "station_reports") return stations::count_reports(tx, top);
    if (kind == "deficiencies") return stations::count_deficiencies(tx, top);
    if (kind == "wishes") return wishes::count_submitted(tx, top);
    if (kind == "gifts") return wishes::count_claimed(tx, top);
    if (kind == "approvals") return approvals::count_to_approve(tx, top, context.actor.account_id, context.now);
    if (kind == "rules") return members::count_rules_waiting(tx, top);
    if (kind == "alarms") return approvals::count_alarms(tx, top);
    if (kind == "drafts")
        return bulletins::count_waiting(tx, top, bulletins::Status::draft) +
               bulletins::count_waiting(tx, top, bulletins::Status::correcting);
    return bulletins::count_waiting(tx, top, bulletins::Status::checked);
}

std::vector<Item> list_work(Context& context, const Nothing&) {
    std::vector<Item> items;
    for (auto& kind : kinds()) {
        std::int64_t count = 0;
        for (auto& top : context.actor.reach(kind.needs)) count += waiting(context, kind.name, top);
        if (count) items.push_back({kind.name, kind.title.in(context.language), count, kind.link});
    }
    return items;
}

}  // namespace

Room room() { return {"worklist", {get("/api/work-list", staff(), list_work, {"待办事项", "What waits for me."})}}; }

}  // namespace unionhall::worklist
