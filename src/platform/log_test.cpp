#include "platform/log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

using namespace unionhall;

namespace {

// What is written between the two: a pipe in place of stderr.
template <class Write>
std::string written(Level least, Write write) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    {
        Log log(least, ends[1]);
        write(log);
    }
    ::close(ends[1]);
    std::string text;
    char space[4096];
    for (ssize_t n; (n = ::read(ends[0], space, sizeof space)) > 0;) text.append(space, std::size_t(n));
    ::close(ends[0]);
    return text;
}

}  // namespace

TEST_CASE("a line is one JSON object with its time, level and event first") {
    auto text = written(Level::info, [](Log& log) {
        log.line(Level::info, "request",
                 {{LogKey::route, "/api/members/{id}"}, {LogKey::status, 200}, {LogKey::ms, 1.5}});
    });
    CHECK(text.starts_with("{\"time\":\"20"));
    CHECK(text.ends_with(
        "Z\",\"level\":\"info\",\"event\":\"request\",\"route\":\"/api/members/{id}\",\"status\":200,\"ms\":1.5}\n"));
}

TEST_CASE("lines below the least level are not written") {
    CHECK(written(Level::warning, [](Log& log) { log.line(Level::info, "x"); }).empty());
}

TEST_CASE("a name, a phone or a line break that slips into a text does not come out again") {
    auto text = written(Level::info, [](Log& log) {
        log.line(Level::info, "x",
                 {{LogKey::route, "张三 13912345678 \"quoted\"\nnew"}, {LogKey::request_id, "0123456789012345"}});
    });
    CHECK(text.find("139") == text.npos);
    CHECK(text.find("\xe5\xbc\xa0") == text.npos);
    CHECK(text.find("?quoted??new") != text.npos);
    CHECK(text.find("\"request_id\":\"0123456789012345\"") != text.npos);
}

TEST_CASE("a fault keeps its words and loses its values") {
    auto text = written(Level::info, [](Log& log) {
        std::runtime_error fault("Key (phone)=(13912345678) of 'Zhang San' already exists: 650203 张三 `x` \"y");
        log.fault("handler_fault", fault, {{LogKey::status, 500}});
    });
    CHECK(text.find("\"fault\":\"std::runtime_error\",\"message\":\"Key ...=... of ... already exists: #  ... ...\"") !=
          text.npos);
}

TEST_CASE("when nobody reads, lines are left out and counted, and nobody waits") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    std::string text;
    {
        Log log(Level::info, ends[1]);
        for (int i = 0; i < 150000; ++i) log.line(Level::info, "a_line_of_the_diary_that_nobody_reads_for_now");
        std::thread reader([&] {
            char space[65536];
            for (ssize_t n; (n = ::read(ends[0], space, sizeof space)) > 0;) {
                text.append(space, std::size_t(n));
                if (text.find("log_lines_left_out") != text.npos) break;
            }
        });
        reader.join();
    }
    ::close(ends[0]);
    ::close(ends[1]);
    CHECK(text.find("log_lines_left_out") != text.npos);
}

TEST_CASE("flush returns when everything so far is written") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    Log log(Level::info, ends[1]);
    log.flush();
    log.line(Level::info, "x");
    log.flush();
    char space[4096];
    CHECK(::read(ends[0], space, sizeof space) > 0);
    ::close(ends[0]);
    ::close(ends[1]);
}
