#include "platform/static_files.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

using namespace unionhall;

namespace {

// A folder of pages that is gone again afterwards.
struct Pages {
    std::filesystem::path folder;

    Pages() {
        auto name = "unionhall-pages-" + std::to_string(::getpid());
        folder = std::filesystem::temp_directory_path() / name;
        std::filesystem::create_directories(folder);
    }
    ~Pages() { std::filesystem::remove_all(folder); }

    void write(const std::string& path, const std::string& text) const {
        std::filesystem::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << text;
    }
};

Request request_for(const std::string& path, Headers headers = {}) {
    Request request;
    request.method = "GET";
    request.path = path;
    request.headers = std::move(headers);
    return request;
}

std::string header(const Response& response, std::string_view name) {
    for (auto& [given, value] : response.headers)
        if (given == name) return value;
    return "";
}

}  // namespace

TEST_CASE("pages come with their type, their mark and how long they may be kept") {
    Pages pages;
    pages.write("index.html", "<p>worker");
    pages.write("console/index.html", "<p>console");
    pages.write("console/assets/index-DfT3x9aB.js", "1");
    pages.write("console/assets/index-DfT3x9aB.js.br", "br");
    pages.write("console/assets/index-DfT3x9aB.js.gz", "gz");
    pages.write("assets/logo.svg", "<svg/>");
    pages.write("sw.js", "sw");
    pages.write(".secret", "hidden");
    pages.write("lonely.css.gz", "without its original");
    StaticFiles files(pages.folder, {"/", "/console/"});
    CHECK(files.size() == 5);

    struct Case {
        const char *path, *body, *type, *keep;
    };
    const char *html = "text/html; charset=utf-8", *js = "text/javascript; charset=utf-8";
    const char* forever = "public, max-age=31536000, immutable";
    for (auto& [path, body, type, keep] : std::initializer_list<Case>{
             {"/", "<p>worker", html, "no-cache"},
             {"/index.html", "<p>worker", html, "no-cache"},
             {"/join/step", "<p>worker", html, "no-cache"},
             {"/console", "<p>console", html, "no-cache"},
             {"/console/", "<p>console", html, "no-cache"},
             {"/console/members/7", "<p>console", html, "no-cache"},
             {"/console/assets/index-DfT3x9aB.js", "1", js, forever},
             {"/assets/logo.svg", "<svg/>", "image/svg+xml", "no-cache"},
             {"/sw.js", "sw", js, "no-cache"},
         }) {
        CAPTURE(path);
        auto response = files.answer(request_for(path));
        REQUIRE(response);
        CHECK(response->status == 200);
        CHECK(response->body == body);
        CHECK(response->content_type == type);
        CHECK(header(*response, "Cache-Control") == keep);
        CHECK(header(*response, "ETag").size() > 10);
    }
}

TEST_CASE("what is not there is not answered") {
    Pages pages;
    pages.write("index.html", "x");
    pages.write(".env", "x");
    StaticFiles files(pages.folder);
    for (auto path : {"/api", "/api/members", "/missing.js", "/.env", "/../index.html", "/a/b.png", "index.html"})
        CHECK_MESSAGE(!files.answer(request_for(path)), path);
    auto post = request_for("/");
    post.method = "POST";
    CHECK_FALSE(files.answer(post));
    CHECK_THROWS_AS(StaticFiles(pages.folder / "nowhere"), std::runtime_error);
}

TEST_CASE("the best encoding that the browser takes is chosen, and each has a mark of its own") {
    Pages pages;
    pages.write("a.js", "plain");
    pages.write("a.js.br", "brotli");
    pages.write("a.js.gz", "gzipped");
    StaticFiles files(pages.folder);
    auto with = [&](const char* accepted) {
        return *files.answer(request_for("/a.js", {{"accept-encoding", accepted}}));
    };
    CHECK(with("gzip, br").body == "brotli");
    CHECK(header(with("gzip, br"), "Content-Encoding") == "br");
    CHECK(with("gzip").body == "gzipped");
    CHECK(with("identity").body == "plain");
    CHECK(header(with("identity"), "Vary") == "Accept-Encoding");
    CHECK(header(with("gzip"), "ETag") != header(with("br"), "ETag"));
}

TEST_CASE("who has it already is told so") {
    Pages pages;
    pages.write("a.js", "one");
    StaticFiles files(pages.folder);
    auto etag = header(*files.answer(request_for("/a.js")), "ETag");
    for (auto known : {etag, "W/" + etag, "\"x\", " + etag + ", \"y\"", std::string("*")}) {
        auto response = *files.answer(request_for("/a.js", {{"if-none-match", known}}));
        CHECK(response.status == 304);
        CHECK(response.body.empty());
        CHECK(header(response, "ETag") == etag);
    }
    CHECK(files.answer(request_for("/a.js", {{"if-none-match", "\"x\""}}))->status == 200);
    pages.write("a.js", "two");
    CHECK(header(*StaticFiles(pages.folder).answer(request_for("/a.js")), "ETag") != etag);
}

TEST_CASE("a page may say of itself what it may load; other files say nothing, and 304 says it again") {
    Pages pages;
    pages.write("index.html", "<p>worker");
    pages.write("assets/logo.svg", "<svg/>");
    StaticFiles files(pages.folder, {"/"}, "img-src 'self' https://tiles.example.cn");
    auto page = files.answer(request_for("/stations"));
    REQUIRE(page);
    CHECK(header(*page, "Content-Security-Policy") == "img-src 'self' https://tiles.example.cn");
    auto again = files.answer(request_for("/", {{"if-none-match", header(*page, "ETag")}}));
    REQUIRE(again);
    CHECK(again->status == 304);
    CHECK(header(*again, "Content-Security-Policy") == "img-src 'self' https://tiles.example.cn");
    CHECK(header(*files.answer(request_for("/assets/logo.svg")), "Content-Security-Policy").empty());
    CHECK(header(*StaticFiles(pages.folder).answer(request_for("/")), "Content-Security-Policy").empty());
}
