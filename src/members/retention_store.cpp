#include "members/retention_store.h"

#include <set>

namespace unionhall::members {

std::vector<RuleRow> rules_in_force(Transaction& tx, const std::string& name, Date today) {
    std::vector<RuleRow> found;
    std::set<std::string> places;
    for (
        auto& row : tx.select<RuleRow>(
            "where name = $1 and valid_from <= $2 and (valid_until is null or valid_until >= $2) and not awaits_second order by "
            "length(unit_path) desc, unit_path, valid_from desc, id desc limit $3",
            {name, to_text(today), retention_regions_max}))
        if (places.insert(row.unit_path).second) found.push_back(std::move(row));
    return found;
}

std::int64_t rule_amount(Transaction& tx, const std::string& name, const std::string& unit_path, Date today) {
    for (auto& rule : rules_in_force(tx, name, today))
        if (rule.unit_path.empty() || is_within(unit_path, rule.unit_path)) return rule.amount;
    return 0;
}

std::int64_t count_rules_waiting(Transaction& tx, const std::string& top) {
    return tx
        .number(
            "select count(*) from rule_rows where awaits_second and (unit_path = '' or "
            "substr(unit_path, 1, length(cast($1 as text))) = $1)",
            {top})
        .value_or(0);
}

std::optional<Instant> round_due_at(Transaction& tx) {
    auto at = tx.number("select min(run_at) from jobs where kind = $1 and status = 'waiting'", {retention_job});
    return at ? std::optional(Instant{*at}) : std::nullopt;
}

namespace {

struct Asked {
    std::string where;
    std::vector<Value> values;
    std::string hole(Value value) {
        values.push_back(std::move(value));
        return "$" + std::to_string(values.size());
    }
};

Value cut(const Kept& kept, Instant now, std::int64_t days) {
    constexpr std::int64_t day_s = 24 * 3600;
    auto at = plus_seconds(now, -days * day_s);
    if (kept.since_is_day) return to_text(day_at(at));
    return at.us;
}

// A hold in force over the row's person, or over its place in the tree.
std::string held_sql(const Kept& kept, const std::string& today) {
    std::string who;
    if (!kept.person.empty())
        who = "h.person_id = " + kept.person +
              " or (h.person_id is null and exists (select 1 from members hm where hm.person_id = " + kept.person +
              " and substr(hm.unit_path, 1, length(h.unit_path)) = h.unit_path))";
    if (!kept.unit_path.empty())
        who += std::string(who.empty() ? "" : " or ") + "(h.person_id is null and substr(" + kept.unit_path +
               ", 1, length(h.unit_path)) = h.unit_path)";
    return "exists (select 1 from legal_holds h where h.status = 'in_force' and (h.begins_on is null or h.begins_on <= " +
           today + ") and (h.ends_on is null or h.ends_on >= " + today + ") and (" + who + "))";
}

// The rows of one region: within its place, outside those that have a rule of their own.
Asked region(const Kept& kept, const std::vector<RuleRow>& rules, const RuleRow& rule) {
    Asked asked{"where " + kept.condition, {}};
    if (kept.unit_path.empty()) return asked;
    if (!rule.unit_path.empty())
        asked.where += " and " + kept.unit_path + " >= " + asked.hole(rule.unit_path) + " and " + kept.unit_path +
                       " < " + asked.hole(after_path(rule.unit_path));
    for (auto& other : rules)
        if (other.unit_path.size() > rule.unit_path.size() &&
            is_within(other.unit_path, rule.unit_path.empty() ? "/" : rule.unit_path))
            asked.where += " and not (" + kept.unit_path + " >= " + asked.hole(other.unit_path) + " and " +
                           kept.unit_path + " < " + asked.hole(after_path(other.unit_path)) + ")";
    return asked;
}

}  // namespace

std::vector<std::int64_t> due_rows(Context& context, const Kept& kept, const std::vector<RuleRow>& rules, Hold hold,
                                   std::int64_t limit) {
    std::vector<std::int64_t> ids;
    for (auto& rule : rules) {
        if (!rule.unit_path.empty() && kept.unit_path.empty()) continue;
        auto asked = region(kept, rules, rule);
        asked.where += " and " + kept.since + " < " + asked.hole(cut(kept, context.now, rule.amount));
        bool can_be_held = !kept.person.empty() || !kept.unit_path.empty();
        if (!can_be_held && hold == Hold::any) continue;
        if (can_be_held)
            asked.where +=
                (hold == Hold::none ? " and not " : " and ") + held_sql(kept, asked.hole(to_text(context.today)));
        asked.where += " limit " + std::to_string(limit - static_cast<std::int64_t>(ids.size()));
        for (auto& row : context.tx.rows("select x.id from " + kept.table + " " + asked.where, asked.values))
            ids.push_back(std::get<std::int64_t>(row[0]));
        if (static_cast<std::int64_t>(ids.size()) >= limit) break;
    }
    return ids;
}

std::optional<Date> next_due(Context& context, const Kept& kept, const std::vector<RuleRow>& rules) {
    std::optional<Date> next;
    for (auto& rule : rules) {
        if (!rule.unit_path.empty() && kept.unit_path.empty()) continue;
        auto asked = region(kept, rules, rule);
        auto found =
            context.tx.rows("select min(" + kept.since + ") from " + kept.table + " " + asked.where, asked.values);
        std::optional<Date> oldest;
        if (auto* day = std::get_if<std::string>(&found[0][0])) oldest = parse_date(*day);
        if (auto* at = std::get_if<std::int64_t>(&found[0][0])) oldest = day_at(Instant{*at});
        if (!oldest) continue;
        auto due = std::max(plus_days(*oldest, static_cast<int>(rule.amount) + 1), context.today);
        if (!next || due < *next) next = due;
    }
    return next;
}

void remove_rows(Transaction& tx, const Kept& kept, const std::vector<std::int64_t>& ids) {
    auto table = kept.table.substr(0, kept.table.find(' '));
    auto sql = kept.end == Kept::End::emptied ? "update " + table + " set " + kept.emptied_by + " where id = $1"
                                              : "delete from " + table + " where id = $1";
    for (auto id : ids) tx.run(sql, {id});
}

void keep_removed(Transaction& tx, const std::string& name, Date day, Instant at, std::int64_t amount) {
    if (!tx.run("update retention_runs set amount = amount + $3, at = $4 where name = $1 and day = $2",
                {name, to_text(day), amount, at.us}))
        tx.run("insert into retention_runs (name, day, at, amount) values ($1, $2, $3, $4)",
               {name, to_text(day), at.us, amount});
}

Removed removed_of(Transaction& tx, const std::string& name) {
    Removed removed;
    removed.all =
        tx.number("select cast(coalesce(sum(amount), 0) as bigint) from retention_runs where name = $1", {name})
            .value_or(0);
    auto last = tx.rows("select at, amount from retention_runs where name = $1 order by day desc limit 1", {name});
    if (!last.empty())
        removed.last_at = {std::get<std::int64_t>(last[0][0])}, removed.last = std::get<std::int64_t>(last[0][1]);
    return removed;
}

}  // namespace unionhall::members
