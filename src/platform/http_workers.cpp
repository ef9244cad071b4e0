// A fixed number of threads and a queue with an end.
#include "platform/http_workers.h"

#include <algorithm>

namespace unionhall::http {

constexpr std::chrono::milliseconds old_ms{1};  // a job that waited so long gets a further thread
constexpr int quiet_looks_max = 20;             // of whoever watches, before sleeping like the others

void Workers::start(int threads) {
    quick_ = std::max(2U, std::thread::hardware_concurrency());
    awake_ = std::size_t(threads);
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool Workers::post(std::function<void()> job) {
    bool calls;
    {
        std::lock_guard lock(mutex_);
        if (is_stopped_ || queue_.size() >= queue_max_) return false;
        queue_.push_back({std::move(job), Clock::now()});
        calls = wants_another();
    }
    if (calls) filled_.notify_one();
    return true;
}

void Workers::stop() {
    std::deque<Waiting> forgotten;  // let go outside the lock: what waits may answer as it goes
    {
        std::lock_guard lock(mutex_);
        is_stopped_ = true;
        forgotten.swap(queue_);
    }
    filled_.notify_all();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t Workers::waiting() const {
    std::lock_guard lock(mutex_);
    return queue_.size();
}

bool Workers::is_due() const {
    return !queue_.empty() && (awake_ < quick_ || Clock::now() - queue_.front().since >= old_ms);
}

// Whether somebody at rest is to be called: to work, or to watch over what is left to those at work.
bool Workers::wants_another() {
    if (is_called_ || resting_ == 0 || queue_.empty() || (is_watched_ && !is_due())) return false;
    return is_called_ = true;
}

void Workers::rest(std::unique_lock<std::mutex>& lock) {
    bool watches = false;
    int quiet_looks = 0;
    ++resting_, --awake_;
    while (!is_stopped_ && !is_due()) {
        if (!watches && !is_watched_ && !queue_.empty()) watches = is_watched_ = true;
        if (watches && queue_.empty() && ++quiet_looks > quiet_looks_max) watches = is_watched_ = false;
        if (watches)
            filled_.wait_for(lock, old_ms);
        else
            filled_.wait(lock);
        is_called_ = false;
    }
    --resting_, ++awake_;
    if (watches) is_watched_ = false;
}

void Workers::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        if (queue_.empty()) rest(lock);
        if (is_stopped_) return;
        auto job = std::move(queue_.front().job);
        queue_.pop_front();
        bool calls = wants_another();
        lock.unlock();
        if (calls) filled_.notify_one();
        job();
        job = nullptr;
        lock.lock();
    }
}

}  // namespace unionhall::http
