#include "platform/qr.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace unionhall {

TEST_CASE("a code is a square picture with a quiet border and a title") {
    auto svg = qr_svg("https://example.org/card/0123456789ABC", "会员证 <二维码>");
    CHECK(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\""));  // version 3: 29 modules
    CHECK(svg.find("<title>会员证 &lt;二维码&gt;</title>") != std::string::npos);
    CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos);  // the top of the first finder mark
    CHECK(svg.ends_with("\"/></svg>"));
    CHECK(svg.find("example.org") == std::string::npos);
    CHECK(svg == qr_svg("https://example.org/card/0123456789ABC", "会员证 <二维码>"));
}

TEST_CASE("any text up to the limit fits, and no more") {
    CHECK_NOTHROW(qr_svg("1", ""));
    CHECK_NOTHROW(qr_svg(std::string(qr_bytes_max, '\xff'), ""));
    CHECK_THROWS_AS(qr_svg("", ""), std::out_of_range);
    CHECK_THROWS_AS(qr_svg(std::string(qr_bytes_max + 1, 'x'), ""), std::out_of_range);
}

}  // namespace unionhall
