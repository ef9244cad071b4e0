#include "platform/route_index.h"

#include <doctest/doctest.h>

#include "capabilities.h"
#include "platform/app.h"

namespace unionhall {

static std::string filled(std::string path, const std::string& with) {
    if (auto open = path.find('{'); open != std::string::npos)
        path.replace(open, path.find('}', open) - open + 1, with);
    return path;
}

TEST_CASE("every route of the product is found at its own address, by its method, with what stands in its hole") {
    RouteIndex index(all_rooms());
    for (auto& room : all_rooms())
        for (auto& route : room.routes) {
            auto path = filled(route.path, id_text(4711));
            auto found = index.match({.method = route.method, .path = path});
            CHECK_MESSAGE(found.route == &route, route.method << " " << path);
            if (route.path.find("{id}") != std::string::npos) CHECK(found.id == 4711);
            if (route.path.find('{') != std::string::npos) CHECK(found.rest == id_text(4711));
            CHECK(index.has_path(path));
            if (route.method == "GET") CHECK(index.match({.method = "HEAD", .path = path}).route == &route);
        }
}

TEST_CASE("what is no address of a route is not found, however like one it looks") {
    RouteIndex index(all_rooms());
    for (std::string path :
         {"", "/", "/api", "/api/", "/api/units/", "/api/units/x", "/api/units//move", "/api/units/0000000000001/",
          "/api/units/0000000000001/move/", "/card/", "/card/a/b", "api/units", "/api/units/0000000000001/movee"})
        CHECK_THROWS_AS(index.match({.method = "GET", .path = path}), Refusal);
    CHECK_FALSE(index.has_path("/console/units"));
    CHECK(index.has_path("/card/anything"));
    CHECK_THROWS_AS(index.match({.method = "GET", .path = std::string(100000, '/')}), Refusal);
    try {
        index.match({.method = "DELETE", .path = "/api/units"});
    } catch (const Refusal& refusal) {
        CHECK(refusal.title.en == "DELETE is not possible here; these are: GET, POST.");
    }
}

}  // namespace unionhall
