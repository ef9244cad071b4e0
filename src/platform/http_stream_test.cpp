#include <doctest/doctest.h>

#include "platform/http.h"
#include "platform/http_testing.h"

using namespace unionhall;
using namespace unionhall::testing;

TEST_CASE("events are sent as they come, and the stream ends when there are no more") {
    HttpLimits limits;
    limits.stream_every_ms = 10;
    RunningServer running(limits, [](Request, Done done) {
        Response response;
        response.stream = [n = 0](bool& is_last) mutable {
            ++n;
            if (n == 2) return std::string();
            is_last = n == 4;
            return "data: " + std::to_string(n) + "\n\n";
        };
        done(response);
    });
    auto answer = ask(running, "GET /api/x HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has(answer, "Content-Type: text/event-stream; charset=utf-8\r\n"));
    CHECK(has(answer, "Cache-Control: no-store\r\n"));
    CHECK(body_of(answer) == "9\r\ndata: 1\n\n\r\n9\r\ndata: 3\n\n\r\n9\r\ndata: 4\n\n\r\n0\r\n\r\n");
    auto old = ask(running, "GET /x HTTP/1.0\r\n\r\n");
    CHECK(body_of(old) == "data: 1\n\ndata: 3\n\ndata: 4\n\n");
    CHECK(body_of(ask(running, "HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n")) == "");
}

TEST_CASE("a quiet stream shows that it lives, is one of a limited number, and ends at the drain") {
    HttpLimits limits;
    limits.stream_every_ms = 10;
    limits.stream_heartbeat_ms = 50;
    limits.streams_max = 1;
    RunningServer running(limits, [](Request, Done done) {
        Response response;
        response.stream = [](bool&) { return std::string(); };
        done(response);
    });
    RawClient client(running);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(has(client.read_until(": still here\n\n", 2), ": still here\n\n"));
    CHECK(status_of(ask(running, get("/"))) == 503);
    running.stop();
    CHECK(client.read_all().ends_with("0\r\n\r\n"));
}

TEST_CASE("a listener who leaves makes room") {
    HttpLimits limits;
    limits.stream_every_ms = 10;
    limits.streams_max = 1;
    RunningServer running(limits, [](Request, Done done) {
        Response response;
        response.stream = [](bool&) { return std::string("data: x\n\n"); };
        done(response);
    });
    for (int i = 0; i < 3; ++i) {
        std::string head;
        for (int tries = 0; tries < 200 && status_of(head) != 200; ++tries) {
            RawClient client(running);
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            head = client.read_until("\r\n\r\n");
        }
        CHECK(status_of(head) == 200);
    }
}
