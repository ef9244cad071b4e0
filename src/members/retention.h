// How long anything about a person is kept, as rules by kind, and the nightly round that removes what is due
// (domain.md 5.5; PIPL 19, 47). Times come from rule rows; what happens to each kind stands in one table here.
#pragma once

#include "members/rights_store.h"
#include "platform/app.h"

namespace unionhall::members {

// What ages, when it is due, and what then happens. SQL expressions speak of the table as x.
struct Kept {
    enum class End { deleted, emptied, application, membership, account };
    std::string name;  // of the rule rows: "member.left"
    Words label, then;
    std::int64_t days_min = 1;  // a law wants at least that; a rule row below it is refused
    std::string table, condition;
    std::string since;  // when the days begin: an instant, or a day where `since_is_day`
    bool since_is_day = false;
    std::string unit_path;  // "": the same rule everywhere
    std::string person;     // whose hold stops it; "": a hold of a unit only, where there is a path
    End end = End::deleted;
    std::string emptied_by = {};
};
const std::vector<Kept>& kept_kinds();

// A rule that keeps something for a shorter time than now begins so many days later: meanwhile it is on the page of rules,
// and whoever sees that it is wrong sets it back. Where `four_eyes` is on it is in force only when an administrator of
// another kind has confirmed it, too.
inline constexpr int shorter_notice_days = 30;

inline constexpr std::int64_t retention_rows_per_piece = 500, retention_regions_max = 100;

// One piece of the round: at most `retention_rows_per_piece` rows of one kind, and the wishes that waited. True: more.
// A round that comes later than `round_late_days_max` removes nothing: the house was shut, or its clock has leapt, and what
// is gone does not come back when the clock is put right. The next round, a day later, removes as ever.
inline constexpr std::int64_t round_late_days_max = 31;
inline const std::string retention_job = "retention.round";
bool retention_round(Context&, std::int64_t, const std::string&);

struct RetentionRow {  // a line of the report: one kind, everywhere
    std::string name, label, then;
    std::int64_t days = 0;
    std::int64_t regions = 0;  // with a rule of their own
    std::string basis;
    std::int64_t due = 0, held = 0;  // due now (the next round removes them), and due but held by a law
    std::int64_t removed = 0;        // in all
    std::int64_t removed_last = 0;   // in the last round that removed any
    Instant last_at;
    std::optional<Date> next_due_on;
};
const RecordType& record_of(const RetentionRow*);
std::vector<RetentionRow> retention_report(Context&, const Nothing&);
RuleRow set_rule(Context&, const Draft<RuleRow>&);
// Refuses (forbidden) who set it, (conflict) a rule that waits for nobody or whose last day has passed.
RuleRow confirm_rule(Context&, const RuleRow&, const Draft<Nothing>&);

Routes retention_routes();

}  // namespace unionhall::members
