#include "commands_link.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <ranges>
#include <sstream>

#include "linkage/components.h"
#include "linkage/csv.h"
#include "linkage/model.h"
#include "linkage/report.h"
#include "linkage/review.h"

namespace unionhall {

namespace fs = std::filesystem;
using namespace linkage;

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    if (!in || !(all << in.rdbuf())) throw std::runtime_error("cannot read " + path.string());
    return all.str();
}

std::ifstream opened(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in || fs::is_directory(path)) throw std::runtime_error("cannot read " + path.string());
    return in;
}

void write_file(const fs::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!(out << text) || !out.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::size_t bytes_of(const std::string& size) {
    if (size.empty()) return 0;
    std::size_t end = 0;
    double number = 0;
    try {
        number = std::stod(size, &end);
    } catch (const std::exception&) {}
    auto unit = size.substr(end);
    double factor = unit == "K"                   ? 1 << 10
                    : unit == "M" || unit == "MB" ? 1 << 20
                    : unit == "G" || unit == "GB" ? 1 << 30
                    : unit.empty()                ? 1
                                                  : 0;
    auto bytes = number * factor;
    if (!(bytes >= 1 << 20) || bytes > 1e15)
        throw std::runtime_error("--memory wants a size as 900M or 4G, of 1M at least");
    return static_cast<std::size_t>(bytes);
}

Spec spec_of(const std::string& wanted) {
    if (auto text = builtin_spec(wanted); !text.empty()) return parse_spec(text, wanted);
    if (fs::exists(wanted)) return parse_spec(text_of(wanted), wanted);
    std::string all;
    for (auto name : builtin_names()) all += " " + std::string(name);
    throw std::runtime_error("there is no spec " + wanted + ": give a file, or one of" + all);
}

// One line that is written over: how far, how fast, how long still. Only where somebody looks.
class Bar {
  public:
    Bar() : is_seen_(isatty(STDERR_FILENO)) {}
    ~Bar() {
        if (has_drawn_) std::fputs("\r\033[K", stderr);
    }

    void operator()(const Progress& p) {
        auto now = std::chrono::steady_clock::now();
        if (p.phase_en != phase_) phase_ = p.phase_en, began_ = now;
        if (!is_seen_ || now - drawn_ < std::chrono::milliseconds(100)) return;
        drawn_ = now;
        has_drawn_ = true;
        auto seconds = std::chrono::duration<double>(now - began_).count();
        std::string line = "\r\033[K" + phase_;
        auto share = p.total > 0 ? p.done / p.total : 0;
        if (p.total > 0) {
            constexpr int cells = 30;
            auto full = static_cast<int>(share * cells);
            line += " [" + std::string(static_cast<std::size_t>(full), '#') +
                    std::string(static_cast<std::size_t>(cells - full), ' ') + "] " +
                    std::to_string(static_cast<int>(share * 100)) + " %";
        } else {
            line += " " + std::to_string(static_cast<std::uint64_t>(p.done) >> 20) + " MB";
        }
        if (p.pairs && seconds > 0)
            line += ", " + std::to_string(static_cast<std::uint64_t>(static_cast<double>(p.pairs) / seconds / 1e3)) +
                    " k pairs/s";
        if (share > 0.02)
            line += ", " + std::to_string(static_cast<int>(seconds / share * (1 - share) + 0.5)) + " s left";
        std::fputs(line.c_str(), stderr);
        std::fflush(stderr);
    }

  private:
    bool is_seen_, has_drawn_ = false;
    std::string phase_;
    std::chrono::steady_clock::time_point began_{}, drawn_{};
};

void write_links(const fs::path& path, const Dataset& data, const Run& run, const std::vector<std::size_t>& chosen) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    std::string text = "left_id,right_id,weight,probability\n";
    char numbers[64];
    for (auto place : chosen) {
        auto& edge = run.edges[place];
        text += csv_cell(data.left().id(edge.left)) + "," + csv_cell(data.right().id(edge.right));
        std::snprintf(numbers, sizeof numbers, ",%.4f,%.6f\n", edge.weight, probability_of(edge.weight));
        text += numbers;
        if (text.size() > 1 << 20) out << text, text.clear();
    }
    if (!(out << text) || !out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void tell_why(const LinkOptions& o, const Dataset& data, const Comparer& comparer, const Model& model, const Run& run,
              const std::vector<std::size_t>& chosen, double threshold) {
    auto comma = o.explain.find(',');
    auto left_id = o.explain.substr(0, comma), right_id = comma == std::string::npos ? "" : o.explain.substr(comma + 1);
    auto left = RowsById(data.left()).row(left_id), right = RowsById(data.right()).row(right_id);
    if (!left || !right)
        throw std::runtime_error("--explain wants LEFT_ID,RIGHT_ID; there is no " + (left ? right_id : left_id));
    if (data.is_one() && *left > *right) std::swap(left, right);
    std::cout << told(explain(data, comparer, model, *left, *right))
              << told(explain_missing(data, comparer, model, run, chosen, threshold, *left, *right), data);
}

void tell_quality(const QualityReport& quality, std::size_t unknown) {
    auto line = [](const std::string& name, const Quality& q) {
        std::printf("%-16s true %8zu  linked %8zu  precision %.4f  recall %.4f  F1 %.4f\n", name.c_str(), q.true_pairs,
                    q.linked, q.precision(), q.recall(), q.f1());
    };
    line("all", quality.all);
    for (auto& [shape, q] : quality.by_shape) line(shape, q);
    // Where hardly anything wrong may be linked: which threshold that takes, and what it leaves.
    constexpr double precision_wanted = 0.998;
    for (auto& [threshold, q] : quality.by_threshold | std::views::reverse)
        if (q.precision() >= precision_wanted) {
            char name[32];
            std::snprintf(name, sizeof name, "--threshold %g", threshold);
            line(name, q);
            break;
        }
    if (unknown) std::printf("%zu lines of the truth name an id that is in no table.\n", unknown);
    std::fflush(stdout);
}

constexpr std::size_t review_lines_max = 1'000'000;

// A queue that people fill in: the last three columns are theirs. What the pair agreed in stands beside it, field by field.
void write_review(const fs::path& path, const Dataset& data, const Comparer& comparer, const Run& run,
                  const std::vector<ReviewCase>& queue) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << "left_id,right_id,weight,probability,gain,rivals";
    auto& spec = data.spec();
    for (auto& comparison : spec.comparisons) out << "," << csv_cell(spec.fields[comparison.field].name);
    out << ",verdict,reviewer,reason\n";
    char numbers[96];
    for (auto& one : queue) {
        if (static_cast<std::size_t>(&one - queue.data()) >= review_lines_max) break;
        auto& edge = run.edges[one.edge];
        std::snprintf(numbers, sizeof numbers, ",%.4f,%.6f,%.6f,%zu", edge.weight, probability_of(edge.weight),
                      one.gain, one.rivals.size());
        out << csv_cell(data.left().id(edge.left)) << "," << csv_cell(data.right().id(edge.right)) << numbers;
        for (std::size_t c = 0; c < comparer.size(); ++c) {
            auto outcome = outcome_in(edge.pattern, c);
            out << ","
                << (!outcome                         ? "missing"
                    : outcome == comparer.else_of(c) ? "else"
                                                     : spec.comparisons[c].levels[outcome - 1].text);
        }
        out << ",,,\n";
    }
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

// A group is called by the id of its first row; who is alone is in none.
void write_groups(const fs::path& path, const Table& table, const Components& components) {
    std::vector<std::uint32_t> sizes(table.rows());
    for (auto group : components.group_of) ++sizes[group];
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << "group,id\n";
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (auto group = components.group_of[row]; sizes[group] > 1)
            out << csv_cell(table.id(group)) << "," << csv_cell(table.id(row)) << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

void write_labels(const fs::path& path, const Decisions& decisions) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    decisions.write_labels(out);
    if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

int link_tables(const LinkOptions& o) {
    Bar bar;
    Control control{
        .threads = o.threads ? std::min(o.threads, threads_max) : std::max(1u, std::thread::hardware_concurrency()),
        .memory_bytes_max = bytes_of(o.memory),
        .progress = [&](const Progress& p) { bar(p); }};
    auto began = std::chrono::steady_clock::now();
    Dataset data(spec_of(o.spec));
    for (auto& path : {o.left, o.right}) {
        if (path.empty()) continue;
        auto in = opened(path);
        data.read(in, o.id, path.string(), control);
    }
    data.finish(control);
    Comparer comparer(data);
    auto model = o.model_in.empty() ? train(data, comparer, control) : read_model(text_of(o.model_in), data.spec());
    if (!o.model_out.empty()) write_file(o.model_out, write_model(model, data.spec()));

    auto threshold = o.threshold.value_or(data.spec().threshold);
    bool wants_more = !o.report.empty() || !o.truth.empty() || !o.review.empty();
    constexpr double below = 8;  // what a report shows under the threshold
    auto keep_from = wants_more ? threshold - below : threshold;
    auto run = compare_all(data, comparer, model, keep_from, control);
    Decisions decisions(data.is_one());
    if (!o.decisions.empty()) {
        auto in = opened(o.decisions);
        decisions.read(in);
    }
    auto decided = decided_edges(data, comparer, model, run, decisions);
    if (decided.unknown) std::fprintf(stderr, "%zu decisions name an id that is in no table.\n", decided.unknown);
    auto chosen = links_of(run, decided, threshold, o.one_to_one, data.is_one());
    if (data.is_one()) {
        auto groups = components(run, chosen, decided, threshold + bridge_margin, data.left().rows());
        if (groups.cut)
            std::fprintf(stderr, "%zu weak links that alone held two groups together were cut\n", groups.cut);
        chosen = groups.links;
        if (!o.groups.empty()) write_groups(o.groups, data.left(), groups);
    } else if (!o.groups.empty()) {
        throw std::runtime_error("--groups is for one table");
    }
    if (!o.out.empty()) write_links(o.out, data, run, chosen);
    if (!o.labels.empty()) write_labels(o.labels, decisions);
    if (!o.review.empty()) {
        Band band{.from = threshold + Band().from, .until = threshold + Band().until};
        write_review(o.review, data, comparer, run, review_queue(run, decided, band, o.one_to_one, data.is_one()));
    }

    std::optional<QualityReport> quality;
    if (!o.truth.empty()) {
        auto in = opened(o.truth);
        auto truth = read_truth(in, data);
        quality = judge(data, truth, run, links_of(run, decided, keep_from, o.one_to_one, data.is_one()), threshold);
        quality->all = judge(data, truth, run, chosen, threshold).all;
        tell_quality(*quality, truth.unknown);
    }
    if (!o.report.empty()) write_file(o.report, report_html({data, comparer, model, run, chosen, threshold, quality}));
    if (!o.explain.empty()) tell_why(o, data, comparer, model, run, chosen, threshold);
    auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::fprintf(stderr, "%zu links of %llu pairs compared, in %.2f s\n", chosen.size(),
                 static_cast<unsigned long long>(run.pairs()), seconds);
    return 0;
}

}  // namespace unionhall
