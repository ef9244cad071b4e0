#include "platform/measure.h"

#include <algorithm>
#include <map>

#include "platform/measure_tree.h"

namespace unionhall {

static constexpr const char* after_all_periods = "9999-99-99";

static std::string packed(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string text;
    for (auto& [dimension, key] : parts) text += (text.empty() ? "" : ";") + dimension + "=" + key;
    return text;
}

void append_delta(Transaction& tx, std::int64_t id, const Delta& d) {
    tx.run(
        "insert into measure_deltas (id, measure, unit_path, holder, day, amount, parts, is_stock) values ($1, $2, $3, "
        "$4, $5, $6, $7, $8)",
        {id, d.measure, d.unit_path, d.holder, to_text(d.day), d.amount, packed(d.parts), std::int64_t{d.is_stock}});
}

static CellSums sums_of(Transaction& tx, const std::vector<Delta>& deltas) {
    CellSums sums;
    DatedTree tree(tx);
    std::set<std::string> paths;
    for (auto& d : deltas) paths.insert(d.unit_path);
    tree.learn(paths);
    for (auto& d : deltas) add_delta(sums, tree, d);
    return sums;
}

std::size_t fold(Transaction& tx, std::size_t deltas_max) {
    if (!tx.number("select 1 from measure_deltas limit 1")) return 0;
    take_turn(tx);
    auto most = static_cast<std::int64_t>(deltas_max);
    auto last = tx.number("select max(id) from (select id from measure_deltas order by id limit $1) first", {most});
    if (!last) return 0;
    // Taken away by the same statement that reads them: one that arrives meanwhile with a smaller id is not lost.
    auto deltas = read_deltas(tx, "delete from measure_deltas where id <= $1 returning ", "", {*last});
    store_cells(tx, sums_of(tx, deltas));
    return deltas.size();
}

void fold_what_waits(Transaction& tx) {
    auto last = tx.number("select max(id) from measure_deltas").value_or(0);
    while (tx.number("select 1 from measure_deltas where id <= $1 limit 1", {last})) fold(tx);
}

// What waits for a holder: of a unit, wherever below it something happened, and under whom that stood then.
static void add_waiting(Transaction& tx, const std::string& measure, std::int64_t holder, CellSums& sums) {
    bool is_unit = tx.number("select 1 from units where id = $1", {holder}).has_value();
    auto waiting = waiting_deltas(tx, "measure = $1 and holder = $2", {measure, is_unit ? 0 : holder});
    for (auto& [key, value] : sums_of(tx, waiting))
        if (std::get<1>(key) == holder) sums[key] += value;
}

std::vector<Cell> cells(Transaction& tx, const std::string& measure, std::int64_t holder, const std::string& from,
                        const std::string& to, bool each_period) {
    CellSums sums;
    for (auto& row :
         tx.rows("select dimension, key, period, value from measure_cells where measure = $1 and holder = $2",
                 {measure, holder}))
        sums[{measure, holder, std::get<std::string>(row[0]), std::get<std::string>(row[1]),
              std::get<std::string>(row[2])}] += std::get<std::int64_t>(row[3]);
    add_waiting(tx, measure, holder, sums);
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> wanted;
    for (auto& [key, value] : sums) {
        auto& [m, h, dimension, name, period] = key;
        if ((!from.empty() && period < from) || (!to.empty() && period > to)) continue;
        wanted[{dimension, name, each_period ? period : ""}] += value;
    }
    std::vector<Cell> result;
    for (auto& [key, value] : wanted)
        if (value) result.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), value});
    return result;
}

HeldCounts::HeldCounts(Transaction& tx, std::string measure, std::int64_t holder)
    : tx_(tx), measure_(std::move(measure)), holder_(holder) {
    CellSums sums;
    add_waiting(tx, measure_, holder, sums);
    for (auto& [key, value] : sums) waiting_.push_back({std::get<2>(key), std::get<3>(key), std::get<4>(key), value});
}

std::vector<Cell> HeldCounts::cells(const std::string& dimension, const std::vector<std::string>& keys,
                                    bool each_period) const {
    std::string which;
    std::vector<Value> values{measure_, holder_, dimension};
    for (auto& key : keys) {
        values.emplace_back(key);
        which += (which.empty() ? " and key in ($" : ", $") + std::to_string(values.size());
    }
    std::map<std::pair<std::string, std::string>, std::int64_t> sums;
    for (auto& row :
         tx_.rows(std::string("select key, ") + (each_period ? "period" : "''") + ", sum(value) from measure_cells " +
                      "where measure = $1 and holder = $2 and dimension = $3" + which + (which.empty() ? "" : ")") +
                      " group by key" + (each_period ? ", period" : ""),
                  values))
        sums[{std::get<std::string>(row[0]), std::get<std::string>(row[1])}] += std::get<std::int64_t>(row[2]);
    for (auto& cell : waiting_)
        if (cell.dimension == dimension && (keys.empty() || std::ranges::find(keys, cell.key) != keys.end()))
            sums[{cell.key, each_period ? cell.period : ""}] += cell.value;
    std::vector<Cell> result;
    for (auto& [key, value] : sums)
        if (value) result.push_back({dimension, key.first, key.second, value});
    return result;
}

std::int64_t HeldCounts::total() const {
    std::int64_t sum = 0;
    for (auto& cell : cells("")) sum += cell.value;
    return sum;
}

std::int64_t total(Transaction& tx, const std::string& measure, std::int64_t holder, const std::string& from,
                   const std::string& to) {
    auto stored = tx.number(
        "select sum(value) from measure_cells where measure = $1 and holder = $2 and dimension = '' "
        "and period >= $3 and ($4 = '' or period <= $4)",
        {measure, holder, from, to});
    CellSums waiting;
    add_waiting(tx, measure, holder, waiting);
    auto sum = stored.value_or(0);
    for (auto& [key, value] : waiting) {
        auto& [m, h, dimension, name, period] = key;
        if (dimension.empty() && period >= from && (to.empty() || period <= to)) sum += value;
    }
    return sum;
}

std::vector<std::pair<std::int64_t, std::int64_t>> totals_below(Transaction& tx, const std::string& measure,
                                                                std::int64_t parent_id, const std::string& from,
                                                                const std::string& to, int depth) {
    // u1 stands right below the parent, u2 below u1 …
    std::string below = "units u1", last = "u1";
    for (int level = 2; level <= depth; ++level) {
        auto next = "u" + std::to_string(level);
        below += " join units " + next + " on " + next + ".parent_id = " + last + ".id";
        last = next;
    }
    std::map<std::int64_t, std::int64_t> sums;
    // The whole has no key; not asking for it lets the index measure_cells_whole answer alone. Summed unit by unit: nothing
    // has to be sorted for groups.
    tx.each("select " + last + ".id, coalesce((select sum(value) from measure_cells where measure = $1 and holder = " +
                last + ".id and dimension = '' and period >= $3 and period <= $4), 0) from " + below +
                " where u1.parent_id = $2",
            std::vector<Value>{measure, parent_id, from, to.empty() ? std::string(after_all_periods) : to},
            [&](Row& row) { sums[std::get<std::int64_t>(row[0])] = std::get<std::int64_t>(row[1]); });
    for (auto& [key, value] : sums_of(tx, waiting_deltas(tx, "measure = $1 and holder = 0", {measure}))) {
        auto& [m, holder, dimension, name, period] = key;
        auto found = sums.find(holder);
        if (dimension.empty() && found != sums.end() && period >= from && (to.empty() || period <= to))
            found->second += value;
    }
    return {sums.begin(), sums.end()};
}

static CellSums counted(Transaction& tx, const Measures& measures) {
    CellSums sums;
    DatedTree tree(tx);
    for (auto& m : measures) {
        std::vector<Delta> all;  // read to the end first: one question at a time
        std::set<std::string> paths;
        m.recount(tx, {}, [&](const Delta& d) {
            paths.insert(d.unit_path);
            all.push_back(d);
        });
        tree.learn(paths);
        for (auto& d : all) {
            d.is_stock = m.is_stock;
            add_delta(sums, tree, d);
        }
    }
    return sums;
}

// Reading every row lasts as long as there are rows: the limits of a request are not for it. Until the transaction ends.
static void take_time(Transaction& tx) {
    if (!tx.is_postgres()) return;
    tx.run("set local statement_timeout = 0");
    tx.run("set local idle_in_transaction_session_timeout = 0");
}

std::vector<Mismatch> recount(Transaction& tx, const Measures& measures) {
    take_time(tx);
    auto expected = counted(tx, measures);
    auto cells = sums_of(tx, waiting_deltas(tx, "1 = 1", {}));
    for (auto& row : tx.rows("select measure, holder, dimension, key, period, value from measure_cells"))
        cells[{std::get<std::string>(row[0]), std::get<std::int64_t>(row[1]), std::get<std::string>(row[2]),
               std::get<std::string>(row[3]), std::get<std::string>(row[4])}] += std::get<std::int64_t>(row[5]);
    for (auto& [key, value] : cells) expected[key] -= value;
    std::vector<Mismatch> wrong;
    for (auto& [key, difference] : expected) {
        if (!difference) continue;
        auto& [measure, holder, dimension, name, period] = key;
        auto stored = cells.contains(key) ? cells.at(key) : 0;
        wrong.push_back({measure, dimension + "=" + name + " " + period, holder, stored, stored + difference});
    }
    return wrong;
}

// One snapshot for all of it: a delta is gone or stays with the row it came with. One that arrives meanwhile is in neither
// what is deleted nor what is counted, and waits to be folded; a fold that ended since the snapshot has taken the turn, so
// PostgreSQL asks for all of this to be repeated.
void rebuild(Transaction& tx, const Measures& measures) {
    if (tx.is_postgres()) tx.run("set transaction isolation level repeatable read");
    take_time(tx);
    take_turn(tx);
    tx.run("delete from measure_deltas");
    tx.run("delete from measure_cells");
    store_cells(tx, counted(tx, measures));
}

}  // namespace unionhall
