// Where next: how many people come by in each street, which sites could be had, and which of them serve most. Counts by
// street are all that is known: nothing here says where anybody went.
#pragma once

#include "stations/model.h"

namespace unionhall::stations {

enum class SitingStatus { draft, solving, solved };
BOOST_DESCRIBE_ENUM(SitingStatus, draft, solving, solved)
std::vector<Words> labels_of(const SitingStatus*);

enum class Reach { m500, m1000 };  // on foot
BOOST_DESCRIBE_ENUM(Reach, m500, m1000)
std::vector<Words> labels_of(const Reach*);

// What is known of the choice: by_solver: no choice is better, says CBC, and its answer was counted again. by_bound: our own
// bound says so. The others: the choice is at most so far from the best, and why nobody knows more.
enum class SitingProof { none, by_solver, by_bound, solver_missing, too_large, ran_out, solver_wrong };
BOOST_DESCRIBE_ENUM(SitingProof, none, by_solver, by_bound, solver_missing, too_large, ran_out, solver_wrong)
std::vector<Words> labels_of(const SitingProof*);

struct Siting {
    Id<Siting> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string title, division_code;
    std::int64_t sites_most = 1;
    Reach reach = Reach::m500;
    bool includes_planned = false;  // the unit's planned stations are candidates too
    SitingStatus status = SitingStatus::draft;
    std::string file_name, problems, unused_columns;  // of the newest table
    std::int64_t rows_unreadable = 0;
    std::int64_t runs = 0;  // which run it is that is under way
    std::int64_t demand_total = 0, served_before = 0, served_after = 0, out_of_reach = 0;
    std::int64_t served_at_most = 0;  // no choice of so many sites serves more
    std::int64_t candidates = 0, sites_chosen = 0;
    SitingProof proof = SitingProof::none;
    Instant created_at, solved_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const Siting*);
const Workflow<Siting, SitingStatus>& workflow_of(const Siting*);

enum class SitingKind { demand, candidate };
BOOST_DESCRIBE_ENUM(SitingKind, demand, candidate)
std::vector<Words> labels_of(const SitingKind*);

// served_before: by a station that is open. beyond: no candidate is near enough.
enum class SitingOutcome { waiting, served_before, served_new, unserved, beyond, chosen, not_chosen };
BOOST_DESCRIBE_ENUM(SitingOutcome, waiting, served_before, served_new, unserved, beyond, chosen, not_chosen)
std::vector<Words> labels_of(const SitingOutcome*);

struct SitingRow {
    Id<SitingRow> id;
    Id<Siting> siting_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    SitingKind kind = SitingKind::demand;
    std::int64_t row_number = 0;  // in the table; 0: entered by hand, or a planned station
    std::string name, division_code;
    std::optional<double> lng, lat;  // in GCJ-02, as on the map
    std::int64_t amount = 0;         // of demand: people
    std::optional<Id<Station>> station_id;
    SitingOutcome outcome = SitingOutcome::waiting;
    std::optional<std::int64_t> place;  // of a chosen site: its place in the order; of demand: which of them serves it
    std::int64_t adds = 0;              // of a chosen site
    std::int64_t version = 1;
};
const RecordType& record_of(const SitingRow*);

// The result on one page.
struct SitingSite {
    Id<SitingRow> row_id;
    std::int64_t place = 0;
    std::string name;
    std::optional<Id<Station>> station_id;
    std::int64_t adds = 0, served_so_far = 0;
    std::string share;  // served of all demand by then: "62.5%"
};
const RecordType& record_of(const SitingSite*);
struct SitingTold {
    std::string definition, before, after, best, beyond;
    std::vector<SitingSite> sites;
};
const RecordType& record_of(const SitingTold*);

}  // namespace unionhall::stations
