#include "platform/http_reader.h"

#include <doctest/doctest.h>

using namespace unionhall;
using http::RequestReader;
using State = RequestReader::State;

namespace {

// Feeds the text in pieces as a slow network would, keeping what is not taken.
std::unique_ptr<RequestReader> reader_of(const HttpLimits& limits, std::string_view text, std::size_t piece) {
    auto reader = std::make_unique<RequestReader>(limits);
    std::string waiting;
    for (std::size_t at = 0; at < text.size(); at += piece) {
        waiting += text.substr(at, piece);
        waiting.erase(0, reader->feed(waiting));
        if (reader->state() == State::whole || reader->state() == State::refused) break;
    }
    return reader;
}

struct Case {
    std::string name, text;
    int status;  // 0: read to its end; -1: waits for more
};

std::string post(const std::string& headers, const std::string& body) {
    return "POST /api/x HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

std::vector<Case> cases() {
    std::string many;
    for (int i = 0; i < 200; ++i) many += "A" + std::to_string(i) + ": b\r\n";
    std::string nul(1, '\0');
    std::string chunked = "Transfer-Encoding: chunked\r\n";
    return {
        {"plain", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        {"old", "GET / HTTP/1.0\r\n\r\n", 0},
        {"empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 0},
        {"host with port", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 0},
        {"body", post("Content-Length: 3\r\n", "abc"), 0},
        {"chunks", post(chunked, "3\r\nabc\r\n0\r\n\r\n"), 0},
        {"no chunk but the last", post(chunked, "0\r\n\r\n"), 0},
        {"half of the last chunk", post(chunked, "0\r\n\r"), -1},
        {"chunk extension", post(chunked, "3;a=b\r\nabc\r\n0\r\n\r\n"), 0},
        {"trailer", post(chunked, "3\r\nabc\r\n0\r\nAuthorization: x\r\n\r\n"), 0},
        {"half a head", "GET / HTTP/1.1\r\nHost: x\r\n", -1},
        {"half a body", post("Content-Length: 9\r\n", "abc"), -1},
        {"no last chunk", post(chunked, "3\r\nabc\r\n"), -1},
        {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400},
        {"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", 400},
        {"host with a user", "GET / HTTP/1.1\r\nHost: u@x\r\n\r\n", 400},
        {"two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), 400},
        {"the same length twice", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
        {"a list of lengths", post("Content-Length: 3, 3\r\n", "abc"), 400},
        {"negative length", post("Content-Length: -1\r\n", "abc"), 400},
        {"length with a sign", post("Content-Length: +3\r\n", "abc"), 400},
        {"length too long for a number", post("Content-Length: 99999999999999999999\r\n", ""), 400},
        {"length and chunks", post("Content-Length: 3\r\n" + chunked, "0\r\n\r\n"), 400},
        {"chunks and length", post(chunked + "Content-Length: 3\r\n", "0\r\n\r\n"), 400},
        {"chunked twice", post(chunked + chunked, "0\r\n\r\n"), 400},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
        {"chunked not last", post("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n"), 400},
        {"identity", post("Transfer-Encoding: identity\r\n", ""), 400},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", ""), 400},
        {"chunks in HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\n" + chunked + "\r\n0\r\n\r\n", 400},
        {"chunk size is no number", post(chunked, "zz\r\nabc\r\n0\r\n\r\n"), 400},
        {"chunk size negative", post(chunked, "-3\r\nabc\r\n0\r\n\r\n"), 400},
        {"chunk size overflows", post(chunked, "fffffffffffffffff\r\nabc\r\n"), 400},
        {"chunk size with 0x", post(chunked, "0x3\r\nabc\r\n0\r\n\r\n"), 400},
        {"chunk longer than its size", post(chunked, "2\r\nabc\r\n0\r\n\r\n"), 400},
        {"chunk line without end", post(chunked, "3;" + std::string(2000, 'a')), 400},
        {"chunk extension too long", post(chunked, "3;" + std::string(1500, 'a') + "\r\nabc\r\n0\r\n\r\n"), 400},
        {"version 9.9", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400},
        {"version 2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
        {"version 0.9", "GET /\r\n\r\n", 400},
        {"lower-case version", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"space in a name", "GET / HTTP/1.1\r\nHost: x\r\nA B: c\r\n\r\n", 400},
        {"space before the colon", "GET / HTTP/1.1\r\nHost: x\r\nA : c\r\n\r\n", 400},
        {"no name", "GET / HTTP/1.1\r\nHost: x\r\n: c\r\n\r\n", 400},
        {"no colon", "GET / HTTP/1.1\r\nHost: x\r\nabc\r\n\r\n", 400},
        {"NUL in a value", "GET / HTTP/1.1\r\nHost: x\r\nA: a" + nul + "b\r\n\r\n", 400},
        {"NUL in the target", "GET /" + nul + " HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"control character", "GET / HTTP/1.1\r\nHost: x\r\nA: a\x01z\r\n\r\n", 400},
        {"folded line", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400},
        {"folded first line", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
        {"bare line feeds", "GET / HTTP/1.1\nHost: x\r\n\r\n", 400},
        {"bare carriage return", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n", 400},
        {"TLS", "\x16\x03\x01\x02\x01\x01", 400},
        {"two authorizations", "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400},
        {"two keys", post("Idempotency-Key: a\r\nidempotency-key: b\r\nContent-Length: 0\r\n", ""), 400},
        {"TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"CONNECT", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"unheard of", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"lower-case method", "get / HTTP/1.1\r\nHost: x\r\n\r\n", 405},
        {"up and away", "GET /../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"%00", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"same name twice", "GET /?a=1&a=2 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"body too large", post("Content-Length: 2000000\r\n", ""), 413},
        {"ten gigabytes claimed", post("Content-Length: 10737418240\r\n", ""), 413},
        {"chunks too large", post(chunked, "200000\r\n" + std::string(0x200000, 'a')), 413},
        {"long target", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {"very long target", "GET /" + std::string(70000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
        {"unknown expectation", post("Expect: a-miracle\r\nContent-Length: 3\r\n", "abc"), 417},
        {"long header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(70000, 'a') + "\r\n\r\n", 431},
        {"many headers", "GET / HTTP/1.1\r\nHost: x\r\n" + many + "\r\n", 431},
    };
}

}  // namespace

TEST_CASE("a request is read or refused the same way, whatever pieces it comes in") {
    HttpLimits limits;
    for (auto& [name, text, status] : cases())
        for (std::size_t piece : {1, 7, 100000000}) {
            if (piece == 1 && text.size() > 100000) continue;
            CAPTURE(name);
            CAPTURE(piece);
            auto reader = reader_of(limits, text, piece);
            auto wanted = status == 0 ? State::whole : status == -1 ? State::head : State::refused;
            if (status == -1)
                CHECK((reader->state() == State::head || reader->state() == State::body));
            else
                CHECK(int(reader->state()) == int(wanted));
            if (status > 0) CHECK(reader->refused_status() == status);
        }
}

TEST_CASE("a request arrives as it was meant") {
    HttpLimits limits;
    auto reader = reader_of(
        limits,
        "HEAD /api/members/%E5%BC%A0?limit=5&q=a+b HTTP/1.1\r\nHost: example.org\r\nACCEPT: a\r\nAccept: b\r\n"
        "Cookie: a=1\r\nCookie: b=2\r\nX-Long:   spaced \t \r\n\r\n",
        5);
    REQUIRE(reader->state() == State::whole);
    auto& request = reader->request();
    CHECK(request.method == "GET");
    CHECK(reader->is_head());
    CHECK(reader->keeps_alive());
    CHECK(request.path == "/api/members/张");
    CHECK(request.query == Query{{"limit", "5"}, {"q", "a b"}});
    CHECK(request.headers ==
          Headers{{"host", "example.org"}, {"accept", "a, b"}, {"cookie", "a=1; b=2"}, {"x-long", "spaced"}});
}

TEST_CASE("a trailer changes nothing, and the next request stays where it is") {
    HttpLimits limits;
    std::string text =
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\nHost: "
        "evil\r\n\r\n";
    RequestReader reader(limits);
    CHECK(reader.feed(text + "GET /next") == text.size());
    REQUIRE(reader.state() == State::whole);
    CHECK(reader.request().body == "abcdefg");
    CHECK(*reader.request().header("host") == "x");
}

TEST_CASE("only uploads may be large") {
    HttpLimits limits;
    auto with_length = [&](const char* path) {
        return "POST " + std::string(path) + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n";
    };
    CHECK(reader_of(limits, with_length("/api/imports"), 99999)->state() == State::body);
    CHECK(reader_of(limits, with_length("/api/imports/1"), 99999)->state() == State::body);
    CHECK(reader_of(limits, with_length("/api/imports2"), 99999)->refused_status() == 413);
    CHECK(reader_of(limits, with_length("/api/members"), 99999)->refused_status() == 413);
}
