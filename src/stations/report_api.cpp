// "It was locked": what a passer-by reports in two taps without an account, and what the keeper answers. And the tap that
// counts a visit. Nothing is kept of who it was.
#include "platform/calendar.h"
#include "platform/crypto.h"
#include "platform/encoding.h"
#include "platform/vault.h"
#include "stations/api.h"
#include "stations/upkeep_store.h"

namespace unionhall::stations {
namespace {

struct ReportSent {
    ReportKind kind = ReportKind::locked;
    std::string facility;
    std::optional<Instant> observed_at;
};

struct PublicReport {
    Id<StationReport> id;
    Id<Station> station_id;
    std::string station_name;
    ReportKind kind = ReportKind::locked;
    std::string facility;
    ReportStatus status = ReportStatus::received;
    Instant observed_at;
    Date due_on;
    std::string answer, sentence;
};

struct Tapped {
    std::string sentence;
};

// clang-format off
const RecordType& record_of(const ReportSent*) {
    static const auto type = record<ReportSent>("report_sent", "", {"反映", "report"}, {
        field(&ReportSent::kind,        "kind",        {"反映什么", "What was seen"}).required(),
        field(&ReportSent::facility,    "facility",    {"哪件设施", "Which facility"}).at_most(30),
        field(&ReportSent::observed_at, "observed_at", {"看到的时间", "Seen at"})
            .help("没有网络时先记下，联网后再发；最多两周以前。", "Taken down without a network and sent later: at most two weeks ago."),
    });
    return type;
}
const RecordType& record_of(const PublicReport*) {
    static const auto type = record<PublicReport>("public_report", "", {"站点反映", "report of a station"}, {
        key  (&PublicReport::id),
        field(&PublicReport::station_id,   "station_id",   {"服务站点", "Station"}).by_server(),
        field(&PublicReport::station_name, "station_name", {"站点名称", "Name of the station"}).by_server(),
        field(&PublicReport::kind,         "kind",         {"反映什么", "What was seen"}).by_server(),
        field(&PublicReport::facility,     "facility",     {"哪件设施", "Which facility"}).by_server(),
        field(&PublicReport::status,       "status",       {"状态", "Status"}).by_server(),
        field(&PublicReport::observed_at,  "observed_at",  {"看到的时间", "Seen at"}).by_server(),
        field(&PublicReport::due_on,       "due_on",       {"最晚答复", "Answer due on"}).by_server(),
        field(&PublicReport::answer,       "answer",       {"答复", "Answer"}).by_server(),
        field(&PublicReport::sentence,     "sentence",     {"进展", "How it stands"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const Tapped*) {
    static const auto type = record<Tapped>("station_tapped", "", {"到访点数", "visit counted"}, {
        field(&Tapped::sentence, "sentence", {"提示", "Sentence"}).by_server(),
    });
    return type;
}
// clang-format on

PublicReport public_of(Context& context, const StationReport& report) {
    auto due = to_text(report.due_on);
    Words sentence = report.status == ReportStatus::received ? Words{"谢谢您！站点负责人最晚 " + due + " 答复。",
                                                                     "Thank you! The keeper answers by " + due + "."}
                                                             : label_of(report.status) + Words{"。", "."};
    return {.id = report.id,
            .station_id = report.station_id,
            .station_name = context.find(report.station_id).name,
            .kind = report.kind,
            .facility = report.facility,
            .status = report.status,
            .observed_at = report.observed_at,
            .due_on = report.due_on,
            .answer = report.answer,
            .sentence = sentence.in(context.language)};
}

// The address itself is not kept: only a keyed hash of it, and that for an hour.
void check_tries(Call& call, std::int64_t station, std::int64_t by_station_max, std::int64_t in_all_max) {
    auto& context = call.context;
    auto who = hex(context.services.vault.blinds("station_tries.address", call.request.peer).front());
    forget_tries(context.tx, context.now);
    auto wait = std::max(seconds_to_wait(context.tx, who, station, by_station_max, context.now),
                         seconds_to_wait(context.tx, who, 0, in_all_max, context.now));
    if (wait)
        throw too_many(
            {"这里刚刚发来很多次，请过一会儿再试。", "Much has come from here just now. Please try again in a while."},
            wait);
}

Station public_station_asked(Call& call) {
    auto station = call.context.find(Id<Station>{call.id});
    if (!is_public(station.status)) throw not_found(type_of<Station>().label);
    return station;
}

StationReport take_down(Call& call, const Station& station, const ReportSent& sent) {
    auto& context = call.context;
    auto key = *call.request.header("idempotency-key");
    if (auto known = report_sent(context.tx, station.id, key)) return *known;
    check_tries(call, station.id.number, reports_by_station_max, reports_in_all_max);
    auto observed_at = sent.observed_at.value_or(context.now);
    refuse_if_any(check_report(sent.kind, sent.facility, observed_at, context.now));
    auto report = open_report(context.tx, station.id, sent.kind, sent.facility);
    if (report) {
        auto before = *report;
        ++report->times;
        report->observed_at = std::max(report->observed_at, observed_at);
        context.tx.update(*report);
        context.note("station_report.received", &before, &*report);
    } else {
        auto days = rule_amount(context.tx, report_days_rule, station.unit_path, context.today);
        report = StationReport{
            .id = context.new_id<StationReport>(),
            .unit_id = station.unit_id,
            .station_id = station.id,
            .kind = sent.kind,
            .facility = sent.facility,
            .observed_at = observed_at,
            .received_at = context.now,
            .due_on = context.services.calendar.deadline(context.today, static_cast<int>(days), Days::working).on};
        context.insert(*report);
        add_open_reports(context.tx, station.id, 1, context.now);
        context.note<StationReport>("station_report.received", nullptr, &*report);
    }
    keep_sent_key(context.tx, *report, key, context.now);
    return *report;
}

Response send_report(Call& call) {
    auto station = public_station_asked(call);
    auto sent = Draft<ReportSent>{given_from_body(type_of<ReportSent>(), call.request)}.applied_to({});
    return answer_one(call.context, 200, public_of(call.context, take_down(call, station, sent)));
}

Response show_report(Call& call) {
    return answer_one(call.context, 200, public_of(call.context, call.context.find(Id<StationReport>{call.id})));
}

StationReport answer_report(Context& context, const StationReport&, StationReport next, const StepTaken& taken) {
    next.answer = taken.note.empty() ? label_of(next.status).in(context.language) : taken.note;
    next.answered_at = context.now;
    context.update(next);
    add_open_reports(context.tx, next.station_id, -1, context.now);
    return next;
}

Response tap(Call& call) {
    auto station = public_station_asked(call);
    check_tries(call, station.id.number, taps_by_station_max, taps_by_station_max);
    add_visits(call.context, station, call.context.today, How::tap, 1);
    Words thanks{"欢迎！已记一次到访，不记录是谁。", "Welcome! One visit is counted; nobody knows whose."};
    return answer_one(call.context, 200, Tapped{thanks.in(call.context.language)});
}

}  // namespace

std::int64_t count_reports(Transaction& tx, const std::string& unit_path) { return count_received(tx, unit_path); }

bool forget_what_was_sent(Context& context, std::int64_t, const std::string&) {
    forget_tries(context.tx, context.now);
    return false;
}

// clang-format off
Routes report_routes() {
    auto sent = made_route("POST", "/api/public/stations/{id}/reports", anyone(), "station_report.received", type_of<ReportSent>(), type_of<PublicReport>(), Route::Gives::one,
                           {"路过的人反映站点问题，无需登录", "What a passer-by reports, without an account."});
    auto tapped = made_route("POST", "/api/public/stations/{id}/visits", anyone(), "station.tapped", type_of<Nothing>(), type_of<Tapped>(), Route::Gives::one,
                             {"扫码点数：只记人次", "The tap that counts a visit, and nothing else."});
    auto shown = made_route("GET", "/api/public/station-reports/{id}", anyone(), "", type_of<Nothing>(), type_of<PublicReport>(), Route::Gives::one,
                            {"一条反映的进展", "How a report stands."});
    return {
        by_hand(std::move(sent), send_report),
        by_hand(std::move(tapped), tap),
        by_hand(std::move(shown), show_report),
        list<StationReport>("/api/station-reports",      may(read),  {"站点反映", "What passers-by reported."}),
        one<StationReport> ("/api/station-reports/{id}", may(read),  {"一条站点反映", "One report."}),
        steps("/api/station-reports/{id}/steps", workflow_of(static_cast<const StationReport*>(nullptr)), answer_report, {"答复反映", "Answer a report; the note is shown to everybody."}),
    };
}
// clang-format on

}  // namespace unionhall::stations
