// Pages the server writes itself: every text is escaped on its way in, every element is closed in its order.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unionhall {

// & < > " and ' as entities; characters that XML and HTML forbid are left out.
std::string html_escaped(std::string_view text);

class HtmlWriter {
  public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    HtmlWriter& begin(std::string_view element, const Attributes& = {});
    HtmlWriter& end();  // the element begun last
    HtmlWriter& text(std::string_view);
    HtmlWriter& empty(std::string_view element, const Attributes& = {});  // meta, link, br: never closed
    HtmlWriter& element(std::string_view name, std::string_view text, const Attributes& attributes = {}) {
        return begin(name, attributes).text(text).end();
    }
    // The whole document. Throws std::logic_error when an element is still open.
    std::string take();

  private:
    void write_attributes(const Attributes&);
    std::string out_ = "<!doctype html>\n";
    std::vector<std::string> open_;
};

}  // namespace unionhall
