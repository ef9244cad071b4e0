#include "members/rights_correct.h"

#include <algorithm>

#include "divisions/model.h"
#include "members/joining.h"
#include "members/store.h"
#include "members/store_lists.h"
#include "platform/identifiers.h"
#include "platform/outbox.h"
#include "platform/pinyin.h"
#include "platform/text.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const CorrectionAsked*) {
    static const auto type = record<CorrectionAsked>("correction_asked", "", {"更正内容", "correction"}, {
        field(&CorrectionAsked::field,  "field",  {"更正哪一项", "Which field"}).required().at_most(40)
            .help("name、id_number、occupation、division_code 或 employer_name。", "name, id_number, occupation, division_code or employer_name."),
        field(&CorrectionAsked::value,  "value",  {"应当是", "As it should be"}).required().at_most(100).personal(Mask::hidden),
        field(&CorrectionAsked::reason, "reason", {"说明", "Why"}).at_most(200).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const CorrectionShown*) {
    static const auto type = record<CorrectionShown>("my_correction", "", {"更正申请", "correction"}, {
        field(&CorrectionShown::id,         "id",         {"编号", "Id"}),
        field(&CorrectionShown::field,      "field",      {"哪一项", "Which field"}),
        field(&CorrectionShown::label,      "label",      {"名称", "What it is"}),
        field(&CorrectionShown::wanted,     "wanted",     {"更正为", "As it should be"}).personal(Mask::hidden),
        field(&CorrectionShown::status,     "status",     {"状态", "Status"}),
        field(&CorrectionShown::says,       "says",       {"说明", "In words"}).at_most(300),
        field(&CorrectionShown::note,       "note",       {"办理意见", "Note"}).at_most(500).personal(Mask::hidden),
        field(&CorrectionShown::asked_at,   "asked_at",   {"提出时间", "Asked"}),
        field(&CorrectionShown::decided_at, "decided_at", {"办理时间", "Decided"}),
    });
    return type;
}
const RecordType& record_of(const PhoneGiven*) {
    static const auto type = record<PhoneGiven>("phone_given", "", {"新手机号码", "new phone"}, {
        field(&PhoneGiven::phone, "phone", {"新手机号码", "New phone"}).required().at_most(40).personal(Mask::phone),
        field(&PhoneGiven::code,  "code",  {"验证码", "Code"}).required().at_most(10).personal(Mask::hidden),
        field(&PhoneGiven::one_time_code, "one_time_code", {"动态口令", "One-time code"}).at_most(10).personal(Mask::hidden),
    });
    return type;
}
const RecordType& record_of(const PhoneChanged*) {
    static const auto type = record<PhoneChanged>("phone_changed", "", {"手机已更换", "phone changed"}, {
        field(&PhoneChanged::says, "says", {"说明", "In words"}).at_most(300),
    });
    return type;
}
// clang-format on

static Person own_person(Context& context) {
    auto id = person_asking(context);
    auto person = id ? person_of(context.tx, id) : std::nullopt;
    if (!person)
        throw conflict(
            {"还没有保存您的资料，没有可以更正的。", "Nothing is stored about you yet that could be corrected."});
    return *person;
}

static CorrectionShown shown(Context& context, const Correction& c) {
    auto says = c.status == CorrectionStatus::asked
                    ? Words{"工会核对证件后更正，结果会显示在这里。",
                            "The union compares it with your paper; the answer appears here."}
                    : label_of(c.status);
    return {c.id,
            name_of(c.field),
            label_of(c.field).in(context.language),
            c.field == CorrectedField::name ? c.wanted_name
            : c.wanted_id_number            ? c.wanted_id_number->plain
                                            : "",
            c.status,
            says.in(context.language),
            c.note,
            c.asked_at,
            c.decided_at};
}

std::vector<CorrectionShown> list_my_corrections(Context& context, const Nothing&) {
    std::vector<CorrectionShown> all;
    if (auto id = person_asking(context))
        for (auto& correction : corrections_of(context.tx, id)) all.push_back(shown(context, correction));
    return all;
}

// --- carrying a correction out: wherever the old value stands beside the person ---

static void correct_name(Context& context, Person& person, const std::string& name) {
    person.name = name;
    context.tx.update(person);
    for (auto& member : memberships_of(context.tx, person.id.number)) {
        member.name = name;
        member.name_initials = context.services.pinyin.initials(name);
        context.update(member);
    }
    if (auto open = open_application_of(context.tx, person.id.number)) {
        open->name = name;
        context.update(*open);
    }
}

static void correct_id_number(Context& context, Person& person, const std::string& number) {
    if (is_id_number_of_another(context.tx, number, person.id.number))
        throw conflict({"这个证件号码已用于另一个人，不能更正为它。", "That id number belongs to somebody else here."});
    person.id_number = Secret{number};
    context.tx.update(person);
}

static void correct_occupation(Context& context, Person& person, const std::string& value) {
    Occupation wanted{};
    if (!ShapeOf<Occupation>::from(wanted, value))
        refuse("value", {"请从列表中选择从事的工作。", "Choose one from the list."});
    person.occupation = wanted;
    context.tx.update(person);
    for (auto& member : memberships_of(context.tx, person.id.number)) {
        // Members are counted by occupation: what was counted under the old one moves to the new one.
        auto joined_path = context.unit_path(member.joined_unit_id.number);
        count_joining(context, member, joined_path, -1);
        member.occupation = wanted;
        count_joining(context, member, joined_path, 1);
        context.update(member);
    }
    if (auto open = open_application_of(context.tx, person.id.number)) {
        open->occupation = wanted;
        context.update(*open);
    }
}

static void correct_division(Context& context, Person& person, const std::string& value) {
    Applicant applicant{.name = person.name, .phone = person.phone.plain, .division_code = value};
    for (auto& problem : settle(applicant, context.today))
        if (problem.field == "division_code") refuse("value", problem.message);
    if (divisions::full_name_of(context.tx, value).empty())
        refuse("value", {"没有这个区划。", "There is no such division."});
    person.division_code = value;
    context.tx.update(person);
    if (auto open = open_application_of(context.tx, person.id.number)) {
        open->division_code = value;
        context.update(*open);
    }
}

static void correct_employer(Context& context, Person& person, const std::string& value) {
    person.employer_name = without_numbers(without_invisible(value));
    context.tx.update(person);
    for (auto& member : memberships_of(context.tx, person.id.number)) {
        member.employer_name = person.employer_name;
        context.update(member);
    }
    if (auto open = open_application_of(context.tx, person.id.number)) {
        open->employer_name = person.employer_name;
        context.update(*open);
    }
}

// --- asking and deciding ---

static std::string checked(Context& context, CorrectedField what, const std::string& value) {
    auto found = what == CorrectedField::name ? check_person_name(value) : check_id_paper(value, context.today);
    if (!found.ok()) refuse("value", found.problem);
    return found.canonical;
}

static CorrectionShown at_once(Context& context, const std::string& what, const Words& label,
                               const std::string& value) {
    return {.id = {},
            .field = what,
            .label = label.in(context.language),
            .wanted = value,
            .status = CorrectionStatus::accepted,
            .says = Words{"已经更正。", "It is corrected."}.in(context.language),
            .asked_at = context.now,
            .decided_at = context.now};
}

// With a membership the committee compares a paper; before that, whoever decides on the application does.
// Each try tells whether somebody has that number: there are few of them.
static void refuse_guessing(Context& context) {
    auto tries = corrections_tried(context.tx, context.actor.account_id, plus_seconds(context.now, -24 * 3600));
    if (tries >= corrections_a_day_max)
        throw too_many({"今天更正的次数太多，请明天再试，或请工会办理。",
                        "Too many corrections today. Try again tomorrow, or ask your union."},
                       24 * 3600);
}

static CorrectionShown ask_committee(Context& context, Person& person, CorrectedField what,
                                     const CorrectionAsked& asked) {
    auto value = checked(context, what, asked.value.plain);
    auto memberships = memberships_of(context.tx, person.id.number);
    if (memberships.empty()) {
        if (what == CorrectedField::name)
            correct_name(context, person, value);
        else
            correct_id_number(context, person, value);
        return at_once(context, asked.field, label_of(what), value);
    }
    if (has_open_correction(context.tx, person.id.number, what))
        throw conflict({"这一项的更正正在核对，请等候，或先撤回再重新提出。",
                        "A correction of this is being checked. Wait for it, or withdraw it first."});
    Correction correction{.id = context.new_id<Correction>(),
                          .unit_id = memberships.back().unit_id,
                          .person_id = person.id,
                          .member_id = memberships.back().id,
                          .field = what,
                          .reason = without_numbers(asked.reason),
                          .asked_at = context.now};
    if (what == CorrectedField::name)
        correction.wanted_name = value;
    else
        correction.wanted_id_number = Secret{value};
    context.insert(correction);
    return shown(context, correction);
}

CorrectionShown ask_correction(Context& context, const Draft<CorrectionAsked>& draft) {
    auto asked = draft.applied_to({});
    auto person = own_person(context);
    auto* f = type_of<Person>().field(asked.field);
    refuse_guessing(context);
    if (asked.field == "name") return ask_committee(context, person, CorrectedField::name, asked);
    if (asked.field == "id_number") return ask_committee(context, person, CorrectedField::id_number, asked);
    static const std::vector<std::pair<std::string, void (*)(Context&, Person&, const std::string&)>> plain{
        {"occupation", correct_occupation}, {"division_code", correct_division}, {"employer_name", correct_employer}};
    auto found = std::ranges::find_if(plain, [&](auto& p) { return p.first == asked.field; });
    if (found == plain.end())
        refuse("field",
               {"可以更正的是姓名、证件号码、从事的工作、工作所在地和工作单位；手机号码请用“更换手机”。",
                "Name, id number, occupation, place and employer can be corrected; a phone is changed by itself."});
    found->second(context, person, asked.value.plain);
    return at_once(context, found->first, f->label, asked.value.plain);
}

CorrectionShown withdraw_correction(Context& context, const Correction& before, const Draft<StepTaken>& draft) {
    auto taken = draft.applied_to({});
    if (before.person_id.number != person_asking(context)) throw not_found(type_of<Correction>().label);
    if (taken.step != "withdraw") throw forbidden({"这一步由工会办理。", "The union takes this step."});
    auto next = before;
    next.status = correction_flow().step(before.status, taken.step).to;
    next.decided_at = context.now;
    context.update(next);
    return shown(context, next);
}

Correction take_correction_step(Context& context, const Correction&, Correction next, const StepTaken& taken) {
    auto person = person_of(context.tx, next.person_id.number);
    if (!person) throw not_found(type_of<Person>().label);
    if (taken.step == "withdraw") throw forbidden({"只有本人可以撤回。", "Only the person withdraws it."});
    if (taken.step == "refuse" && taken.note.empty())
        refuse("note", {"请写明原因，本人会看到。", "Say why: the person will read it."});
    if (taken.step == "accept" && next.field == CorrectedField::name) correct_name(context, *person, next.wanted_name);
    if (taken.step == "accept" && next.field == CorrectedField::id_number)
        correct_id_number(context, *person, next.wanted_id_number->plain);
    next.decided_at = context.now;
    next.note = without_numbers(taken.note);
    context.update(next);
    return next;
}

// --- another phone ---

static void tell_old_phone(Context& context, const std::string& old_phone) {
    tell_phone(
        context, old_phone,
        {"【职工之家】您的登录手机已更换。如果不是您本人办理，请马上联系您的工会或拨打 12351。",
         "[Unionhall] The phone you sign in with was changed. If that was not you, call your union or 12351 at once."});
}

PhoneChanged change_my_phone(Context& context, const Draft<PhoneGiven>& draft) {
    auto given = draft.applied_to({});
    auto checked = check_mobile(given.phone.plain);
    if (!checked.ok()) refuse("phone", checked.problem);
    auto& phone = checked.canonical;
    auto account_id = context.actor.account_id;
    auto old_phone = accounts::phone_of_account(context.tx, account_id);
    if (phone == old_phone) refuse("phone", {"这就是您现在的手机号码。", "That is your phone already."});
    if (!accounts::check_code(context, phone, accounts::Purpose::change_phone, given.code.plain, false))
        throw kept(Refusal(
            Refusal::Reason::invalid, {"验证没有通过。", "This could not be confirmed."},
            {{"code", {"验证码不对或已过期，请重新获取。", "The code is wrong or has run out. Ask for another."}}}));
    accounts::check_one_time_code(context, account_id, given.one_time_code.plain);
    accounts::use_up_codes(context, phone, accounts::Purpose::change_phone);
    // From here on the phone is known to be in the asker's hands, so what it is used for may be said.
    if (auto other = person_by_phone(context.tx, phone))
        throw conflict(
            {"这个手机号码已有会籍或申请。如果是您自己的，请联系您的工会把两份合并成一份；如果是别人留下的，请带上身份证件到工会办理。",
             "That phone has a membership or application. If it is your own, ask your union to make one of the two; if "
             "somebody else left it behind, come to your union with your id card."});
    auto empty = accounts::account_of_phone(context.tx, phone);
    // Whoever locked that account with an app has not given it up by lending the phone.
    if (empty && accounts::has_one_time_codes(context, empty))
        throw conflict({"这个手机号码有一个启用了动态口令的账号。请先用它登录、停用动态口令，再来更换。",
                        "That phone has an account with one-time codes on. Sign in with it and turn them off first."});
    auto person_id = person_asking(context);
    if (empty) forget(context, {.account_id = empty});
    if (auto person = person_id ? person_of(context.tx, person_id) : std::nullopt) {
        person->phone = Secret{phone};
        context.tx.update(*person);
        for (auto& member : memberships_of(context.tx, person_id)) {
            member.phone = Secret{phone};
            context.update(member);
        }
        for (auto& application : applications_of(context.tx, person_id)) {
            application.phone = Secret{phone};
            context.update(application);
        }
    }
    // The old number may be somebody else's tomorrow: lists forget it, and other devices are signed out.
    erase_from_lists(context.tx, old_phone);
    accounts::change_phone(context.tx, account_id, phone);
    accounts::end_other_sessions(context.tx, account_id, context.actor.session_id);
    tell_old_phone(context, old_phone);
    return {Words{"手机号码已更换，以后用新号码登录。其他设备已退出登录。",
                  "Your phone is changed: sign in with the new one from now on. Other devices are signed out."}
                .in(context.language)};
}

}  // namespace unionhall::members
