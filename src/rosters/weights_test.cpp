// The weights measured against made-up lists with known truth: what README says of them, within wide bounds.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>

#include "linkage/csv.h"
#include "linkage/testing_made.h"
#include "rosters/compare.h"

namespace unionhall::rosters {
namespace {

using linkage::testing::MadeOptions;

std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
    std::vector<std::map<std::string, std::string>> rows;
    linkage::CsvRows reader(csv);
    std::vector<std::string_view> cells;
    std::vector<std::string> headings;
    while (reader.next(cells)) {
        if (headings.empty()) {
            headings.assign(cells.begin(), cells.end());
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < cells.size() && i < headings.size(); ++i) row[headings[i]] = cells[i];
    }
    return rows;
}

struct Made {
    std::vector<std::map<std::string, std::string>> left, right;
    std::map<std::size_t, std::size_t> left_of;  // by the place of a right one, that of the same on the left
};

Made made(void (*make)(const MadeOptions&, std::ostream&, std::ostream&, std::ostream&), std::uint64_t seed) {
    std::ostringstream left, right, truth;
    make({.left = 3000, .right = 1500, .common = 600, .seed = seed}, left, right, truth);
    Made all{rows_of(left.str()), rows_of(right.str()), {}};
    for (auto& pair : rows_of(truth.str()))
        all.left_of[std::stoul(pair["right_id"]) - 1] = std::stoul(pair["left_id"]) - 1;
    return all;
}

// Of the true pairs: how many are worth a look at least, and how many are sure; of the sure ones, how many are true.
struct Measured {
    double recall_looked_at = 0, recall_sure = 0, precision_sure = 0, precision_looked_at = 0;
};

Measured measured(const std::vector<Likeness>& found, const std::set<std::pair<std::size_t, std::size_t>>& truth) {
    double looked_at = 0, sure = 0, true_looked_at = 0, true_sure = 0;
    for (auto& one : found) {
        bool is_true = truth.contains({one.left, one.right});
        ++looked_at, true_looked_at += is_true;
        if (one.weight < sure_from) continue;
        ++sure, true_sure += is_true;
    }
    auto all = static_cast<double>(truth.size());
    return {true_looked_at / all, true_sure / all, true_sure / sure, true_looked_at / looked_at};
}

Measured of_employers(std::uint64_t seed) {
    auto all = made(linkage::testing::make_enterprises, seed);
    auto read = [](auto& rows) {
        std::vector<ComparedEmployer> employers;
        for (auto& row : rows) employers.push_back({row["name"], row["credit_code"], row["district"]});
        return employers;
    };
    std::set<std::pair<std::size_t, std::size_t>> truth;
    for (auto& [right, left] : all.left_of) truth.emplace(right, left);
    // As a list is read: of each row only its likeliest counts.
    std::vector<Likeness> best;
    for (auto& one : likenesses(read(all.right), read(all.left)))
        if (best.empty() || best.back().left != one.left) best.push_back(one);
    return measured(best, truth);
}

Measured of_people(std::uint64_t seed) {
    auto all = made(linkage::testing::make_people_zh, seed);
    std::vector<ComparedPerson> people;
    for (auto* rows : {&all.left, &all.right})
        for (auto& row : *rows)
            people.push_back({.name = row["name"],
                              .id_number = row["idno"],
                              // Nobody has two memberships under one phone: who is in the books twice has another.
                              .phone = rows == &all.left ? row["phone"] : "",
                              .employer_name = row["employer"],
                              .division_code = row["district"]});
    std::set<std::pair<std::size_t, std::size_t>> truth;
    for (auto& [right, left] : all.left_of) truth.emplace(left, all.left.size() + right);
    return measured(likely_duplicates(people), truth);
}

}  // namespace

TEST_CASE("the weights of lists and of duplicates find what README says they find") {
    for (std::uint64_t seed : {11u, 12u}) {
        auto employers = of_employers(seed), people = of_people(seed);
        CHECK(employers.recall_looked_at > 0.95);
        CHECK(employers.recall_sure > 0.93);
        CHECK(employers.precision_sure > 0.99);
        CHECK(employers.precision_looked_at > 0.98);
        CHECK(people.recall_looked_at > 0.7);
        CHECK(people.recall_sure > 0.55);
        CHECK(people.precision_sure > 0.99);
        CHECK(people.precision_looked_at > 0.98);
    }
}

}  // namespace unionhall::rosters
