// Synthetic people for demonstrations: names of every shape, phones nobody has, work of every group. Always the same
// for the same seed.
#pragma once

#include <random>

#include "members/model.h"

namespace unionhall {

class DemoPeople {
  public:
    explicit DemoPeople(std::uint64_t seed) : random_(seed) {}

    // Channel, occupation, employer and a day between the two; unit, drive and event are the caller's.
    members::Joined next(Date from, Date to);
    std::string name();
    std::string phone();  // canonical, never the same twice
    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

  private:
    std::mt19937_64 random_;
    std::uint64_t phones_ = 0;
};

}  // namespace unionhall
