// The pieces the page is put together from.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unionhall::linkage::page {

std::string escaped(std::string_view text);
std::string number(double value, int digits);  // 1,234.50
std::string small(double value);               // 0.00012, shortest that tells it apart

// <section> with a heading in both languages.
std::string section(std::string_view zh, std::string_view en, const std::string& body);

// Cells that are numbers stand to the right. Headings and cells are escaped here.
std::string table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows);

struct Series {
    std::string name;
    std::vector<std::pair<double, double>> points;
};
// Lines over a common x, y from 0 to 1.
std::string lines(const std::vector<Series>&, std::string_view x_name);
// Columns of heights, logarithmic; `split` draws a line at that x.
std::string columns(const std::vector<std::pair<double, double>>&, double split, std::string_view x_name);
// One bar for each step from where the last ended.
struct Bar {
    std::string name, detail;
    double from = 0, to = 0;
};
std::string waterfall(const std::vector<Bar>&);

std::string whole(std::string_view title, const std::string& body);

}  // namespace unionhall::linkage::page
