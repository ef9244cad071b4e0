// After a failure only one at a time tries again, and after a rest; everybody else is told at once, instead of waiting in
// a queue for the same failure.
#pragma once

#include <chrono>
#include <mutex>

namespace unionhall {

class Breaker {
  public:
    explicit Breaker(unsigned rest_ms) : rest_(rest_ms) {}

    // One attempt, if it is let through. Left without a word from it, the next one may try.
    class Attempt {
      public:
        explicit Attempt(Breaker& breaker) : breaker_(breaker), is_let_through_(breaker.lets_through()) {}
        ~Attempt() {
            if (is_let_through_) breaker_.ended();
        }
        Attempt(const Attempt&) = delete;
        explicit operator bool() const { return is_let_through_; }
        void worked() { breaker_.set(false); }
        void failed() { breaker_.set(true); }

      private:
        Breaker& breaker_;
        bool is_let_through_;
    };

    bool has_failed() const {
        std::lock_guard lock(mutex_);
        return has_failed_;
    }

  private:
    using Clock = std::chrono::steady_clock;
    bool lets_through() {
        std::lock_guard lock(mutex_);
        if (has_failed_ && (trying_ > 0 || Clock::now() < next_)) return false;
        ++trying_;
        return true;
    }
    void ended() {
        std::lock_guard lock(mutex_);
        --trying_;
    }
    void set(bool has_failed) {
        std::lock_guard lock(mutex_);
        has_failed_ = has_failed;
        if (has_failed) next_ = Clock::now() + rest_;
    }

    std::chrono::milliseconds rest_;
    mutable std::mutex mutex_;
    bool has_failed_ = false;
    int trying_ = 0;
    Clock::time_point next_{};
};

}  // namespace unionhall
