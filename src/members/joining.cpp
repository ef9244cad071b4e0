#include "members/joining.h"

#include <map>

#include "members/card_rules.h"
#include "members/lists.h"
#include "members/merge_store.h"
#include "members/rights_model.h"
#include "members/store.h"
#include "members/store_lists.h"
#include "platform/app.h"
#include "platform/crypto.h"
#include "platform/outbox.h"
#include "platform/pinyin.h"
#include "platform/settings.h"

namespace unionhall::members {

HomeChoice home_for(Context& context, const std::string& division_code, Occupation occupation,
                    const std::string& employer_name) {
    std::optional<units::Unit> own_union;
    if (auto employer = employers::employer_named(context.tx, employer_name); employer && employer->own_unit_id)
        own_union = units::unit_of(context.tx, *employer->own_unit_id);
    auto choice = choose_home(units::units_covering(context.tx, division_code), own_union, division_code, occupation);
    if (!choice)
        refuse("division_code", {"那里还没有工会可以受理，请拨打 12351，由上级工会帮您联系。",
                                 "No union covers that place yet. Call 12351, and the union above will find you one."});
    return *choice;
}

const Notice* agreed_notice(const std::string& version, bool voluntary, std::vector<Problem>& problems) {
    auto& newest = notices().back();
    if (!voluntary)
        problems.push_back({"voluntary",
                            {"入会须本人自愿。请阅读说明，确认自愿后再提交。",
                             "Joining is voluntary: read the statement, and say so yourself."}});
    if (version != newest.version) {
        problems.push_back(
            {"notice_version",
             {"告知书已更新，请重新阅读后再提交。", "The notice has changed. Read the new one, then send again."}});
        return nullptr;
    }
    return &newest;
}

// The worker is told where; a cadre is not told what a stranger's phone number has to do with which union.
static void refuse_second(Context& context, std::int64_t person_id) {
    bool is_self = context.actor.kind == Actor::Kind::worker;
    auto refuse_as = [&](Words words) {
        throw conflict(
            is_self
                ? std::move(words)
                : Words{
                      "这个手机号码已有会籍或正在办理的申请，不能重复入会。请职工本人登录查看。",
                      "This phone number has a membership or an open application, and nobody joins twice. The worker can see it after signing in."});
    };
    if (auto member = member_of_person(context.tx, person_id))
        refuse_as(already_member(units::name_of_unit(context.tx, member->unit_id.number)));
    if (auto open = open_application_of(context.tx, person_id))
        refuse_as(already_applied(units::name_of_unit(context.tx, open->unit_id.number), open->status));
}

// Who was found to be in the books twice does not begin a second time under the phone that went.
static void refuse_merged(Context& context, const std::string& phone) {
    if (!is_phone_merged_away(context.tx, phone)) return;
    throw conflict(
        {"这个手机号码登记的会籍已经并入同一个人用另一个手机登记的会籍，请用那个手机登录。如果那不是您，请联系工会或拨打 12351，合并可以撤销。",
         "The membership under this phone was merged with one that the same person has under another phone: sign in with "
         "that one. If it is not yours, call your union or 12351; a merge can be undone."});
}

static Person person_for(Context& context, const Applicant& applicant) {
    if (auto known = person_by_phone(context.tx, applicant.phone)) {
        refuse_second(context, known->id.number);
        return *known;
    }
    refuse_merged(context, applicant.phone);
    Person person{.id = context.new_id<Person>(),
                  .name = applicant.name,
                  .phone = {applicant.phone},
                  .occupation = applicant.occupation,
                  .division_code = applicant.division_code,
                  .employer_name = applicant.employer_name};
    context.tx.insert(person);
    return person;
}

static void keep_id_number(Context& context, Person& person, const std::string& id_number) {
    if (id_number.empty()) return;
    if (is_id_number_of_another(context.tx, id_number, person.id.number))
        throw conflict(
            {"这个证件号码已用于另一个手机号码的会籍或申请。换了手机号码请联系所在工会办理变更。",
             "This id number belongs to a membership or application under another phone. If your phone has changed, ask your union to change it."});
    person.id_number = Secret{id_number};
    context.tx.update(person);
}

template <class T>
static std::optional<Id<T>> maybe(std::int64_t number) {
    if (!number) return {};
    return Id<T>{number};
}

Application apply_to_join(Context& context, const Applicant& applicant, const Way& way) {
    auto person = person_for(context, applicant);
    keep_id_number(context, person, applicant.id_number);
    Application application{
        .id = context.new_id<Application>(),
        .unit_id = way.unit.id,
        .unit_path = way.unit.path,
        .person_id = person.id,
        .name = applicant.name,
        .phone = Secret{applicant.phone},
        .channel = way.channel,
        .occupation = applicant.occupation,
        .employer_name = applicant.employer_name,
        .division_code = applicant.division_code,
        .drive_id = maybe<drives::Drive>(way.drive_id),
        .event_id = maybe<events::Event>(way.event_id),
        .invitation_id = maybe<Invitation>(way.invitation_id),
        .home_reason = way.home_reason,
        .status = way.status,
        .submitted_at = context.now,
        .cooling_ends_on = plus_days(context.today, static_cast<int>(context.services.settings.cooling_days)),
        .notice_version = way.notice->version,
        .notice_hash = hash_of(*way.notice, way.notice_language.value_or(context.language)),
        .helped_by = way.helped_by};
    if (!way.signature.empty()) application.signature = Secret{way.signature};
    context.tx.insert(application);
    context.tx.insert(Consent{.id = context.new_id<Consent>(),
                              .person_id = person.id,
                              .application_id = application.id,
                              .text_version = application.notice_version,
                              .text_hash = application.notice_hash,
                              .given_at = way.given_at.value_or(context.now)});
    accounts::attach_person_to_phone(context.tx, applicant.phone, person.id.number);
    if (way.invitation_id) accept_invitation(context.tx, {way.invitation_id});
    return application;
}

static std::string new_card_number(Context& context) {
    for (;;) {
        std::uint64_t random = 0;
        for (unsigned char c : random_bytes(8)) random = random << 8 | c;
        auto number = card_number_from(random);
        if (!is_card_number_taken(context.tx, number)) return number;
    }
}

using Parts = std::vector<std::pair<std::string, std::string>>;

void count_joining(Context& context, const Member& member, const std::string& path, std::int64_t amount) {
    Parts parts{{"channel", name_of(member.channel)}, {"occupation", name_of(member.occupation)}};
    context.count(
        {.measure = "members.joined", .unit_path = path, .day = member.joined_on, .amount = amount, .parts = parts});
    context.count({.measure = "members.active", .unit_path = path, .day = member.joined_on, .amount = amount});
    if (!member.drive_id) return;
    if (member.event_id) parts.emplace_back("event", member.event_id->text());
    context.count({.measure = "drives.members",
                   .unit_path = path,
                   .holder = member.drive_id->number,
                   .day = member.joined_on,
                   .amount = amount,
                   .parts = parts});
}

void count_membership(Context& context, const Member& member, const std::vector<MemberChange>& changes,
                      std::int64_t amount) {
    if (auto joined_path = context.unit_path(member.joined_unit_id.number); !joined_path.empty())
        count_joining(context, member, joined_path, amount);
    for (auto& change : changes)
        if (change.amount)
            context.count({.measure = "members.active",
                           .unit_path = context.unit_path(change.unit_id.number),
                           .day = change.day,
                           .amount = amount * change.amount});
}

Member admit(Context& context, const Application& application) {
    auto person = person_of(context.tx, application.person_id.value().number).value();
    if (auto living = member_of_person(context.tx, person.id.number))
        throw conflict(
            {"这位职工已经是“" + units::name_of_unit(context.tx, living->unit_id.number) + "”的会员，不能重复入会。",
             "This worker is a member of \"" + units::name_of_unit(context.tx, living->unit_id.number) +
                 "\" already; nobody joins twice."});
    person.name = application.name;
    person.occupation = application.occupation;
    person.division_code = application.division_code;
    person.employer_name = application.employer_name;
    context.tx.update(person);
    Member member{.id = context.new_id<Member>(),
                  .person_id = person.id,
                  .unit_id = application.unit_id,
                  .name = application.name,
                  .name_initials = context.services.pinyin.initials(application.name),
                  .phone = application.phone,
                  .card_number = new_card_number(context),
                  .joined_on = context.today,
                  .joined_unit_id = application.unit_id,
                  .channel = application.channel,
                  .occupation = application.occupation,
                  .employer_name = application.employer_name,
                  .drive_id = application.drive_id,
                  .event_id = application.event_id};
    context.insert(member);
    context.tx.insert(Card{.id = context.new_id<Card>(),
                           .member_id = member.id,
                           .number = member.card_number,
                           .nonce = {random_bytes(card_nonce_bytes)},
                           .issued_at = context.now});
    count_joining(context, member, member.unit_path, 1);
    return member;
}

void put_in_drive(Context& context, Application application, Id<drives::Drive> drive) {
    application.drive_id = drive;
    context.tx.update(application);
}

Application decided(Context& context, Application next, const std::string& note) {
    using enum ApplicationStatus;
    if (next.status != approved && note.empty())
        refuse("note", {"请写明原因，职工本人会看到。", "Say why: the worker will read it."});
    if (next.status == approved && next.helped_by == context.actor.account_id && context.services.settings.four_eyes)
        throw conflict({"自己受理的入会申请由别人审批。", "Somebody else decides on an application that you took."});
    next.decided_at = context.now;
    next.decision_note = without_numbers(note);
    context.update(next);
    if (next.status == approved) admit(context, next);
    if (next.status == approved && next.channel == Channel::on_site && next.phone)
        tell_phone(context, next.phone->plain, joined_on_site(units::name_of_unit(context.tx, next.unit_id.number)));
    return next;
}

// Delivers the verb that rooms below listen for.
static void announce_erased(Context& context, const Member& member) {
    context.happened.push_back({.verb = member_erased,
                                .subject = "member",
                                .subject_id = member.id.number,
                                .unit_path = member.unit_path,
                                .changes = "{}"});
}

static void clear(Application& application) {
    application.person_id.reset();
    application.name.clear();
    application.phone.reset();
    application.signature.reset();
    application.invitation_id.reset();
    application.employer_name.clear();
    application.division_code.clear();
    application.home_reason.clear();
    application.decision_note.clear();
}

Application withdrawn(Context& context, Application next) {
    auto person_id = next.person_id;
    if (person_id) erase_unreadable(context.tx, next.name);
    std::string phone = next.phone ? next.phone->plain : "";
    if (auto member = membership_from(context.tx, next)) {
        count_membership(context, *member, changes_of(context.tx, member->id), -1);
        erase_member(context.tx, *member);
        announce_erased(context, *member);
    }
    erase_consents_of(context.tx, next.id);
    if (!phone.empty()) {
        erase_from_lists(context.tx, phone);
        if (auto account = accounts::account_of_phone(context.tx, phone))
            accounts::attach_person(context.tx, account, 0);
    }
    clear(next);
    context.update(next);
    if (person_id) erase_person(context.tx, *person_id);
    return next;
}

// Keeps many people that came with their phone; those whose phone is known already are refused by the database.
std::vector<Id<Member>> bring_members(Context& context, const std::vector<Joined>& all) {
    std::vector<Person> persons;
    std::vector<Member> members;
    std::vector<Card> cards;
    std::vector<Id<Member>> ids;
    std::map<std::int64_t, std::string> paths;
    for (auto& one : all) {
        auto& path = paths[one.unit_id];
        if (path.empty()) path = context.unit_path(one.unit_id);
        auto& person = persons.emplace_back(Person{.id = context.new_id<Person>(),
                                                   .name = one.name,
                                                   .phone = {one.phone},
                                                   .occupation = one.occupation,
                                                   .division_code = one.division_code,
                                                   .employer_name = one.employer_name});
        auto& member = members.emplace_back(Member{.id = context.new_id<Member>(),
                                                   .person_id = person.id,
                                                   .unit_id = {one.unit_id},
                                                   .unit_path = path,
                                                   .name = one.name,
                                                   .name_initials = context.services.pinyin.initials(one.name),
                                                   .phone = Secret{one.phone},
                                                   .card_number = new_card_number(context),
                                                   .joined_on = one.joined_on,
                                                   .joined_unit_id = {one.unit_id},
                                                   .channel = one.channel,
                                                   .occupation = one.occupation,
                                                   .employer_name = one.employer_name,
                                                   .drive_id = maybe<drives::Drive>(one.drive_id),
                                                   .event_id = maybe<events::Event>(one.event_id)});
        cards.push_back({.id = context.new_id<Card>(),
                         .member_id = member.id,
                         .number = member.card_number,
                         .nonce = {random_bytes(card_nonce_bytes)},
                         .issued_at = context.now});
        ids.push_back(member.id);
    }
    context.tx.insert_all(persons);
    context.tx.insert_all(members);
    context.tx.insert_all(cards);
    // People of one unit, day and kind are counted together.
    std::map<std::string, std::pair<const Member*, std::int64_t>> alike;
    for (auto& member : members) {
        auto key = member.unit_path + to_text(member.joined_on) + name_of(member.channel) + "/" +
                   name_of(member.occupation) + (member.drive_id ? member.drive_id->text() : "") + "/" +
                   (member.event_id ? member.event_id->text() : "");
        auto& [first, amount] = alike[key];
        first = &member, ++amount;
    }
    for (auto& [key, group] : alike) count_joining(context, *group.first, group.first->unit_path, group.second);
    return ids;
}

static void record_change(Context& context, const Member& member, Id<units::Unit> unit, Change what,
                          std::int64_t amount, const std::string& note) {
    context.tx.insert(MemberChange{.id = context.new_id<MemberChange>(),
                                   .member_id = member.id,
                                   .unit_id = unit,
                                   .day = context.today,
                                   .what = what,
                                   .amount = amount,
                                   .note = without_numbers(note)});
    if (amount)
        context.count({.measure = "members.active",
                       .unit_path = context.unit_path(unit.number),
                       .day = context.today,
                       .amount = amount});
}

Member left(Context& context, Member next, const std::string& note) {
    auto before = context.find(next.id);
    next.left_on = context.today;
    context.update(next);
    revoke_cards(context.tx, next.id, context.now);
    if (next.person_id) withdraw_consents(context.tx, next.person_id->number, context.now);
    record_change(context, next, next.unit_id, Change::left, before.status == MemberStatus::active ? -1 : 0, note);
    return next;
}

Member changed(Context& context, Member next, Change what, const std::string& note) {
    context.update(next);
    record_change(context, next, next.unit_id, what, what == Change::retained ? -1 : 1, note);
    return next;
}

Member moved(Context& context, Member next, const units::Unit& to, const std::string& note) {
    auto from = next.unit_id;
    next.unit_id = to.id;
    context.update(next);
    record_change(context, next, from, Change::moved_out, -1, note);
    record_change(context, next, to.id, Change::moved_in, 1, note);
    return next;
}

}  // namespace unionhall::members
