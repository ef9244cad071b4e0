#include "events/store.h"

#include "platform/text.h"

namespace unionhall::events {

std::optional<Event> event_of_code(Transaction& tx, const std::string& code) {
    if (code.empty()) return {};
    return tx.first<Event>("where check_in_code = $1 and status = 'open'", {code});
}

std::vector<Event> open_events_around(Transaction& tx, const std::string& unit_path) {
    std::string any;
    std::vector<Value> tops;
    for (auto at = unit_path.find('/', 1); at != std::string::npos; at = unit_path.find('/', at + 1)) {
        tops.push_back(unit_path.substr(0, at + 1));
        any += (any.empty() ? "$" : ", $") + std::to_string(tops.size());
    }
    if (tops.empty()) return {};
    return tx.select<Event>("where status = 'open' and unit_path in (" + any + ") order by starts_at, id limit 50",
                            tops);
}

std::vector<AgendaItem> agenda_of(Transaction& tx, Id<Event> id) {
    return tx.select<AgendaItem>("where event_id = $1 order by position, id", {id.number});
}

std::optional<Attendance> attendance_of(Transaction& tx, Id<Event> event, Id<members::Member> member) {
    return tx.first<Attendance>("where event_id = $1 and member_id = $2", {event.number, member.number});
}

void add_attended(Transaction& tx, Id<Event> id, std::int64_t people) {
    tx.run("update events set attended = attended + $2 where id = $1", {id.number, people});
}

void keep_joining(Transaction& tx, Id<Event> id, Id<members::Member> member) {
    tx.run("insert into event_joinings (member_id, event_id) values ($1, $2)", {member.number, id.number});
    tx.run("update events set joined = joined + 1 where id = $1", {id.number});
}
void forget_joining(Transaction& tx, Id<members::Member> member) {
    auto event = tx.number("select event_id from event_joinings where member_id = $1", {member.number});
    if (!event) return;
    tx.run("delete from event_joinings where member_id = $1", {member.number});
    tx.run("update events set joined = joined - 1 where id = $1", {*event});
}
std::optional<Id<Event>> event_joined_at(Transaction& tx, Id<members::Member> member) {
    auto event = tx.number("select event_id from event_joinings where member_id = $1", {member.number});
    if (!event) return {};
    return Id<Event>{*event};
}
void give_attendance(Transaction& tx, Id<Attendance> id, Id<members::Member> member) {
    tx.run("update attendances set member_id = $2 where id = $1", {id.number, member.number});
}
void recount_joined(Transaction& tx) {
    tx.run("update events set joined = (select count(*) from members where members.event_id = events.id)");
}
std::vector<Attendance> attendances_of(Transaction& tx, Id<members::Member> member) {
    return tx.select<Attendance>("where member_id = $1 order by id", {member.number});
}

Oaths count_oaths(Transaction& tx, Id<Event> id) {
    auto rows = tx.rows(
        "select count(*), coalesce(sum(case when representative then 1 else 0 end), 0), "
        "coalesce(sum(case when representative and took_oath then 1 else 0 end), 0) from attendances where event_id = $1",
        {id.number});
    auto n = [&](std::size_t i) { return std::get<std::int64_t>(rows.at(0).at(i)); };
    return {n(0), n(1), n(2)};
}

OathText newest_oath(Transaction& tx) {
    auto found = tx.first<OathText>("order by version desc");
    if (!found) throw not_found(type_of<OathText>().label);
    return *found;
}
OathText oath_of(Transaction& tx, std::int64_t version) {
    auto found = tx.first<OathText>("where version = $1", {version});
    if (!found) throw not_found(type_of<OathText>().label);
    return *found;
}
std::vector<OathText> oath_texts(Transaction& tx) { return tx.select<OathText>("order by version desc limit 200"); }
void keep_oath(Transaction& tx, const OathText& oath) { tx.insert(oath); }

std::vector<Learned> learned_by(Transaction& tx, Id<members::Member> member) {
    std::vector<Learned> found;
    for (
        auto& row : tx.rows(
            "select e.id, e.title, u.name, e.starts_at, i.kind, i.title from attendances a "
            "join events e on e.id = a.event_id join units u on u.id = e.unit_id join agenda_items i on i.event_id = e.id "
            "where a.member_id = $1 and e.status <> 'cancelled' order by e.starts_at desc, e.id, i.position, i.id limit $2",
            {member.number, learned_rows_max})) {
        Learned one{.event_id = {std::get<std::int64_t>(row[0])},
                    .event_title = std::get<std::string>(row[1]),
                    .unit_name = std::get<std::string>(row[2]),
                    .day = day_at(Instant{std::get<std::int64_t>(row[3])}),
                    .title = std::get<std::string>(row[5])};
        ShapeOf<ItemKind>::from(one.kind, row[4]);
        found.push_back(std::move(one));
    }
    return found;
}

std::int64_t seconds_to_wait(Transaction& tx, std::int64_t account_id, Instant now) {
    auto rows = tx.rows("select since, failures from check_in_tries where account_id = $1", {account_id});
    if (rows.empty() || std::get<std::int64_t>(rows[0][1]) < check_in_tries_max) return 0;
    auto until = plus_seconds(Instant{std::get<std::int64_t>(rows[0][0])}, check_in_tries_window_s);
    return until <= now ? 0 : (until.us - now.us + 999999) / 1000000;
}

void count_wrong_code(Transaction& tx, std::int64_t account_id, Instant now) {
    auto window = plus_seconds(now, -check_in_tries_window_s).us;
    tx.run(
        "insert into check_in_tries (account_id, since, failures) values ($1, $2, 1) on conflict (account_id) do update set "
        "failures = case when check_in_tries.since <= $3 then 1 else check_in_tries.failures + 1 end, "
        "since = case when check_in_tries.since <= $3 then $2 else check_in_tries.since end",
        {account_id, now.us, window});
}

void forget_wrong_codes(Transaction& tx, std::int64_t account_id) {
    tx.run("delete from check_in_tries where account_id = $1", {account_id});
}

std::int64_t count_unreported(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from events where status = 'held' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

Delta held_delta(const Event& event) {
    return {.measure = "events.held",
            .unit_path = event.unit_path,
            .day = day_at(event.starts_at),
            .parts = {{"kind", name_of(event.kind)}}};
}

Delta drive_delta(const Event& event) {
    return {.measure = "drives.events",
            .unit_path = event.unit_path,
            .holder = event.drive_id ? event.drive_id->number : 0,
            .day = day_at(event.starts_at),
            .parts = {{"kind", name_of(event.kind)}, {"event", event.id.text()}}};
}

Delta attendance_delta(const Event& event, const Attendance& attendance) {
    return {.measure = "events.attendances",
            .unit_path = event.unit_path,
            .day = day_at(attendance.checked_in_at),
            .parts = {{"how", name_of(attendance.how)}, {"kind", name_of(event.kind)}}};
}

// The instants of those days are found by day_at, as the deltas are: a day too many at either end is left out again.
static Visit within(const DaySpan& days, const Visit& visit) {
    return [&days, visit](const Delta& delta) {
        auto day = to_text(delta.day);
        if (days.from <= day && day <= days.to) visit(delta);
    };
}
static std::vector<Value> instants_around(const DaySpan& days) {
    auto at = [](const std::string& day, std::int64_t shift_s, std::int64_t otherwise) {
        auto instant = parse_instant(day + "T00:00:00Z");
        return Value{instant ? plus_seconds(*instant, shift_s).us : otherwise};
    };
    return {at(days.from, -86400, INT64_MIN), at(days.to, 2 * 86400, INT64_MAX)};
}

void recount_held(Transaction& tx, const DaySpan& days, const Visit& visit) {
    auto keep = within(days, visit);
    tx.visit<Event>("where status in ('held', 'reported') and starts_at between $1 and $2", instants_around(days),
                    [&](Event& event) { keep(held_delta(event)); });
}

void recount_drive_events(Transaction& tx, const DaySpan& days, const Visit& visit) {
    auto keep = within(days, visit);
    tx.visit<Event>("where status in ('held', 'reported') and drive_id is not null and starts_at between $1 and $2",
                    instants_around(days), [&](Event& event) { keep(drive_delta(event)); });
}

void recount_attendances(Transaction& tx, const DaySpan& days, const Visit& visit) {
    auto keep = within(days, visit);
    tx.each(
        "select a.checked_in_at, a.how, a.unit_path, e.kind from attendances a join events e on e.id = a.event_id "
        "where a.checked_in_at between $1 and $2",
        instants_around(days), [&](Row& row) {
            Attendance attendance{.checked_in_at = {std::get<std::int64_t>(row[0])}};
            Event event{.unit_path = std::get<std::string>(row[2])};
            ShapeOf<How>::from(attendance.how, row[1]);
            ShapeOf<Kind>::from(event.kind, row[3]);
            keep(attendance_delta(event, attendance));
        });
}

}  // namespace unionhall::events
