// A fixed number of threads and a queue with an end: the only place where handlers run.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace unionhall::http {

class Workers {
  public:
    explicit Workers(std::size_t queue_max) : queue_max_(queue_max) {}
    ~Workers() { stop(); }

    void start(int threads);
    bool post(std::function<void()> job);  // false when the queue is full or the workers have stopped
    void stop();                           // finishes what has begun, forgets what waits, joins
    std::size_t waiting() const;

  private:
    void work();

    const std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<std::function<void()>> queue_;
    int resting_ = 0;
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace unionhall::http
