// Stations over HTTP, for those who run them. The tables at the end and in the other *_api.cpp are the whole surface.
#include "stations/api.h"

#include <set>

#include "divisions/model.h"
#include "platform/named.h"
#include "stations/import_model.h"
#include "stations/photo_store.h"
#include "stations/siting_model.h"
#include "stations/siting_work.h"
#include "stations/upkeep_store.h"

namespace unionhall::stations {
namespace {

void check_all(Context& context, const Station& station) {
    auto problems = check(station);
    bool has_code = station.division_code.size() == 6 || station.division_code.size() == 9;
    if (has_code && !divisions::division_of(context.tx, station.division_code))
        problems.push_back(
            {"division_code", {"没有这个区划，请重新选择。", "There is no such division. Choose another."}});
    refuse_if_any(std::move(problems));
}

Station plan(Context& context, const Draft<Station>& draft) { return plan_station(context, draft.applied_to({})); }

// Whoever changes a fact vouches for it.
void vouch(const Station& before, Station& after, Date today) {
    auto place = [](const Station& s) {
        return std::tie(s.division_code, s.address, s.lng, s.lat, s.coordinate_system);
    };
    auto hours = [](const Station& s) {
        return std::tie(s.is_open_24h, s.weekday_hours, s.weekend_hours, s.holiday_hours);
    };
    auto contact = [](const Station& s) { return std::tie(s.phone, s.keeper_name, s.host); };
    if (place(before) != place(after)) after.place_verified_on = today;
    if (hours(before) != hours(after)) after.hours_verified_on = today;
    if (contact(before) != contact(after)) after.contact_verified_on = today;
    if (traits_of(before) != traits_of(after)) after.facilities_verified_on = today;
}

Station change(Context& context, const Station& before, const Draft<Station>& draft) {
    refuse_if_any(check_change(before));
    auto station = draft.applied_to(before);
    derive(station);
    check_all(context, station);
    if (before.opened_on) vouch(before, station, context.today);
    return keep_station(context, &before, std::move(station));
}

Station take_step(Context& context, const Station& before, Station next, const StepTaken& taken) {
    if (taken.step == "open") return open_station(context, before);
    if (next.status == Status::closed) next.closed_on = context.today;
    return keep_station(context, &before, std::move(next));
}

struct Verification {
    bool place = false, hours = false, facilities = false, contact = false;
};
struct FiguresQuery {
    Id<units::Unit> unit_id;
};
struct KindCount {
    std::string kind, label;
    std::int64_t count = 0;
};
struct StationFigures {
    Id<units::Unit> unit_id;
    std::vector<KindCount> by_kind;
    std::int64_t kinds_total = 0, addresses = 0, unverified = 0, with_reports = 0;
    std::string sentence;
    Instant as_of;
};

// clang-format off
const RecordType& record_of(const Verification*) {
    static const auto type = record<Verification>("station_verification", "", {"核实", "verification"}, {
        field(&Verification::place,      "place",      {"地址和位置属实", "The place is right"}),
        field(&Verification::hours,      "hours",      {"开放时间属实", "The hours are right"}),
        field(&Verification::facilities, "facilities", {"设施属实", "The facilities are there"}),
        field(&Verification::contact,    "contact",    {"联系方式属实", "The contact is right"}),
    });
    return type;
}
const RecordType& record_of(const FiguresQuery*) {
    static const auto type = record<FiguresQuery>("station_figures_query", "", {"站点数字", "figures of stations"}, {
        owner(&FiguresQuery::unit_id, {"工会", "Unit"}),
    });
    return type;
}
const RecordType& record_of(const KindCount*) {
    static const auto type = record<KindCount>("station_kind_count", "", {"一种站点的数量", "stations of a kind"}, {
        field(&KindCount::kind,  "kind",  {"类型", "Kind"}).by_server(),
        field(&KindCount::label, "label", {"名称", "Label"}).by_server(),
        field(&KindCount::count, "count", {"数量", "How many"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const StationFigures*) {
    static const auto type = record<StationFigures>("station_figures", "", {"站点数字", "figures of stations"}, {
        field(&StationFigures::unit_id,      "unit_id",      {"工会", "Unit"}).by_server(),
        many (&StationFigures::by_kind,      "by_kind",      {"按类型", "By kind"}),
        field(&StationFigures::kinds_total,  "kinds_total",  {"各类型合计", "All kinds together"}).by_server(),
        field(&StationFigures::addresses,    "addresses",    {"地址数", "Addresses"}).by_server()
            .help("会站家合一的地方，一个地址可以有几种类型。", "One address may be of several kinds."),
        field(&StationFigures::unverified,   "unverified",   {"待核实", "Not verified lately"}).by_server(),
        field(&StationFigures::with_reports, "with_reports", {"有人反映", "With reports"}).by_server(),
        field(&StationFigures::sentence,     "sentence",     {"一句话", "In a sentence"}).by_server(),
        field(&StationFigures::as_of,        "as_of",        {"截至", "As of"}).by_server(),
    });
    return type;
}
// clang-format on

Station verify(Context& context, const Station& before, const Draft<Verification>& draft) {
    auto checked = draft.applied_to({});
    if (!checked.place && !checked.hours && !checked.facilities && !checked.contact)
        refuse("", {"请说明核实了哪几项。", "Say what you have verified."});
    if (!is_public(before.status))
        throw conflict({"开放的站点才需要核实。", "Only stations that are open are verified."});
    auto station = before;
    if (checked.place) station.place_verified_on = context.today;
    if (checked.hours) station.hours_verified_on = context.today;
    if (checked.facilities) station.facilities_verified_on = context.today;
    if (checked.contact) station.contact_verified_on = context.today;
    return keep_station(context, &before, std::move(station));
}

StationFigures figures(Context& context, const FiguresQuery& query) {
    auto path = context.unit_path(query.unit_id.number);
    context.require(read, path, type_of<units::Unit>().label);
    auto since = plus_days(context.today, -static_cast<int>(verify_days(context, path)));
    auto counts = count_stations(context.tx, path, since);
    StationFigures found{.unit_id = query.unit_id,
                         .addresses = counts.addresses,
                         .unverified = counts.unverified,
                         .with_reports = counts.with_reports,
                         .as_of = context.now};
    HeldCounts held(context.tx, "stations.places", query.unit_id.number);
    auto cells = held.cells("kind");
    Words sentence;
    for (auto& kind : choices_of<Kind>()) {
        std::int64_t count = 0;
        for (auto& cell : cells)
            if (cell.key == kind.value) count += cell.value;
        found.by_kind.push_back({kind.value, kind.label.in(context.language), count});
        found.kinds_total += count;
        if (!count) continue;
        auto n = std::to_string(count);
        sentence = sentence + Words{(sentence.zh.empty() ? "" : "，") + kind.label.zh + " " + n + " 个",
                                    (sentence.en.empty() ? "" : ", ") + kind.label.en + ": " + n};
    }
    auto all = std::to_string(found.kinds_total), addresses = std::to_string(found.addresses);
    sentence = sentence + Words{"；合计 " + all + " 个，分布在 " + addresses + " 个地址。",
                                "; " + all + " in all, at " + addresses + " addresses."};
    found.sentence = found.kinds_total ? sentence.in(context.language)
                                       : Words{"还没有开放的站点。", "No station is open yet."}.in(context.language);
    return found;
}

}  // namespace

std::int64_t verify_days(Context& context, const std::string& unit_path) {
    return rule_amount(context.tx, verify_days_rule, unit_path, context.today);
}

std::int64_t count_to_verify(Context& context, const std::string& unit_path) {
    auto days = verify_days(context, unit_path);
    return count_unverified(context.tx, unit_path, plus_days(context.today, -static_cast<int>(days)));
}

static Station keep_untold(Context& context, const Station* before, Station after) {
    derive(after);
    after.changed_at = context.now;
    before ? context.update(after) : context.insert(after);
    if (before && before->unit_id != after.unit_id)
        follow_station(context.tx, after), follow_station_with_photos(context.tx, after);
    auto was = before ? deltas_of(*before) : std::vector<Delta>{}, is = deltas_of(after);
    auto same = [](const Delta& a, const Delta& b) {
        return a.unit_path == b.unit_path && a.day == b.day && a.amount == b.amount && a.parts == b.parts;
    };
    if (!std::ranges::equal(was, is, same)) {
        for (auto& delta : was) delta.amount = -delta.amount, context.count(delta);
        for (auto& delta : is) context.count(delta);
    }
    return after;
}

Station keep_station(Context& context, const Station* before, Station after) {
    after = keep_untold(context, before, std::move(after));
    if (before && before->county_code != after.county_code && before->opened_on) {
        note_removal(context.tx, *before, context.now);
        note_change(context.tx, before->county_code, context.now);
    }
    if (after.opened_on) note_change(context.tx, after.county_code, context.now);
    return after;
}

std::vector<Station> bring_stations(Context& context, std::vector<Station> stations) {
    std::set<std::string> counties;
    for (auto& station : stations) {
        if (!station.id) station.id = context.new_id<Station>();
        station.status = Status::open;
        if (!station.opened_on) station.opened_on = context.today;
        derive(station);
        check_all(context, station);
        station = keep_untold(context, nullptr, std::move(station));
        counties.insert(station.county_code);
    }
    for (auto& county : counties) note_change(context.tx, county, context.now);
    return stations;
}

Station plan_station(Context& context, Station station) {
    station.id = context.new_id<Station>();
    station.status = Status::planned;
    derive(station);
    check_all(context, station);
    return keep_station(context, nullptr, std::move(station));
}

Station open_station(Context& context, Station before) {
    refuse_if_any(check_opening(before));
    auto station = before;
    station.status = Status::open;
    if (!station.opened_on) station.opened_on = context.today;
    // Who opens it stands there and sees that everything is so.
    station.place_verified_on = station.hours_verified_on = station.facilities_verified_on =
        station.contact_verified_on = context.today;
    return keep_station(context, &before, std::move(station));
}

// clang-format off
Room room() {
    Room room{"stations", {
        //     path                               who may        recorded as            does         meaning
        list<Station>("/api/stations",            may(read),                                         {"服务站点", "Stations."}),
        one<Station> ("/api/stations/{id}",       may(read),                                         {"一个服务站点", "One station."}),
        post  ("/api/stations",                   may(manage),   "station.planned",     plan,        {"规划服务站点", "Plan a station."}),
        patch ("/api/stations/{id}",              may(manage),   "station.changed",     change,      {"修改服务站点", "Change a station."}),
        steps ("/api/stations/{id}/steps",        workflow_of(static_cast<const Station*>(nullptr)), take_step, {"办理站点", "Build, open, pause, put right or close it."}),
        act   ("/api/stations/{id}/verifications", may(keep),    "station.verified",    verify,      {"核实站点信息", "Say that facts of a station are right as of today."}),
        get   ("/api/stations/figures",           may(read),                            figures,     {"站点数字：按类型和按地址", "How many there are: by kind, and as addresses."}),
    }};
    for (auto& routes : {public_routes(), report_routes(), inspection_routes(), card_routes(), import_routes(), siting_routes(),
                         photo_routes()})
        room.routes.insert(room.routes.end(), routes.begin(), routes.end());
    room.measures = {
        {"stations.places", {"服务站点", "Stations"}, {"已开放而没有永久关闭的站点，一个地址计一次；按类型分，一个地址可以有几种类型", "Stations that were opened and not closed for good, each address once; by kind an address may count several times"}, {"处", "places"}, false, recount_places, true},
        {"stations.visits", {"站点使用人次", "Visits to stations"}, {"手工登记、门口计数或扫码点数的人次，不知道是谁", "Visits entered by hand, by a counter at the door or by a tap; nobody knows whose"}, {"人次", "visits"}, false, recount_visits},
    };
    room.jobs = {{"stations.forget", forget_what_was_sent, tries_window_s, 600},
                 {.name = "stations.siting", .run = siting_piece, .ahead = siting_ahead}};
    room.namings = {named<Station>({"station_id"}, read, "name"), named<Siting>({"siting_id"}, read, "title")};
    room.diagrams = {{"station", workflow_of(static_cast<const Station*>(nullptr)).diagram()},
                     {"station_report", workflow_of(static_cast<const StationReport*>(nullptr)).diagram()},
                     {"station_import", workflow_of(static_cast<const StationImport*>(nullptr)).diagram()},
                     {"siting", workflow_of(static_cast<const Siting*>(nullptr)).diagram()},
                     {"deficiency", workflow_of(static_cast<const Deficiency*>(nullptr)).diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::stations
