#include "platform/http.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "platform/http_testing.h"
#include "platform/refusal.h"

using namespace unionhall;
using namespace unionhall::testing;

namespace {

std::string unzip(const std::string& packed) {
    std::string out(1 << 20, '\0');
    z_stream z{};
    REQUIRE(inflateInit2(&z, 15 + 16) == Z_OK);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z.avail_in = uInt(packed.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = uInt(out.size());
    REQUIRE(inflate(&z, Z_FINISH) == Z_STREAM_END);
    out.resize(z.total_out);
    inflateEnd(&z);
    return out;
}

}  // namespace

TEST_CASE("an answer carries its id, its length and the security headers") {
    RunningServer running({}, echo);
    auto answer = ask(running, get("/hello"));
    CHECK(status_of(answer) == 200);
    CHECK(body_of(answer) == "GET /hello 0");
    for (auto header : {"X-Request-Id: ", "Date: ", "Content-Length: 12\r\n", "X-Content-Type-Options: nosniff\r\n",
                        "Referrer-Policy: no-referrer\r\n", "Cross-Origin-Opener-Policy: same-origin\r\n",
                        "Cross-Origin-Resource-Policy: same-origin\r\n", "X-Frame-Options: DENY\r\n",
                        "Content-Security-Policy: default-src 'self'; ", "frame-ancestors 'none'\r\n",
                        "Permissions-Policy: camera=(self), geolocation=(self), "})
        CHECK_MESSAGE(has(answer, header), header);
    CHECK_FALSE(has(answer, "Strict-Transport-Security"));
    CHECK_FALSE(has(answer, "Cache-Control"));
    CHECK(has(ask(running, get("/hello", "X-Forwarded-Proto: https\r\n")), "Strict-Transport-Security: max-age="));
    CHECK(has(ask(running, get("/api/hello")), "Cache-Control: no-store\r\n"));
}

TEST_CASE("what the handler says about a header stands, and a broken one is left out") {
    RunningServer running({}, [](Request, Done done) {
        Response response{200, "text/html; charset=utf-8", "x"};
        response.headers = {
            {"content-security-policy", "sandbox"}, {"Cache-Control", "private"}, {"X-Bad", "a\r\nB: c"}};
        done(response);
    });
    auto answer = ask(running, get("/api/x"));
    CHECK(has(answer, "content-security-policy: sandbox\r\n"));
    CHECK_FALSE(has(answer, "default-src"));
    CHECK_FALSE(has(answer, "no-store"));
    CHECK_FALSE(has(answer, "X-Bad"));
    CHECK_FALSE(has(answer, "B: c"));
}

TEST_CASE("a refused request is answered in the asker's language and the connection ends") {
    RunningServer running({}, echo);
    struct Case {
        std::string text;
        int status;
    };
    std::string host = "Host: x\r\nAccept-Language: en\r\n";
    for (auto& [text, status] : std::vector<Case>{
             {"GET / HTTP/1.1\r\n\r\n", 400},
             {"GET /%00 HTTP/1.1\r\n" + host + "\r\n", 400},
             {"TRACE / HTTP/1.1\r\n" + host + "\r\n", 405},
             {"POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999\r\n\r\n" + std::string(300000, 'a'), 413},
             {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414},
             {"GET / HTTP/1.1\r\n" + host + "A: " + std::string(20000, 'a') + "\r\n\r\n", 431},
             {"\x16\x03\x01\x02", 400},
         }) {
        auto answer = ask(running, text);
        CAPTURE(text.substr(0, 60));
        CHECK(status_of(answer) == status);
        CHECK(has(answer, "Connection: close\r\n"));
        CHECK(has(answer, "Content-Type: application/problem+json; charset=utf-8\r\n"));
        auto id_at = answer.find("X-Request-Id: ") + 14;
        CHECK(has(body_of(answer), "\"request_id\":\"" + answer.substr(id_at, 16) + "\""));
    }
    CHECK(has(ask(running, "BREW / HTTP/1.1\r\n" + host + "\r\n"), "This method is not accepted here."));
    CHECK(has(ask(running, "BREW / HTTP/1.1\r\nHost: x\r\n\r\n"), "这里不接受这种方法。"));
}

TEST_CASE("twenty requests at once are answered in order") {
    RunningServer running({}, [](Request request, Done done) {
        // Later ones are ready sooner; they still wait their turn.
        std::thread([path = request.path, done] {
            std::this_thread::yield();
            done({200, "text/plain", path + ";"});
        }).detach();
    });
    std::string all, expected;
    for (int i = 1; i <= 20; ++i) all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    RawClient client(running);
    client.send(all);
    auto answers = client.read_until("HTTP/1.1 200 OK", 20);
    client.read_until("/20;");
    std::size_t at = 0;
    for (int i = 1; i <= 20; ++i) {
        auto next = client.received.find("\r\n\r\n/" + std::to_string(i) + ";", at);
        CHECK(next != std::string::npos);
        if (next != std::string::npos) at = next;
    }
    CHECK_FALSE(client.is_closed);
}

TEST_CASE("an answer may come later and from another thread, also for somebody who has left") {
    std::mutex mutex;
    std::condition_variable come;
    std::vector<Done> waiting;
    RunningServer running({}, [&](Request, Done done) {
        std::lock_guard lock(mutex);
        waiting.push_back(std::move(done));
        come.notify_all();
    });
    auto wait_for = [&](std::size_t n) {
        std::unique_lock lock(mutex);
        come.wait(lock, [&] { return waiting.size() >= n; });
    };
    RawClient stays(running);
    {
        RawClient leaves(running);
        leaves.send(get("/"));
        wait_for(1);
    }
    stays.send(get("/"));
    wait_for(2);
    std::thread([&] {
        for (auto& done : waiting) {
            done({200, "text/plain", "late"});
            done({500, "text/plain", "twice"});  // counts for nothing
        }
    }).join();
    CHECK(body_of(stays.read_all()) == "late");
}

TEST_CASE("what the handler throws, and what it forgets, is an answer") {
    RunningServer running({}, [](Request request, Done) {
        if (request.path == "/refused") refuse("name", {"请填写姓名。", "A name is needed."});
        if (request.path == "/slow-down") {
            Refusal refusal(Refusal::Reason::too_many, {"太多。", "Too many."});
            refusal.retry_after_s = 7;
            throw refusal;
        }
        if (request.path == "/thrown") throw std::bad_alloc();
        if (request.path == "/odd") throw 1;
    });
    auto refused = ask(running, get("/refused", "Accept-Language: en\r\n"));
    CHECK(status_of(refused) == 422);
    CHECK(has(refused, R"("problems":[{"field":"name","message":"A name is needed."}])"));
    CHECK(has(ask(running, get("/slow-down")), "Retry-After: 7\r\n"));
    CHECK(status_of(ask(running, get("/thrown"))) == 503);
    CHECK(status_of(ask(running, get("/odd"))) == 500);
    CHECK(status_of(ask(running, get("/forgotten"))) == 500);
}

TEST_CASE("HEAD is GET without its body") {
    RunningServer running({}, echo);
    auto answer = ask(running, "HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(status_of(answer) == 200);
    CHECK(has(answer, "Content-Length: 8\r\n"));
    CHECK(body_of(answer) == "");
}

TEST_CASE("HTTP/1.0 and a closed sending side are served") {
    RunningServer running({}, echo);
    CHECK(body_of(ask(running, "GET /old HTTP/1.0\r\n\r\n")) == "GET /old 0");
    RawClient client(running);
    client.send("GET /half HTTP/1.1\r\nHost: x\r\n\r\n");
    client.half_close();
    CHECK(body_of(client.read_all()) == "GET /half 0");
}

TEST_CASE("a client that waits for leave to send its body gets it, and is told at once when it may not") {
    RunningServer running({}, echo);
    RawClient client(running);
    std::string head = "POST /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: ";
    client.send(head + "3\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("abc");
    CHECK(has(client.read_all(), "POST /x 3"));
    CHECK(status_of(ask(running, head + "5000000\r\n\r\n")) == 413);
}

TEST_CASE("large text is compressed for those who can read it") {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "{\"name\":\"王\"},";
    RunningServer running({}, [&](Request request, Done done) {
        if (request.path == "/picture") return done({200, "image/png", text});
        if (request.path == "/small") return done({200, "text/html", "small"});
        done({200, "application/json", text});
    });
    auto accept = "Accept-Encoding: gzip, br\r\n";
    auto packed = ask(running, get("/", accept));
    CHECK(has(packed, "Content-Encoding: gzip\r\n"));
    CHECK(has(packed, "Vary: Accept-Encoding\r\n"));
    CHECK(unzip(body_of(packed)) == text);
    CHECK(body_of(ask(running, get("/"))) == text);
    CHECK(body_of(ask(running, get("/picture", accept))) == text);
    CHECK(body_of(ask(running, get("/small", accept))) == "small");
}

TEST_CASE("a port that is taken is refused with a sentence") {
    RunningServer running({}, echo);
    Log log(Level::error);
    Metrics metrics;
    HttpServer second({}, echo, log, metrics);
    CHECK_THROWS_WITH_AS(second.listen("127.0.0.1", running.server.port()),
                         doctest::Contains("cannot listen on 127.0.0.1"), std::runtime_error);
    CHECK_THROWS(second.listen("nowhere", 0));
    CHECK_THROWS(second.listen("127.0.0.1", 70000));
}

TEST_CASE("what was served is counted") {
    RunningServer running({}, echo);
    ask(running, get("/"));
    ask(running, "BREW / HTTP/1.1\r\nHost: x\r\n\r\n");
    auto text = running.metrics.text();
    CHECK(has(text, "http_requests_total{method=\"GET\",status=\"2xx\"} 1\n"));
    CHECK(has(text, "http_requests_total{method=\"-\",status=\"4xx\"} 1\n"));
    CHECK(has(text, "http_request_seconds_count 2\n"));
}
