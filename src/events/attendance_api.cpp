// Who came to an event: by its code on their own phone, or at the door; and what each has learned.
#include "events/api.h"
#include "events/store.h"

namespace unionhall::events {
namespace {

// An attendance with the name of who came, for lists; read from a view, never written.
struct AttendanceRow {
    Id<Attendance> id;
    Id<Event> event_id;
    std::string unit_path;
    Id<members::Member> member_id;
    std::string name, card_number;
    Instant checked_in_at;
    How how = How::code;
    bool representative = false, took_oath = false;
    std::int64_t version = 1;
};

struct MyCheckIn {
    std::string code;
    bool representative = false, took_oath = false;
};

struct CheckedIn {
    Id<Event> event_id;
    std::string title, unit_name;
    Instant checked_in_at;
    bool representative = false, took_oath = false;
    std::string oath;  // the text, where one is spoken
    std::string sentence;
};

struct CheckInBy {
    std::optional<Id<members::Member>> member_id;
    std::string card_number;
    bool representative = false, took_oath = false;
};

struct MyItem {
    ItemKind kind = ItemKind::law;
    std::string title;
};

struct MyEvent {
    Id<Event> id;
    std::string title;
    Kind kind = Kind::talk;
    Instant starts_at, ends_at;
    std::string place, unit_name;
    bool checked_in = false;
    std::vector<MyItem> agenda;
};

struct Learning {
    std::vector<Learned> items;
};

struct EventFigures {
    std::int64_t attended = 0, representatives = 0, took_oath = 0, joined = 0, leaflets = 0, oath_version = 0;
    std::string oath, sentence;
    Instant as_of;
};

// clang-format off
const RecordType& record_of(const AttendanceRow*) {
    static const auto type = record<AttendanceRow>("attendance_row", "attendance_rows", {"签到记录", "attendance"}, {
        key    (&AttendanceRow::id),
        field  (&AttendanceRow::event_id,       "event_id",       {"活动", "Event"}).by_server().filterable(),
        path   (&AttendanceRow::unit_path),
        field  (&AttendanceRow::member_id,      "member_id",      {"会员", "Member"}).by_server().filterable(),
        field  (&AttendanceRow::name,           "name",           {"姓名", "Name"}).by_server().personal(Mask::name),
        field  (&AttendanceRow::card_number,    "card_number",    {"会员证号", "Card number"}).by_server(),
        field  (&AttendanceRow::checked_in_at,  "checked_in_at",  {"签到时间", "Checked in at"}).by_server().sortable(),
        field  (&AttendanceRow::how,            "how",            {"签到方式", "How"}).by_server().filterable(),
        field  (&AttendanceRow::representative, "representative", {"会员代表", "Representative"}).filterable(),
        field  (&AttendanceRow::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}).filterable(),
        version(&AttendanceRow::version),
    });
    return type;
}
const RecordType& record_of(const MyCheckIn*) {
    static const auto type = record<MyCheckIn>("my_check_in", "", {"签到", "check-in"}, {
        field(&MyCheckIn::code,           "code",           {"签到码", "Check-in code"}).required().at_most(6),
        field(&MyCheckIn::representative, "representative", {"我是会员代表", "I am a representative"}),
        field(&MyCheckIn::took_oath,      "took_oath",      {"我参加宣誓", "I take the oath"}),
    });
    return type;
}
const RecordType& record_of(const CheckedIn*) {
    static const auto type = record<CheckedIn>("checked_in", "", {"签到结果", "check-in"}, {
        field(&CheckedIn::event_id,       "event_id",       {"活动", "Event"}).by_server(),
        field(&CheckedIn::title,          "title",          {"活动名称", "Title of the event"}).by_server(),
        field(&CheckedIn::unit_name,      "unit_name",      {"主办工会", "Held by"}).by_server(),
        field(&CheckedIn::checked_in_at,  "checked_in_at",  {"签到时间", "Checked in at"}).by_server(),
        field(&CheckedIn::representative, "representative", {"会员代表", "Representative"}).by_server(),
        field(&CheckedIn::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}).by_server(),
        field(&CheckedIn::oath,           "oath",           {"誓词", "Oath"}).by_server(),
        field(&CheckedIn::sentence,       "sentence",       {"说明", "What this means"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const CheckInBy*) {
    static const auto type = record<CheckInBy>("check_in_by_staff", "", {"登记签到", "check-in by staff"}, {
        field(&CheckInBy::member_id,      "member_id",      {"会员", "Member"}),
        field(&CheckInBy::card_number,    "card_number",    {"会员证号", "Card number"}).at_most(40),
        field(&CheckInBy::representative, "representative", {"会员代表", "Representative"}),
        field(&CheckInBy::took_oath,      "took_oath",      {"参加宣誓", "Took the oath"}),
    });
    return type;
}
const RecordType& record_of(const MyItem*) {
    static const auto type = record<MyItem>("my_agenda_item", "", {"议程内容", "agenda item"}, {
        field(&MyItem::kind,  "kind",  {"类别", "Kind"}).by_server(),
        field(&MyItem::title, "title", {"内容", "What it is"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const MyEvent*) {
    static const auto type = record<MyEvent>("my_event", "", {"我的活动", "event for me"}, {
        key  (&MyEvent::id),
        field(&MyEvent::title,      "title",      {"名称", "Title"}).by_server(),
        field(&MyEvent::kind,       "kind",       {"类型", "Kind"}).by_server(),
        field(&MyEvent::starts_at,  "starts_at",  {"开始时间", "Begins"}).by_server(),
        field(&MyEvent::ends_at,    "ends_at",    {"结束时间", "Ends"}).by_server(),
        field(&MyEvent::place,      "place",      {"地点", "Place"}).by_server(),
        field(&MyEvent::unit_name,  "unit_name",  {"主办工会", "Held by"}).by_server(),
        field(&MyEvent::checked_in, "checked_in", {"我已签到", "I have checked in"}).by_server(),
        many (&MyEvent::agenda,     "agenda",     {"议程", "Agenda"}),
    });
    return type;
}
const RecordType& record_of(const Learning*) {
    static const auto type = record<Learning>("learning", "", {"学习记录", "learning record"}, {
        many(&Learning::items, "items", {"学习内容", "What was learned"}),
    });
    return type;
}
const RecordType& record_of(const EventFigures*) {
    static const auto type = record<EventFigures>("event_figures", "", {"活动数字", "figures of an event"}, {
        field(&EventFigures::attended,        "attended",        {"签到人次", "Checked in"}).by_server(),
        field(&EventFigures::representatives, "representatives", {"会员代表", "Representatives"}).by_server(),
        field(&EventFigures::took_oath,       "took_oath",       {"宣誓的代表", "Representatives who took the oath"}).by_server(),
        field(&EventFigures::joined,          "joined",          {"在此入会人数", "Joined here"}).by_server(),
        field(&EventFigures::leaflets,        "leaflets",        {"发放宣传资料（份）", "Leaflets given out"}).by_server(),
        field(&EventFigures::oath_version,    "oath_version",    {"誓词版本", "Oath text"}).by_server(),
        field(&EventFigures::oath,            "oath",            {"誓词", "Oath"}).by_server(),
        field(&EventFigures::sentence,        "sentence",        {"一句话", "In a sentence"}).by_server(),
        field(&EventFigures::as_of,           "as_of",           {"截至", "As of"}).by_server(),
    });
    return type;
}
// clang-format on

std::string oath_in(Context& context, const Event& event) {
    if (!event.oath_version) return {};
    auto oath = oath_of(context.tx, event.oath_version);
    return context.language == Language::en ? oath.en : oath.zh;
}

[[noreturn]] void refuse_wrong_code(Context& context) {
    count_wrong_code(context.tx, context.actor.account_id, context.now);
    throw kept({Refusal::Reason::not_found,
                {"没有找到使用这个签到码的活动，请看清现场的六位数字再试。",
                 "No event of yours has this code. Look at the six digits shown there and try again."}});
}

CheckedIn check_in_myself(Context& context, const Draft<MyCheckIn>& draft) {
    auto asked = draft.applied_to({});
    if (auto wait = seconds_to_wait(context.tx, context.actor.account_id, context.now))
        throw too_many({"签到码输错的次数太多，请过一会儿再试，或请工作人员登记。",
                        "Too many wrong codes. Try again later, or ask the staff to check you in."},
                       wait);
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    if (!member)
        throw conflict(
            {"成为会员以后才能签到；不签到也不影响入会。", "Members check in; joining does not depend on it."});
    auto event = event_of_code(context.tx, asked.code);
    if (!event || !may_attend(member->unit_path, event->unit_path)) refuse_wrong_code(context);
    if (code_has_ended(*event, context.now))
        throw conflict(
            {"这个签到码已经过期，请工作人员登记。", "This code has expired. Ask the staff to check you in."});
    forget_wrong_codes(context.tx, context.actor.account_id);
    auto attendance = check_in_member(context, *event, *member, How::code, asked.representative, asked.took_oath);
    return {
        .event_id = event->id,
        .title = event->title,
        .unit_name = units::name_of_unit(context.tx, event->unit_id.number),
        .checked_in_at = attendance.checked_in_at,
        .representative = attendance.representative,
        .took_oath = attendance.took_oath,
        .oath = oath_in(context, *event),
        .sentence =
            Words{
                "签到成功。参加活动和宣誓都是自愿的，不影响会员资格。",
                "You are checked in. Coming and taking the oath are your own choice; membership does not depend on them."}
                .in(context.language)};
}

AttendanceRow row_of(Context& context, const Attendance& a) {
    auto found = context.tx.first<AttendanceRow>("where id = $1", {a.id.number});
    if (!found) throw not_found(type_of<Attendance>().label);
    return *found;
}

AttendanceRow check_in_other(Context& context, const Event& event, const Draft<CheckInBy>& draft) {
    auto asked = draft.applied_to({});
    if (event.status != Status::open && event.status != Status::held)
        throw conflict({"活动开放以后、上报以前才能登记签到。",
                        "People are checked in once the event is open and until it is reported."});
    if (!asked.member_id && asked.card_number.empty())
        refuse("card_number", {"请填写会员证号或选择会员。", "Give a card number or choose a member."});
    auto member = asked.member_id ? members::member_of(context.tx, *asked.member_id)
                                  : members::member_by_card(context.tx, asked.card_number);
    if (!member || member->status == members::MemberStatus::left || !may_attend(member->unit_path, event.unit_path))
        throw not_found(type_of<members::Member>().label);
    return row_of(context, check_in_member(context, event, *member, How::cadre, asked.representative, asked.took_oath));
}

Attendance change_attendance(Context& context, const Attendance& before, const Draft<Attendance>& draft) {
    auto after = draft.applied_to(before);
    if (context.find(before.event_id).status == Status::reported)
        throw conflict({"活动已上报，签到记录不再修改。", "The event is reported; its attendances are not changed."});
    context.tx.update(after);
    return after;
}

void remove_attendance(Context& context, const Attendance& attendance) {
    auto event = context.find(attendance.event_id);
    if (event.status == Status::reported)
        throw conflict({"活动已上报，签到记录不再修改。", "The event is reported; its attendances are not changed."});
    take_back(context, attendance);
}

std::vector<MyEvent> my_events(Context& context, const Nothing&) {
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    if (!member) return {};
    std::vector<MyEvent> found;
    for (auto& e : open_events_around(context.tx, member->unit_path)) {
        MyEvent mine{.id = e.id,
                     .title = e.title,
                     .kind = e.kind,
                     .starts_at = e.starts_at,
                     .ends_at = e.ends_at,
                     .place = e.place,
                     .unit_name = units::name_of_unit(context.tx, e.unit_id.number),
                     .checked_in = attendance_of(context.tx, e.id, member->id).has_value()};
        for (auto& item : agenda_of(context.tx, e.id)) mine.agenda.push_back({item.kind, item.title});
        found.push_back(std::move(mine));
    }
    return found;
}

Learning my_learning(Context& context, const Nothing&) {
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    if (!member) return {};
    return {learned_by(context.tx, member->id)};
}

Learning learning_of(Context& context, const members::Member& member, const Nothing&) {
    members::record_look(context, member, label_of(members::Occasion::ordinary).in(context.language),
                         Words{"学习记录", "The learning record"}.in(context.language));
    return {learned_by(context.tx, member.id)};
}

EventFigures figures_of(Context& context, const Event& event, const Nothing&) {
    auto oaths = count_oaths(context.tx, event.id);
    return {.attended = oaths.attended,
            .representatives = oaths.representatives,
            .took_oath = oaths.took_oath,
            .joined = event.joined,
            .leaflets = event.leaflets,
            .oath_version = event.oath_version,
            .oath = oath_in(context, event),
            .sentence = oath_sentence(oaths.took_oath).in(context.language),
            .as_of = context.now};
}

}  // namespace

void take_back(Context& context, const Attendance& attendance) {
    auto event = context.find(attendance.event_id);
    context.tx.erase(attendance.id);
    add_attended(context.tx, event.id, -1);
    auto delta = attendance_delta(event, attendance);
    delta.amount = -1;
    context.count(delta);
}

Attendance check_in_member(Context& context, const Event& event, const members::Member& member, How how,
                           bool representative, bool took_oath, std::optional<Instant> came_at) {
    if (took_oath && !event.oath_version)
        refuse("took_oath", {"这个活动没有宣誓环节。", "No oath is taken at this event."});
    if (auto before = attendance_of(context.tx, event.id, member.id)) {  // twice is once; what is added is kept
        auto after = *before;
        after.representative |= representative;
        after.took_oath |= took_oath;
        if (after.representative == before->representative && after.took_oath == before->took_oath) return *before;
        context.tx.update(after);
        context.note("attendance.changed", &*before, &after);
        return after;
    }
    if (is_full(event))
        throw conflict(
            {"这个活动已经满员，请联系现场工作人员。", "This event is full. Please speak to the staff there."});
    Attendance made{.id = context.new_id<Attendance>(),
                    .event_id = event.id,
                    .unit_path = event.unit_path,
                    .member_id = member.id,
                    .checked_in_at = came_at.value_or(context.now),
                    .how = how,
                    .representative = representative,
                    .took_oath = took_oath};
    context.tx.insert(made);
    add_attended(context.tx, event.id, 1);
    context.count(attendance_delta(event, made));
    context.note<Attendance>("attendance.made", nullptr, &made);
    return made;
}

// clang-format off
Routes attendance_routes() {
    return {
        list<AttendanceRow>("/api/attendances", may(read),                                               {"签到记录", "Who came."}),
        act   ("/api/events/{id}/check-ins",    may(check_in), "event.checked_in",      check_in_other,   {"登记签到", "Check a member in at the door."}),
        patch ("/api/attendances/{id}",         may(check_in), "attendance.changed",    change_attendance, {"修改签到记录", "Say who is a representative and who took the oath."}),
        remove("/api/attendances/{id}",         may(check_in), "attendance.removed",    remove_attendance, {"删除误登的签到", "Take back a check-in made by mistake."}),
        about_one("/api/events/{id}/figures",   may(read),                              figures_of,       {"活动数字", "How many came, took the oath and joined."}),
        post  ("/api/my/check-ins",             a_worker(),    "my.checked_in",         check_in_myself,  {"用签到码签到", "Check in with the code shown at the event."}),
        get   ("/api/my/events",                a_worker(),                             my_events,        {"我可以参加的活动", "Open events that I may come to."}),
        get   ("/api/my/learning",              a_worker(),                             my_learning,      {"我的学习记录", "What I have learned at events."}),
        look  ("/api/members/{id}/learning",    may(members::read), "member.learning_seen", learning_of,  {"会员的学习记录", "What a member has learned at events; the look is recorded."}),
    };
}
// clang-format on

}  // namespace unionhall::events
