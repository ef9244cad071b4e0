// What the running program counts about itself.
#include "platform/metrics.h"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <span>

namespace unionhall {
namespace {

constexpr double seconds_bounds[] = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                     0.25,   0.5,   1,      2.5,   5,    10,    30};
constexpr double size_bounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096};

std::span<const double> bounds_of(std::string_view name) {
    if (name.ends_with("_seconds")) return seconds_bounds;
    return size_bounds;
}

template <class Number>
void append(std::string& out, Number value) {
    char text[32];
    out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

template <class Number>
void line(std::string& out, std::string_view name, std::string_view suffix, std::string labels, Number value) {
    out.append(name).append(suffix);
    if (!labels.empty()) out.append("{").append(labels).append("}");
    out += ' ';
    append(out, value);
    out += '\n';
}

}  // namespace

Metrics::Series* Metrics::series(Kind kind, std::string_view name, std::string_view labels) {
    char space[256];
    std::string long_key;
    std::string_view key;
    if (name.size() + 1 + labels.size() <= sizeof space) {  // the usual case allocates nothing
        auto end = std::copy(name.begin(), name.end(), space);
        *end++ = '\t';
        end = std::copy(labels.begin(), labels.end(), end);
        key = {space, std::size_t(end - space)};
    } else {
        key = long_key.append(name).append("\t").append(labels);
    }
    {
        std::shared_lock lock(mutex_);
        auto found = series_.find(key);
        if (found != series_.end()) return found->second->kind == kind ? found->second.get() : nullptr;
    }
    std::unique_lock lock(mutex_);
    auto found = series_.find(key);
    if (found == series_.end()) {
        if (series_.size() >= series_max) {
            ++dropped_;
            return nullptr;
        }
        auto made = std::make_unique<Series>();
        made->kind = kind;
        made->name = name;
        made->labels = labels;
        found = series_.emplace(std::string(key), std::move(made)).first;
    }
    return found->second->kind == kind ? found->second.get() : nullptr;
}

void Metrics::count(std::string_view name, std::string_view labels, std::uint64_t by) {
    if (auto* s = series(Kind::counter, name, labels)) s->whole.fetch_add(by, std::memory_order_relaxed);
}

void Metrics::gauge(std::string_view name, double value, std::string_view labels) {
    if (auto* s = series(Kind::gauge, name, labels)) s->real.store(value, std::memory_order_relaxed);
}

void Metrics::observe(std::string_view name, double value, std::string_view labels) {
    auto* s = series(Kind::histogram, name, labels);
    if (!s) return;
    auto bounds = bounds_of(name);
    std::size_t i = 0;
    while (i < bounds.size() && value > bounds[i]) ++i;
    if (i < bounds.size()) s->buckets[i].fetch_add(1, std::memory_order_relaxed);
    s->real.fetch_add(value, std::memory_order_relaxed);
    s->whole.fetch_add(1, std::memory_order_relaxed);
}

void Metrics::tell(const Series& s, std::string& out) {
    if (s.kind == Kind::counter) return line(out, s.name, "", s.labels, s.whole.load(std::memory_order_relaxed));
    if (s.kind == Kind::gauge) return line(out, s.name, "", s.labels, s.real.load(std::memory_order_relaxed));
    auto comma = s.labels.empty() ? "" : ",";
    auto bounds = bounds_of(s.name);
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        so_far += s.buckets[i].load(std::memory_order_relaxed);
        std::string bound;
        append(bound, bounds[i]);
        line(out, s.name, "_bucket", s.labels + comma + "le=\"" + bound + "\"", so_far);
    }
    // Buckets and total are read one after the other while others count: the total may not be the smaller one.
    auto total = std::max(so_far, s.whole.load(std::memory_order_relaxed));
    line(out, s.name, "_bucket", s.labels + comma + "le=\"+Inf\"", total);
    line(out, s.name, "_sum", s.labels, s.real.load(std::memory_order_relaxed));
    line(out, s.name, "_count", s.labels, total);
}

std::string Metrics::text() const {
    std::shared_lock lock(mutex_);
    std::string out;
    std::string_view last;
    for (auto& [key, s] : series_) {
        if (s->name != last) {
            static constexpr const char* kinds[] = {"counter", "gauge", "histogram"};
            out.append("# TYPE ").append(s->name).append(" ").append(kinds[int(s->kind)]).append("\n");
            last = s->name;
        }
        tell(*s, out);
    }
    out.append("# TYPE metrics_dropped_total counter\n");
    line(out, "metrics_dropped_total", "", "", dropped_.load(std::memory_order_relaxed));
    return out;
}

}  // namespace unionhall
