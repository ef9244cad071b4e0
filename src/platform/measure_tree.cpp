#include "platform/measure_tree.h"

#include <algorithm>
#include <bit>

#include "platform/text.h"

namespace unionhall {

static constexpr std::size_t asked_at_once_max = 512;

// Calls `ask` with "$1, $2 …" and as many values, some hundreds at a time; the last one fills them up to a power of two,
// so that there are few statements to prepare.
template <class T>
static void in_pieces(const std::set<T>& all, const std::function<void(const std::string&, const Row&)>& ask) {
    std::vector<T> values(all.begin(), all.end());
    for (std::size_t at = 0; at < values.size(); at += asked_at_once_max) {
        Row row;
        std::string holes;
        auto count = std::bit_ceil(std::min(asked_at_once_max, values.size() - at));
        for (std::size_t i = 0; i < count; ++i) {
            row.emplace_back(values[std::min(at + i, values.size() - 1)]);
            holes += (i ? ", $" : "$") + std::to_string(i + 1);
        }
        ask(holes, row);
    }
}

std::int64_t DatedTree::unit_at(const std::string& path) {
    auto [found, is_new] = units_.try_emplace(path, 0);
    if (is_new) found->second = tx_.number("select unit_id from unit_paths where path = $1", {path}).value_or(0);
    return found->second;
}

static Date day_of(const Value& value) { return parse_date(std::get<std::string>(value)).value(); }
static std::int64_t number_of(const Value& value) {
    auto* number = std::get_if<std::int64_t>(&value);
    return number ? *number : 0;
}

const DatedTree::Spans& DatedTree::spans(std::int64_t unit) {
    auto [found, is_new] = spans_.try_emplace(unit);
    if (is_new)
        for (auto& row :
             tx_.rows("select valid_from, parent_id from unit_parents where unit_id = $1 order by valid_from", {unit}))
            found->second.push_back({day_of(row[0]), number_of(row[1])});
    return found->second;
}

void DatedTree::learn_spans(std::set<std::int64_t> units) {
    while (!units.empty()) {
        for (auto unit : units) spans_.try_emplace(unit);
        std::set<std::int64_t> next;
        in_pieces(units, [&](const std::string& holes, const Row& values) {
            tx_.each("select unit_id, valid_from, parent_id from unit_parents where unit_id in (" + holes +
                         ") order by unit_id, valid_from",
                     values, [&](Row& row) {
                         auto parent = number_of(row[2]);
                         spans_[number_of(row[0])].push_back({day_of(row[1]), parent});
                         if (parent && !spans_.contains(parent)) next.insert(parent);
                     });
        });
        units = std::move(next);
    }
}

void DatedTree::learn(const std::set<std::string>& paths) {
    std::set<std::string> unknown;
    for (auto& path : paths)
        if (units_.try_emplace(path, 0).second) unknown.insert(path);
    std::set<std::int64_t> units;
    in_pieces(unknown, [&](const std::string& holes, const Row& values) {
        tx_.each("select path, unit_id from unit_paths where path in (" + holes + ")", values, [&](Row& row) {
            auto unit = number_of(row[1]);
            units_[std::get<std::string>(row[0])] = unit;
            if (!spans_.contains(unit)) units.insert(unit);
        });
    });
    learn_spans(std::move(units));
}

std::int64_t DatedTree::parent_on(const Spans& spans, Date day) {
    std::int64_t parent = spans.empty() ? 0 : spans.front().parent;
    for (auto& span : spans)
        if (span.from <= day) parent = span.parent;
    return parent;
}

std::vector<std::int64_t> DatedTree::above(std::int64_t unit, Date day) {
    std::vector<std::int64_t> all;
    // A ring can stand in no tree; if a database brought one, counting would still end.
    for (; unit && std::ranges::find(all, unit) == all.end(); unit = parent_on(spans(unit), day)) all.push_back(unit);
    return all;
}

const std::set<Date>& DatedTree::changes(std::int64_t unit) {
    if (auto known = changes_.find(unit); known != changes_.end()) return known->second;
    std::set<Date> days;
    std::set<std::int64_t> seen;
    std::vector<std::int64_t> open{unit};
    while (!open.empty()) {
        auto one = open.back();
        open.pop_back();
        if (!one || !seen.insert(one).second) continue;
        auto& its = spans(one);
        for (std::size_t i = 0; i < its.size(); ++i) {
            if (i) days.insert(its[i].from);
            open.push_back(its[i].parent);
        }
    }
    return changes_[unit] = std::move(days);
}

DatedTree DatedTree::with_move(std::int64_t unit, std::int64_t parent, Date from) {
    DatedTree moved = *this;
    moved.changes_.clear();
    auto its = spans(unit);
    std::erase_if(its, [&](auto& span) { return span.from == from; });
    its.push_back({from, parent});
    moved.spans_[unit] = std::move(its);
    return moved;
}

Date last_day_of(const std::string& month) {
    auto first = parse_date(month + "-01").value();
    return first.year() / first.month() / std::chrono::last;
}

void add_stock(CellSums& sums, DatedTree& tree, std::int64_t unit, const std::string& measure,
               const std::string& dimension, const std::string& key, const std::string& month, std::int64_t amount) {
    auto put = [&](std::int64_t holder, const std::string& period, std::int64_t value) {
        sums[{measure, holder, dimension, key, period}] += value;
    };
    auto before = tree.above(unit, last_day_of(month));
    for (auto holder : before) put(holder, month, amount);
    for (auto day : tree.changes(unit)) {
        auto period = month_of(day);
        if (period <= month) continue;
        auto after = tree.above(unit, last_day_of(period));
        for (auto holder : before)
            if (std::ranges::find(after, holder) == after.end()) put(holder, period, -amount);
        for (auto holder : after)
            if (std::ranges::find(before, holder) == before.end()) put(holder, period, amount);
        before = std::move(after);
    }
}

void add_delta(CellSums& sums, DatedTree& tree, const Delta& d) {
    auto unit = tree.unit_at(d.unit_path);
    auto day = to_text(d.day), month = day.substr(0, 7);
    auto put = [&](std::int64_t holder, const std::string& period, const std::string& dimension,
                   const std::string& key) {
        sums[{d.measure, holder, dimension, key, period}] += d.amount;
    };
    if (d.holder) {
        put(d.holder, day, "", "");
        // Parts by month: a drive of a quarter in 342 cities is read as a thousand cells, not thirty thousand.
        for (auto& [dimension, key] : d.parts) put(d.holder, month, dimension, key);
        if (unit)
            for (auto top : tree.above(unit, d.day)) put(d.holder, month, "unit", id_text(top));
        return;
    }
    if (!unit) return;
    if (d.is_stock) {
        add_stock(sums, tree, unit, d.measure, "", "", month, d.amount);
        for (auto& [dimension, key] : d.parts) add_stock(sums, tree, unit, d.measure, dimension, key, month, d.amount);
        return;
    }
    for (auto top : tree.above(unit, d.day)) {
        put(top, month, "", "");
        for (auto& [dimension, key] : d.parts) put(top, month, dimension, key);
    }
}

void store_cells(Transaction& tx, const CellSums& sums) {
    for (auto& [key, value] : sums) {
        auto& [measure, holder, dimension, name, period] = key;
        if (value)
            tx.run(
                "insert into measure_cells (measure, holder, dimension, key, period, value) "
                "values ($1, $2, $3, $4, $5, $6) on conflict (measure, holder, dimension, key, period) "
                "do update set value = measure_cells.value + $6",
                {measure, holder, dimension, name, period, value});
    }
}

static std::vector<std::pair<std::string, std::string>> unpacked(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> parts;
    if (text.empty()) return parts;
    for (auto& part : split(text, ';')) {
        auto at = part.find('=');
        parts.emplace_back(part.substr(0, at), part.substr(at + 1));
    }
    return parts;
}

std::vector<Delta> read_deltas(Transaction& tx, const std::string& before, const std::string& after,
                               const std::vector<Value>& values, const char* amount) {
    std::vector<Delta> all;
    tx.each(before + "measure, unit_path, holder, day, " + amount + ", parts, is_stock" + after, values, [&](Row& row) {
        all.push_back({.measure = std::get<std::string>(row[0]),
                       .unit_path = std::get<std::string>(row[1]),
                       .holder = number_of(row[2]),
                       .day = day_of(row[3]),
                       .amount = number_of(row[4]),
                       .parts = unpacked(std::get<std::string>(row[5])),
                       .is_stock = number_of(row[6]) != 0});
    });
    return all;
}

std::vector<Delta> waiting_deltas(Transaction& tx, const std::string& where, const std::vector<Value>& values) {
    return read_deltas(
        tx, "select ",
        " from measure_deltas where " + where + " group by measure, unit_path, holder, day, parts, is_stock", values,
        "sum(amount)");
}

void take_turn(Transaction& tx) { tx.run("update measure_turn set turn = turn + 1"); }

}  // namespace unionhall
