#include "platform/map_tiles.h"

#include <doctest/doctest.h>

#include <stdexcept>

#include "platform/http_policy.h"

namespace unionhall {

TEST_CASE(
    "a map is none, or one plain https host with its review number; pages may load pictures from that host alone") {
    CHECK(map_tiles_of(Settings{}).url.empty());
    Settings settings;
    settings.map_tiles = "https://t0.tianditu.gov.cn:443/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=k1";
    CHECK_THROWS_AS(map_tiles_of(settings), std::runtime_error);  // without its review number
    settings.map_attribution = "天地图";
    settings.map_review_number = "GS(2024)0650号";
    auto map = map_tiles_of(settings);
    CHECK(map.origin == "https://t0.tianditu.gov.cn:443");
    CHECK_FALSE(map.is_gcj02);
    CHECK(page_policy(map.origin) ==
          "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob: "
          "https://t0.tianditu.gov.cn:443; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
          "form-action 'self'; frame-ancestors 'none'");
    CHECK(page_policy("").find("img-src 'self' data: blob:;") != std::string::npos);

    for (auto* bad :
         {"http://t0.example.cn/{z}/{x}/{y}", "//t0.example.cn/{z}/{x}/{y}", "https:///{z}/{x}/{y}",
          "https://*.example.cn/{z}/{x}/{y}", "https://{s}.example.cn/{z}/{x}/{y}", "https://a@example.cn/{z}/{x}/{y}",
          "https://example.cn", "https://example.cn/{z}/{x}", "https://example.cn/{z}/{x}/{y}/{y}",
          "https://example.cn/{z}/{x}/{y}/{tk}", "https://example.cn; script-src */{z}/{x}/{y}",
          "https://example.cn:9x/{z}/{x}/{y}", "https://Example.cn/{z}/{x}/{y}", "https://example.cn/{z}/{x}/{y}'",
          "https://{z}.cn/{x}/{y}/", "https://example..cn/{z}/{x}/{y}", "https://例子.cn/{z}/{x}/{y}"}) {
        settings.map_tiles = bad;
        CHECK_THROWS_AS_MESSAGE(map_tiles_of(settings), std::runtime_error, bad);
    }
    settings.map_tiles = "https://example.cn/{z}/{x}/{y}";
    settings.map_system = "bd09";
    CHECK_THROWS_AS(map_tiles_of(settings), std::runtime_error);
}

}  // namespace unionhall
