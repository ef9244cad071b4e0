// Who stood above whom on which day, as counting needs it. Private to measure*.cpp.
#pragma once

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "platform/measure_move.h"

namespace unionhall {

// measure, holder, dimension, key, period: as the primary key of the cells.
using CellKey = std::tuple<std::string, std::int64_t, std::string, std::string, std::string>;
using CellSums = std::map<CellKey, std::int64_t>;

// Reads the parents of a unit once. Made anew in each transaction; it does not see a move that comes after.
class DatedTree {
  public:
    explicit DatedTree(Transaction& tx) : tx_(tx) {}

    // Reads what a fold or a page asks for in some questions instead of some for each of them.
    void learn(const std::set<std::string>& paths);

    std::int64_t unit_at(const std::string& path);                      // today or formerly; 0: no unit ever
    std::vector<std::int64_t> above(std::int64_t unit, Date day);       // the unit first, the top last
    const std::set<Date>& changes(std::int64_t unit);                   // days on which another came to stand above it
    DatedTree with_move(std::int64_t unit, std::int64_t parent, Date);  // as it would be

  private:
    struct Span {
        Date from;
        std::int64_t parent = 0;
    };
    using Spans = std::vector<Span>;  // by day; the first has held ever since
    const Spans& spans(std::int64_t unit);
    static std::int64_t parent_on(const Spans&, Date day);
    void learn_spans(std::set<std::int64_t> units);

    Transaction& tx_;
    std::unordered_map<std::string, std::int64_t> units_;
    std::unordered_map<std::int64_t, Spans> spans_;
    std::unordered_map<std::int64_t, std::set<Date>> changes_;
};

Date last_day_of(const std::string& month);  // "2024-05"

// What `amount` at a unit in a month makes of each unit above it, when what there is follows every move.
void add_stock(CellSums&, DatedTree&, std::int64_t unit, const std::string& measure, const std::string& dimension,
               const std::string& key, const std::string& month, std::int64_t amount);
void add_delta(CellSums&, DatedTree&, const Delta&);
void store_cells(Transaction&, const CellSums&);

// All that waits now, and little of what arrives meanwhile: others may be writing for as long as this goes on.
void fold_what_waits(Transaction&);

// Deltas as "select columns from …" or "delete … returning columns" gives them.
std::vector<Delta> read_deltas(Transaction&, const std::string& before, const std::string& after,
                               const std::vector<Value>&, const char* amount = "amount");
// Those that wait; of all of them alike in everything but amount, one. `where` goes on after "where".
std::vector<Delta> waiting_deltas(Transaction&, const std::string& where, const std::vector<Value>&);

}  // namespace unionhall
