#include "platform/page_plan.h"

#include <algorithm>
#include <map>
#include <set>

#include "platform/migrations.h"
#include "platform/text.h"

namespace unionhall {

namespace {

constexpr std::int64_t compared_rows_max = 1000;

std::string both(const std::string& a, const std::string& b) { return a + (a.empty() || b.empty() ? "" : " and ") + b; }

// The same condition, worded so that no index is looked up for it.
std::string covered(const std::string& condition) {
    return condition.empty() ? "" : "case when " + condition + " then 1 else 0 end = 1";
}

std::string where(const std::string& condition) { return condition.empty() ? "" : " where " + condition; }

// Every "table (columns" of the schema's indexes, up to each comma, read once: "members (unit_path, id".
const std::set<std::string, std::less<>>& index_heads() {
    static const auto all = [] {
        std::set<std::string, std::less<>> heads;
        constexpr std::string_view mark = " on ";
        for (auto& migration : embedded_migrations())
            for (auto at = migration.sql.find("index "); at != std::string_view::npos;
                 at = migration.sql.find("index ", at + 1)) {
                auto on = migration.sql.find(mark, at);
                auto close = on == std::string_view::npos ? on : migration.sql.find(')', on);
                if (close == std::string_view::npos) break;
                auto head = migration.sql.substr(on + mark.size(), close - on - mark.size());
                for (auto comma = head.find(','); comma != std::string_view::npos; comma = head.find(',', comma + 1))
                    heads.emplace(head.substr(0, comma));
                heads.emplace(head);
            }
        return heads;
    }();
    return all;
}

// Whether the schema has an index for the rows of a table in the order of this column and their id.
bool has_index(const RecordType& type, const std::string& column) {
    return index_heads().contains(type.plural + " (" + column + ", " + type.key->name);
}

// Whether that index says of each row where it lies, too: then rows of other places are passed over without being read.
bool has_index_with_path(const RecordType& type, const std::string& column) {
    return index_heads().contains(type.plural + " (" + column + ", " + type.key->name + ", " + type.path->name);
}

// How many there are, counted no further than `most`.
std::int64_t count(Transaction& tx, const RecordType& type, const std::string& condition, std::vector<Value> values,
                   std::int64_t most) {
    values.emplace_back(most);
    auto sql = "select count(*) from (select 1 from " + type.plural + where(condition) + " limit $" +
               std::to_string(values.size()) + ") seen";
    return std::get<std::int64_t>(first_answer(tx, sql, values).value());
}

// Whether a page is full before so many rows have been passed over that sorting the place is sooner done.
bool is_soon_full(Transaction& tx, const RecordType& type, const PageQuestion& asked, const PageOrder& order,
                  const std::string& place, std::int64_t rows) {
    auto in_order = "select " + type.path->name + " from " + type.plural + where(asked.cursor) + order.sql(type) +
                    " limit " + std::to_string(passed_over_rows_max);
    auto sql = "select count(*) from (select 1 from (" + in_order + ") next_rows" + where(place) + " limit " +
               std::to_string(rows) + ") seen";
    return std::get<std::int64_t>(first_answer(tx, sql, asked.values).value()) >= rows;
}

class Window {  // the next `window_rows_max` rows in the order asked for, whoever may see them
  public:
    Window(Transaction& tx, const RecordType& type, const PageQuestion& asked, const PageOrder& order)
        : tx_(tx), type_(type), order_(order), values_(asked.values), within_(asked.cursor), after_(asked.cursor) {
        if (auto edge = row_at(window_rows_max)) {
            is_all_ = false;
            within_ = both(within_, order_.column(type_) + (order_.is_down ? " >= " : " <= ") + hole(*edge));
        }
    }

    bool is_all() const { return is_all_; }
    std::int64_t matches(const std::string& condition, std::int64_t most) const {
        return count(tx_, type_, both(within_, covered(condition)), values_, most);
    }
    // Of the farther half only. What is new is often all of one place: what lies there says nothing of the rows beyond.
    std::int64_t matches_farther(const std::string& condition, std::int64_t most) {
        auto middle = row_at(window_rows_max / 2);
        if (!middle) return 0;
        auto farther = order_.column(type_) + (order_.is_down ? " <= " : " >= ") + hole(*middle);
        return count(tx_, type_, both(both(within_, farther), covered(condition)), values_, most);
    }

  private:
    std::string hole(Value value) {
        values_.push_back(std::move(value));
        return "$" + std::to_string(values_.size());
    }
    std::optional<Value> row_at(std::int64_t offset) {
        return first_answer(tx_,
                            "select " + order_.column(type_) + " from " + type_.plural + where(after_) +
                                order_.sql(type_) + " limit 1 offset " + std::to_string(offset),
                            values_);
    }

    Transaction& tx_;
    const RecordType& type_;
    const PageOrder& order_;
    std::vector<Value> values_;
    std::string within_, after_;
    bool is_all_ = true;
};

}  // namespace

std::optional<Value> first_answer(Transaction& tx, const std::string& sql, const std::vector<Value>& values) {
    // PostgreSQL refuses values that nothing names, so they are numbered anew.
    std::string renumbered;
    std::vector<Value> named;
    std::map<std::size_t, std::size_t> numbers;
    for (std::size_t at = 0; at < sql.size();) {
        if (sql[at] != '$') {
            renumbered += sql[at++];
            continue;
        }
        std::size_t old = 0;
        for (++at; at < sql.size() && sql[at] >= '0' && sql[at] <= '9'; ++at)
            old = old * 10 + static_cast<std::size_t>(sql[at] - '0');
        auto [found, fresh] = numbers.try_emplace(old, numbers.size() + 1);
        if (fresh) named.push_back(values.at(old - 1));
        renumbered += "$" + std::to_string(found->second);
    }
    auto rows = tx.rows(renumbered, named);
    if (rows.empty() || std::holds_alternative<std::monostate>(rows[0][0])) return {};
    return std::move(rows[0][0]);
}

PagePlan plan_page(Transaction& tx, const RecordType& type, const PageQuestion& asked, const PageOrder& order,
                   std::int64_t rows) {
    auto place = join(asked.places, " and "), filter = join(asked.filters, " and ");
    auto others = both(filter, asked.search), all = both(place, others);
    if (asked.is_exact) {
        auto found = both(asked.search, covered(both(place, filter)));
        return {both(found, asked.cursor), found};
    }
    if (place.empty() || !has_index(type, type.path->name)) return {both(all, asked.cursor), all};

    auto by_place = both(place, covered(others));
    auto small = others.empty() ? place_rows_max : place_rows_filtered_max;
    if (count(tx, type, place, asked.values, small + 1) <= small) return {both(by_place, asked.cursor), by_place};

    PagePlan plan{.page = {}, .count = by_place, .count_max = others.empty() ? count_shown_max : count_filtered_max};
    if (order.by && (order.by->optional || !has_index(type, order.by->name))) {
        plan.page = both(by_place, asked.cursor);
        return plan;
    }
    if (order.by && others.empty() && has_index_with_path(type, order.by->name)) {
        bool is_near = is_soon_full(tx, type, asked, order, place, rows);
        plan.page = both(is_near ? covered(place) : place, asked.cursor);
        return plan;
    }
    Window window(tx, type, asked, order);
    bool is_near = window.is_all();
    if (!others.empty() && !is_near) {
        // What leads to fewer rows leads: the place, or what else is asked where that has an index. A search always has.
        bool has_lead = !asked.search.empty() || std::ranges::any_of(asked.filters, [&](auto& f) {
            return has_index(type, f.substr(0, f.find(' ')));
        });
        if (has_lead && window.matches(others, compared_rows_max) < window.matches(place, compared_rows_max))
            plan.count = both(covered(place), asked.search.empty() ? filter : both(covered(filter), asked.search));
    }
    if (!is_near) is_near = window.matches(all, rows) >= rows;
    // Rows lie in the order of their ids, so that five windows of those are still read sooner than an index is followed.
    if (!is_near && !order.by) is_near = window.matches_farther(all, rows) >= (rows + 9) / 10;
    // Of a place that is most of the table, too.
    is_near = is_near ||
              (!order.by && plan.count == by_place && window.matches(place, compared_rows_max) == compared_rows_max);
    plan.page = both(is_near ? covered(all) : plan.count, asked.cursor);
    return plan;
}

}  // namespace unionhall
