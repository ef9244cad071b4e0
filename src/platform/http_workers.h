// A fixed number of threads and a queue with an end: the only place where handlers run.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace unionhall::http {

// As many threads as there are processors take the jobs, without sleeping in between while there are any: waking a thread
// costs more than many a job. A job that nobody took for a millisecond, because they wait for a disk or a database, wakes
// one more thread, and so on up to all.
class Workers {
  public:
    explicit Workers(std::size_t queue_max) : queue_max_(queue_max) {}
    ~Workers() { stop(); }

    void start(int threads);
    bool post(std::function<void()> job);  // false when the queue is full or the workers have stopped
    void stop();                           // finishes what has begun, forgets what waits, joins
    std::size_t waiting() const;

  private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        std::function<void()> job;
        Clock::time_point since;
    };

    void work();
    void rest(std::unique_lock<std::mutex>&);
    bool is_due() const;
    bool wants_another();

    const std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable filled_;
    std::deque<Waiting> queue_;
    std::size_t awake_ = 0, resting_ = 0, quick_ = 2;
    bool is_called_ = false;   // somebody at rest was called and has not come yet
    bool is_watched_ = false;  // somebody at rest looks every millisecond whether a job has grown old
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace unionhall::http
