#include "platform/measure_move.h"

#include <algorithm>

#include "platform/measure_tree.h"

namespace unionhall {

namespace {

class Move {
  public:
    Move(Transaction& tx, std::int64_t unit, std::int64_t parent, Date from)
        : tx_(tx), unit_(unit), old_(tx), new_((old_.changes(unit), old_).with_move(unit, parent, from)), from_(from) {}

    // False when something of this measure was counted here meanwhile, so that it has to be done again.
    bool carry(const Measure& measure, CellSums& sums) {
        std::set<std::string> split_months;
        if (measure.is_stock)
            carry_stock(measure, sums);
        else if (measure.by_record)
            carry_records(measure, sums, split_months);
        else
            carry_flow(measure, sums, split_months);
        for (auto& month : split_months) count_days(measure, month, sums);
        return split_months.empty() || is_quiet(measure);
    }

  private:
    struct HeldCell {
        std::string dimension, key, period;
        std::int64_t value = 0;
    };

    std::vector<HeldCell> cells_of(const Measure& measure) {
        std::vector<HeldCell> all;
        tx_.each("select dimension, key, period, value from measure_cells where measure = $1 and holder = $2",
                 std::vector<Value>{measure.name, unit_}, [&](Row& row) {
                     all.push_back({std::get<std::string>(row[0]), std::get<std::string>(row[1]),
                                    std::get<std::string>(row[2]), std::get<std::int64_t>(row[3])});
                 });
        return all;
    }

    void carry_stock(const Measure& measure, CellSums& sums) {
        for (auto& cell : cells_of(measure)) {
            add_stock(sums, old_, unit_, measure.name, cell.dimension, cell.key, cell.period, -cell.value);
            add_stock(sums, new_, unit_, measure.name, cell.dimension, cell.key, cell.period, cell.value);
        }
    }

    // Whether all of a month lay under the same units, in the old tree as well as in the new one.
    bool is_whole(const std::string& month) {
        auto first = parse_date(month + "-01").value();
        for (auto* tree : {&old_, &new_})
            for (auto day : tree->changes(unit_))
                if (day > first && day <= last_day_of(month)) return false;
        return true;
    }

    // Calls `put` with each unit above that loses (-1) or gains (+1) what was counted on a day.
    template <class Put>
    void each_change(Date day, Put put) {
        for (auto holder : old_.above(unit_, day)) put(holder, -1);
        for (auto holder : new_.above(unit_, day)) put(holder, 1);
    }

    void carry_flow(const Measure& measure, CellSums& sums, std::set<std::string>& split_months) {
        for (auto& cell : cells_of(measure)) {
            if (cell.period < month_of(from_)) continue;
            if (!is_whole(cell.period)) {
                split_months.insert(cell.period);
                continue;
            }
            each_change(last_day_of(cell.period), [&](std::int64_t holder, int sign) {
                sums[{measure.name, holder, cell.dimension, cell.key, cell.period}] += sign * cell.value;
            });
        }
    }

    // A record (a drive) holds what its units had a part in.
    void carry_records(const Measure& measure, CellSums& sums, std::set<std::string>& split_months) {
        for (auto& row : tx_.rows("select holder, period, value from measure_cells where measure = $1 and dimension = "
                                  "'unit' and key = $2 and period >= $3",
                                  {measure.name, id_text(unit_), month_of(from_)})) {
            auto record = std::get<std::int64_t>(row[0]), value = std::get<std::int64_t>(row[2]);
            auto& period = std::get<std::string>(row[1]);
            if (!is_whole(period)) {
                split_months.insert(period);
                continue;
            }
            each_change(last_day_of(period), [&](std::int64_t holder, int sign) {
                sums[{measure.name, record, "unit", id_text(holder), period}] += sign * value;
            });
        }
    }

    // The cells do not know the days of a month: the rows do.
    void count_days(const Measure& measure, const std::string& month, CellSums& sums) {
        std::vector<Delta> deltas;  // read to the end first: one question at a time
        measure.recount(tx_, {std::max(to_text(from_), month + "-01"), to_text(last_day_of(month))},
                        [&](const Delta& d) { deltas.push_back(d); });
        std::set<std::string> paths;
        for (auto& d : deltas) paths.insert(d.unit_path);
        old_.learn(paths), new_.learn(paths);
        for (auto& d : deltas) {
            auto origin = old_.unit_at(d.unit_path);
            auto was = old_.above(origin, d.day), is = new_.above(origin, d.day);
            if (std::ranges::find(was, unit_) == was.end()) continue;
            auto put = [&](std::int64_t holder, std::int64_t amount) {
                if (d.holder) {
                    sums[{d.measure, d.holder, "unit", id_text(holder), month}] += amount;
                    return;
                }
                sums[{d.measure, holder, "", "", month}] += amount;
                for (auto& [dimension, key] : d.parts) sums[{d.measure, holder, dimension, key, month}] += amount;
            };
            for (auto holder : was) put(holder, -d.amount);
            for (auto holder : is) put(holder, d.amount);
        }
    }

    // Whether everything that the rows say is folded: nothing was added in this unit while they were read.
    bool is_quiet(const Measure& measure) {
        for (auto& d : waiting_deltas(tx_, "measure = $1", {measure.name})) {
            auto all = old_.above(old_.unit_at(d.unit_path), d.day);
            if (std::ranges::find(all, unit_) != all.end()) return false;
        }
        return true;
    }

    Transaction& tx_;
    std::int64_t unit_;
    DatedTree old_, new_;
    Date from_;
};

}  // namespace

bool would_be_ring(Transaction& tx, std::int64_t unit, std::int64_t parent, Date from) {
    DatedTree tree(tx);
    auto days = tree.changes(parent);
    days.insert(from);
    return std::ranges::any_of(days, [&](Date day) {
        auto above = tree.above(parent, day);
        return day >= from && std::ranges::find(above, unit) != above.end();
    });
}

void carry_counts(Transaction& tx, const Measures& measures, std::int64_t unit, std::int64_t parent, Date from) {
    take_turn(tx);
    for (int tries = 0; tries < quiet_moments_tried_max; ++tries) {
        // All are folded before any is carried: what was folded between two of them would go up the old tree behind the
        // first. What arrives from now on waits, and is folded up the new one.
        fold_what_waits(tx);
        CellSums sums;
        Move move(tx, unit, parent, from);
        if (std::ranges::all_of(measures, [&](auto& measure) { return move.carry(measure, sums); }))
            return store_cells(tx, sums);
    }
    throw DbError(DbError::Kind::retry, "the counts of a moved unit do not come to rest");
}

}  // namespace unionhall
