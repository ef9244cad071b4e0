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

void echo(Request request, Done done) {
    done({200, "text/plain", request.method + " " + request.path + " " + std::to_string(request.body.size())});
}

std::string body_of(const std::string& answer) {
    auto end = answer.find("\r\n\r\n");
    return end == answer.npos ? "" : answer.substr(end + 4);
}

bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

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

// Something a test opens when it has seen enough; everybody waits here until then.
class Gate {
  public:
    void open() {
        std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
    }
    void wait_for(int waiting) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= waiting; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int waiting_ = 0;
};

}  // namespace

TEST_CASE("an answer carries its id, its length and the security headers") {
    RunningServer running({}, echo);
    auto answer = ask(running, get("/hello"));
    CHECK(status_of(answer) == 200);
    CHECK(body_of(answer) == "GET /hello 0");
    for (auto header :
         {"X-Request-Id: ", "Date: ", "Content-Length: 12\r\n", "X-Content-Type-Options: nosniff\r\n",
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
    CHECK(status_of(ask(running, get("/thrown"))) == 500);
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

TEST_CASE("a port that is taken is refused with a sentence") {
    RunningServer running({}, echo);
    Log log(Level::error);
    Metrics metrics;
    HttpServer second({}, echo, log, metrics);
    CHECK_THROWS_WITH_AS(
        second.listen("127.0.0.1", running.server.port()), doctest::Contains("cannot listen on 127.0.0.1"),
        std::runtime_error
    );
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
