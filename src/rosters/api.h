// What the routes of this room take and give, and who answers: the table itself stands in api.cpp.
#pragma once

#include "platform/app.h"
#include "rosters/rules.h"

namespace unionhall::rosters {

// --- api.cpp: lists ---

struct RosterAsked {
    Id<units::Unit> unit_id;
    std::optional<Source> source;
    std::optional<Date> as_of_on;
    std::string file_name;
};
const RecordType& record_of(const RosterAsked*);

// --- employers_api.cpp: the employers in them ---

struct DecisionAsked {
    std::string decision;  // same, different, undo
    std::optional<Id<employers::Employer>> employer_id;
};
const RecordType& record_of(const DecisionAsked*);
ListedEmployer decide(Context&, const ListedEmployer&, const Draft<DecisionAsked>&);
ListedEmployer take_work_step(Context&, const ListedEmployer& before, ListedEmployer next, const StepTaken&);

// A weight as a waterfall in sentences: it begins with what was thought before anything was compared.
struct GroundShown {
    std::string field, says;
    double weight = 0, running = 0;
};
const RecordType& record_of(const GroundShown*);
struct Why {
    double prior = 0;
    std::vector<GroundShown> grounds;
    double weight = 0, probability = 0;
    std::string sureness;
};
const RecordType& record_of(const Why*);
Why why_listed(Context&, const ListedEmployer&, const Nothing&);

// --- duplicates_api.cpp ---

struct SearchAsked {
    Id<units::Unit> unit_id;
    std::string unit_path;
};
const RecordType& record_of(const SearchAsked*);
DuplicateSearch begin_search(Context&, const Draft<SearchAsked>&);
DuplicatePair take_pair_step(Context&, const DuplicatePair& before, DuplicatePair next, const StepTaken&);
Why why_alike(Context&, const DuplicatePair&, const Nothing&);
void forget_pairs(Context&, const Happened&);

// --- merge_api.cpp: a pair of one person becomes one membership (members merge; here is only which two) ---

struct KeptAsked {
    std::optional<Id<members::Member>> keep;
};
const RecordType& record_of(const KeptAsked*);
members::MergePlan show_plan(Context&, const DuplicatePair&, const KeptAsked&);
struct MergeAsked {
    std::optional<Id<members::Member>> keep;
    std::int64_t kept_version = 0, other_version = 0;
    std::string reason;
};
const RecordType& record_of(const MergeAsked*);
DuplicatePair merge_pair(Context&, const DuplicatePair&, const Draft<MergeAsked>&);
struct UnmergeAsked {
    std::string reason;
};
const RecordType& record_of(const UnmergeAsked*);
DuplicatePair unmerge_pair(Context&, const DuplicatePair&, const Draft<UnmergeAsked>&);
// Pairs of a member who is another one now ask nobody any more, and ask again when that is undone.
void set_pairs_aside(Context&, const Happened&);
void bring_pairs_back(Context&, const Happened&);
Holdings pair_holdings();

}  // namespace unionhall::rosters
