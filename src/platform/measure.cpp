#include "platform/measure.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "platform/access.h"
#include "platform/text.h"

namespace unionhall {

namespace {

using Key = std::tuple<std::string, std::int64_t, std::string, std::string, std::string>;  // as the primary key
using Sums = std::map<Key, std::int64_t>;

std::string packed(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string text;
    for (auto& [dimension, key] : parts) text += (text.empty() ? "" : ";") + dimension + "=" + key;
    return text;
}

std::vector<std::pair<std::string, std::string>> unpacked(const std::string& text) {
    std::vector<std::pair<std::string, std::string>> parts;
    if (text.empty()) return parts;
    for (auto& part : split(text, ';')) {
        auto at = part.find('=');
        parts.emplace_back(part.substr(0, at), part.substr(at + 1));
    }
    return parts;
}

// "/1/k/3/" → "/1/", "/1/k/", "/1/k/3/"
std::vector<std::string> tops_of(const std::string& path) {
    std::vector<std::string> tops;
    for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1))
        tops.push_back(path.substr(0, at + 1));
    return tops;
}

class Tree {  // paths to unit ids, remembered within one fold
  public:
    explicit Tree(Transaction& tx) : tx_(tx) {}
    std::int64_t id(const std::string& path) {
        auto [found, fresh] = ids_.try_emplace(path, 0);
        if (fresh) found->second = tx_.number("select unit_id from unit_paths where path = $1", {path}).value_or(0);
        return found->second;
    }

  private:
    Transaction& tx_;
    std::map<std::string, std::int64_t> ids_;
};

void add(Sums& sums, Tree& tree, const Delta& d) {
    auto put = [&](std::int64_t holder, const std::string& period, const std::string& dimension,
                   const std::string& key) {
        sums[{d.measure, holder, dimension, key, period}] += d.amount;
    };
    auto day = to_text(d.day);
    if (d.holder) {
        put(d.holder, day, "", "");
        // Parts by month: a drive of a quarter in 342 cities is read as a thousand cells, not thirty thousand.
        auto month = day.substr(0, 7);
        for (auto& [dimension, key] : d.parts) put(d.holder, month, dimension, key);
        for (auto& top : tops_of(d.unit_path))
            if (auto unit = tree.id(top)) put(d.holder, month, "unit", id_text(unit));
        return;
    }
    for (auto& top : tops_of(d.unit_path)) {
        auto unit = tree.id(top);
        if (!unit) continue;
        put(unit, day.substr(0, 7), "", "");
        for (auto& [dimension, key] : d.parts) put(unit, day.substr(0, 7), dimension, key);
    }
}

Delta delta_from(const Row& row) {
    return {.measure = std::get<std::string>(row[0]),
            .unit_path = std::get<std::string>(row[1]),
            .holder = std::get<std::int64_t>(row[2]),
            .day = parse_date(std::get<std::string>(row[3])).value(),
            .amount = std::get<std::int64_t>(row[4]),
            .parts = unpacked(std::get<std::string>(row[5]))};
}

constexpr const char* delta_columns = "measure, unit_path, holder, day, amount, parts";

}  // namespace

void append_delta(Transaction& tx, std::int64_t id, const Delta& d) {
    tx.run(
        "insert into measure_deltas (id, measure, unit_path, holder, day, amount, parts) values ($1, $2, $3, $4, $5, $6, $7)",
        {id, d.measure, d.unit_path, d.holder, to_text(d.day), d.amount, packed(d.parts)});
}

static void store(Transaction& tx, const Sums& sums) {
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

std::size_t fold(Transaction& tx, std::size_t deltas_max) {
    Sums sums;
    Tree tree(tx);
    std::vector<std::int64_t> ids;
    std::vector<Delta> deltas;
    auto sql = std::string("select ") + delta_columns + ", id from measure_deltas order by id limit $1";
    for (auto& row : tx.rows(sql, {static_cast<std::int64_t>(deltas_max)})) {
        deltas.push_back(delta_from(row));
        ids.push_back(std::get<std::int64_t>(row[6]));
    }
    for (auto& d : deltas) add(sums, tree, d);
    // One by one: a delta that arrived meanwhile with a smaller id is not lost.
    for (auto id : ids) tx.run("delete from measure_deltas where id = $1", {id});
    store(tx, sums);
    return ids.size();
}

static void add_waiting(Transaction& tx, const std::string& measure, std::int64_t holder, Sums& sums) {
    Tree tree(tx);
    auto path = tx.text("select path from units where id = $1", {holder});
    auto sql = std::string("select ") + delta_columns + " from measure_deltas where measure = $1 and ";
    auto found =
        path ? tx.rows(sql + "holder = 0 and unit_path >= $2 and unit_path < $3", {measure, *path, after_path(*path)})
             : tx.rows(sql + "holder = $2", {measure, holder});
    Sums all;
    for (auto& row : found) add(all, tree, delta_from(row));
    for (auto& [key, value] : all)
        if (std::get<1>(key) == holder) sums[key] += value;
}

std::vector<Cell> cells(Transaction& tx, const std::string& measure, std::int64_t holder, const std::string& from,
                        const std::string& to, bool each_period) {
    Sums sums;
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
    Sums sums;
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
        "select sum(value) from measure_cells where measure = $1 and holder = $2 and dimension = '' and key = '' "
        "and period >= $3 and ($4 = '' or period <= $4)",
        {measure, holder, from, to});
    Sums waiting;
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
                                                                const std::string& to) {
    std::map<std::int64_t, std::int64_t> sums;
    for (
        auto& row : tx.rows(
            "select u.id, coalesce(sum(c.value), 0) from units u left join measure_cells c on c.measure = $1 "
            "and c.holder = u.id and c.dimension = '' and c.key = '' and c.period >= $3 and ($4 = '' or c.period <= $4) "
            "where u.parent_id = $2 group by u.id",
            {measure, parent_id, from, to}))
        sums[std::get<std::int64_t>(row[0])] = std::get<std::int64_t>(row[1]);
    Tree tree(tx);
    auto path = tx.text("select path from units where id = $1", {parent_id}).value_or("/");
    for (auto& row :
         tx.rows(std::string("select ") + delta_columns +
                     " from measure_deltas where measure = $1 and holder = 0 and unit_path >= $2 and unit_path < $3",
                 {measure, path, after_path(path)})) {
        Sums one;
        add(one, tree, delta_from(row));
        for (auto& [key, value] : one) {
            auto& [m, holder, dimension, name, period] = key;
            if (dimension.empty() && sums.contains(holder) && period >= from && (to.empty() || period <= to))
                sums[holder] += value;
        }
    }
    return {sums.begin(), sums.end()};
}

static Sums counted(Transaction& tx, const Measures& measures) {
    std::vector<Delta> all;  // read to the end first: one question at a time
    Sums sums;
    Tree tree(tx);
    for (auto& m : measures) {
        all.clear();
        m.recount(tx, [&](const Delta& d) { all.push_back(d); });
        for (auto& d : all) add(sums, tree, d);
    }
    return sums;
}

std::vector<Mismatch> recount(Transaction& tx, const Measures& measures) {
    while (fold(tx)) {}
    auto expected = counted(tx, measures);
    for (auto& row : tx.rows("select measure, holder, dimension, key, period, value from measure_cells"))
        expected[{std::get<std::string>(row[0]), std::get<std::int64_t>(row[1]), std::get<std::string>(row[2]),
                  std::get<std::string>(row[3]), std::get<std::string>(row[4])}] -= std::get<std::int64_t>(row[5]);
    std::vector<Mismatch> wrong;
    for (auto& [key, difference] : expected) {
        if (!difference) continue;
        auto& [measure, holder, dimension, name, period] = key;
        auto stored =
            tx.number(
                  "select value from measure_cells where measure = $1 and holder = $2 and dimension = $3 and key = $4 and period = $5",
                  {measure, holder, dimension, name, period})
                .value_or(0);
        wrong.push_back({measure, dimension + "=" + name + " " + period, holder, stored, stored + difference});
    }
    return wrong;
}

void rebuild(Transaction& tx, const Measures& measures) {
    tx.run("delete from measure_deltas");
    tx.run("delete from measure_cells");
    store(tx, counted(tx, measures));
}

}  // namespace unionhall
