// A fixed number of threads and a queue with an end.
#include "platform/http_workers.h"

namespace unionhall::http {

void Workers::start(int threads) {
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool Workers::post(std::function<void()> job) {
    bool wakes;
    {
        std::lock_guard lock(mutex_);
        if (is_stopped_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(job));
        wakes = resting_ > 0;
    }
    if (wakes) filled_.notify_one();
    return true;
}

void Workers::stop() {
    std::deque<std::function<void()>> forgotten;  // let go outside the lock: what waits may answer as it goes
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

void Workers::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        ++resting_;
        filled_.wait(lock, [&] { return is_stopped_ || !queue_.empty(); });
        --resting_;
        if (is_stopped_) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        job();
        job = nullptr;
        lock.lock();
    }
}

}  // namespace unionhall::http
