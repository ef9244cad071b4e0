#include "wishes/store.h"

namespace unionhall::wishes {

std::vector<WishRound> open_rounds_around(Transaction& tx, const std::string& unit_path) {
    std::string any;
    std::vector<Value> tops;
    for (auto at = unit_path.find('/', 1); at != std::string::npos; at = unit_path.find('/', at + 1)) {
        tops.push_back(unit_path.substr(0, at + 1));
        any += (any.empty() ? "$" : ", $") + std::to_string(tops.size());
    }
    if (tops.empty()) return {};
    return tx.select<WishRound>("where status = 'open' and unit_path in (" + any + ") order by closes_on, id limit " +
                                    std::to_string(shown_max),
                                tops);
}

std::int64_t wishes_in_round(Transaction& tx, Id<WishRound> round, std::int64_t member_id) {
    return tx
        .number("select count(*) from wishes where round_id = $1 and member_id = $2 and status <> 'withdrawn'",
                {round.number, member_id})
        .value_or(0);
}

std::vector<Wish> wishes_of_member(Transaction& tx, std::int64_t member_id) {
    return tx.select<Wish>("where member_id = $1 order by id desc limit $2", {member_id, shown_max});
}

std::vector<std::int64_t> wish_ids_of(Transaction& tx, std::int64_t member_id) {
    std::vector<std::int64_t> ids;
    for (auto& row :
         tx.rows("select id from wishes where member_id = $1 order by id limit $2", {member_id, moved_wishes_max}))
        ids.push_back(std::get<std::int64_t>(row[0]));
    return ids;
}

void give_wish(Transaction& tx, std::int64_t wish_id, std::int64_t from, std::int64_t to) {
    tx.run("update wishes set member_id = $3 where id = $1 and member_id = $2", {wish_id, from, to});
}

std::vector<Wish> published_wishes(Transaction& tx) {
    return tx.select<Wish>(
        "where status = 'published' and round_id in (select r.id from wish_rounds r where r.status = 'open') order by id "
        "limit $1",
        {shown_max});
}

std::vector<Wish> gifts_of(Transaction& tx, std::int64_t account_id) {
    return tx.select<Wish>("where giver_account_id = $1 order by id desc limit $2", {account_id, shown_max});
}

std::int64_t gifts_under_way(Transaction& tx, std::int64_t account_id) {
    return tx.number("select count(*) from wishes where giver_account_id = $1 and status = 'claimed'", {account_id})
        .value_or(0);
}

std::vector<Wish> wishes_to_expire(Transaction& tx, Date today) {
    return tx.select<Wish>(
        "where status in ('submitted', 'published') and round_id in (select r.id from wish_rounds r where r.closes_on < "
        "$1 or r.status = 'closed') order by id limit $2",
        {to_text(today), shown_max});
}

std::vector<Wish> wishes_claimed_before(Transaction& tx, const std::string& unit_path, Instant at) {
    return tx.select<Wish>(
        "where status = 'claimed' and claimed_at < $1 and unit_path >= $2 and unit_path < $3 order by id limit $4",
        {at.us, unit_path, after_path(unit_path), shown_max});
}

std::int64_t claim_days(Transaction& tx, Date today) {
    return tx
        .number(
            "select amount from rule_rows where name = $1 and unit_path = '' and valid_from <= $2 and (valid_until is "
            "null or valid_until >= $2) order by valid_from desc, id desc limit 1",
            {claim_days_rule, to_text(today)})
        .value_or(0);
}

void forget_wishes_of(Transaction& tx, std::int64_t member_id, Instant now) {
    tx.run(
        "update wishes set status = 'withdrawn', ended_at = $2, giver_account_id = 0, version = version + 1 "
        "where member_id = $1 and ended_at = 0",
        {member_id, now.us});
    tx.run("update wishes set text = '', answer = '', member_id = 0 where member_id = $1", {member_id});
}

void forget_texts(Transaction& tx, Instant ended_before) {
    tx.run(
        "update wishes set text = '', answer = '', member_id = 0, giver_account_id = 0 where ended_at > 0 and ended_at < $1 "
        "and text <> ''",
        {ended_before.us});
}

static std::int64_t count_status(Transaction& tx, const std::string& status, const std::string& unit_path) {
    return tx
        .number("select count(*) from wishes where status = $1 and unit_path >= $2 and unit_path < $3",
                {status, unit_path, after_path(unit_path)})
        .value_or(0);
}
std::int64_t count_submitted(Transaction& tx, const std::string& unit_path) {
    return count_status(tx, "submitted", unit_path);
}
std::int64_t count_claimed(Transaction& tx, const std::string& unit_path) {
    return count_status(tx, "claimed", unit_path);
}

void recount_confirmed(Transaction& tx, const DaySpan& days, const std::function<void(const Delta&)>& visit) {
    tx.visit<Wish>("where status = 'confirmed'", {}, [&](Wish& wish) {
        auto delta = confirmed_delta(wish);
        auto day = to_text(delta.day);
        if (days.from <= day && day <= days.to) visit(delta);
    });
}

// clang-format off
Holdings holdings() {
    return {
        // A wish stays as one in a count; what it said and whose it was is emptied.
        shown<Wish>({.table = "wishes", .column = "member_id", .by = Holder::member, .fate = Fate::emptied,
            .label = {"您的微心愿", "Your wishes"}, .purpose = {"让认领的人知道需要什么；认领人看不到您是谁", "So that somebody can fulfil them; whoever does, does not learn who you are"},
            .emptied_by = "text = '', answer = '', member_id = 0, status = case when ended_at = 0 then 'withdrawn' else status end, "
                "giver_account_id = case when ended_at = 0 then 0 else giver_account_id end, ended_at = case when ended_at = 0 then written_at else ended_at end"}),
        {.table = "wishes", .column = "giver_account_id", .by = Holder::account, .fate = Fate::emptied,
         .label = {"您认领的心愿", "Wishes you took on"}, .purpose = {"知道哪件心愿由谁送来；许愿人看不到您是谁", "To know who brings what; the wisher does not learn who you are"},
         .emptied_by = "giver_account_id = 0, status = case when status = 'claimed' then 'published' else status end, "
             "claimed_at = case when status = 'claimed' then 0 else claimed_at end"},
    };
}
// clang-format on

}  // namespace unionhall::wishes
