#include "stations/siting_work.h"

#include "stations/cover_solver.h"
#include "stations/siting_store.h"

namespace unionhall::stations {

namespace {

SitingProof proof_of(SolverUse use) {
    switch (use) {
        case SolverUse::not_needed:
            return SitingProof::by_bound;
        case SolverUse::proved:
            return SitingProof::by_solver;
        case SolverUse::ran_out:
            return SitingProof::ran_out;
        case SolverUse::missing:
            return SitingProof::solver_missing;
        case SolverUse::too_large:
            return SitingProof::too_large;
        case SolverUse::wrong:
            return SitingProof::solver_wrong;
    }
    return SitingProof::none;
}

std::vector<Place> places_of(const std::vector<SitingRow>& rows) {
    std::vector<Place> places;
    for (auto& row : rows) places.push_back({row.lng.value_or(0), row.lat.value_or(0)});
    return places;
}

// Demand that an open station serves already is settled at once; the rest is the problem.
struct SitingProblem {
    CoverProblem cover;
    std::vector<std::size_t> row_of;  // of each of its points
};

SitingProblem open_problem(const Siting& siting, const std::vector<SitingRow>& demand,
                           const std::vector<SitingRow>& sites, const PlacesNear& open, SitingFound& found) {
    auto metres = straight_metres_of(siting.reach);
    PlacesNear near(places_of(sites));
    SitingProblem problem;
    problem.cover.sites = sites.size();
    problem.cover.sites_most = static_cast<std::size_t>(siting.sites_most);
    for (std::size_t i = 0; i < demand.size(); ++i) {
        auto& row = found.rows.emplace_back(SitingFound::Row{demand[i].id.number, SitingOutcome::unserved, 0, 0});
        Place place{demand[i].lng.value_or(0), demand[i].lat.value_or(0)};
        found.demand_total += demand[i].amount;
        if (!open.of(place, metres).empty()) {
            row.outcome = SitingOutcome::served_before;
            found.served_before += demand[i].amount;
            continue;
        }
        auto reached_by = near.of(place, metres);
        if (reached_by.empty()) row.outcome = SitingOutcome::beyond, found.out_of_reach += demand[i].amount;
        problem.cover.demand.push_back(demand[i].amount);
        problem.cover.reached_by.push_back(std::move(reached_by));
        problem.row_of.push_back(i);
    }
    return problem;
}

SitingFound worked_out(Transaction& tx, const Siting& siting) {
    SitingFound found;
    auto demand = siting_rows(tx, siting.id, SitingKind::demand),
         sites = siting_rows(tx, siting.id, SitingKind::candidate);
    PlacesNear open(open_places_around(tx, places_of(demand), straight_metres_of(siting.reach)));
    auto problem = open_problem(siting, demand, sites, open, found);
    auto best = solved(condensed(problem.cover));
    found.candidates = static_cast<std::int64_t>(sites.size());
    found.proof = proof_of(best.use);
    found.served_at_most = found.served_before + best.cover.at_most;
    auto steps = in_order(problem.cover, best.cover.sites);
    std::erase_if(steps, [](auto& step) { return step.adds == 0; });
    // What is said to be served is counted on the rows themselves, not taken from whoever chose.
    auto first = served_first(problem.cover, steps);
    found.served_after = found.served_before;
    for (std::size_t point = 0; point < first.size(); ++point) {
        if (!first[point]) continue;
        auto& row = found.rows[problem.row_of[point]];
        row.outcome = SitingOutcome::served_new, row.place = static_cast<std::int64_t>(first[point]);
        found.served_after += problem.cover.demand[point];
    }
    found.sites_chosen = static_cast<std::int64_t>(steps.size());
    for (auto& site : sites) found.rows.push_back({site.id.number, SitingOutcome::not_chosen, 0, 0});
    for (std::size_t i = 0; i < steps.size(); ++i)
        found.rows[demand.size() + steps[i].site] = {sites[steps[i].site].id.number, SitingOutcome::chosen,
                                                     static_cast<std::int64_t>(i + 1), steps[i].adds};
    return found;
}

// A run that was stopped, or begun anew since, is nobody's any more.
bool is_under_way(const std::optional<Siting>& siting, const std::string& run) {
    return siting && siting->status == SitingStatus::solving && std::to_string(siting->runs) == run;
}

}  // namespace

std::string siting_ahead(Context& context, std::int64_t siting_id, const std::string& run) {
    auto siting = context.tx.first<Siting>("where id = $1", {siting_id});
    return is_under_way(siting, run) ? siting_found_text(worked_out(context.tx, *siting)) : "";
}

bool siting_piece(Context& context, std::int64_t siting_id, const std::string& run) {
    auto siting = context.tx.first<Siting>("where id = $1", {siting_id});
    if (!is_under_way(siting, run)) return false;
    if (context.finding.empty()) return true;  // begun between the two halves: once more
    auto found = siting_found_in(context.finding);
    keep_outcomes(context.tx, siting->id, found.rows);
    siting->demand_total = found.demand_total, siting->served_before = found.served_before;
    siting->served_after = found.served_after, siting->out_of_reach = found.out_of_reach;
    siting->served_at_most = found.served_at_most, siting->candidates = found.candidates;
    siting->sites_chosen = found.sites_chosen, siting->proof = found.proof;
    siting->solved_at = context.now;
    siting->status = workflow_of(static_cast<const Siting*>(nullptr)).step(siting->status, "finish").to;
    context.tx.update(*siting);
    return false;
}

}  // namespace unionhall::stations
