#include "rosters/compare.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "rosters/weights.h"

namespace unionhall::rosters {

namespace {

using namespace linkage;

void add_cells(std::string& csv, std::initializer_list<std::string_view> cells) {
    bool is_first = true;
    for (auto cell : cells) {
        csv += is_first ? "\"" : ",\"";
        is_first = false;
        for (char c : cell) csv += c == '"' ? "\"\"" : std::string(1, c);
        csv += '"';
    }
    csv += '\n';
}

std::string table_of(const std::vector<ComparedEmployer>& employers) {
    std::string csv = "name,code,district\n";
    for (auto& e : employers) add_cells(csv, {e.name, e.credit_code, e.division_code});
    return csv;
}

std::string table_of(const std::vector<ComparedPerson>& people) {
    std::string csv = "name,id,phone,employer,district\n";
    for (auto& p : people) add_cells(csv, {p.name, p.id_number, p.phone, p.employer_name, p.division_code});
    return csv;
}

void read_into(Dataset& data, const std::string& csv, const char* called) {
    std::istringstream in(csv);
    data.read(in, "", called, {});
}

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string grounds_of(const Waterfall& waterfall) {
    auto text = "prior:" + number_text(waterfall.prior);
    for (auto& step : waterfall.steps) {
        auto outcome = step.outcome;
        std::ranges::replace(outcome, ' ', '_');
        text += " " + step.field + "/" + outcome + ":" + number_text(step.weight);
    }
    return text;
}

Likeness likeness_of(const Dataset& data, const Comparer& comparer, const Model& model, const Edge& edge) {
    auto waterfall = explain(data, comparer, model, edge.left, edge.right);
    return {edge.left, edge.right, waterfall.weight, grounds_of(waterfall)};
}

// Half of a list are ours, before anything is known of a row; one member in two hundred is in the books twice.
constexpr double listed_share = 0.5, twice_share = 0.005;
// A small book of ours does not make it likelier that a name like one in it is the same.
constexpr std::size_t ours_least = 1000;

double number_in(std::string_view text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Saying {
    std::string_view outcome;
    Words says;
};

// clang-format off
const std::vector<Saying>& sayings() {
    static const std::vector<Saying> all{
        {"e-name/equal",        {"单位名称完全相同。", "The names are the same."}},
        {"e-name/core",         {"除地区和组织形式外，单位名称相同。", "The names are the same but for region and legal form."}},
        {"e-name/trade",        {"字号相同，行业或写法不同。", "The trade name is the same, the rest differs."}},
        {"e-name/similar_0.92", {"单位名称非常相近。", "The names are very much alike."}},
        {"e-name/similar_0.80", {"单位名称比较相近。", "The names are somewhat alike."}},
        {"e-name/else",         {"单位名称不同。", "The names differ."}},
        {"code/equal",          {"统一社会信用代码相同。", "The credit codes are the same."}},
        {"code/body",           {"组织机构代码部分相同。", "The organisation code inside the credit codes is the same."}},
        {"code/else",           {"统一社会信用代码不同。", "The credit codes differ."}},
        {"district/equal",      {"在同一个区县。", "Both are in the same county."}},
        {"district/prefecture", {"在同一个地市、不同区县。", "Both are in the same city, in different counties."}},
        {"district/else",       {"不在同一个地市。", "They are in different cities."}},
        {"name/equal",          {"姓名完全相同。", "The names are the same."}},
        {"name/pinyin",         {"姓名读音相同、用字不同。", "The names sound the same and are written differently."}},
        {"name/alias",          {"姓名是同一个名字的不同译法。", "The names are two spellings of one name."}},
        {"name/parts",          {"姓名各部分相同，顺序不同或少一部分。", "The names have the same parts, in another order or one left out."}},
        {"name/similar_0.92",   {"姓名读音非常相近。", "The names sound very much alike."}},
        {"name/similar_0.80",   {"姓名读音比较相近。", "The names sound somewhat alike."}},
        {"name/else",           {"姓名不同。", "The names differ."}},
        {"id/equal",            {"身份证件号码相同。", "The id numbers are the same."}},
        {"id/typo_1",           {"身份证件号码只差一位，其中至少一个校验不通过。", "The id numbers differ in one place, and one of them at least fails its check."}},
        {"id/typo_2",           {"身份证件号码只差两位，其中至少一个校验不通过。", "The id numbers differ in two places, and one of them at least fails its check."}},
        {"id/else",             {"身份证件号码不同。", "The id numbers differ."}},
        {"phone/equal",         {"手机号码相同。", "The phones are the same."}},
        {"phone/typo_1",        {"手机号码只差一位。", "The phones differ in one place."}},
        {"phone/else",          {"手机号码不同。", "The phones differ."}},
        {"employer/core",       {"工作单位相同。", "The employers are the same."}},
        {"employer/trade",      {"工作单位字号相同。", "The trade names of the employers are the same."}},
        {"employer/similar_0.9", {"工作单位名称相近。", "The names of the employers are alike."}},
        {"employer/else",       {"工作单位不同。", "The employers differ."}},
    };
    return all;
}
// clang-format on

}  // namespace

std::vector<Likeness> likenesses(const std::vector<ComparedEmployer>& listed,
                                 const std::vector<ComparedEmployer>& ours) {
    if (listed.empty() || ours.empty()) return {};
    auto [spec, model] = employer_weighing();
    Dataset data(std::move(spec));
    read_into(data, table_of(listed), "listed");
    read_into(data, table_of(ours), "ours");
    data.finish({});
    Comparer comparer(data);
    model.prior_log2 = std::log2(listed_share / static_cast<double>(std::max(ours.size(), ours_least)));
    auto run = compare_all(data, comparer, model, look_from, {});
    std::vector<Likeness> found;
    std::vector<std::size_t> counts(listed.size());
    for (auto& edge : run.edges)
        if (counts[edge.left]++ < likenesses_each_max) found.push_back(likeness_of(data, comparer, model, edge));
    std::ranges::stable_sort(found, {}, &Likeness::left);
    return found;
}

std::vector<Likeness> likely_duplicates(const std::vector<ComparedPerson>& people) {
    if (people.size() < 2) return {};
    auto [spec, model] = person_weighing(people.size());
    Dataset data(std::move(spec));
    read_into(data, table_of(people), "members");
    data.finish({});
    Comparer comparer(data);
    model.prior_log2 = std::log2(2 * twice_share / static_cast<double>(people.size() - 1));
    auto run = compare_all(data, comparer, model, look_from, {});
    std::vector<Likeness> found;
    for (auto& edge : run.edges) {
        if (found.size() == pairs_max) break;
        found.push_back(likeness_of(data, comparer, model, edge));
    }
    return found;
}

Told told(std::string_view grounds) {
    Told all;
    // Both kinds of comparison call a field "name": that of employers also compares a code.
    bool is_employer = grounds.find(" code/") != std::string_view::npos;
    for (std::size_t at = 0; at < grounds.size();) {
        auto end = std::min(grounds.find(' ', at), grounds.size());
        auto part = grounds.substr(at, end - at);
        at = end + 1;
        auto colon = part.find(':');
        if (colon == std::string_view::npos) continue;
        auto what = part.substr(0, colon);
        auto weight = number_in(part.substr(colon + 1));
        all.weight += weight;
        if (what == "prior") {
            all.prior = weight;
            continue;
        }
        auto key = (is_employer && what.starts_with("name/") ? "e-" : "") + std::string(what);
        auto saying = std::ranges::find(sayings(), key, &Saying::outcome);
        if (saying == sayings().end()) continue;
        all.grounds.push_back({std::string(what.substr(0, what.find('/'))), saying->says, weight, all.weight});
    }
    all.probability = probability_of(all.weight);
    return all;
}

Words sureness_of(double weight) {
    struct Step {
        double from;
        Words says;
    };
    static const std::vector<Step> steps{{10, {"几乎可以肯定", "Almost certain"}},
                                         {sure_from, {"很有把握", "Very likely"}},
                                         {2, {"比较可能", "Rather likely"}},
                                         {-1, {"可能是，也可能不是", "Perhaps"}}};
    for (auto& step : steps)
        if (weight >= step.from) return step.says;
    return {"不大可能", "Hardly"};
}

}  // namespace unionhall::rosters
