// Lists of employers that others hand us, compared with our own; and members who may be in our books twice.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "employers/model.h"
#include "members/model.h"
#include "platform/context.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "units/model.h"

namespace unionhall::rosters {

// --- lists received ---

enum class Source { tax_office, market_register, transport_office, platform, other };
BOOST_DESCRIBE_ENUM(Source, tax_office, market_register, transport_office, platform, other)
std::vector<Words> labels_of(const Source*);

enum class RosterStatus { received, matching, matched, settled, withdrawn };
BOOST_DESCRIBE_ENUM(RosterStatus, received, matching, matched, settled, withdrawn)
std::vector<Words> labels_of(const RosterStatus*);

struct Roster {
    Id<Roster> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Source source = Source::other;
    Date as_of_on;  // the day for which the list is true
    std::string file_name, format;
    bool workers = false;  // a list of workers, each with a consent: counted, not kept
    RosterStatus status = RosterStatus::received;
    std::int64_t rows_total = 0, rows_done = 0;
    std::int64_t rows_unreadable = 0, rows_repeated = 0, rows_decided_before = 0;
    std::int64_t rows_ours = 0, rows_look = 0, rows_not_ours = 0;
    std::string problems;           // the first rows that cannot be read, a line each
    std::string unused_columns;     // never kept
    std::int64_t last_matched = 0;  // while entries are compared again: the last one that was
    Instant created_at, matched_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const Roster*);
const Workflow<Roster, RosterStatus>& workflow_of(const Roster*);

// --- the employers in them: one entry a unit and employer, whatever list it stood in; so decisions outlast lists ---

enum class State { ours, look, not_ours };
BOOST_DESCRIBE_ENUM(State, ours, look, not_ours)
std::vector<Words> labels_of(const State*);

enum class Decision { none, same, different };
BOOST_DESCRIBE_ENUM(Decision, none, same, different)
std::vector<Words> labels_of(const Decision*);

enum class WorkStatus { open, visiting, founding, covered, closed };
BOOST_DESCRIBE_ENUM(WorkStatus, open, visiting, founding, covered, closed)
std::vector<Words> labels_of(const WorkStatus*);

struct ListedEmployer {
    Id<ListedEmployer> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Roster> roster_id;  // the newest list that names it
    std::int64_t row_number = 0;
    std::string name, credit_code, division_code;
    std::optional<std::int64_t> headcount;
    State state = State::not_ours;
    std::optional<Id<employers::Employer>> employer_id;  // ours that it is, or may be
    std::optional<std::int64_t> weight_hundredths;       // of that likeness: log2 of its odds, times 100
    Decision decision = Decision::none;
    std::string decided_by;
    Instant decided_at;
    WorkStatus status = WorkStatus::open;
    std::string note;
    Date first_listed_on, last_listed_on;
    std::int64_t times_listed = 0;
    std::string grounds;   // of the likeness, as compare.h writes them
    std::string refused;   // ids of our employers that it was found not to be
    std::string name_key;  // the name folded
    std::int64_t version = 1;
};
const RecordType& record_of(const ListedEmployer*);
const Workflow<ListedEmployer, WorkStatus>& workflow_of(const ListedEmployer*);

// --- our own members against themselves ---

enum class SearchStatus { searching, done };
BOOST_DESCRIBE_ENUM(SearchStatus, searching, done)
std::vector<Words> labels_of(const SearchStatus*);

struct DuplicateSearch {
    Id<DuplicateSearch> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    SearchStatus status = SearchStatus::searching;
    std::int64_t people = 0, pairs = 0, pairs_new = 0;
    Instant begun_at, ended_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const DuplicateSearch*);

enum class PairStatus { open, same, different, unsure };
BOOST_DESCRIBE_ENUM(PairStatus, open, same, different, unsure)
std::vector<Words> labels_of(const PairStatus*);

// Nothing of the people stands here, only who they are: what is seen of them is seen on their own pages, and recorded.
struct DuplicatePair {
    Id<DuplicatePair> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<members::Member> member_id, other_member_id;  // the smaller one first
    std::int64_t weight_hundredths = 0;              // log2 of the odds that they are one, times 100
    std::string grounds;
    PairStatus status = PairStatus::open;
    std::string decided_by, note;
    Instant found_at, decided_at;
    std::optional<Id<members::MemberMerge>> merge_id;   // of one person, while they are one membership
    std::optional<Id<members::Member>> kept_member_id;  // the one of both that stayed then
    std::int64_t version = 1;
};
const RecordType& record_of(const DuplicatePair*);
const Workflow<DuplicatePair, PairStatus>& workflow_of(const DuplicatePair*);

// --- for the rooms below ---

inline const Permission read{"rosters.read",
                             {"查看外部名单和待建会单位", "See lists from others and the employers in them."}};
inline const Permission manage{
    "rosters.manage", {"接收外部名单并办理待建会单位", "Bring lists from others and work on the employers in them."}};
inline const Permission duplicates{"rosters.duplicates",
                                   {"查找和核对疑似重复的会员", "Look for members who may be in the books twice."}};

// What waits in a unit's own tree: employers of lists that need a look, pairs of members not decided.
std::int64_t count_to_look_at(Transaction&, const std::string& unit_path);
std::int64_t count_open_pairs(Transaction&, const std::string& unit_path);

}  // namespace unionhall::rosters
