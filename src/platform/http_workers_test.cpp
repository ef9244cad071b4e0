#include "platform/http_workers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <latch>

using unionhall::http::Workers;

TEST_CASE("jobs that wait for one another get a thread each, up to all of them") {
    constexpr int threads = 8;
    Workers workers(100);
    workers.start(threads);
    for (int round = 0; round < 20; ++round) {
        std::latch everybody(threads), done(threads);
        for (int i = 0; i < threads; ++i)
            REQUIRE(workers.post([&] {
                everybody.arrive_and_wait();
                done.count_down();
            }));
        done.wait();
    }
}

TEST_CASE("whatever is posted is done, from several threads and after a rest") {
    constexpr int posts_each = 2000;
    Workers workers(100'000);
    workers.start(4);
    for (int round = 0; round < 3; ++round) {
        std::atomic<int> left = 4 * posts_each;
        std::latch done(1);
        std::vector<std::jthread> posting;
        for (int p = 0; p < 4; ++p)
            posting.emplace_back([&] {
                for (int i = 0; i < posts_each; ++i)
                    workers.post([&] {
                        if (--left == 0) done.count_down();
                    });
            });
        done.wait();
        CHECK(workers.waiting() == 0);
    }
}

TEST_CASE("a full queue says so, and what waits at the end is let go") {
    Workers workers(2);
    std::latch begun(1), goes_on(1);
    workers.start(1);
    REQUIRE(workers.post([&] {
        begun.count_down();
        goes_on.wait();
    }));
    begun.wait();
    auto kept = std::make_shared<int>(1);
    CHECK(workers.post([kept] {}));
    CHECK(workers.post([kept] {}));
    CHECK_FALSE(workers.post([kept] {}));
    CHECK(kept.use_count() == 3);
    goes_on.count_down();
    workers.stop();
    CHECK(kept.use_count() == 1);
    CHECK_FALSE(workers.post([] {}));
}
