#include "members/store.h"

#include "members/merge_model.h"
#include "members/store_stand.h"

namespace unionhall::members {

std::optional<Person> person_of(Transaction& tx, std::int64_t id) { return tx.first<Person>("where id = $1", {id}); }

std::optional<Person> person_by_phone(Transaction& tx, const std::string& phone) {
    if (phone.empty()) return {};
    return tx.first<Person>("where phone_index in ($1, $2)", tx.blinds("phone", phone));
}

bool is_id_number_of_another(Transaction& tx, const std::string& id_number, std::int64_t person_id) {
    return tx
        .number("select 1 from persons where id_number_index in ($1, $2) and id <> $3",
                tx.blinds("id_number", id_number, {person_id}))
        .has_value();
}

std::optional<Application> application_of(Transaction& tx, Id<Application> id) {
    return tx.first<Application>("where id = $1", {id.number});
}

std::optional<Application> open_application_of(Transaction& tx, std::int64_t person_id) {
    return tx.first<Application>("where person_id = $1 and status in ('awaiting_code', 'submitted', 'returned')",
                                 {person_id});
}

std::optional<Application> newest_application_of(Transaction& tx, std::int64_t person_id) {
    return tx.first<Application>("where person_id = $1 order by id desc", {person_id});
}

std::vector<Application> applications_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Application>("where person_id = $1", {person_id});
}

std::optional<Application> waiting_for_code(Transaction& tx, const std::string& phone) {
    return tx.first<Application>("where phone_index in ($1, $2) and status = 'awaiting_code' order by id desc",
                                 tx.blinds("phone", phone));
}

std::optional<Member> member_of(Transaction& tx, Id<Member> id) {
    return tx.first<Member>("where id = $1", {id.number});
}

std::optional<Member> member_by_card(Transaction& tx, const std::string& number) {
    return tx.first<Member>(
        "where card_number = $1 or id in (select g.kept_member_id from member_merges g where g.other_card_number = $1 and "
        "g.status = 'in_force')",
        {number});
}

std::optional<Member> member_of_person(Transaction& tx, std::int64_t person_id) {
    if (!person_id) return {};
    return tx.first<Member>("where person_id = $1 and status <> 'left'", {person_id});
}

std::optional<Member> newest_membership_of(Transaction& tx, std::int64_t person_id) {
    return tx.first<Member>("where person_id = $1 order by id desc", {person_id});
}

std::optional<Member> membership_from(Transaction& tx, const Application& application) {
    if (!application.person_id) return {};
    // Made when it was approved, so after it; and a later application would have a later membership.
    return tx.first<Member>("where person_id = $1 and id > $2 order by id",
                            {application.person_id->number, application.id.number});
}

bool is_card_number_taken(Transaction& tx, const std::string& number) {
    return tx.number("select 1 from members where card_number = $1", {number}).has_value() ||
           tx.number("select 1 from member_merges where other_card_number = $1", {number}).has_value();
}

std::optional<Card> card_of(Transaction& tx, Id<Member> member) {
    return tx.first<Card>("where member_id = $1 and revoked_at = 0 order by id desc", {member.number});
}

void revoke_cards(Transaction& tx, Id<Member> member, Instant at) {
    tx.run("update cards set revoked_at = $2 where member_id = $1 and revoked_at = 0", {member.number, at.us});
}

bool is_card_in_force(Transaction& tx, const std::string& nonce) {
    return tx
        .number(
            "select 1 from cards c join members m on m.id = c.member_id and m.status <> 'left' where c.nonce = $1 and c.revoked_at = 0",
            {Bytes{nonce}})
        .has_value();
}

std::vector<Consent> consents_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Consent>("where person_id = $1 order by id desc limit 200", {person_id});
}

void withdraw_consents(Transaction& tx, std::int64_t person_id, Instant at) {
    tx.run("update consents set withdrawn_at = $2 where person_id = $1 and withdrawn_at = 0", {person_id, at.us});
}

std::vector<std::pair<std::int64_t, std::int64_t>> looks_by_account(Transaction& tx, Instant since) {
    std::vector<std::pair<std::int64_t, std::int64_t>> all;
    for (auto& row : tx.rows(
             "select account_id, count(distinct person_id) from looks where at > $1 group by account_id", {since.us}))
        all.emplace_back(std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1]));
    return all;
}

std::vector<Look> looks_of(Transaction& tx, std::int64_t person_id) {
    return tx.select<Look>("where person_id = $1 order by id desc limit 200", {person_id});
}

std::vector<MemberChange> changes_of(Transaction& tx, Id<Member> member) {
    return tx.select<MemberChange>("where member_id = $1 order by id", {member.number});
}

void erase_member(Transaction& tx, const Member& member) {
    tx.run("delete from cards where member_id = $1", {member.id.number});
    tx.run("delete from member_changes where member_id = $1", {member.id.number});
    forget_in_entries(tx, member.id);
    tx.erase(member.id);
}

void erase_consents_of(Transaction& tx, Id<Application> application) {
    tx.run("delete from consents where application_id = $1", {application.number});
}

void erase_person(Transaction& tx, Id<Person> person) {
    if (tx.number("select 1 from applications where person_id = $1 limit 1", {person.number})) return;
    if (tx.number("select 1 from members where person_id = $1 limit 1", {person.number})) return;
    tx.run("delete from looks where person_id = $1", {person.number});
    tx.run("delete from consents where person_id = $1", {person.number});
    tx.erase(person);
}

static std::string text_of(const Value& value) { return std::get<std::string>(value); }
static Date day_of(const Value& value) { return parse_date(text_of(value)).value(); }
static std::string id_of(const Value& value) {
    auto* id = std::get_if<std::int64_t>(&value);
    return id && *id ? id_text(*id) : std::string();
}

static std::vector<std::pair<std::string, std::string>> parts_of(const Value& channel, const Value& occupation,
                                                                 const Value& event) {
    std::vector<std::pair<std::string, std::string>> parts{{"channel", text_of(channel)},
                                                           {"occupation", text_of(occupation)}};
    if (auto id = id_of(event); !id.empty()) parts.emplace_back("event", id);
    return parts;
}

// Of all days no index is to be followed: the rows are read as they lie.
struct OfDays {
    std::string sql;
    std::vector<Value> values;
    OfDays(const DaySpan& days, const std::string& column) {
        if (days.is_all()) return;
        sql = " and " + column + " between $1 and $2";
        values = {days.from, days.to};
    }
};

void count_joined(Transaction& tx, const DaySpan& days, const Counted& counted) {
    OfDays of(days, "m.joined_on");
    tx.each(
        "select u.path, m.joined_on, m.channel, m.occupation from members m join units u on u.id = m.joined_unit_id "
        "where 1 = 1" +
            of.sql,
        of.values, [&](Row& row) {
            counted({.measure = "members.joined",
                     .unit_path = text_of(row[0]),
                     .day = day_of(row[1]),
                     .parts = parts_of(row[2], row[3], {})});
        });
}

void count_active(Transaction& tx, const DaySpan& days, const Counted& counted) {
    OfDays joined(days, "m.joined_on"), changed(days, "c.day");
    tx.each(
        "select u.path, m.joined_on from members m join units u on u.id = m.joined_unit_id where 1 = 1" + joined.sql,
        joined.values,
        [&](Row& row) { counted({.measure = "members.active", .unit_path = text_of(row[0]), .day = day_of(row[1])}); });
    tx.each("select u.path, c.day, c.amount from member_changes c join units u on u.id = c.unit_id where 1 = 1" +
                changed.sql,
            changed.values, [&](Row& row) {
                counted({.measure = "members.active",
                         .unit_path = text_of(row[0]),
                         .day = day_of(row[1]),
                         .amount = std::get<std::int64_t>(row[2])});
            });
}

void count_drives(Transaction& tx, const DaySpan& days, const Counted& counted) {
    OfDays of(days, "m.joined_on");
    tx.each(
        "select u.path, m.joined_on, m.channel, m.occupation, m.event_id, m.drive_id from members m "
        "join units u on u.id = m.joined_unit_id where m.drive_id is not null" +
            of.sql,
        of.values, [&](Row& row) {
            counted({.measure = "drives.members",
                     .unit_path = text_of(row[0]),
                     .holder = std::get<std::int64_t>(row[5]),
                     .day = day_of(row[1]),
                     .parts = parts_of(row[2], row[3], row[4])});
        });
}

}  // namespace unionhall::members
