#include "platform/html.h"

#include <stdexcept>

namespace unionhall {

std::string html_escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

void HtmlWriter::write_attributes(const Attributes& attributes) {
    for (auto& [name, value] : attributes) ((out_ += ' ').append(name) += "=\"") += html_escaped(value) + "\"";
}

HtmlWriter& HtmlWriter::begin(std::string_view element, const Attributes& attributes) {
    (out_ += '<').append(element);
    write_attributes(attributes);
    out_ += '>';
    open_.emplace_back(element);
    return *this;
}

HtmlWriter& HtmlWriter::end() {
    if (open_.empty()) throw std::logic_error("an element is closed that was never begun");
    out_ += "</" + open_.back() + ">";
    // A line each for what is read as a block, so that the page can be read by people too.
    if (auto& name = open_.back(); name != "a" && name != "strong" && name != "span" && name != "time") out_ += '\n';
    open_.pop_back();
    return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
    out_ += html_escaped(text);
    return *this;
}

HtmlWriter& HtmlWriter::empty(std::string_view element, const Attributes& attributes) {
    (out_ += '<').append(element);
    write_attributes(attributes);
    out_ += ">\n";
    return *this;
}

std::string HtmlWriter::take() {
    if (!open_.empty()) throw std::logic_error("the element " + open_.back() + " is still open");
    return std::exchange(out_, "<!doctype html>\n");
}

}  // namespace unionhall
