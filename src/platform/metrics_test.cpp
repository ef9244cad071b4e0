#include "platform/metrics.h"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace unionhall;

namespace {
bool tells(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }
}  // namespace

TEST_CASE("counters, gauges and histograms are told as Prometheus reads them") {
    Metrics metrics;
    metrics.count("commits_total");
    metrics.count("commits_total", {}, 4);
    metrics.count("requests_total", "method=\"GET\"");
    metrics.count("requests_total", "method=\"POST\"", 2);
    metrics.gauge("depth", 3);
    metrics.gauge("depth", 2.5);
    metrics.observe("answer_seconds", 0.003);
    metrics.observe("answer_seconds", 0.02);
    metrics.observe("answer_seconds", 99);
    metrics.observe("batch_rows", 3, "store=\"a\"");
    auto text = metrics.text();
    CHECK(tells(text, "# TYPE commits_total counter\ncommits_total 5\n"));
    CHECK(tells(
        text, "# TYPE requests_total counter\nrequests_total{method=\"GET\"} 1\nrequests_total{method=\"POST\"} 2\n"));
    CHECK(tells(text, "# TYPE depth gauge\ndepth 2.5\n"));
    CHECK(tells(text, "answer_seconds_bucket{le=\"0.0025\"} 0\nanswer_seconds_bucket{le=\"0.005\"} 1\n"));
    CHECK(tells(text, "answer_seconds_bucket{le=\"30\"} 2\nanswer_seconds_bucket{le=\"+Inf\"} 3\n"));
    CHECK(tells(text, "answer_seconds_sum 99.023\nanswer_seconds_count 3\n"));
    CHECK(tells(text, "batch_rows_bucket{store=\"a\",le=\"4\"} 1\n"));
    CHECK(tells(text, "batch_rows_sum{store=\"a\"} 3\n"));
}

TEST_CASE("a name is one kind for good, and there are not endlessly many") {
    Metrics metrics;
    metrics.count("x");
    metrics.gauge("x", 7);
    metrics.observe("x", 7);
    CHECK(tells(metrics.text(), "x 1\n"));
    for (std::size_t i = 0; i < Metrics::series_max + 10; ++i) metrics.count("y", "n=\"" + std::to_string(i) + "\"");
    CHECK(tells(metrics.text(), "metrics_dropped_total 11\n"));
    metrics.count(std::string(500, 'a'));
}

TEST_CASE("many threads lose no count") {
    Metrics metrics;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 10000; ++i) {
                metrics.count("c");
                metrics.observe("h_seconds", 0.001 * t);
                if (i % 1000 == 0) metrics.text();
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(tells(metrics.text(), "c 40000\n"));
    CHECK(tells(metrics.text(), "h_seconds_count 40000\n"));
}
