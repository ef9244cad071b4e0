// What a worker sees of themselves: standing, card, consents and what withdrawing them means, and who looked.
#include "members/card_rules.h"
#include "members/handlers.h"
#include "members/joining.h"
#include "members/rights_store.h"
#include "members/store.h"
#include "members/store_lists.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const ConsentShown*) {
    static const auto type = record<ConsentShown>("my_consent", "", {"授权同意", "consent"}, {
        key  (&ConsentShown::id),
        field(&ConsentShown::purpose,      "purpose",      {"用途", "Purpose"}),
        field(&ConsentShown::text_version, "text_version", {"告知书版本", "Version of the text"}),
        field(&ConsentShown::text_hash,    "text_hash",    {"告知书摘要", "Hash of the text"}),
        field(&ConsentShown::given_at,     "given_at",     {"同意时间", "Given"}),
        field(&ConsentShown::withdrawn_at, "withdrawn_at", {"撤回时间", "Withdrawn"}),
        field(&ConsentShown::follows,      "follows",      {"撤回之后", "What follows from withdrawing"}).at_most(300),
    });
    return type;
}
const RecordType& record_of(const OwnStep*) {
    static const auto type = record<OwnStep>("own_step", "", {"本人办理", "own step"}, {
        field(&OwnStep::step,          "step",          {"步骤", "Step"}).required().at_most(40),
        field(&OwnStep::name,          "name",          {"姓名", "Name"}).at_most(50).personal(Mask::name),
        field(&OwnStep::division_code, "division_code", {"工作所在区划代码", "Division of work"}).at_most(9),
        field(&OwnStep::employer_name, "employer_name", {"工作单位或平台", "Employer or platform"}).at_most(100),
        field(&OwnStep::occupation,    "occupation",    {"从事的工作", "Occupation"}),
    });
    return type;
}
// clang-format on

std::int64_t person_asking(Context& context) {
    if (context.actor.kind != Actor::Kind::worker) return 0;
    if (context.actor.person_id) return context.actor.person_id;
    auto person = person_by_phone(context.tx, accounts::phone_of_account(context.tx, context.actor.account_id));
    return person ? person->id.number : 0;
}

static void write_steps(JsonWriter& w, const std::vector<std::string>& steps) {
    w.key("steps").begin_array();
    for (auto& s : steps) w.value(s);
    w.end_array();
}

static void write_application(JsonWriter& w, Context& context, const std::optional<Application>& application) {
    w.key("application");
    if (!application) {
        w.null();
        return;
    }
    auto mine = shown_to_applicant(context, *application);
    w.begin_object();
    write_record(w, type_of<MyApplication>(), &mine, {.personal = true});
    write_steps(w, own_steps(*application, context.today));
    w.end_object();
}

static void write_membership(JsonWriter& w, Context& context, const std::optional<Member>& member) {
    auto unit_name = member ? units::name_of_unit(context.tx, member->unit_id.number) : std::string();
    w.key("member");
    if (member) {
        w.begin_object();
        write_record(w, type_of<Member>(), &*member, {.personal = true});
        w.pair("unit_name", unit_name);
        write_steps(
            w, member->status == MemberStatus::left ? std::vector<std::string>{} : std::vector<std::string>{"leave"});
        w.end_object();
    } else {
        w.null();
    }
    auto card = member ? card_of(context.tx, member->id) : std::nullopt;
    w.key("card");
    if (card && member->status != MemberStatus::left) {
        w.begin_object()
            .pair("number", card->number)
            .pair("token", card_token(context.services.vault, card->nonce.data));
        w.pair("unit_name", unit_name).pair("name", member->name).end_object();
    } else {
        w.null();
    }
}

Response show_my(Call& call) {
    auto& context = call.context;
    auto id = person_asking(context);
    auto person = id ? person_of(context.tx, id) : std::nullopt;
    JsonWriter w;
    w.begin_object().key("person");
    if (person) {
        w.begin_object();
        write_record(w, type_of<Person>(), &*person, {.personal = true});
        w.end_object();
    } else {
        w.null();
    }
    write_application(w, context, id ? newest_application_of(context.tx, id) : std::nullopt);
    write_membership(w, context, id ? newest_membership_of(context.tx, id) : std::nullopt);
    auto invitation = invitation_for(context.tx, accounts::phone_of_account(context.tx, context.actor.account_id));
    w.key("invitation");
    if (invitation) {
        w.begin_object();
        write_record(w, type_of<Invitation>(), &*invitation, {.personal = true});
        w.end_object();
    } else {
        w.null();
    }
    w.end_object();
    return {.body = w.take()};
}

// What follows from withdrawing, in plain words, before anybody does it.
static Words follows(Context& context, const Consent& consent) {
    if (consent.withdrawn_at.us)
        return {"已经撤回，不再依据它使用您的资料。", "It is withdrawn: your data is no longer used on its ground."};
    auto application = application_of(context.tx, consent.application_id);
    if (application) {
        auto steps = own_steps(*application, context.today);
        if (std::ranges::find(steps, "withdraw") != steps.end())
            return {"入会申请随之撤回，您的资料立即清除，只留下一个人数。",
                    "Your application is withdrawn with it, and your data is erased at once; one in a count remains."};
    }
    if (member_of_person(context.tx, consent.person_id.number))
        return {
            "您随之退会，会员卡失效。资料按保存期限删除；想马上删除，可以在“删除我的资料”里办理。",
            "You leave the union with it, and your card ends. Your data goes when its time is over, or at once when "
            "you ask for that under \"Erase my data\"."};
    return {"不再依据它使用您的资料。", "Your data is no longer used on its ground."};
}

static ConsentShown shown(Context& context, const Consent& c) {
    return {c.id,           label_of(c.purpose).in(context.language), c.text_version, c.text_hash, c.given_at,
            c.withdrawn_at, follows(context, c).in(context.language)};
}

std::vector<ConsentShown> list_my_consents(Context& context, const Nothing&) {
    std::vector<ConsentShown> all;
    if (auto id = person_asking(context))
        for (auto& consent : consents_of(context.tx, id)) all.push_back(shown(context, consent));
    return all;
}

std::vector<Look> list_my_looks(Context& context, const Nothing&) {
    auto id = person_asking(context);
    return id ? looks_of(context.tx, id) : std::vector<Look>{};
}

static Application withdraw(Context& context, const Application& before) {
    auto next = before;
    next.status = application_flow().step(before.status, "withdraw").to;
    bool is_over = before.status == ApplicationStatus::approved && context.today > before.cooling_ends_on;
    if (is_over)
        throw conflict(
            {"七天冷静期已过，不能再撤回；您可以随时退会，一步即可。",
             "The cooling-off time is over, so this cannot be withdrawn; you can leave at any time, in one step."});
    // What a withdrawal erases a law may want kept: then the wish to be forgotten waits for its end, and this does not.
    if (before.person_id && !holds_over(context.tx, before.person_id->number, context.today).empty())
        throw conflict(
            {"有法律规定的留存义务，现在不能撤回并删除。您可以随时退会，也可以提出删除请求，留存解除后自动办理。",
             "A law wants your data kept for now, so this cannot be withdrawn and erased. You can leave at any time, or ask to "
             "be forgotten, which is carried out by itself when that ends."});
    auto after = withdrawn(context, std::move(next));
    context.note("application.withdraw", &before, &after);
    return after;
}

static Application resubmit(Context& context, const Application& before, const OwnStep& taken,
                            const Draft<OwnStep>& draft) {
    auto next = before;
    next.status = application_flow().step(before.status, "resubmit").to;
    Applicant applicant{.name = draft.gives("name") ? taken.name : before.name,
                        .phone = before.phone->plain,
                        .division_code = draft.gives("division_code") ? taken.division_code : before.division_code,
                        .occupation = taken.occupation.value_or(before.occupation),
                        .employer_name = draft.gives("employer_name") ? taken.employer_name : before.employer_name};
    refuse_if_any(settle(applicant, context.today));
    next.name = applicant.name;
    next.division_code = applicant.division_code;
    next.occupation = applicant.occupation;
    next.employer_name = applicant.employer_name;
    context.update(next);
    context.note("application.resubmit", &before, &next);
    return next;
}

MyApplication take_own_step(Context& context, const Draft<OwnStep>& draft) {
    auto taken = draft.applied_to({});
    auto id = person_asking(context);
    auto application = id ? newest_application_of(context.tx, id) : std::nullopt;
    if (!application) throw not_found(type_of<Application>().label);
    if (taken.step == "withdraw") return shown_to_applicant(context, withdraw(context, *application));
    if (taken.step == "resubmit") return shown_to_applicant(context, resubmit(context, *application, taken, draft));
    throw conflict({"没有“" + taken.step + "”这一步。", "There is no step \"" + taken.step + "\"."});
}

// Without the consent there is no membership: withdrawing it withdraws the application, or, later, leaves.
ConsentShown withdraw_consent(Context& context, const Consent& consent, const Draft<StepTaken>& draft) {
    auto taken = draft.applied_to({});
    auto id = person_asking(context);
    if (!id || consent.person_id.number != id) throw not_found(type_of<Consent>().label);
    if (taken.step != "withdraw")
        throw conflict({"没有“" + taken.step + "”这一步。", "There is no step \"" + taken.step + "\"."});
    if (consent.withdrawn_at.us) throw conflict({"这项同意已经撤回。", "This consent has been withdrawn already."});
    auto after = shown(context, consent);
    after.withdrawn_at = context.now;
    auto application = application_of(context.tx, consent.application_id);
    if (application && application->status != ApplicationStatus::refused) {
        auto steps = own_steps(*application, context.today);
        if (std::ranges::find(steps, "withdraw") != steps.end()) return withdraw(context, *application), after;
    }
    if (auto member = member_of_person(context.tx, id)) {
        auto next = *member;
        next.status = member_flow().step(member->status, "leave").to;
        auto gone = left(context, std::move(next), "");
        context.note("member.leave", &*member, &gone);
        return after;
    }
    withdraw_consents(context.tx, id, context.now);
    return after;
}

}  // namespace unionhall::members
