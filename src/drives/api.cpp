// Drives over HTTP: planning them, giving them to units, their steps; and what may belong to a drive.
#include "drives/api.h"

#include "drives/store.h"
#include "platform/named.h"

namespace unionhall::drives {
namespace {

// A unit of a drive with its name, for lists; read from a view, never written.
struct DriveUnitRow {
    Id<DriveUnit> id;
    Id<Drive> drive_id;
    Id<units::Unit> unit_id;
    std::string unit_path, unit_name;
    std::int64_t events_planned = 0;
    std::int64_t version = 1;
};

// clang-format off
const RecordType& record_of(const DriveUnitRow*) {
    static const auto type = record<DriveUnitRow>("drive_unit_row", "drive_unit_rows", {"承办单位", "unit of a drive"}, {
        key    (&DriveUnitRow::id),
        field  (&DriveUnitRow::drive_id,       "drive_id",       {"集中入会行动", "Joining drive"}).by_server().filterable(),
        owner  (&DriveUnitRow::unit_id, {"承办工会", "Given to"}),
        path   (&DriveUnitRow::unit_path),
        field  (&DriveUnitRow::unit_name,      "unit_name",      {"承办工会名称", "Name of the unit"}).by_server(),
        field  (&DriveUnitRow::events_planned, "events_planned", {"计划活动场次", "Events planned"}),
        version(&DriveUnitRow::version),
    });
    return type;
}
// clang-format on

Drive plan(Context& context, const Draft<Drive>& draft) { return plan_drive(context, draft.applied_to({})); }

Drive show(Context& context, const Drive& drive, const Nothing&) {
    require_sight(context, drive);
    return drive;
}

Drive change(Context& context, const Drive& before, const Draft<Drive>& draft) {
    auto drive = draft.applied_to(before);
    refuse_if_any(check_change(before, drive));
    refuse_if_any(check(drive));
    context.update(drive);
    return drive;
}

Drive take_step(Context& context, const Drive&, Drive next, const StepTaken&) {
    context.update(next);
    return next;
}

Narrowing that_concern(Context& context, const Query&) { return concerning(context.actor.reach(read)); }

Narrowing of_one_drive(Context& context, const Query& query) {
    auto asked = query.find("drive_id");
    auto id = asked == query.end() ? std::nullopt : parse_id(asked->second);
    if (!id) refuse("drive_id", {"请指明是哪次行动。", "Say which drive."});
    require_sight(context, context.find(Id<Drive>{*id}));
    return {};
}

Drive drive_to_give(Context& context, Id<Drive> id) {
    auto drive = context.find(id);
    context.require(manage, drive.unit_path, type_of<Drive>().label);
    if (drive.status == Status::closed || drive.status == Status::reported)
        throw conflict({"行动已经结束，不再调整承办单位。", "The drive is over; its units are not changed any more."});
    return drive;
}

DriveUnit give(Context& context, const Draft<DriveUnit>& draft) {
    auto wanted = draft.applied_to({});
    return give_drive(context, drive_to_give(context, wanted.drive_id), wanted.unit_id, wanted.events_planned);
}

DriveUnit change_given(Context& context, const DriveUnit& before, const Draft<DriveUnit>& draft) {
    auto after = draft.applied_to(before);
    if (after.drive_id != before.drive_id || after.unit_id != before.unit_id)
        refuse("unit_id", {"请删除后重新指定承办单位。", "Take the drive from this unit, then give it to another."});
    drive_to_give(context, before.drive_id);
    context.update(after);
    return after;
}

void take_away(Context& context, const DriveUnit& given) {
    drive_to_give(context, given.drive_id);
    context.tx.erase(given.id);
}

// An event that says it belongs to a drive: there is such a drive, it is not over, and the unit has a part in it.
void check_event(Context& context, const Happened& line) {
    auto event = context.find(Id<events::Event>{line.subject_id});
    if (!event.drive_id) return;
    auto drive = context.tx.first<Drive>("where id = $1", {event.drive_id->number});
    bool takes_part = false;
    if (drive) {
        auto given = paths_given(context.tx, drive->id);
        takes_part = given.empty() ? is_within(event.unit_path, drive->unit_path) : event.unit_path == drive->unit_path;
        for (auto& path : given) takes_part |= is_within(event.unit_path, path);
    }
    if (!takes_part)
        refuse("drive_id",
               {"没有这次行动，或它没有交给主办工会。", "There is no such drive, or it was not given to this unit."});
    if (drive->status == Status::reported)
        refuse("drive_id", {"这次行动已经上报。", "That drive is reported already."});
}

// Staff name drives that concern their own part of the tree; one of an older list comes with the invitation.
bool may_name(Context& context, const Drive& drive, const Permission& permission) {
    return context.actor.kind != Actor::Kind::staff ||
           concerns(context.actor.reach(permission), drive.unit_path, paths_given(context.tx, drive.id));
}

// A request to join is never refused for the state of a drive, only for one that is not there.
void check_application(Context& context, const Happened& line) {
    if (!line.names("drive_id")) return;  // most name none
    auto application = context.find(Id<members::Application>{line.subject_id});
    if (!application.drive_id) return;
    auto drive = context.tx.first<Drive>("where id = $1", {application.drive_id->number});
    if (!drive || (!application.invitation_id && !may_name(context, *drive, members::enrol)))
        refuse("drive_id", {"没有这次集中入会行动，请留空。", "There is no such joining drive. Leave this empty."});
}
void check_import(Context& context, const Happened& line) {
    auto named = members::drive_of_import(context.tx, line.subject_id);
    if (!named) return;
    auto drive = context.tx.first<Drive>("where id = $1", {named->number});
    if (!drive || !may_name(context, *drive, members::import_lists))
        refuse("drive_id", {"没有这次集中入会行动，请留空。", "There is no such joining drive. Leave this empty."});
}

}  // namespace

static bool is_seen(Context& context, const Drive& drive) {
    return concerns(context.actor.reach(read), drive.unit_path, paths_given(context.tx, drive.id));
}

void require_sight(Context& context, const Drive& drive) {
    if (!is_seen(context, drive)) throw not_found(type_of<Drive>().label);
}

Drive drive_seen(Context& context, Id<Drive> id) {
    auto drive = context.find(id);
    require_sight(context, drive);
    return drive;
}

Drive plan_drive(Context& context, Drive drive) {
    refuse_if_any(check(drive));
    drive.id = context.new_id<Drive>();
    drive.status = Status::planned;
    context.insert(drive);
    return drive;
}

DriveUnit give_drive(Context& context, const Drive& drive, Id<units::Unit> unit, std::int64_t events_planned) {
    DriveUnit given{.id = context.new_id<DriveUnit>(),
                    .drive_id = drive.id,
                    .unit_id = unit,
                    .unit_path = context.unit_path(unit.number),
                    .events_planned = events_planned};
    if (!is_within(given.unit_path, drive.unit_path) || given.unit_path == drive.unit_path)
        refuse("unit_id", {"只能交给组织单位的下级工会。", "A drive is given to units below the one that leads it."});
    auto paths = paths_given(context.tx, drive.id);
    if (paths.size() >= drive_units_max)
        throw conflict({"承办单位已达上限。", "This drive has as many units as it can have."});
    for (auto& path : paths)
        if (path == given.unit_path) throw conflict({"这次行动已经交给这个工会。", "This unit has the drive already."});
    context.insert(given);
    return given;
}

Drive start_drive(Context& context, Drive drive) {
    drive.status = Status::running;
    context.update(drive);
    return drive;
}

// clang-format off
Room room() {
    Room room{"drives", {
        //     path                        who may      recorded as            does          meaning
        list<Drive>("/api/drives",         staff(), that_concern,                            {"集中入会行动", "Joining drives."}),
        about_one("/api/drives/{id}",      staff(),                            show,         {"一次集中入会行动", "One joining drive."}),
        post  ("/api/drives",              may(manage), "drive.planned",       plan,         {"计划集中入会行动", "Plan a joining drive."}),
        patch ("/api/drives/{id}",         may(manage), "drive.changed",       change,       {"修改集中入会行动", "Change a joining drive."}),
        steps ("/api/drives/{id}/steps",   workflow_of(static_cast<const Drive*>(nullptr)), take_step, {"办理集中入会行动", "Start, close or report it."}),
        list<DriveUnitRow>("/api/drive-units", staff(), of_one_drive,                        {"承办单位", "The units that a drive is given to."}),
        post  ("/api/drive-units",         may(manage), "drive_unit.given",    give,         {"交给承办单位", "Give a drive to a unit."}),
        patch ("/api/drive-units/{id}",    may(manage), "drive_unit.changed",  change_given, {"修改承办计划", "Change what a unit plans."}),
        remove("/api/drive-units/{id}",    may(manage), "drive_unit.taken",    take_away,    {"取消承办", "Take a drive from a unit."}),
    }};
    for (auto& route : figure_routes()) room.routes.push_back(route);
    room.reactions = {{"event.planned", check_event}, {"event.changed", check_event},
                      {"application.submitted", check_application}, {"application.by_hotline", check_application},
                      {"import.brought", check_import}};
    room.namings = {named<Drive>({"drive_id"}, is_seen, "title")};
    room.diagrams = {{"drive", workflow_of(static_cast<const Drive*>(nullptr)).diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::drives
