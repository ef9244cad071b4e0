#include "platform/html.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace unionhall {

TEST_CASE("text never becomes an element, nor an attribute another") {
    CHECK(html_escaped("<script>alert('1')</script>") == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    CHECK(html_escaped("a & b \"c\"") == "a &amp; b &quot;c&quot;");
    CHECK(html_escaped(std::string("a\0b\x1b", 4)) == "ab");
    HtmlWriter page;
    page.element("a", "<b>", {{"href", "/x?\"onclick=\"y"}});
    CHECK(page.take() == "<!doctype html>\n<a href=\"/x?&quot;onclick=&quot;y\">&lt;b&gt;</a>");
}

TEST_CASE("elements are closed in their order, and a page that is not finished is not given away") {
    HtmlWriter page;
    page.begin("ul").element("li", "一").element("li", "二").end();
    CHECK(page.take() == "<!doctype html>\n<ul><li>一</li>\n<li>二</li>\n</ul>\n");
    page.begin("p");
    CHECK_THROWS_AS(page.take(), std::logic_error);
    page.end();
    CHECK_THROWS_AS(page.end(), std::logic_error);
}

}  // namespace unionhall
