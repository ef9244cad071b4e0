// How long work is run: on how many threads, within how much memory, telling how far it is, and ended at any moment.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

namespace unionhall::linkage {

constexpr unsigned threads_max = 256;

struct Progress {
    std::string_view phase_zh, phase_en;
    double done = 0, total = 0;  // in the phase's own unit: bytes, rows, rules
    std::uint64_t pairs = 0;     // compared so far
};

struct Control {
    unsigned threads = 1;  // the result does not depend on it
    // 0: as much as there is. Otherwise what is large (records, texts, ids, links) lies on the disk where it would take more.
    std::size_t memory_bytes_max = 0;
    std::filesystem::path spill_folder = {};  // "": where the system keeps what is temporary
    std::stop_token stop;
    std::function<void(const Progress&)> progress;  // called by one thread at a time, often
};

// Thrown when Control::stop was asked for; nothing is left behind.
struct Cancelled : std::runtime_error {
    Cancelled() : std::runtime_error("The linkage was cancelled.") {}
};

inline void check_stop(const Control& control) {
    if (control.stop.stop_requested()) throw Cancelled();
}

// Runs body(thread, item) for every item below `count`, each once, on the threads there are. What the lowest item throws
// is thrown on; items that were not begun then are left out.
template <class Body>
void each(const Control& control, std::size_t count, Body body) {
    auto threads =
        static_cast<unsigned>(std::clamp<std::size_t>(count, 1, std::clamp(control.threads, 1u, threads_max)));
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr fault;
    std::size_t fault_item = count;
    auto work = [&](unsigned thread) {
        for (std::size_t item; (item = next++) < count;) {
            try {
                check_stop(control);
                body(thread, item);
            } catch (...) {
                next = count;
                std::lock_guard lock(mutex);
                if (item < fault_item) fault = std::current_exception(), fault_item = item;
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned t = 1; t < threads; ++t) others.emplace_back(work, t);
        work(0);
    }
    if (fault) std::rethrow_exception(fault);
}

}  // namespace unionhall::linkage
