#include "members/rights_store.h"

#include "members/lists.h"
#include "members/merge_store.h"
#include "members/store.h"
#include "members/store_lists.h"

namespace unionhall::members {

// clang-format off
Holdings holdings() {
    static const Words merged{"会籍合并记录", "Memberships of yours made one"},
        of_merging{"让您知道合并过、可以要求撤销；到期前用于恢复原样", "So that you know, and it can be undone while there is time"};
    return {
        unionhall::shown<Person>({.table = "persons", .column = "id", .by = Holder::person, .fate = Fate::erased,
            .label = {"职工资料", "You"}, .purpose = {"办理入会和管理会籍", "To handle joining and keep the membership"}}),
        unionhall::shown<Application>({.table = "applications", .column = "id", .by = Holder::application, .fate = Fate::emptied,
            .label = {"入会申请", "Your applications"}, .purpose = {"证明入会是您本人自愿的行为", "To prove that joining was your own act"},
            .emptied_by = "person_id = null, name = '', phone = null, phone_index = null, signature = null, invitation_id = null, "
                          "employer_name = '', division_code = '', home_reason = '', decision_note = '', version = version + 1"}),
        unionhall::shown<Member>({.table = "members", .column = "id", .by = Holder::member, .fate = Fate::emptied,
            .label = {"会籍", "Your membership"}, .purpose = {"管理会籍、提供会员服务、统计人数", "To keep the membership, serve you and count members"},
            .emptied_by = "person_id = null, name = '', name_initials = '', phone = null, phone_index = null, employer_name = '', "
                          "card_number = cast(id as text), version = version + 1"}),
        unionhall::shown<MemberChange>({.table = "member_changes", .column = "member_id", .by = Holder::member, .fate = Fate::emptied,
            .label = {"会籍变动", "Changes of your membership"}, .purpose = {"说明会籍何时、为何变动", "To show when and why the membership changed"},
            .emptied_by = "note = ''"}),
        unionhall::shown<Card>({.table = "cards", .column = "member_id", .by = Holder::member, .fate = Fate::erased,
            .label = {"会员卡", "Your cards"}, .purpose = {"核验会员身份，不含个人信息", "To check membership; it says nothing of you"}}),
        unionhall::shown<Consent>({.table = "consents", .column = "person_id", .by = Holder::person, .fate = Fate::kept,
            .label = {"授权同意", "Your consents"}, .purpose = {"证明您同意过什么、何时撤回", "To prove what you agreed to and when you withdrew it"}}),
        unionhall::shown<Look>({.table = "looks", .column = "person_id", .by = Holder::person, .fate = Fate::erased,
            .label = {"谁看过您的资料", "Who looked at your data"}, .purpose = {"让您知道谁、为什么看过", "So that you know who looked, and why"}}),
        unionhall::shown<Disclosure>({.table = "disclosures", .column = "person_id", .by = Holder::person, .fate = Fate::kept,
            .label = {"对外提供记录", "Who was given your data"}, .purpose = {"让您知道提供给了谁、依据什么", "So that you know who was given what, on which ground"}}),
        unionhall::shown<Correction>({.table = "corrections", .column = "person_id", .by = Holder::person, .fate = Fate::erased,
            .label = {"更正申请", "Corrections you asked for"}, .purpose = {"办理您的更正", "To put your data right"}}),
        unionhall::shown<Invitation>({.table = "invitations", .column = "phone_index", .by = Holder::phone, .fate = Fate::emptied,
            .label = {"发给您的邀请", "Invitations to you"}, .purpose = {"邀请您自愿入会；是否入会只由您决定", "To invite you; whether you join is yours alone"},
            .emptied_by = "name = '', phone = null, phone_index = null, employer_name = '', version = version + 1"}),
        unionhall::shown<ImportRow>({.table = "import_rows", .column = "phone_index", .by = Holder::phone, .fate = Fate::emptied,
            .label = {"单位名单里的您", "You, in lists from employers"}, .purpose = {"生成邀请；名单不会使任何人入会", "To make invitations; nobody is a member because of a list"},
            .emptied_by = "name = '', phone = null, phone_index = null, employer_name = '', differences = '', version = version + 1"}),
        unionhall::shown<StandEntry>({.table = "stand_entries", .column = "application_id", .by = Holder::application, .fate = Fate::emptied,
            .label = {"现场离线受理记录", "Taken down at a stand"}, .purpose = {"证明什么时间、在哪个现场受理", "To show when and at which stand it was taken down"},
            .emptied_by = "content = null, reason = '', version = version + 1"}),
        unionhall::shown<StandEntry>({.table = "stand_entries", .column = "member_id", .by = Holder::member, .fate = Fate::emptied,
            .label = {"现场离线签到记录", "Check-ins taken down at a stand"}, .purpose = {"证明您参加了哪次活动", "To show which event you came to"},
            .emptied_by = "content = null, reason = '', version = version + 1"}),
        unionhall::shown<LegalHold>({.table = "legal_holds", .column = "person_id", .by = Holder::person, .fate = Fate::kept,
            .label = {"法定留存", "Legal holds"}, .purpose = {"法律要求暂不删除", "A law wants it kept for now"}, .also = "told"}),
        unionhall::shown<Erasure>({.table = "erasures", .column = "person_id", .by = Holder::person, .fate = Fate::kept,
            .label = {"删除请求", "Your wish to be forgotten"}, .purpose = {"证明您的请求何时办理", "To prove when it was carried out"}}),
        unionhall::shown<MergeShown>({.table = "member_merges", .column = "kept_person_id", .by = Holder::person, .fate = Fate::erased,
            .label = merged, .purpose = of_merging}),
        unionhall::shown<MergeShown>({.table = "member_merges", .column = "other_person_id", .by = Holder::person, .fate = Fate::erased,
            .label = merged, .purpose = of_merging}),
        unionhall::shown<MergeShown>({.table = "member_merges", .column = "other_account_id", .by = Holder::account, .fate = Fate::emptied,
            .label = merged, .purpose = of_merging,
            .emptied_by = "other_account_id = 0, phone = null, phone_index = null, content = null, reason = '', undone_why = '', version = version + 1"}),
    };
}
// clang-format on

static std::vector<std::int64_t> numbers(Transaction& tx, const std::string& sql, const std::vector<Value>& values) {
    std::vector<std::int64_t> all;
    for (auto& row : tx.rows(sql, values)) all.push_back(std::get<std::int64_t>(row[0]));
    return all;
}

HeldUnder held_under(Transaction& tx, std::int64_t person_id, std::int64_t account_id) {
    HeldUnder who{.person_id = person_id, .account_id = account_id};
    if (auto person = person_id ? person_of(tx, person_id) : std::nullopt) {
        who.phones.push_back(person->phone.plain);
        if (!who.account_id) who.account_id = accounts::account_of_phone(tx, person->phone.plain);
    }
    auto own = who.account_id ? accounts::phone_of_account(tx, who.account_id) : std::string();
    if (!own.empty() && std::ranges::find(who.phones, own) == who.phones.end()) who.phones.push_back(own);
    if (!person_id) return who;
    who.member_ids = numbers(tx, "select id from members where person_id = $1 order by id", {person_id});
    who.application_ids = numbers(tx, "select id from applications where person_id = $1 order by id", {person_id});
    // What once was another entry of theirs.
    for (auto& merge : merges_in_force(tx, person_id)) {
        who.member_ids.push_back(merge.other_member_id.number);
        if (merge.phone && std::ranges::find(who.phones, merge.phone->plain) == who.phones.end())
            who.phones.push_back(merge.phone->plain);
    }
    return who;
}

HeldUnder held_under_application(Id<Application> id) { return {.application_ids = {id.number}}; }
HeldUnder held_under_membership(Id<Member> id) { return {.member_ids = {id.number}}; }

std::int64_t forget(Context& context, const HeldUnder& who) {
    auto& tx = context.tx;
    std::int64_t changed = 0;
    if (auto person = who.person_id ? person_of(tx, who.person_id) : std::nullopt) erase_unreadable(tx, person->name);
    if (who.person_id) end_consents(tx, who.person_id, context.now);
    auto& all = context.services.holdings;
    for (auto holding = all.rbegin(); holding != all.rend(); ++holding) changed += forget_held(tx, *holding, who);
    if (who.account_id) tx.run("delete from idempotency_keys where actor = $1", {id_text(who.account_id)});
    return changed;
}

static constexpr const char* in_force =
    "status = 'in_force' and (begins_on is null or begins_on <= $2) and (ends_on is null or ends_on >= $2) and ";

std::int64_t corrections_tried(Transaction& tx, std::int64_t account_id, Instant since) {
    return tx
        .number(
            "select count(*) from audit_lines where actor_kind = 'worker' and actor_id = $1 and at > $2 and verb = "
            "'correction.asked'",
            {account_id, since.us})
        .value_or(0);
}

std::vector<LegalHold> holds_over(Transaction& tx, std::int64_t person_id, Date today) {
    return tx.select<LegalHold>(
        std::string("where ") + in_force +
            "(person_id = $1 or (person_id is null and (exists (select 1 from members m where m.person_id = $1 and "
            "substr(m.unit_path, 1, length(legal_holds.unit_path)) = legal_holds.unit_path) or exists (select 1 from "
            "applications a where a.person_id = $1 and substr(a.unit_path, 1, length(legal_holds.unit_path)) = "
            "legal_holds.unit_path)))) order by id limit 200",
        {person_id, to_text(today)});
}

bool is_needed_elsewhere(Transaction& tx, std::int64_t person_id, Id<Member> ended) {
    return open_application_of(tx, person_id) ||
           tx.number("select 1 from members where person_id = $1 and id <> $2 limit 1", {person_id, ended.number});
}

std::vector<Correction> corrections_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Correction>("where person_id = $1 order by id desc limit 200", {person_id});
}
bool has_open_correction(Transaction& tx, std::int64_t person_id, CorrectedField field) {
    return tx
        .number("select 1 from corrections where person_id = $1 and field = $2 and status = 'asked'",
                {person_id, name_of(field)})
        .has_value();
}
std::vector<Disclosure> disclosures_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Disclosure>("where person_id = $1 order by id desc limit 200", {person_id});
}
std::vector<Member> memberships_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Member>("where person_id = $1 order by id", {person_id});
}
void end_consents(Transaction& tx, std::int64_t person_id, Instant at) { withdraw_consents(tx, person_id, at); }

std::optional<Erasure> waiting_erasure_of(Transaction& tx, std::int64_t person_id) {
    return tx.first<Erasure>("where person_id = $1 and done_at = 0", {person_id});
}
std::vector<Erasure> waiting_erasures(Transaction& tx, std::int64_t limit) {
    return tx.select<Erasure>("where done_at = 0 order by id limit $1", {limit});
}

void erasure_done(Transaction& tx, Id<Erasure> id, Instant at) {
    tx.run("update erasures set done_at = $2, account_id = 0 where id = $1", {id.number, at.us});
}

static const std::string wish_mark = "wish";

void leave_wish_mark(Transaction& tx, Date today, Instant now) {
    tx.run(
        "insert into retention_runs (name, day, at, amount) values ($1, $2, $3, 0) on conflict (name, day) do nothing",
        {wish_mark, to_text(today), now.us});
}
bool take_wish_mark(Transaction& tx) { return tx.run("delete from retention_runs where name = $1", {wish_mark}) > 0; }

}  // namespace unionhall::members
