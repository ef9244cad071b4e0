#include "linkage/report_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace unionhall::linkage::page {

namespace {

constexpr double width = 720, height = 220, margin = 44;

std::string at(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string text_at(double x, double y, std::string_view anchor, const std::string& text) {
    return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + std::string(anchor) + "\">" +
           escaped(text) + "</text>";
}

std::string svg(double tall, std::string_view label, const std::string& body) {
    return "<svg viewBox=\"0 0 " + at(width) + " " + at(tall) + "\" role=\"img\" aria-label=\"" + escaped(label) +
           "\">" + body + "</svg>\n";
}

constexpr std::string_view style = R"(
:root { color-scheme: light dark; --a: light-dark(steelblue, skyblue); --b: light-dark(darkorange, orange); --line: gray; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1, h2 { line-height: 1.25; } h2 { margin-top: 2.5rem; } small { font-weight: normal; opacity: .8; }
div.wide { overflow-x: auto; } table { border-collapse: collapse; }
th, td { text-align: left; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
.a { fill: var(--a); } .b { fill: var(--b); } .la { stroke: var(--a); } .lb { stroke: var(--b); }
.l { fill: none; stroke-width: 2; } .x { stroke: var(--line); stroke-width: 1; }
details { margin: .5rem 0; }
)";

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789.,+-−%e") == std::string::npos;
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string number(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    std::string s(text);
    auto end = std::min(s.find('.'), s.size());
    for (auto i = static_cast<std::ptrdiff_t>(end) - 3; i > (s[0] == '-' ? 1 : 0); i -= 3)
        s.insert(static_cast<std::size_t>(i), ",");
    return s;
}

std::string small(double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

std::string section(std::string_view zh, std::string_view en, const std::string& body) {
    return "<section><h2>" + escaped(zh) + " <small lang=\"en\">" + escaped(en) + "</small></h2>\n" + body +
           "</section>\n";
}

std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows) {
    std::string out = "<div class=\"wide\" tabindex=\"0\"><table><thead><tr>";
    for (auto& heading : headings) out += "<th scope=\"col\">" + escaped(heading) + "</th>";
    out += "</tr></thead><tbody>\n";
    for (auto& row : rows) {
        out += "<tr>";
        for (auto& cell : row) out += (is_number(cell) ? "<td class=\"n\">" : "<td>") + escaped(cell) + "</td>";
        out += "</tr>\n";
    }
    return out + "</tbody></table></div>\n";
}

std::string lines(const std::vector<Series>& series, std::string_view x_name) {
    double low = 1e9, high = -1e9;
    for (auto& s : series)
        for (auto& [x, y] : s.points) low = std::min(low, x), high = std::max(high, x);
    if (low >= high) return "";
    auto px = [&](double x) { return margin + (x - low) / (high - low) * (width - 2 * margin); };
    auto py = [&](double y) { return height - 30 - y * (height - 50); };
    std::string body;
    for (double y : {0.0, 0.5, 0.9, 1.0})
        body += "<path class=\"x\" d=\"M" + at(margin) + " " + at(py(y)) + "H" + at(width - margin) + "\"/>" +
                text_at(margin - 6, py(y) + 4, "end", small(y));
    auto every = std::max(1.0, std::round((high - low) / 10));
    for (auto x = std::ceil(low); x <= high; x += every) body += text_at(px(x), height - 12, "middle", small(x));
    for (std::size_t i = 0; i < series.size(); ++i) {
        std::string path;
        for (auto& [x, y] : series[i].points) path += (path.empty() ? "M" : "L") + at(px(x)) + " " + at(py(y));
        body += std::string("<path class=\"l ") + (i ? "lb" : "la") + "\" d=\"" + path + "\"/>";
        body += std::string("<circle r=\"5\" class=\"") + (i ? "b" : "a") + "\" cx=\"" +
                at(margin + 8 + 160.0 * static_cast<double>(i)) + "\" cy=\"10\"/>" +
                text_at(margin + 18 + 160.0 * static_cast<double>(i), 14, "start", series[i].name);
    }
    return svg(height, x_name, body);
}

std::string columns(const std::vector<std::pair<double, double>>& bars, double split, std::string_view x_name) {
    if (bars.empty()) return "";
    double most = 1;
    for (auto& [x, count] : bars) most = std::max(most, count);
    auto low = bars.front().first, high = bars.back().first + 1;
    auto px = [&](double x) { return margin + (x - low) / (high - low) * (width - 2 * margin); };
    auto py = [&](double count) {
        return height - 30 - (count < 1 ? 0 : std::log10(count + 1) / std::log10(most + 1)) * (height - 50);
    };
    std::string body;
    for (double tick = 1; tick <= most; tick *= 10)
        body += "<path class=\"x\" d=\"M" + at(margin) + " " + at(py(tick)) + "H" + at(width - margin) + "\"/>" +
                text_at(margin - 6, py(tick) + 4, "end", number(tick, 0));
    for (auto& [x, count] : bars)
        body += std::string("<rect class=\"") + (x >= split ? "a" : "b") + "\" x=\"" + at(px(x) + 1) + "\" y=\"" +
                at(py(count)) + "\" width=\"" + at(std::max(1.0, px(x + 1) - px(x) - 2)) + "\" height=\"" +
                at(height - 30 - py(count)) + "\"><title>" + small(x) + ": " + number(count, 0) + "</title></rect>";
    auto every = std::max(1.0, std::round((high - low) / 12));
    for (auto x = low; x <= high; x += every) body += text_at(px(x), height - 12, "middle", small(x));
    return svg(height, x_name, body);
}

std::string waterfall(const std::vector<Bar>& bars) {
    double low = 0, high = 0;
    for (auto& bar : bars) low = std::min({low, bar.from, bar.to}), high = std::max({high, bar.from, bar.to});
    constexpr double names = 330, row = 22;
    auto px = [&](double x) { return names + (x - low) / std::max(1.0, high - low) * (width - names - 60); };
    auto tall = row * static_cast<double>(bars.size()) + 10;
    std::string body = "<path class=\"x\" d=\"M" + at(px(0)) + " 0V" + at(tall) + "\"/>";
    for (std::size_t i = 0; i < bars.size(); ++i) {
        auto& bar = bars[i];
        auto y = row * static_cast<double>(i) + 4;
        auto begin = std::min(bar.from, bar.to), end = std::max(bar.from, bar.to);
        body += text_at(0, y + 13, "start", bar.name);
        body += std::string("<rect class=\"") + (bar.to >= bar.from ? "a" : "b") + "\" x=\"" + at(px(begin)) +
                "\" y=\"" + at(y) + "\" width=\"" + at(std::max(1.5, px(end) - px(begin))) + "\" height=\"" +
                at(row - 6) + "\"><title>" + escaped(bar.detail) + "</title></rect>";
        char text[32];
        std::snprintf(text, sizeof text, "%+.1f", bar.to - bar.from);
        body += text_at(px(end) + 6, y + 13, "start", text);
    }
    return svg(tall, "waterfall", body);
}

std::string whole(std::string_view title, const std::string& body) {
    return "<!doctype html>\n<html lang=\"zh\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
           escaped(title) + "</title>\n<style>" + std::string(style) + "</style></head>\n<body>\n<main>" + body +
           "</main>\n</body>\n</html>\n";
}

}  // namespace unionhall::linkage::page
