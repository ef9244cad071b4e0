#include "drives/rules.h"

#include <doctest/doctest.h>

namespace unionhall::drives {

TEST_CASE("a drive ends after it begins and lasts a year at most") {
    struct Case {
        const char *from, *to;
        bool is_fine;
    };
    for (auto& [from, to, is_fine] : std::vector<Case>{{"2024-05-11", "2024-05-20", true},
                                                       {"2024-05-11", "2024-05-11", true},
                                                       {"2024-05-11", "2024-05-10", false},
                                                       {"2024-05-11", "2025-05-11", true},
                                                       {"2024-05-11", "2025-05-12", false}}) {
        Drive drive{.starts_on = *parse_date(from), .ends_on = *parse_date(to)};
        CHECK_MESSAGE(check(drive).empty() == is_fine, from << " to " << to);
    }
}

TEST_CASE("a drive without its days is said to lack them") {
    CHECK(check(Drive{}).size() == 2);
    CHECK(check(Drive{.starts_on = *parse_date("2024-05-11")}).at(0).field == "ends_on");
}

TEST_CASE("the table of a drive's steps is sound") {
    auto& workflow = workflow_of(static_cast<const Drive*>(nullptr));
    CHECK(workflow.flaws().empty());
    CHECK_THROWS_AS(workflow.step(Status::planned, "close"), Refusal);
    CHECK_THROWS_AS(workflow.step(Status::reported, "start"), Refusal);
}

TEST_CASE("a drive concerns its unit and above, and those it was given to with all above and below") {
    struct Case {
        std::vector<std::string> tops, given;
        bool is_seen;
    };
    const std::string city = "/1/2/";
    for (auto& [tops, given, is_seen] :
         std::vector<Case>{{{"/1/2/"}, {}, true},               // its unit
                           {{"/1/"}, {"/1/2/3/"}, true},        // above
                           {{"/1/2/3/"}, {}, true},             // given to nobody: for all below
                           {{"/1/2/3/"}, {"/1/2/3/"}, true},    // given to it
                           {{"/1/2/3/4/"}, {"/1/2/3/"}, true},  // below one it was given to
                           {{"/1/2/5/"}, {"/1/2/3/"}, false},   // not given to it
                           {{"/1/6/"}, {}, false},              // elsewhere
                           {{}, {}, false}}) {
        CHECK(concerns(tops, city, given) == is_seen);
    }
}

TEST_CASE("AC-01: 188 members at four events are 47 each, and no event makes no mean") {
    CHECK(mean_per_event(188, 4).value() == 47);
    CHECK(mean_per_event(10, 3).value() == 3.33);
    CHECK_FALSE(mean_per_event(5, 0).has_value());
}

}  // namespace unionhall::drives
