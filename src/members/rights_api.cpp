#include "members/rights_api.h"

#include "members/handlers.h"
#include "members/retention_store.h"
#include "members/rights_by_two.h"
#include "members/rights_correct.h"
#include "members/rights_forget.h"
#include "members/store.h"
#include "platform/settings.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const ErasureLine*) {
    static const auto type = record<ErasureLine>("erasure_line", "", {"删除清单的一行", "line of an erasure"}, {
        field(&ErasureLine::record, "record", {"资料", "What"}),
        field(&ErasureLine::rows,   "rows",   {"条数", "How many"}),
        field(&ErasureLine::now,    "now",    {"马上删除", "Erased at once"}),
        field(&ErasureLine::then,   "then",   {"怎样处理", "What becomes of it"}).at_most(300),
        field(&ErasureLine::until,  "until",  {"保留到", "Kept until"}),
    });
    return type;
}
const RecordType& record_of(const HoldShown*) {
    static const auto type = record<HoldShown>("hold_shown", "", {"法定留存", "legal hold"}, {
        field(&HoldShown::reason,          "reason",          {"事由", "Why"}).at_most(300),
        field(&HoldShown::document_number, "document_number", {"法律文书文号", "Number of the legal paper"}),
        field(&HoldShown::ends_on,         "ends_on",         {"至", "Until"}),
    });
    return type;
}
const RecordType& record_of(const ErasurePlan*) {
    static const auto type = record<ErasurePlan>("erasure_plan", "", {"删除我的资料", "erasure of my data"}, {
        field(&ErasurePlan::ends_membership,       "ends_membership",       {"同时退会", "Ends the membership"}),
        field(&ErasurePlan::withdraws_application, "withdraws_application", {"同时撤回申请", "Withdraws the application"}),
        field(&ErasurePlan::held,                  "held",                  {"依法暂缓", "Held by a law"}),
        field(&ErasurePlan::says,                  "says",                  {"说明", "In words"}).at_most(500),
        field(&ErasurePlan::asked_at,              "asked_at",              {"提出时间", "Asked"}),
        field(&ErasurePlan::done_at,               "done_at",               {"完成时间", "Done"}),
        many (&ErasurePlan::holds,                 "holds",                 {"法定留存", "Legal holds"}),
        many (&ErasurePlan::lines,                 "lines",                 {"清单", "What"}),
    });
    return type;
}

namespace {

struct ErasureAsked {
    std::optional<bool> confirm;
};
const RecordType& record_of(const ErasureAsked*) {
    static const auto type = record<ErasureAsked>("erasure_asked", "", {"删除请求", "wish to be forgotten"}, {
        field(&ErasureAsked::confirm, "confirm", {"确认删除", "Yes, erase"}).required(),
    });
    return type;
}
// clang-format on

// Until when a law keeps rows of that table, counted from today.
std::optional<Date> kept_until(Context& context, const std::string& table) {
    static const std::vector<std::pair<std::string, std::string>> rules{{"consents", "consent.ended"},
                                                                        {"disclosures", "disclosure.made"},
                                                                        {"erasures", "erasure.done"},
                                                                        {"legal_holds", "hold.released"}};
    for (auto& [kept, rule] : rules)
        if (kept == table)
            if (auto days = rule_amount(context.tx, rule, "", context.today))
                return plus_days(context.today, static_cast<int>(days));
    return {};
}

Words fate_of(const Holding& holding, bool is_held, const std::optional<Date>& until) {
    if (is_held && holding.fate != Fate::kept)
        return {"依法暂缓，解除后自动删除。", "Held by a law for now, and erased by itself afterwards."};
    if (holding.fate == Fate::erased) return {"马上删除。", "Erased at once."};
    if (holding.fate == Fate::emptied)
        return {"马上清除您的信息，只留下一个人数。", "Emptied at once; one in a count remains."};
    if (until)
        return {"法律要求保留到 " + to_text(*until) + "，其中没有姓名、电话和证件号码，到期自动删除。",
                "A law wants it kept until " + to_text(*until) +
                    ". It holds no name, phone or id number, and goes by itself then."};
    return {"法律要求留存的日志，其中没有姓名、电话和证件号码。",
            "A log that the law wants; it holds no name, phone or id number."};
}

Words in_words(const ErasurePlan& plan) {
    if (plan.held)
        return {"有法律规定的留存义务，现在不能删除。您的请求会保留，留存解除后自动办理，不用再来。",
                "A law wants your data kept for now. Your wish stays, and is carried out by itself when that ends."};
    if (plan.withdraws_application)
        return {
            "您的入会申请会随之撤回，资料和账号马上删除，只留下一个人数。",
            "Your application is withdrawn with it. Your data and account are erased at once; one in a count remains."};
    if (plan.ends_membership)
        return {
            "您会随之退会，资料和账号马上删除，只留下一个人数。以后随时可以重新入会。",
            "You leave the union with it. Your data and account are erased at once; one in a count remains. You can "
            "join again at any time."};
    return {"您的资料和账号马上删除。", "Your data and account are erased at once."};
}

}  // namespace

ErasurePlan plan_erasure(Context& context, const Nothing&) {
    ErasurePlan plan;
    auto person_id = person_asking(context);
    auto who = held_under(context.tx, person_id, context.actor.account_id);
    if (person_id) {
        auto application = newest_application_of(context.tx, person_id);
        auto steps = application ? own_steps(*application, context.today) : std::vector<std::string>{};
        plan.withdraws_application = std::ranges::find(steps, "withdraw") != steps.end();
        plan.ends_membership = !plan.withdraws_application && member_of_person(context.tx, person_id).has_value();
        for (auto& hold : holds_over(context.tx, person_id, context.today)) {
            plan.held = true;
            if (hold.told) plan.holds.push_back({hold.reason, hold.document_number, hold.ends_on});
        }
        if (auto waiting = waiting_erasure_of(context.tx, person_id)) plan.asked_at = waiting->asked_at;
    }
    for (auto& holding : context.services.holdings) {
        auto rows = count_held(context.tx, holding, who);
        if (!rows) continue;
        auto until = holding.fate == Fate::kept ? kept_until(context, holding.table) : std::nullopt;
        plan.lines.push_back({holding.label.in(context.language), rows, !plan.held && holding.fate != Fate::kept,
                              fate_of(holding, plan.held, until).in(context.language), until});
    }
    plan.says = in_words(plan).in(context.language);
    return plan;
}

// Where a second person is asked for, these are requests (approvals), and not done by one.
static void need_two(const Context& context, const Words& what) {
    if (!context.services.settings.four_eyes) return;
    throw conflict({what.zh + "要由两个人办：请到“双人审批”提出申请，由另一个人批准。",
                    what.en + " takes two people: ask for it under \"Requests\", and somebody else approves."});
}

static ErasurePlan erase_me(Context& context, const Draft<ErasureAsked>& draft) {
    if (!draft.applied_to({}).confirm.value_or(false))
        refuse("confirm", {"请确认要删除您的资料。", "Please say yes: your data is to be erased."});
    auto plan = plan_erasure(context, {});
    auto erasure = wish(context, person_asking(context), context.actor.account_id);
    plan.asked_at = erasure.asked_at, plan.done_at = erasure.done_at;
    return plan;
}

static std::vector<Disclosure> list_my_disclosures(Context& context, const Nothing&) {
    auto id = person_asking(context);
    return id ? disclosures_of(context.tx, id) : std::vector<Disclosure>{};
}

// Kept by whoever gave something out, before they give it: the person sees it.
static Disclosure disclose(Context& context, const Member& member, const Draft<Disclosure>& draft) {
    auto given = draft.applied_to({.unit_id = member.unit_id});
    need_two(context, {"把会员的资料提供给外单位", "Giving a member's data to somebody outside"});
    return keep_disclosure(context,
                           {.member_id = member.id,
                            .recipient = given.recipient,
                            .purpose = given.purpose,
                            .basis = given.basis,
                            .document_number = given.document_number,
                            .fields = given.fields},
                           context.actor.name);
}

static LegalHold place_hold(Context& context, const Draft<LegalHold>& draft) {
    auto hold = draft.applied_to({});
    if (hold.member_id)
        if (auto member = member_of(context.tx, *hold.member_id);
            !member || !context.may(members::hold, member->unit_path))
            refuse("member_id", {"没有这位会员，或不在您的范围。", "There is no such member within your reach."});
    need_two(context, {"设置法定留存", "Placing a legal hold"});
    return keep_hold(context,
                     {.unit_id = hold.unit_id,
                      .member_id = hold.member_id,
                      .reason = hold.reason,
                      .document_number = hold.document_number,
                      .begins_on = hold.begins_on,
                      .ends_on = hold.ends_on,
                      .told = hold.told},
                     context.actor.name);
}

static LegalHold take_hold_step(Context& context, const LegalHold& before, LegalHold, const StepTaken&) {
    need_two(context, {"解除法定留存", "Releasing a legal hold"});
    return release_hold(context, before, context.actor.name);
}

// clang-format off
Routes rights_routes() {
    return {
        //   path                              who may          recorded as                 does
        get ("/api/my/data",                   a_worker(),                                  list_my_data,       {"存储的每一项资料及其用途。", "Every stored field, with what it is for."}),
        raw ("/api/my/export",                 a_worker(),                                  export_my_data,     {"我的全部资料：JSON 文件，或 ?format=html 的可打印网页。", "All my data: a JSON file, or a page to print with ?format=html."}),
        get ("/api/my/disclosures",            a_worker(),                                  list_my_disclosures, {"我的资料提供给了谁。", "Who was given my data."}),
        get ("/api/my/erasure",                a_worker(),                                  plan_erasure,       {"删除我的资料时，什么马上删除，什么依法保留到何时。", "What would be erased at once, and what a law keeps until when."}),
        post("/api/my/erasure",                a_worker(),      "person.wished_erasure",    erase_me,           {"删除我的资料和账号。", "Erase my data and my account."}),
        get ("/api/my/corrections",            a_worker(),                                  list_my_corrections, {"我的更正申请。", "Corrections I asked for."}),
        post("/api/my/corrections",            a_worker(),      "correction.asked",         ask_correction,     {"更正我的资料；姓名和证件号码由工会核对。", "Correct my data; name and id number are checked by the union."}),
        act ("/api/my/corrections/{id}/steps", a_worker(),      "correction.own_step",      withdraw_correction, {"撤回更正申请。", "Withdraw a correction."}),
        post("/api/my/phone",                  a_worker(),      "person.phone_changed",     change_my_phone,    {"凭新手机收到的验证码更换手机号码。", "Change my phone, by a code sent to the new one."}).sensitive(),

        list<Correction>("/api/corrections",   may(read),                                                       {"更正申请列表。", "Corrections asked for."}),
        one<Correction>("/api/corrections/{id}", may(read),                                                     {"一项更正申请。", "One correction."}),
        steps("/api/corrections/{id}/steps",   correction_flow(),                           take_correction_step, {"核对后更正或不予更正。", "Correct, or refuse to."}),
        act ("/api/members/{id}/disclosures",  may(manage),     "member.disclosed",         disclose,           {"登记把一位会员的资料提供给了谁；本人能看到。", "Record who was given a member's data; the member sees it."}).sensitive(),

        list<LegalHold>("/api/legal-holds",    may(hold),                                                       {"法定留存列表。", "Legal holds."}),
        one<LegalHold>("/api/legal-holds/{id}", may(hold),                                                      {"一项法定留存。", "One legal hold."}),
        post("/api/legal-holds",               may(hold),       "legal_hold.placed",        place_hold,         {"依法暂停删除一个人或一个工会的资料。", "Stop the deletion of a person's or a unit's data, as a law wants."}).sensitive(),
        steps("/api/legal-holds/{id}/steps",   hold_flow(),                                 take_hold_step,     {"解除法定留存。", "Release a legal hold."}).sensitive(),
    };
}
// clang-format on

}  // namespace unionhall::members
