#include "platform/http_target.h"

#include <doctest/doctest.h>

using namespace unionhall;
using Fault = Target::Fault;

TEST_CASE("a target is decoded once, and what could be read in two ways is refused") {
    struct Case {
        const char* raw;
        Fault fault;
        const char* path;
    };
    for (auto& [raw, fault, path] : std::initializer_list<Case>{
             {"/", Fault::none, "/"},
             {"/api/units", Fault::none, "/api/units"},
             {"/console/", Fault::none, "/console/"},
             {"/%E5%B7%A5%E4%BC%9A", Fault::none, "/工会"},
             {"/a%20b", Fault::none, "/a b"},
             {"/a+b", Fault::none, "/a+b"},
             {"/%2561", Fault::none, "/%61"},
             {"/a...b/..c", Fault::none, "/a...b/..c"},
             {"http://host/path?x=1", Fault::none, "/path"},
             {"https://host:80/path", Fault::none, "/path"},
             {"", Fault::shape, ""},
             {"*", Fault::shape, ""},
             {"api", Fault::shape, ""},
             {"http://host", Fault::shape, ""},
             {"http:///path", Fault::shape, ""},
             {"http://host?a=/b", Fault::shape, ""},
             {"ftp://host/path", Fault::shape, ""},
             {"/a b", Fault::shape, ""},
             {"/a#b", Fault::shape, ""},
             {"/工会", Fault::shape, ""},
             {"/%", Fault::escape, ""},
             {"/%4", Fault::escape, ""},
             {"/%4g", Fault::escape, ""},
             {"/%u0041", Fault::escape, ""},
             {"/a%00b", Fault::nul, ""},
             {"/a%0d%0ab", Fault::nul, ""},
             {"/a%7f", Fault::nul, ""},
             {"/%ff", Fault::utf8, ""},
             {"/%c0%af", Fault::utf8, ""},
             {"/%ed%a0%80", Fault::utf8, ""},
             {"/%f4%90%80%80", Fault::utf8, ""},
             {"/%e5%b7", Fault::utf8, ""},
             {"/..", Fault::traversal, ""},
             {"/a/../b", Fault::traversal, ""},
             {"/a/./b", Fault::traversal, ""},
             {"/%2e%2e/b", Fault::traversal, ""},
             {"/.%2e/b", Fault::traversal, ""},
             {"/a%2fb", Fault::traversal, ""},
             {"/a%5cb", Fault::traversal, ""},
             {"/a\\b", Fault::traversal, ""},
             {"//a", Fault::traversal, ""},
             {"/a//b", Fault::traversal, ""},
         }) {
        CAPTURE(raw);
        auto target = parse_target(raw);
        CHECK(int(target.fault) == int(fault));
        if (fault == Fault::none) CHECK(target.path == path);
    }
}

TEST_CASE("a query is decoded, and the same name twice is refused") {
    auto target = parse_target("/x?q=%E5%BC%A0+%E4%B8%89&empty=&bare&a%3Db=c%26d&&line=1%0a2");
    REQUIRE(target.fault == Fault::none);
    CHECK(target.query == Query{{"q", "张 三"}, {"empty", ""}, {"bare", ""}, {"a=b", "c&d"}, {"line", "1\n2"}});

    CHECK(parse_target("/x?").query.empty());
    CHECK(parse_target("/x?a=1&a=1").fault == Fault::query_twice);
    CHECK(parse_target("/x?a=1&%61=2").fault == Fault::query_twice);
    CHECK(parse_target("/x?a=%00").fault == Fault::nul);
    CHECK(parse_target("/x?a=%zz").fault == Fault::escape);
    CHECK(parse_target("/x?a=%fe").fault == Fault::utf8);
    CHECK(parse_target("/x?a=1&b=2&c=3", 2).fault == Fault::query_many);
    CHECK(parse_target("/x?path=../../etc").fault == Fault::none);
}
