// Requests that take two people, over HTTP: asking, deciding, executing. The table at the end is the whole surface.
#include <algorithm>

#include "approvals/handlers.h"
#include "approvals/store.h"
#include "platform/settings.h"

namespace unionhall::approvals {
namespace {

struct VoteShown {
    std::string name, note;
    Instant at;
};
// A request as people read it: in words of their language, with what they may do.
struct Shown {
    Id<Approval> id;
    Kind kind = Kind::member_export;
    Id<units::Unit> unit_id;
    std::string unit_name;
    Status status = Status::asked;
    std::string plain, reason;
    std::int64_t people = 0;
    std::string payload_hash, asked_by_name;
    Instant asked_at, expires_at;
    std::string decided_by_name;
    Instant decided_at;
    std::string decision_note;
    Instant executed_at;
    std::int64_t affected = 0;
    bool is_own = false;
    std::int64_t approvers_needed = 1;
    std::vector<VoteShown> approvals;
    std::string missing;  // how many are missing, and who could; empty when nobody is
};
struct View {
    std::string view;
};
struct Taken {
    std::string step, note, payload_hash;
};
// clang-format off
const RecordType& record_of(const VoteShown*) {
    static const auto type = record<VoteShown>("approval_vote", "", {"批准", "approval"}, {
        field(&VoteShown::name, "name", {"批准人", "Approved by"}),
        field(&VoteShown::note, "note", {"意见", "Note"}).at_most(500),
        field(&VoteShown::at,   "at",   {"时间", "At"}),
    });
    return type;
}
const RecordType& record_of(const Shown*) {
    static const auto type = record<Shown>("approval_shown", "", {"双人审批申请", "request for two people"}, {
        key  (&Shown::id),
        field(&Shown::kind,            "kind",            {"事项", "What"}),
        field(&Shown::unit_id,         "unit_id",         {"涉及的工会", "Unit concerned"}),
        field(&Shown::unit_name,       "unit_name",       {"工会名称", "Name of the unit"}),
        field(&Shown::status,          "status",          {"状态", "Status"}),
        field(&Shown::plain,           "plain",           {"将会做什么", "What will happen"}).at_most(2000),
        field(&Shown::reason,          "reason",          {"理由", "Reason"}).at_most(500),
        field(&Shown::people,          "people",          {"涉及人数", "People concerned"}),
        field(&Shown::payload_hash,    "payload_hash",    {"内容校验", "Hash of the content"}),
        field(&Shown::asked_by_name,   "asked_by_name",   {"申请人", "Asked by"}),
        field(&Shown::asked_at,        "asked_at",        {"申请时间", "Asked at"}),
        field(&Shown::expires_at,      "expires_at",      {"有效期到", "Expires at"}),
        field(&Shown::decided_by_name, "decided_by_name", {"审批人", "Decided by"}),
        field(&Shown::decided_at,      "decided_at",      {"审批时间", "Decided at"}),
        field(&Shown::decision_note,   "decision_note",   {"审批意见", "Note of the decision"}).at_most(500),
        field(&Shown::executed_at,     "executed_at",     {"执行时间", "Executed at"}),
        field(&Shown::affected,        "affected",        {"实际涉及", "Reached"}),
        field(&Shown::is_own,          "is_own",          {"我提出的", "Mine"}),
        field(&Shown::approvers_needed, "approvers_needed", {"需要几人批准", "Approvals needed"}),
        many (&Shown::approvals,       "approvals",       {"已批准", "Approvals given"}),
        field(&Shown::missing,         "missing",         {"还差", "Missing"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const View*) {
    static const auto type = record<View>("approval_view", "", {"申请查询", "which requests"}, {
        field(&View::view, "view", {"哪些申请", "Which"}).at_most(10).help("mine、waiting 或 decided。", "mine, waiting or decided."),
    });
    return type;
}
const RecordType& record_of(const Taken*) {
    static const auto type = record<Taken>("approval_step", "", {"审批步骤", "step of a request"}, {
        field(&Taken::step,         "step",         {"步骤", "Step"}).required().at_most(40),
        field(&Taken::note,         "note",         {"意见", "Note"}).at_most(500),
        field(&Taken::payload_hash, "payload_hash", {"内容校验", "Hash of the content"}).at_most(64)
            .help("批准时填写您看到的内容校验。", "When approving: the hash of what you read."),
    });
    return type;
}
// clang-format on

bool has_approved(const std::vector<Vote>& votes, std::int64_t account_id) {
    return std::ranges::find(votes, account_id, &Vote::account_id) != votes.end();
}

// "还差 1 人：可由甲、乙批准"; the names only help to know whom to call, and are few.
std::string missing_from(Context& context, const Approval& a, const std::vector<Vote>& votes) {
    auto missing = approvers_needed(a.kind) - static_cast<std::int64_t>(votes.size());
    if (status_at(a, context.now) != Status::asked || missing <= 0) return "";
    std::string zh, en;
    for (auto& [account_id, name] : accounts::holders_of(context.tx, decide.name, a.unit_path, context.today)) {
        if (account_id == a.asked_by || has_approved(votes, account_id)) continue;
        zh += (zh.empty() ? "" : "、") + name;
        en += (en.empty() ? "" : ", ") + name;
    }
    auto count = std::to_string(missing);
    return Words{
        "还差 " + count + " 人批准" + (zh.empty() ? "；这里没有别的人可以批准。" : "：可由" + zh + "批准。"),
        count + " more to approve" + (en.empty() ? "; there is nobody else here who may." : ": " + en + " may.")}
        .in(context.language);
}

Shown shown(Context& context, const Approval& a, const std::vector<Vote>& votes) {
    std::vector<VoteShown> approvals;
    for (auto& vote : votes) approvals.push_back({vote.name, vote.note, vote.at});
    return {.id = a.id,
            .kind = a.kind,
            .unit_id = a.unit_id,
            .unit_name = units::name_of_unit(context.tx, a.unit_id.number),
            .status = status_at(a, context.now),
            .plain = Words{a.plain_zh, a.plain_en}.in(context.language),
            .reason = a.reason,
            .people = a.people,
            .payload_hash = a.payload_hash,
            .asked_by_name = a.asked_by_name,
            .asked_at = a.asked_at,
            .expires_at = a.expires_at,
            .decided_by_name = a.decided_by_name,
            .decided_at = a.decided_at,
            .decision_note = a.decision_note,
            .executed_at = a.executed_at,
            .affected = a.affected,
            .is_own = a.asked_by == context.actor.account_id,
            .approvers_needed = approvers_needed(a.kind),
            .approvals = std::move(approvals),
            .missing = missing_from(context, a, votes)};
}

Response answer(Context& context, int status, const Approval& a) {
    auto votes = votes_for(context.tx, a.id);
    auto one = shown(context, a, votes);
    auto steps = steps_for(a, context.actor, has_approved(votes, context.actor.account_id), context.now);
    return answer_record(context, status, type_of<Shown>(), &one, &steps);
}

// Whoever asked, and whoever may approve there; to all others there is no such request.
Approval visible(Call& call) {
    auto& context = call.context;
    auto a = approval_of(context.tx, {call.id});
    if (!a || (a->asked_by != context.actor.account_id && !context.may(decide, a->unit_path)))
        throw not_found(type_of<Approval>().label);
    return *a;
}

std::vector<Shown> list_approvals(Context& context, const View& asked) {
    std::vector<Approval> found;
    bool is_waiting = asked.view == "waiting";
    if (asked.view.empty() || asked.view == "mine") {
        found = asked_by_account(context.tx, context.actor.account_id);
    } else if (is_waiting || asked.view == "decided") {
        for (auto& top : context.actor.reach(decide))
            for (auto& a : is_waiting ? waiting_within(context.tx, top, context.now) : decided_within(context.tx, top))
                found.push_back(a);
    } else {
        refuse("view", {"请选择 mine、waiting 或 decided。", "It is mine, waiting or decided."});
    }
    std::vector<Shown> all;
    for (auto& a : found) {
        auto votes = votes_for(context.tx, a.id);
        auto me = context.actor.account_id;
        if (is_waiting && (a.asked_by == me || has_approved(votes, me))) continue;
        all.push_back(shown(context, a, votes));
    }
    return all;
}

Response ask_over_http(Call& call) {
    check_door(staff(), call.context, type_of<Asked>(), nullptr);
    auto asked = Draft<Asked>{given_from_body(type_of<Asked>(), call.request)}.applied_to({});
    auto made = ask(call.context, asked);
    call.context.note<Approval>("approval.asked", nullptr, &made);
    return answer(call.context, 201, made);
}

// Keeps the approval of whoever is asking; true when nobody else's is missing any more.
bool is_last_approval(Context& context, const Approval& a, const Taken& taken) {
    if (has_approved(votes_for(context.tx, a.id), context.actor.account_id))
        throw conflict(
            {"您已经批准过，还要等另一个人批准。", "You approved it already; somebody else's approval is missing."});
    if (auto wanted = wanted_in(a.payload); wanted.account_id && wanted.account_id->number == context.actor.account_id)
        throw conflict({"关系到自己账号的申请由别人批准。", "Somebody else approves what concerns one's own account."});
    // Whoever hands somebody a first password can be that somebody for a while.
    auto me = context.actor.account_id;
    auto since = plus_seconds(context.now, -accounts::reset_counts_s);
    auto others = votes_for(context.tx, a.id);
    others.push_back({.account_id = a.asked_by});
    for (auto& other : others)
        if (accounts::was_reset_by(context.tx, other.account_id, me, since) ||
            accounts::was_reset_by(context.tx, me, other.account_id, since))
            throw conflict({"七天内一方重置过另一方的密码，请由别人批准。",
                            "One of you reset the other's password within seven days: somebody else approves."});
    add_vote(context, a, {context.actor.account_id, context.actor.name, taken.note, context.now});
    return static_cast<std::int64_t>(votes_for(context.tx, a.id).size()) >= approvers_needed(a.kind);
}

Approval decided(Context& context, const Approval& before, const Taken& taken) {
    if (before.asked_by == context.actor.account_id)
        throw conflict({"自己提出的申请由另一个人审批。", "Somebody else decides on what one asked oneself."});
    context.require(decide, before.unit_path, type_of<Approval>().label);
    if (taken.step == "approve" && taken.payload_hash != before.payload_hash)
        throw conflict({"您看到的内容与这项申请不一致，请刷新后重新阅读。",
                        "What you read is not what this request holds. Reload it and read again."});
    auto a = before;
    if (taken.step == "approve" && !is_last_approval(context, before, taken)) {
        // The row changes, too: of two who approve at once, the second one reads it anew.
        context.tx.update(a);
        context.note("approval.approve", &before, &a);
        return a;
    }
    a.status = approval_flow().step(before.status, taken.step).to;
    a.decided_by = context.actor.account_id;
    a.decided_by_name = context.actor.name;
    a.decided_at = context.now;
    a.decision_note = taken.note;
    // From the approval on there is as long again to use it.
    if (taken.step == "approve")
        a.expires_at = plus_seconds(context.now, context.services.settings.request_hours * 3600);
    context.tx.update(a);
    context.note("approval." + taken.step, &before, &a);
    return taken.step == "approve" && is_executed_at_once(a.kind) ? executed_at_once(context, std::move(a)) : a;
}

Approval stepped(Context& context, const Approval& before, const Taken& given) {
    auto taken = given;
    taken.note = members::without_person(taken.note, name_concerned(context, wanted_in(before.payload).member_id));
    approval_flow().step(status_at(before, context.now), taken.step);  // or a refusal that says where it stands
    if (taken.step == "approve" || taken.step == "refuse") return decided(context, before, taken);
    if (before.asked_by != context.actor.account_id || taken.step == "expire")
        throw forbidden({"这一步由提出申请的人办理。", "Whoever asked takes this step."});
    if (taken.step == "cancel") {
        auto a = before;
        a.status = Status::cancelled;
        context.tx.update(a);
        context.note("approval.cancelled", &before, &a);
        return a;
    }
    if (before.kind != Kind::list_unmasking)
        throw conflict({"导出的文件请用“下载”领取。", "The file of an export is taken by downloading it."});
    return begun_unmasking(context, before);
}

Response step_over_http(Call& call) {
    check_door(staff(), call.context, type_of<Approval>(), nullptr);
    auto taken = Draft<Taken>{given_from_body(type_of<Taken>(), call.request)}.applied_to({});
    return answer(call.context, 200, stepped(call.context, visible(call), taken));
}

Response download(Call& call) {
    auto& context = call.context;
    check_door(staff(), context, type_of<Approval>(), nullptr);
    auto a = visible(call);
    if (a.asked_by != context.actor.account_id)
        throw forbidden({"文件只由提出申请的人下载。", "Only whoever asked downloads the file."});
    if (a.kind != Kind::member_export) throw not_found({"文件", "file"});
    if (a.status == Status::executed)
        throw conflict({"这个文件已经下载过一次，不能再下载。需要时请重新申请。",
                        "This file was downloaded once and cannot be again. Ask anew if you need it."});
    Response file{.content_type = "text/csv; charset=utf-8", .body = exported(context, a)};
    file.headers = {{"Content-Disposition", "attachment; filename=\"members-" + a.id.text() + ".csv\""},
                    {"Cache-Control", "no-store"}};
    return file;
}

Route written(const char* path, const char* verb, const RecordType& takes, Response (*run)(Call&), Label about) {
    return by_hand(made_route("POST", path, staff(), verb, takes, type_of<Shown>(), Route::Gives::one, about), run);
}

Route steps_route() {
    auto route =
        written("/api/approvals/{id}/steps", "approval.*", type_of<Taken>(), step_over_http,
                {"批准、不批准、撤销，或开始已批准的查看。", "Approve, refuse, cancel, or begin what was approved."});
    for (auto& s : approval_flow().steps) route.steps.push_back({s.name, s.needs});
    return route;
}

Route download_route() {
    auto route = written("/api/approvals/{id}/download", "approval.executed", type_of<Nothing>(), download,
                         {"下载已批准的导出，只有一次。", "Download an approved export, once."});
    route.how = Route::Gives::raw;
    route.gives = &type_of<Nothing>();
    route.is_repeatable =
        true;  // a second time is refused by the request itself, and no answer is kept for a repetition
    return route;
}

Route one_route() {
    return by_hand(made_route("GET", "/api/approvals/{id}", staff(), "", type_of<Nothing>(), type_of<Shown>(),
                              Route::Gives::one, {"一项双人审批申请。", "One request."}),
                   [](Call& call) {
                       check_door(staff(), call.context, type_of<Approval>(), nullptr);
                       return answer(call.context, 200, visible(call));
                   });
}

}  // namespace

// clang-format off
Room room() {
    Room room{.name = "approvals", .routes = {
        //   path                               who may            recorded as         does
        get ("/api/approvals",                  staff(),                               list_approvals,  {"双人审批申请：我提出的、等我批准的、办过的。", "Requests: mine, those waiting for me, those decided."}),
        one_route(),
        written("/api/approvals",               "approval.asked", type_of<Asked>(),    ask_over_http,   {"提出一项要两个人办的事。", "Ask for something that takes two people."}),
        steps_route().sensitive(),
        download_route().sensitive(),
        list<Alarm>("/api/alarms",              may(watch_alarms),                                      {"安全警报。", "Alarms."}),
        act ("/api/alarms/{id}/deal",           may(watch_alarms), "alarm.dealt_with", deal_with_alarm, {"处理一条警报。", "Deal with an alarm."}),
        get ("/api/keys",                       may(see_keys),                         list_keys,       {"数据密钥（不含密钥本身）。", "Data keys, without the keys themselves."}),
        get ("/api/key-rotations",              may(see_keys),                         list_rotations,  {"密钥更换的进度。", "How far the changes of keys are."}),
    }};
    room.jobs = {{erase_job, erase_some}, {reseal_job, reseal_piece}, {watch_job, watch, watch_every_s}};
    room.diagrams = {{"approval", approval_flow().diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::approvals
