// How a list of employers is understood, what is never taken from it, and what the comparison makes of a row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/tables.h"
#include "rosters/compare.h"
#include "rosters/model.h"

namespace unionhall::rosters {

inline constexpr std::size_t roster_rows_max = 200'000, roster_bytes_max = 64UL << 20;
inline constexpr std::size_t problems_shown_max = 20;

struct RosterRow {
    std::int64_t number = 0;  // as in the spreadsheet
    std::string name, credit_code, division_code;
    std::optional<std::int64_t> headcount;
};

// Reads a list row by row, the heading first. Of a list of workers (a column of their names, id numbers or mobile phones)
// no cell is kept: rows are counted, and whether each has its worker's consent.
class RosterReader {
  public:
    void take(const TableRow&);
    // Refuses (invalid) a list without a column of names of employers; one of workers of whom one has no consent, saying
    // which rows; one without rows.
    void finish() const;

    bool is_of_workers() const { return is_of_workers_; }
    const std::vector<RosterRow>& rows() const { return rows_; }
    std::int64_t rows_total() const { return is_of_workers_ ? workers_ : static_cast<std::int64_t>(rows_.size()); }
    std::int64_t unreadable() const { return unreadable_; }
    const std::vector<Words>& problems() const { return problems_; }  // of the first unreadable rows
    const std::vector<std::string>& unused() const { return unused_; }

  private:
    void take_heading(const TableRow&);
    void take_worker(const TableRow&);

    bool has_heading_ = false, is_of_workers_ = false;
    int name_ = -1, credit_code_ = -1, division_ = -1, headcount_ = -1, consent_ = -1;
    std::vector<std::string> unused_;
    std::vector<RosterRow> rows_;
    std::vector<Words> problems_;
    std::int64_t unreadable_ = 0, workers_ = 0, without_consent_ = 0;
    std::vector<std::string> rows_without_consent_;  // the first of them
};

std::string packed(const std::vector<RosterRow>&, std::size_t from, std::size_t count);
std::vector<RosterRow> unpacked(std::string_view);

// Two spellings of one name meet: folded, without brackets and blanks.
std::string name_key_of(const std::string& name);

// Puts what a comparison found into the entry: `candidates` of it, best first, with the ids of our employers.
struct Candidate {
    std::int64_t employer_id = 0;
    double weight = 0;
    std::string grounds;
};
void settle_state(ListedEmployer&, const std::vector<Candidate>&);

// A person's word, which outlasts every list. `same` needs an employer; refusals (conflict) say what is missing.
void decide_same(ListedEmployer&, Id<employers::Employer>);
void decide_different(ListedEmployer&);
void undo_decision(ListedEmployer&);

}  // namespace unionhall::rosters
