// Events over HTTP: planning them, their steps, their agenda. The table at the end is the whole surface of the room.
#include "events/api.h"

#include "events/held_store.h"
#include "events/stand.h"
#include "events/store.h"
#include "platform/crypto.h"
#include "platform/named.h"

namespace unionhall::events {
namespace {

std::string fresh_code(Transaction& tx) {
    for (;;) {  // a million codes, and few events open at a time
        std::uint64_t random = 0;
        for (unsigned char byte : random_bytes(8)) random = random << 8 | byte;
        auto code = code_text(random);
        if (!event_of_code(tx, code)) return code;
    }
}

Event plan(Context& context, const Draft<Event>& draft) {
    Event event = draft.applied_to({});
    return plan_event(context, std::move(event));
}

Event change(Context& context, const Event& before, const Draft<Event>& draft) {
    auto event = draft.applied_to(before);
    refuse_if_any(check(event));
    refuse_if_any(check_change(before, event));
    context.update(event);
    return event;
}

Event take_step(Context& context, const Event& before, Event next, const StepTaken&) {
    if (next.status == Status::open) return open_event(context, before);
    if (next.status == Status::held) return hold_event(context, before);
    next.check_in_code.clear();
    context.update(next);
    return next;
}

struct NewCode {};
const RecordType& record_of(const NewCode*) {
    static const auto type = record<NewCode>("new_code", "", {"换签到码", "new code"}, {});
    return type;
}

Event change_code(Context& context, const Event& before, const Draft<NewCode>&) {
    if (before.status != Status::open)
        throw conflict({"活动开放期间才有签到码。", "Only an open event has a check-in code."});
    auto event = before;
    event.check_in_code = fresh_code(context.tx);
    context.update(event);
    return event;
}

Event event_to_arrange(Context& context, Id<Event> id) {
    auto event = context.find(id);
    context.require(manage, event.unit_path, type_of<Event>().label);
    if (!agenda_is_open(event.status))
        throw conflict(
            {"已上报或已取消的活动，议程不再修改。", "The agenda of a reported or cancelled event is not changed."});
    return event;
}

AgendaItem add_item(Context& context, const Draft<AgendaItem>& draft) {
    auto item = draft.applied_to({.id = context.new_id<AgendaItem>()});
    event_to_arrange(context, item.event_id);
    auto agenda = agenda_of(context.tx, item.event_id);
    if (static_cast<std::int64_t>(agenda.size()) >= agenda_items_max)
        throw conflict({"议程最多 40 项。", "An agenda has at most 40 items."});
    if (!item.position) item.position = agenda.empty() ? 1 : agenda.back().position + 1;
    context.insert(item);
    return item;
}

AgendaItem change_item(Context& context, const AgendaItem& before, const Draft<AgendaItem>& draft) {
    event_to_arrange(context, before.event_id);
    auto item = draft.applied_to(before);
    if (item.event_id != before.event_id)
        refuse("event_id", {"议程内容不能移到另一个活动。", "An agenda item does not move to another event."});
    context.update(item);
    return item;
}

void remove_item(Context& context, const AgendaItem& item) {
    event_to_arrange(context, item.event_id);
    context.tx.erase(item.id);
}

struct TakeStandard {};
const RecordType& record_of(const TakeStandard*) {
    static const auto type = record<TakeStandard>("standard_agenda", "", {"常用议程", "usual agenda"}, {});
    return type;
}

Event take_standard(Context& context, const Event& event, const Draft<TakeStandard>&) {
    event_to_arrange(context, event.id);
    if (!agenda_of(context.tx, event.id).empty())
        throw conflict({"这个活动已有议程。", "This event has an agenda already."});
    add_standard_agenda(context, event);
    return event;
}

Narrowing of_one_event(Context& context, const Query& query) {
    auto asked = query.find("event_id");
    auto id = asked == query.end() ? std::nullopt : parse_id(asked->second);
    if (!id) refuse("event_id", {"请指明是哪个活动。", "Say which event."});
    context.require(read, context.find(Id<Event>{*id}).unit_path, type_of<Event>().label);
    return {};
}

std::vector<OathText> list_oaths(Context& context, const Nothing&) { return oath_texts(context.tx); }

OathText write_oath(Context& context, const Draft<OathText>& draft) {
    auto before = newest_oath(context.tx);
    auto oath = draft.applied_to({});
    oath.version = before.version + 1;
    oath.since = context.today;
    oath.hash = hex(sha256(oath.zh + "\n" + oath.en));
    if (oath.hash == before.hash) refuse("zh", {"文字没有变化。", "The wording is the same as before."});
    // The oath is one for the whole federation: only at its top is it changed.
    bool is_top = false;
    for (auto& top : context.actor.reach(manage)) is_top |= top.find('/', 1) + 1 == top.size();
    if (!is_top) throw forbidden({"誓词由最上一级工会确定。", "The oath is worded at the top of the federation."});
    keep_oath(context.tx, oath);
    return oath;
}

void count_joined(Context& context, const Happened& line) {
    auto application = context.find(Id<members::Application>{line.subject_id});
    if (!application.event_id || !application.person_id) return;
    if (auto member = members::member_of_person(context.tx, application.person_id->number))
        keep_joining(context.tx, *application.event_id, member->id);
}

// Staff sign people up at events of their own part of the tree, or of a union above it.
bool may_sign_up_at(Context& context, const Event& event) {
    if (context.actor.kind != Actor::Kind::staff) return true;
    return std::ranges::any_of(context.actor.reach(members::enrol), [&](auto& top) {
        return is_within(event.unit_path, top) || is_within(top, event.unit_path);
    });
}

void check_event_of_pass(Context& context, const Happened& line) {
    auto named = members::event_of_pass(context.tx, line.subject_id);
    if (!named) return;
    auto event = context.tx.first<Event>("where id = $1", {named->number});
    if (!event || !may_sign_up_at(context, *event))
        refuse("event_id", {"没有这个活动，请重新选择。", "There is no such event. Choose another."});
}

void check_event_of(Context& context, const Happened& line) {
    if (!line.names("event_id")) return;  // most name none
    auto application = context.find(Id<members::Application>{line.subject_id});
    if (!application.event_id) return;
    auto event = context.tx.first<Event>("where id = $1", {application.event_id->number});
    if (!event || event->status == Status::cancelled || !may_sign_up_at(context, *event))
        refuse("event_id", {"没有这个活动，请重新选择。", "There is no such event. Choose another."});
    if (!application.drive_id && event->drive_id) members::put_in_drive(context, application, *event->drive_id);
    if (application.drive_id && event->drive_id != application.drive_id)
        refuse("event_id", {"这个活动不属于所选的集中入会行动。", "That event is not part of the drive."});
}

// Withdrawn in the cooling-off days: whoever is gone was never there (domain.md 5.2).
void forget_member(Context& context, const Happened& line) {
    Id<members::Member> member{line.subject_id};
    for (auto& attendance : attendances_of(context.tx, member)) take_back(context, attendance);
    forget_joining(context.tx, member);
}

}  // namespace

Event plan_event(Context& context, Event event) {
    refuse_if_any(check(event));
    event.id = context.new_id<Event>();
    event.status = Status::planned;
    context.insert(event);
    return event;
}

void add_standard_agenda(Context& context, const Event& event) {
    std::int64_t position = 0;
    for (auto& standard : standard_agenda()) {
        AgendaItem item{.id = context.new_id<AgendaItem>(),
                        .event_id = event.id,
                        .position = ++position,
                        .kind = standard.kind,
                        .title = standard.title.in(context.language)};
        context.insert(item);
    }
}

Event open_event(Context& context, Event event) {
    event.status = Status::open;
    event.check_in_code = fresh_code(context.tx);
    if (event.kind == Kind::ceremony) event.oath_version = newest_oath(context.tx).version;
    context.update(event);
    return event;
}

Event hold_event(Context& context, Event event) {
    if (context.now < event.starts_at) throw conflict({"活动还没有开始。", "The event has not begun yet."});
    event.status = Status::held;
    event.check_in_code.clear();
    context.update(event);
    context.count(held_delta(event));
    if (event.drive_id) context.count(drive_delta(event));
    return event;
}

// clang-format off
Room room() {
    Room room{"events", {
        //     path                              who may        recorded as             does           meaning
        list<Event>("/api/events",               may(read),                                            {"活动", "Events."}),
        one<Event> ("/api/events/{id}",          may(read),                                            {"一个活动", "One event."}),
        post  ("/api/events",                    may(manage),   "event.planned",        plan,          {"计划活动", "Plan an event."}),
        patch ("/api/events/{id}",               may(manage),   "event.changed",        change,        {"修改活动", "Change an event."}),
        steps ("/api/events/{id}/steps",         workflow_of(static_cast<const Event*>(nullptr)), take_step, {"办理活动", "Open, hold, report or cancel it."}),
        act   ("/api/events/{id}/check-in-code", may(check_in), "event.code_changed",   change_code,   {"更换签到码", "Change the check-in code."}),
        act   ("/api/events/{id}/standard-agenda", may(manage), "event.agenda_taken",   take_standard, {"采用常用议程", "Take the usual agenda of a joining event."}),
        list<AgendaItem>("/api/agenda-items",    staff(), of_one_event,                                {"议程", "The agenda of one event."}),
        post  ("/api/agenda-items",              may(manage),   "agenda_item.added",    add_item,      {"增加议程内容", "Add to the agenda."}),
        patch ("/api/agenda-items/{id}",         may(manage),   "agenda_item.changed",  change_item,   {"修改议程内容", "Change an item of the agenda."}),
        remove("/api/agenda-items/{id}",         may(manage),   "agenda_item.removed",  remove_item,   {"删除议程内容", "Take an item off the agenda."}),
        get   ("/api/oath-texts",                staff(),                               list_oaths,    {"誓词各版本", "Every version of the oath."}),
        post  ("/api/oath-texts",                may(manage),   "oath_text.written",    write_oath,    {"启用新誓词", "Word the oath anew: a new version."}),
    }};
    for (auto& route : attendance_routes()) room.routes.push_back(route);
    room.measures = {
        {"events.held",        {"举办活动", "Events held"}, {"已举办的活动，按开始日期计", "Events held, by the day they began"}, {"场", "events"}, false, recount_held},
        {"drives.events",      {"集中入会活动", "Events of a drive"}, {"属于一次集中入会行动的已举办活动", "Events held that belong to a joining drive"}, {"场", "events"}, true, recount_drive_events},
        {"events.attendances", {"参加活动", "Attendances"}, {"会员参加活动的人次，一人一场计一次", "Members at events: one member at one event counts once"}, {"人次", "person-times"}, false, recount_attendances},
    };
    room.reactions = {{"application.submitted", check_event_of}, {"application.by_hotline", check_event_of},
                      {"application.approve", count_joined}, {members::member_erased, forget_member},
                      {"stand_entry.check_in", check_in_from_stand}, {"stand_pass.issued", check_event_of_pass},
                      {members::member_merged_away, merge_attendances}, {members::member_restored, restore_attendances}};
    room.holdings = holdings();
    room.namings = {named<Event>({"event_id"}, read, "title")};
    room.diagrams = {{"event", workflow_of(static_cast<const Event*>(nullptr)).diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::events
