// What a siting is made of: how its table is read, what is near enough on foot, and how the result is said. No I/O.
#pragma once

#include "stations/cover.h"
#include "stations/import_rules.h"
#include "stations/siting_model.h"

namespace unionhall::stations {

inline constexpr std::size_t siting_demand_max = 20'000, siting_candidates_max = 500, siting_bytes_max = 8UL << 20;
inline constexpr std::size_t siting_problems_max = 20;
// Of a street with fewer people nothing is kept: so few at one point could be somebody in particular.
inline constexpr std::int64_t siting_amount_min = 5, siting_amount_max = 10'000'000;

// Streets bend and have to be crossed: on foot it is so many times as far as the crow flies. An assumption, said with every
// result; we have no map of streets, and 1.2 to 1.4 is what is usually reckoned with in towns.
inline constexpr double detour_factor = 1.3;
double metres_of(Reach);           // on foot
double straight_metres_of(Reach);  // as the crow flies

// A table of demand and candidates: columns of kind, name, street, place, people. Refuses (invalid) one without places or
// people, and one with columns about single persons or their ways: names, phones, id numbers, times, orders.
class SitingReader {
  public:
    SitingReader(std::string county_code, std::vector<Street> streets, CoordinateSystem system)
        : county_code_(std::move(county_code)), streets_(std::move(streets)), system_(system) {}
    void take(const TableRow&);
    void finish() const;  // refuses an empty one, and too many of a kind

    std::vector<SitingRow> rows;
    std::vector<Words> problems;  // of the first unreadable rows
    std::vector<std::string> unused;
    std::int64_t unreadable = 0;

  private:
    void take_heading(const TableRow&);
    Words read(const TableRow&, SitingRow&) const;  // what is wrong with it, or nothing

    std::string county_code_;
    std::vector<Street> streets_;
    CoordinateSystem system_;
    bool has_heading_ = false;
    int kind_ = -1, name_ = -1, street_ = -1, lng_ = -1, lat_ = -1, both_ = -1, amount_ = -1;
    std::size_t demand_ = 0, candidates_ = 0;
};

// What is wrong with one that was entered by hand, or nothing.
std::vector<Problem> check_siting_row(const SitingRow&);

// Which of the places are within so many metres of one, as the crow flies: in ascending order.
class PlacesNear {
  public:
    explicit PlacesNear(std::vector<Place>);
    std::vector<std::uint32_t> of(Place, double metres) const;

  private:
    std::vector<std::pair<Place, std::uint32_t>> by_latitude_;
};

// Everything a run finds out, in the order of the rows it was given.
struct SitingFound {
    std::int64_t demand_total = 0, served_before = 0, served_after = 0, out_of_reach = 0, served_at_most = 0;
    std::int64_t candidates = 0, sites_chosen = 0;
    SitingProof proof = SitingProof::none;
    struct Row {
        std::int64_t id = 0;
        SitingOutcome outcome = SitingOutcome::waiting;
        std::int64_t place = 0, adds = 0;
    };
    std::vector<Row> rows;
};
std::string siting_found_text(const SitingFound&);  // on its way from the reading to the writing half of the work
SitingFound siting_found_in(std::string_view text);

SitingTold told(const Siting&, const std::vector<SitingRow>& chosen_in_order, Language);

}  // namespace unionhall::stations
