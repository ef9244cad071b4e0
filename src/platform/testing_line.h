// The line between the program and PostgreSQL, and how it breaks: a proxy that reads the messages going by and stops the
// one it is told to. Only tests include this.
#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace unionhall {

enum class Break {
    before,   // the message does not arrive; the line is cut
    after,    // the message arrives and is answered; the answer is lost, and the line is cut
    silence,  // the message arrives; no answer ever comes
    late      // the message arrives only at let_through(), when the program no longer waits
};

class Line {
  public:
    // To the server of that address ("host=… port=…", a socket's folder or a number); listens on this machine.
    explicit Line(const std::string& address);
    ~Line();
    Line(const Line&) = delete;

    std::string address() const;  // for the program: the same database by way of this line
    // The next `times` messages from the program that hold these words meet the break.
    void breaks(Break, const std::string& words, int times = 1);
    void is_down(bool);  // while down, nothing connects
    void let_through();  // delivers what is late, and waits until the server has dealt with it
    int met() const;     // how many messages met a break so far

  private:
    struct Call;
    void listen();
    void carry(Call&);
    bool meets(const std::string& message, Break& how);

    std::string rest_, server_host_, server_port_;
    int listening_ = -1;
    unsigned port_ = 0;
    std::atomic<bool> is_ending_ = false, is_down_ = false;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Break how_ = Break::before;
    std::string words_;
    int times_ = 0, met_ = 0, late_ = 0;
    bool lets_through_ = false;
    std::list<Call> calls_;
    std::thread thread_;
};

}  // namespace unionhall
