#include "platform/entry.h"

#include <doctest/doctest.h>

#include <vector>

#include "platform/refusal.h"

namespace unionhall {
namespace {

bool may_pass(const std::string& method, Headers headers, const std::string& public_address = "") {
    headers.emplace("host", "127.0.0.1:8080");
    try {
        check_origin({.method = method, .headers = std::move(headers)}, public_address);
        return true;
    } catch (const Refusal& refusal) {
        CHECK(refusal.reason == Refusal::Reason::forbidden);
        return false;
    }
}

}  // namespace

TEST_CASE("a change that a browser sends comes from our own page, or is not done") {
    const std::pair<std::string, std::string> cookie{"cookie", "a=b; unionhall_session=t"};
    for (std::string method : {"POST", "PATCH", "PUT", "DELETE"}) {
        CHECK(may_pass(method, {cookie, {"sec-fetch-site", "same-origin"}}));
        CHECK(may_pass(method, {cookie, {"origin", "http://127.0.0.1:8080"}}));
        CHECK(may_pass(method, {{"authorization", "Bearer t"}}));
        CHECK(may_pass(method, {}));
        for (std::string site : {"cross-site", "same-site", "", "SAME-ORIGIN"}) {
            CHECK_FALSE(may_pass(method, {cookie, {"sec-fetch-site", site}}));
            CHECK_FALSE(may_pass(method, {{"sec-fetch-site", site}}));  // also to be signed in as somebody else
        }
        for (std::string origin : {"http://evil.example", "null", "", "http://127.0.0.1:8081", "http://127.0.0.1",
                                   "http://127.0.0.1:8080.evil.example", "http://127.0.0.1:8080@evil.example"})
            CHECK_FALSE(may_pass(method, {cookie, {"origin", origin}}));
        CHECK_FALSE(may_pass(method, {cookie}));
    }
    for (std::string method : {"GET", "HEAD", "OPTIONS"})
        CHECK(may_pass(method, {cookie, {"sec-fetch-site", "cross-site"}}));
}

TEST_CASE("behind a proxy our page is where the public address says") {
    const std::string address = "https://union.example";
    CHECK(may_pass("POST", {{"cookie", "__Host-unionhall_session=t"}, {"origin", "https://union.example"}}, address));
    CHECK_FALSE(
        may_pass("POST", {{"cookie", "__Host-unionhall_session=t"}, {"origin", "https://evil.example"}}, address));
    CHECK_FALSE(may_pass("POST", {{"cookie", "__Host-unionhall_session=t"}}, address));
}

TEST_CASE("a token is read from the bearer or from the cookie of its own name, never from elsewhere") {
    auto read = [](Headers headers, bool is_https) { return token_of({.headers = std::move(headers)}, is_https).text; };
    CHECK(read({{"authorization", "Bearer t"}, {"cookie", "unionhall_session=u"}}, false) == "t");
    CHECK(read({{"cookie", "x=1;unionhall_session=u; y=2"}}, false) == "u");
    for (std::string other :
         {"xunionhall_session=u", "unionhall_session", "unionhall_session2=u", "__Host-unionhall_session=u"})
        CHECK(read({{"cookie", other}}, false).empty());
    CHECK(read({{"cookie", "unionhall_session=u"}}, true).empty());  // a plain connection could have set that one
    CHECK(read({{"cookie", "__Host-unionhall_session=u"}}, true) == "u");
    CHECK(read({{"authorization", "Basic dTp1"}}, false).empty());
    CHECK(token_of({.query = {{"token", "t"}, {"access_token", "t"}}}, false).text.empty());
}

TEST_CASE("the cookie of a session is for this host, this site and no script") {
    CHECK(session_cookie("t", false) == "unionhall_session=t; Path=/; HttpOnly; SameSite=Strict");
    CHECK(session_cookie("t", true) == "__Host-unionhall_session=t; Path=/; HttpOnly; SameSite=Strict; Secure");
    CHECK(session_cookie("", true).ends_with("; Max-Age=0"));
}

}  // namespace unionhall
