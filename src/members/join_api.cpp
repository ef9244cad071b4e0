// Joining over HTTP: the notice, the chooser of a home, and the three channels.
#include "members/handlers.h"
#include "members/joining.h"
#include "members/store.h"
#include "members/store_lists.h"
#include "platform/identifiers.h"
#include "platform/settings.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const NoticeShown*) {
    static const auto type = record<NoticeShown>("notice", "", {"入会告知书", "notice"}, {
        field(&NoticeShown::version,       "version",       {"版本", "Version"}),
        field(&NoticeShown::hash,          "hash",          {"摘要", "Hash"}),
        field(&NoticeShown::text,          "text",          {"告知书", "Notice"}).at_most(10'000),
        field(&NoticeShown::voluntariness, "voluntariness", {"自愿入会说明", "Statement of voluntariness"}).at_most(1000),
        field(&NoticeShown::demonstration, "demonstration", {"演示系统", "A demonstration"}),
    });
    return type;
}
const RecordType& record_of(const HomeQuery*) {
    static const auto type = record<HomeQuery>("home_query", "", {"归属查询", "question about a home"}, {
        field(&HomeQuery::division_code, "division_code", {"工作所在区划代码", "Division of work"}).required().at_most(9),
        field(&HomeQuery::occupation,    "occupation",    {"从事的工作", "Occupation"}),
        field(&HomeQuery::employer_name, "employer_name", {"工作单位或平台", "Employer or platform"}).at_most(100),
    });
    return type;
}
const RecordType& record_of(const HomeProposal*) {
    static const auto type = record<HomeProposal>("home_proposal", "", {"建议加入的工会", "proposed home"}, {
        field(&HomeProposal::unit_id,   "unit_id",   {"工会", "Unit"}),
        field(&HomeProposal::unit_name, "unit_name", {"工会名称", "Name of the unit"}),
        field(&HomeProposal::reason,    "reason",    {"理由", "Reason"}).at_most(300),
    });
    return type;
}
const RecordType& record_of(const MyApplication*) {
    static const auto type = record<MyApplication>("my_application", "", {"入会申请", "application"}, {
        key  (&MyApplication::id),
        field(&MyApplication::unit_id,         "unit_id",         {"申请加入的工会", "Unit applied to"}),
        field(&MyApplication::unit_name,       "unit_name",       {"工会名称", "Name of the unit"}),
        field(&MyApplication::name,            "name",            {"姓名", "Name"}).personal(Mask::name),
        field(&MyApplication::occupation,      "occupation",      {"从事的工作", "Occupation"}),
        field(&MyApplication::employer_name,   "employer_name",   {"工作单位或平台", "Employer or platform"}).personal(Mask::hidden),
        field(&MyApplication::division_code,   "division_code",   {"工作所在区划代码", "Division of work"}),
        field(&MyApplication::home_reason,     "home_reason",     {"归属理由", "Why this unit"}).at_most(300),
        field(&MyApplication::status,          "status",          {"状态", "Status"}),
        field(&MyApplication::submitted_at,    "submitted_at",    {"提交时间", "Submitted"}),
        field(&MyApplication::decided_at,      "decided_at",      {"办理时间", "Decided"}),
        field(&MyApplication::decision_note,   "decision_note",   {"办理意见", "Note on the decision"}).at_most(500).personal(Mask::hidden),
        field(&MyApplication::cooling_ends_on, "cooling_ends_on", {"冷静期至", "Cooling-off ends"}),
        version(&MyApplication::version),
    });
    return type;
}
const RecordType& record_of(const JoinRequest*) {
    static const auto type = record<JoinRequest>("join_request", "", {"网上入会申请", "request to join"}, {
        field(&JoinRequest::name,           "name",           {"姓名", "Name"}).required().at_most(50).personal(Mask::name),
        field(&JoinRequest::id_number,      "id_number",      {"身份证件号码", "Id number"}).at_most(30).personal(Mask::id_number)
            .help("不是必填。", "Not needed."),
        field(&JoinRequest::occupation,     "occupation",     {"从事的工作", "Occupation"}).required(),
        field(&JoinRequest::division_code,  "division_code",  {"工作所在区划代码", "Division of work"}).required().at_most(9),
        field(&JoinRequest::employer_name,  "employer_name",  {"工作单位或平台", "Employer or platform"}).at_most(100),
        field(&JoinRequest::unit_id,        "unit_id",        {"想加入的工会", "The unit to join"})
            .help("不填时由系统推荐一个。", "If left out, the proposed one."),
        field(&JoinRequest::drive_id,       "drive_id",       {"入会行动", "Drive"}),
        field(&JoinRequest::invitation_id,  "invitation_id",  {"邀请", "Invitation"}),
        field(&JoinRequest::notice_version, "notice_version", {"已阅读的告知书版本", "The notice that was read"}).required().at_most(40),
        field(&JoinRequest::voluntary,      "voluntary",      {"本人自愿入会", "Joining of my own will"}).required(),
    });
    return type;
}
const RecordType& record_of(const AssistedRequest*) {
    static const auto type = record<AssistedRequest>("assisted_request", "", {"现场或热线入会申请", "assisted request to join"}, {
        field(&AssistedRequest::name,           "name",           {"姓名", "Name"}).required().at_most(50).personal(Mask::name),
        field(&AssistedRequest::phone,          "phone",          {"手机号码", "Mobile phone"}).required().at_most(40).personal(Mask::phone),
        field(&AssistedRequest::id_number,      "id_number",      {"身份证件号码", "Id number"}).at_most(30).personal(Mask::id_number),
        field(&AssistedRequest::occupation,     "occupation",     {"从事的工作", "Occupation"}).required(),
        field(&AssistedRequest::division_code,  "division_code",  {"工作所在区划代码", "Division of work"}).required().at_most(9),
        field(&AssistedRequest::employer_name,  "employer_name",  {"工作单位或平台", "Employer or platform"}).at_most(100),
        field(&AssistedRequest::unit_id,        "unit_id",        {"想加入的工会", "The unit to join"}),
        field(&AssistedRequest::drive_id,       "drive_id",       {"入会行动", "Drive"}),
        field(&AssistedRequest::event_id,       "event_id",       {"现场活动", "Event"}),
        field(&AssistedRequest::signature,      "signature",      {"手写签名", "Signature"}).at_most(signature_bytes_max)
            .help("现场入会时由职工本人在屏幕上签名：SVG 路径，只含 M、L 和整数。", "On site, by the worker's own hand: an SVG path of M, L and whole numbers."),
        field(&AssistedRequest::notice_version, "notice_version", {"已阅读的告知书版本", "The notice that was read"}).required().at_most(40),
        field(&AssistedRequest::voluntary,      "voluntary",      {"本人自愿入会", "Joining of one's own will"}).required(),
    });
    return type;
}
const RecordType& record_of(const CodeGiven*) {
    static const auto type = record<CodeGiven>("code_given", "", {"短信验证", "code given"}, {
        field(&CodeGiven::phone, "phone", {"手机号码", "Mobile phone"}).required().at_most(40),
        field(&CodeGiven::code,  "code",  {"验证码", "Code"}).required().at_most(10),
    });
    return type;
}
// clang-format on

NoticeShown show_notice(Context& context, const Nothing&) {
    auto& newest = notices().back();
    return {newest.version, hash_of(newest, context.language), newest.text.in(context.language),
            newest.voluntariness.in(context.language), context.services.settings.is_demonstration};
}

HomeProposal propose_home(Context& context, const HomeQuery& query) {
    auto choice =
        home_for(context, query.division_code, query.occupation.value_or(Occupation::other), query.employer_name);
    return {choice.unit.id, choice.unit.name, choice.reason.in(context.language)};
}

MyApplication shown_to_applicant(Context& context, const Application& a) {
    return {a.id,
            a.unit_id,
            units::name_of_unit(context.tx, a.unit_id.number),
            a.name,
            a.occupation,
            a.employer_name,
            a.division_code,
            a.home_reason,
            a.status,
            a.submitted_at,
            a.decided_at,
            a.decision_note,
            a.cooling_ends_on,
            a.version};
}

// The unit somebody chose, or the one proposed.
static void settle_home(Context& context, Way& way, const std::optional<Id<units::Unit>>& chosen,
                        const Applicant& applicant) {
    auto proposed =
        chosen
            ? std::nullopt
            : std::optional(home_for(context, applicant.division_code, applicant.occupation, applicant.employer_name));
    if (proposed) {
        way.unit = proposed->unit;
        way.home_reason = proposed->reason.in(context.language);
        return;
    }
    auto unit = units::unit_of(context.tx, *chosen);
    if (!unit || unit->status != units::Status::active)
        refuse("unit_id", {"没有这个工会，请重新选择。", "There is no such unit. Choose another."});
    way.unit = *unit;
    way.home_reason = Words{"本人选择。", "Chosen by the applicant."}.in(context.language);
}

// The invitation to this very phone: the one named, or any that is open.
static std::optional<Invitation> invitation_to(Context& context, const std::string& phone,
                                               const std::optional<Id<Invitation>>& named) {
    auto open = invitation_for(context.tx, phone);
    if (named && (!open || open->id != *named))
        refuse("invitation_id",
               {"没有发给您的这份邀请，它可能已经撤销。不填邀请也可以入会。",
                "There is no such invitation to you; it may have been undone. You can join without one."});
    return open;
}

MyApplication join_online(Context& context, const Draft<JoinRequest>& draft) {
    auto asked = draft.applied_to({});
    Applicant applicant{.name = asked.name,
                        .phone = accounts::phone_of_account(context.tx, context.actor.account_id),
                        .id_number = asked.id_number ? asked.id_number->plain : "",
                        .division_code = asked.division_code,
                        .occupation = *asked.occupation,
                        .employer_name = asked.employer_name};
    auto problems = settle(applicant, context.today);
    Way way{.channel = Channel::online};
    way.notice = agreed_notice(asked.notice_version, *asked.voluntary, problems);
    refuse_if_any(std::move(problems));
    auto invitation = invitation_to(context, applicant.phone, asked.invitation_id);
    if (invitation) {
        way.invitation_id = invitation->id.number;
        if (invitation->drive_id) way.drive_id = invitation->drive_id->number;
        if (applicant.employer_name.empty()) applicant.employer_name = invitation->employer_name;
    }
    if (asked.drive_id) way.drive_id = asked.drive_id->number;
    settle_home(context, way, asked.unit_id, applicant);
    auto application = apply_to_join(context, applicant, way);
    accounts::attach_person(context.tx, context.actor.account_id, application.person_id->number);
    return shown_to_applicant(context, application);
}

Application join_assisted(Context& context, const AssistedRequest& asked, Way way, std::vector<Problem> problems) {
    Applicant applicant{.name = asked.name,
                        .phone = asked.phone.plain,
                        .id_number = asked.id_number ? asked.id_number->plain : "",
                        .division_code = asked.division_code,
                        .occupation = *asked.occupation,
                        .employer_name = asked.employer_name};
    for (auto& problem : settle(applicant, context.today)) problems.push_back(std::move(problem));
    way.notice = agreed_notice(asked.notice_version, *asked.voluntary, problems);
    refuse_if_any(std::move(problems));
    settle_home(context, way, asked.unit_id, applicant);
    if (!context.may(enrol, way.unit.path))
        refuse(
            "unit_id",
            {"按工作地应加入“" + way.unit.name + "”，不在您的受理范围。请职工用自己的手机在线申请，或联系那里的工会。",
             "By the place of work it would be \"" + way.unit.name +
                 "\", which is outside your reach. The worker can join online by phone, or through the union there."});
    if (auto invitation = invitation_for(context.tx, applicant.phone)) {
        way.invitation_id = invitation->id.number;
        // At an event one joins in the drive of the event, whatever an older list said.
        if (invitation->drive_id && !asked.event_id) way.drive_id = invitation->drive_id->number;
    }
    if (asked.drive_id) way.drive_id = asked.drive_id->number;
    if (asked.event_id) way.event_id = asked.event_id->number;
    if (!way.helped_by) way.helped_by = context.actor.account_id;
    return apply_to_join(context, applicant, way);
}

Application join_on_site(Context& context, const Draft<AssistedRequest>& draft) {
    auto asked = draft.applied_to({});
    std::vector<Problem> problems;
    auto signature = asked.signature ? asked.signature->plain : std::string();
    if (!is_signature(signature))
        problems.push_back(
            {"signature", {"请职工本人在屏幕上签名。", "The worker signs on the screen, by their own hand."}});
    return join_assisted(context, asked, {.channel = Channel::on_site, .signature = signature}, std::move(problems));
}

Application join_by_hotline(Context& context, const Draft<AssistedRequest>& draft) {
    auto asked = draft.applied_to({});
    auto application =
        join_assisted(context, asked, {.channel = Channel::hotline, .status = ApplicationStatus::awaiting_code}, {});
    accounts::send_code(context, application.phone->plain, accounts::Purpose::confirm);
    return application;
}

MyApplication confirm_hotline(Context& context, const Draft<CodeGiven>& draft) {
    auto given = draft.applied_to({});
    auto phone = canonical_phone(given.phone.plain);
    // Whether that phone has an application is not told to who does not hold the phone.
    bool holds = accounts::check_code(context, phone, accounts::Purpose::confirm, given.code.plain);
    auto application = holds ? waiting_for_code(context.tx, phone) : std::nullopt;
    if (!application)
        throw kept(Refusal(Refusal::Reason::invalid, {"验证没有通过。", "This could not be confirmed."},
                           {{"code",
                             {"验证码不对或已过期，请核对，或请工作人员重新发送。",
                              "The code is wrong or has run out. Check it, or have a new one sent."}}}));
    application->status = application_flow().step(application->status, "confirm").to;
    application->submitted_at = context.now;
    context.update(*application);
    return shown_to_applicant(context, *application);
}

}  // namespace unionhall::members
