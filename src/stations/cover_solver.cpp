#include "stations/cover_solver.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "platform/child.h"

namespace unionhall::stations {

namespace {

// A folder for one question, gone with it.
class SolverFolder {
  public:
    SolverFolder() {
        auto name = (std::filesystem::temp_directory_path() / "unionhall-siting-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), "making a folder");
        path = name;
    }
    SolverFolder(const SolverFolder&) = delete;
    ~SolverFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

std::string text_of_answer(const std::filesystem::path& file) {
    std::error_code error;
    auto bytes = std::filesystem::file_size(file, error);
    if (error || bytes > solver_answer_bytes_max) return "";
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A line of an MPS file: its fields stand in fixed columns.
void add_entry(std::string& text, std::string_view before, const std::string& column, const std::string& row,
               std::int64_t value) {
    constexpr std::size_t name_width = 10;
    text += before;
    for (auto* name : {&column, &row}) (text += *name).append(name_width - std::min(name_width, name->size()), ' ');
    text += std::to_string(value) + "\n";
}

std::string_view next_word(std::string_view& line) {
    auto begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return line = {}, std::string_view();
    auto end = std::min(line.find_first_of(" \t\r", begin), line.size());
    auto word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

}  // namespace

std::string mps_of(const CoverProblem& problem) {
    std::string text = "NAME          SITING\nROWS\n N  COST\n L  LIMIT\n";
    std::vector<std::string> points;
    for (std::size_t point = 0; point < problem.demand.size(); ++point) {
        points.push_back(std::to_string(point));
        text += " L  D" + points.back() + "\n";
    }
    text += "COLUMNS\n    MARKER                 'MARKER'                 'INTORG'\n";
    std::vector<std::vector<std::size_t>> reach(problem.sites);
    for (std::size_t point = 0; point < problem.demand.size(); ++point)
        for (auto site : problem.reached_by[point]) reach[site].push_back(point);
    for (std::size_t site = 0; site < problem.sites; ++site) {
        auto column = "X" + std::to_string(site);
        add_entry(text, "    ", column, "LIMIT", 1);
        for (auto point : reach[site]) add_entry(text, "    ", column, "D" + points[point], -1);
    }
    text += "    MARKER                 'MARKER'                 'INTEND'\n";
    for (std::size_t point = 0; point < problem.demand.size(); ++point) {
        add_entry(text, "    ", "Y" + points[point], "COST", -problem.demand[point]);
        add_entry(text, "    ", "Y" + points[point], "D" + points[point], 1);
    }
    text += "RHS\n";
    add_entry(text, "    ", "RHS", "LIMIT", static_cast<std::int64_t>(problem.sites_most));
    text += "BOUNDS\n";
    for (std::size_t site = 0; site < problem.sites; ++site) text += " BV BND       X" + std::to_string(site) + "\n";
    for (auto& point : points) add_entry(text, " UP ", "BND", "Y" + point, 1);
    return text + "ENDATA\n";
}

std::optional<SolverAnswer> read_solver_answer(std::string_view text, std::size_t sites) {
    auto end = text.find('\n');
    auto first = text.substr(0, end);
    SolverAnswer answer{.is_optimal = first.starts_with("Optimal - objective value")};
    bool is_stopped = first.starts_with("Stopped on ") && first.find("no integer solution") == std::string_view::npos;
    if (!answer.is_optimal && !is_stopped) return {};
    while (end != std::string_view::npos) {
        text.remove_prefix(end + 1);
        end = text.find('\n');
        auto line = text.substr(0, end);
        auto number = next_word(line);
        if (number == "**") number = next_word(line);  // so CBC marks a value outside its bounds
        auto column = next_word(line), value = next_word(line);
        if (!column.starts_with("X")) continue;
        std::uint32_t site = 0;
        double chosen = 0;
        auto read_site = std::from_chars(column.data() + 1, column.data() + column.size(), site);
        auto read_value = std::from_chars(value.data(), value.data() + value.size(), chosen);
        if (read_site.ec != std::errc() || read_site.ptr != column.data() + column.size() || site >= sites) return {};
        if (read_value.ec != std::errc() || read_value.ptr != value.data() + value.size()) return {};
        if (chosen > 0.5) answer.sites.push_back(site);
    }
    return answer;
}

// What the solver itself was asked, and answered.
static SolverUse ask_solver(const CoverProblem& problem, const std::string& solver, std::chrono::milliseconds longest,
                            SolverAnswer& answer) {
    if (pairs_of(problem) > solver_pairs_max) return SolverUse::too_large;
    SolverFolder folder;
    std::ofstream(folder.path / "siting.mps", std::ios::binary) << mps_of(problem);
    auto seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(longest).count());
    auto end =
        run_child(solver, {"siting.mps", "-sec", seconds, "-timeMode", "elapsed", "-solve", "-solution", "answer.txt"},
                  folder.path.string(), longest + solver_grace_s, solver_memory_bytes_max);
    if (end == ChildEnd::missing) return SolverUse::missing;
    if (end == ChildEnd::too_long) return SolverUse::ran_out;
    auto read = read_solver_answer(text_of_answer(folder.path / "answer.txt"), problem.sites);
    if (!read) return SolverUse::ran_out;
    answer = std::move(*read);
    return answer.is_optimal ? SolverUse::proved : SolverUse::ran_out;
}

Solved solved(const CoverProblem& problem, const std::string& solver, std::chrono::milliseconds longest) {
    Solved found{.cover = bounded_cover(problem)};
    auto& cover = found.cover;
    if (cover.covered == cover.at_most) return found;
    // Only what a better choice could still be made of is worth asking about; a bound of its own is often enough.
    auto open = still_open(problem, cover);
    auto rest = bounded_cover(open.problem);
    auto take = [&](Sites sites) {
        for (auto& site : sites) site = open.number_of[site];
        sites.insert(sites.end(), open.always.begin(), open.always.end());
        auto covered = covered_by(problem, sites);
        if (covered > cover.covered) cover.sites = std::move(sites), cover.covered = covered;
    };
    take(rest.sites);
    cover.at_most = std::clamp(open.covered + rest.at_most, cover.covered, cover.at_most);
    if (cover.covered == cover.at_most) return found;
    SolverAnswer answer;
    found.use = ask_solver(open.problem, solver, longest, answer);
    if (found.use != SolverUse::proved && found.use != SolverUse::ran_out) return found;
    auto covered = covered_by(open.problem, answer.sites);
    bool stands = answer.sites.size() <= open.problem.sites_most && covered <= rest.at_most;
    if (!stands || (answer.is_optimal && covered < rest.covered)) return found.use = SolverUse::wrong, found;
    take(answer.sites);
    if (answer.is_optimal) cover.at_most = cover.covered;
    return found;
}

}  // namespace unionhall::stations
