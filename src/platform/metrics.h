// What the running program counts about itself, kept in memory and told in Prometheus' text format.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace unionhall {

// Safe from any thread; a known series costs a shared lock and an atomic addition. Names and labels come from the
// program, never from a request: there are at most `series_max`, what comes later is counted in
// `metrics_dropped_total`. Labels are written as Prometheus writes them: method="GET",status="2xx".
class Metrics {
  public:
    static constexpr std::size_t series_max = 2000;

    void count(std::string_view name, std::string_view labels = {}, std::uint64_t by = 1);
    void gauge(std::string_view name, double value, std::string_view labels = {});
    // A histogram: names that end in "_seconds" get buckets from 0.5 ms to 30 s, others powers of two to 4096.
    void observe(std::string_view name, double value, std::string_view labels = {});

    std::string text() const;  // sorted by name; one TYPE line for each

  private:
    enum class Kind { counter, gauge, histogram };
    static constexpr std::size_t buckets_max = 15;
    struct Series {
        Kind kind;
        std::string name, labels;
        std::atomic<std::uint64_t> whole{0};
        std::atomic<double> real{0};
        std::array<std::atomic<std::uint64_t>, buckets_max> buckets{};  // each for itself; summed when told
    };

    Series* series(Kind kind, std::string_view name, std::string_view labels);
    static void tell(const Series& series, std::string& out);

    mutable std::shared_mutex mutex_;
    std::map<std::string, std::unique_ptr<Series>, std::less<>> series_;  // by name, a tab, labels
    std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace unionhall
