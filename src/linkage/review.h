// What people say about pairs: which of them to ask about next, what was decided and taken back, and what is learned of it.
#pragma once

#include <istream>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linkage/link.h"

namespace unionhall::linkage {

constexpr std::size_t decisions_max = 10'000'000;

enum class Verdict { same, different, unsure };

struct Decision {
    std::string left_id, right_id;
    Verdict verdict = Verdict::unsure;
    std::string reviewer, reason;
};

// Everything that was decided, in its order; nothing is ever taken out, also of what was undone. In one table a pair has
// no order: (a, b) is (b, a).
class Decisions {
  public:
    explicit Decisions(bool is_one_table = false) : is_one_(is_one_table) {}

    // A CSV with the headings left_id, right_id, verdict and, if there are any, reviewer and reason. A verdict is same,
    // different, unsure or undo (相同, 不同, 不确定, 撤销); where none stands, nothing is decided yet, so that a queue
    // that was filled in is read as it is. Throws Refused with every line that is wrong.
    void read(std::istream&);

    void decide(Decision);  // stands in place of an earlier one about the same pair
    // Takes the newest decision about the pair back; the one before it stands again. False when there is none.
    bool undo(std::string_view left_id, std::string_view right_id);
    const Decision* of(std::string_view left_id, std::string_view right_id) const;  // that stands; null: none

    // Those that stand, by left id and right id.
    std::vector<Decision> standing() const;
    std::size_t size() const { return log_.size(); }

    // left_id,right_id,label of those that stand: 1 the same, 0 different. Who is unsure labels nothing.
    void write_labels(std::ostream&) const;

  private:
    using Key = std::pair<std::string, std::string>;
    Key key(std::string_view left_id, std::string_view right_id) const;

    bool is_one_;
    std::vector<Decision> log_;
    std::map<Key, std::vector<std::size_t>> of_pair_;  // places in the log that stand or would after an undo
};

// Decisions about the edges of a run, by their place; pairs that were found the same and have no edge get one, and the
// run's order stays. Decisions about ids that are in no table are counted, not used.
struct Decided {
    std::vector<std::optional<Verdict>> verdicts;
    std::size_t unknown = 0;
};
Decided decided_edges(const Dataset&, const Comparer&, const Model&, Run&, const Decisions&);

// The links, as places in run.edges, ascending: what was found the same is linked and what was found different is not,
// whatever its weight. One-to-one, nobody who was found the same as somebody is linked to anybody else.
std::vector<std::size_t> links_of(const Run&, const Decided&, double threshold, bool is_one_to_one, bool is_one_table);

// Pairs worth a look have a weight in the band: above it a machine is sure enough, below it nobody is helped.
struct Band {
    double from = -2, until = 6;
};
struct ReviewCase {
    std::size_t edge = 0;
    double gain = 0;                  // how many wrong calls its decision is expected to take away
    std::vector<std::size_t> rivals;  // other edges of either record, not decided either, best first
};
// The undecided pairs of the band, most gain first, then by weight and rows. A pair whose odds are p is called wrongly
// with probability min(p, 1 - p); one-to-one, finding it the same also settles its rivals.
std::vector<ReviewCase> review_queue(const Run&, const Decided&, Band, bool is_one_to_one, bool is_one_table);

}  // namespace unionhall::linkage
