#include <doctest/doctest.h>

#include "platform/http.h"
#include "platform/http_testing.h"

using namespace unionhall;
using namespace unionhall::testing;

TEST_CASE("eight megabytes too many are answered with 413 before they are read") {
    RunningServer running({}, echo);
    RawClient client(running);
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
    for (int i = 0; i < 128; ++i) client.send(chunk);
    client.send("0\r\n\r\n");
    CHECK(status_of(client.read_all()) == 413);
}

TEST_CASE("endless headers are cut") {
    RunningServer running({}, echo);
    RawClient client(running);
    client.send("GET / HTTP/1.1\r\nHost: x\r\n");
    std::string header = "X-Y: " + std::string(995, 'z') + "\r\n";
    int sent = 0;
    while (sent < 64000 && client.send(header)) ++sent;
    CHECK(sent < 64000);
}

TEST_CASE("a full queue answers 503 and when to come back") {
    HttpLimits limits;
    limits.queue_max = 2;
    limits.worker_threads = 1;
    Gate gate;
    RunningServer running(limits, [&](Request, Done done) {
        gate.pass();
        done({204});
    });
    std::vector<std::unique_ptr<RawClient>> clients;
    auto send_one = [&] {
        clients.push_back(std::make_unique<RawClient>(running));
        clients.back()->send(get("/"));
    };
    send_one();
    gate.wait_for(1);
    for (int i = 0; i < 5; ++i) send_one();
    int full = 0;
    while (full < 3)  // two of the five wait; which ones is the kernel's choice
        for (auto& client : clients)
            if (client->received.empty() && has(client->read_until("\r\n\r\n", 1, 10), " 503 ")) {
                CHECK(has(client->received, "Retry-After: 1\r\n"));
                ++full;
            }
    gate.open();
    int served = 0;
    for (auto& client : clients) served += status_of(client->read_all()) == 204;
    CHECK(served == 3);
}

TEST_CASE("who asks too fast is told to wait") {
    HttpLimits limits;
    limits.requests_per_peer_per_s = 5;
    limits.loopback_is_limited = true;
    RunningServer running(limits, echo);
    std::string all;
    for (int i = 0; i < 30; ++i) all += "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    RawClient client(running);
    client.send(all + get("/"));
    auto answers = client.read_all();
    CHECK(RawClient::count(answers, "HTTP/1.1 200") >= 10);  // two seconds' worth saved up
    CHECK(RawClient::count(answers, "HTTP/1.1 429") >= 15);
    CHECK(has(answers, "Retry-After: "));
}

TEST_CASE("behind a proxy on this machine each visitor is counted alone") {
    HttpLimits limits;
    limits.requests_per_peer_per_s = 1;
    RunningServer running(limits, echo);
    auto from = [&](const std::string& address) {
        return status_of(ask(running, get("/", "X-Forwarded-For: 1.1.1.1, " + address + "\r\n")));
    };
    CHECK(from("9.9.9.1") == 200);
    CHECK(from("9.9.9.1") == 200);
    CHECK(from("9.9.9.1") == 429);
    CHECK(from("9.9.9.2") == 200);
    for (int i = 0; i < 10; ++i) CHECK(status_of(ask(running, get("/"))) == 200);
}

TEST_CASE("more connections than allowed are told so") {
    HttpLimits limits;
    limits.connections_max = 3;
    RunningServer running(limits, echo);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<RawClient>(running));
        clients.back()->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        CHECK(status_of(clients.back()->read_until("\r\n\r\n")) == 200);
    }
    CHECK(status_of(ask(running, "")) == 503);
    clients.clear();
    int status = 503;
    for (int i = 0; i < 100 && status == 503; ++i) status = status_of(ask(running, get("/")));
    CHECK(status == 200);
}

TEST_CASE("connections of one address are limited") {
    HttpLimits limits;
    limits.connections_per_peer_max = 1;
    limits.loopback_is_limited = true;
    RunningServer running(limits, echo);
    RawClient first(running);
    first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    first.read_until("\r\n\r\n");
    CHECK(status_of(ask(running, "")) == 429);
}

TEST_CASE("the slow are cut: head, body, answer and silence each have a deadline") {
    HttpLimits limits;
    limits.header_deadline_ms = limits.body_deadline_ms = limits.request_deadline_ms = limits.idle_ms = 200;
    RunningServer running(limits, [](Request request, Done done) {
        static std::mutex mutex;
        static std::vector<Done> kept;
        std::lock_guard lock(mutex);
        if (request.path == "/never") return kept.push_back(std::move(done));
        done({204});
    });
    CHECK(status_of(ask(running, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")) == 408);
    CHECK(status_of(ask(running, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")) == 408);
    CHECK(status_of(ask(running, "GET /never HTTP/1.1\r\nHost: x\r\n\r\n")) == 504);
    CHECK(ask(running, "") == "");
    CHECK(status_of(ask(running, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")) == 204);  // and then closed for its silence
}

TEST_CASE("the end answers what was asked, closes what is silent, and is over in time") {
    Gate gate;
    RunningServer running({}, [&](Request, Done done) {
        gate.pass();
        done({200, "text/plain", "still"});
    });
    RawClient silent(running), asking(running);
    asking.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    gate.wait_for(1);
    running.server.stop();
    running.server.stop();
    CHECK(silent.read_all() == "");
    CHECK(silent.is_closed);
    gate.open();
    CHECK(body_of(asking.read_all()) == "still");
    CHECK(has(asking.received, "Connection: close\r\n"));
    running.stop();
    CHECK_THROWS(RawClient(running));
}

TEST_CASE("an end that is not reached by itself comes when its time is over") {
    HttpLimits limits;
    limits.drain_ms = 100;
    std::vector<Done> kept;
    Gate gate;
    gate.open();
    RunningServer running(limits, [&](Request, Done done) {
        kept.push_back(std::move(done));
        gate.pass();
    });
    RawClient client(running);
    client.send(get("/"));
    gate.wait_for(1);
    running.stop();
    CHECK(client.read_all() == "");
    CHECK(client.is_closed);
    kept[0]({200});  // after everything: counts for nothing
}
