// What can be counted. A room declares a measure and hands in a delta, in the same transaction as the thing counted;
// deltas are folded up the tree by month in the background; a figure is the folded part plus what is not folded yet,
// so it is right at every moment. A recount from the rows themselves proves it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/db.h"

namespace unionhall {

struct Delta {
    std::string measure;
    std::string unit_path;    // where it happened: counts for that unit and whoever stood above it on that day
    std::int64_t holder = 0;  // of a measure held by a record (a drive): that record
    Date day;
    std::int64_t amount = 1;
    std::vector<std::pair<std::string, std::string>> parts = {};  // dimension → key: {"channel", "online"}
    bool is_stock = false;  // as its measure has it: Context::count and the recount see to that
};

// DaySpan as texts, both counted in.
struct DaySpan {
    std::string from = "0000-01-01", to = "9999-12-31";
    bool is_all() const { return *this == DaySpan{}; }
    bool operator==(const DaySpan&) const = default;
};

struct Measure {
    std::string name;  // "members.joined"
    Words label, definition, unit_of_count;
    bool by_record = false;  // held by a record, the whole by day and its parts by month; else by the tree and by month
    // Hands over every delta that the rows themselves would make today, of those days.
    std::function<void(Transaction&, const DaySpan&, const std::function<void(const Delta&)>&)> recount;
    // Counts what there is, by what came and went: asked up to a month, always from the beginning. What there is follows
    // a unit that is moved, on the day of the move; what happened stays with who stood above it on the day it happened.
    bool is_stock = false;
};
using Measures = std::vector<Measure>;

void append_delta(Transaction&, std::int64_t id, const Delta&);

// Folds at most `deltas_max` waiting deltas; returns how many.
inline constexpr std::size_t fold_deltas_max = 2000;
std::size_t fold(Transaction&, std::size_t deltas_max = fold_deltas_max);

struct Cell {
    std::string dimension, key;  // both empty: the whole
    std::string period;          // 2024-05; of the whole of a measure by record, a day
    std::int64_t value = 0;
};
// The cells of one holder (a unit or a record), folded and waiting together, summed over periods from..to (inclusive,
// texts compared as such; "" is open). By period when asked.
std::vector<Cell> cells(Transaction&, const std::string& measure, std::int64_t holder, const std::string& from = "",
                        const std::string& to = "", bool each_period = false);
std::int64_t total(Transaction&, const std::string& measure, std::int64_t holder, const std::string& from = "",
                   const std::string& to = "");
// The same total for every unit so many levels below one, in one question: (unit id, value), by id. For rankings.
std::vector<std::pair<std::int64_t, std::int64_t>> totals_below(Transaction&, const std::string& measure,
                                                                std::int64_t parent_id, const std::string& from,
                                                                const std::string& to, int depth = 1);

// One measure of one holder, with what is waiting read once: for a page that asks several things of a large holder and
// must not read it from end to end. `dimension` "" is the whole; with keys, only those of it.
class HeldCounts {
  public:
    HeldCounts(Transaction&, std::string measure, std::int64_t holder);
    std::vector<Cell> cells(const std::string& dimension, const std::vector<std::string>& keys = {},
                            bool each_period = false) const;
    std::int64_t total() const;

  private:
    Transaction& tx_;
    std::string measure_;
    std::int64_t holder_;
    std::vector<Cell> waiting_;
};

struct Mismatch {
    std::string measure, what;
    std::int64_t holder, stored, counted;
};
// Counts everything again from the rows and compares with what is folded and what waits. Empty: every figure is proved.
// Writes nothing. While others write it is right in a transaction that reads (one snapshot), and in no other. It and a
// rebuild take as long as there are rows: the limit of a statement on PostgreSQL is lifted for their transaction.
std::vector<Mismatch> recount(Transaction&, const Measures&);
// Replaces the stored cells by what the recount says: the first thing its transaction does.
void rebuild(Transaction&, const Measures&);

}  // namespace unionhall
