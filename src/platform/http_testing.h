// A server on a port of its own and a client that can say anything, for tests.
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/http.h"
#include "platform/log.h"
#include "platform/metrics.h"

namespace unionhall::testing {

struct RunningServer {
    Log log{Level::error};
    Metrics metrics;
    HttpServer server;
    std::thread thread;

    RunningServer(HttpLimits limits, Handler handler) : server(std::move(limits), std::move(handler), log, metrics) {
        server.listen("127.0.0.1", 0);
        thread = std::thread([this] { server.run(); });
    }
    ~RunningServer() { stop(); }
    void stop() {
        if (!thread.joinable()) return;
        server.stop();
        thread.join();
    }
};

class RawClient {
  public:
    explicit RawClient(const RunningServer& running) : file_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(running.server.port()));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(file_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("no connection");
    }
    ~RawClient() { ::close(file_); }
    RawClient(const RawClient&) = delete;

    // Stops quietly when the other side has closed: that may be what the test is about.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto n = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) return false;
            bytes.remove_prefix(std::size_t(n));
        }
        return true;
    }
    void half_close() { ::shutdown(file_, SHUT_WR); }

    // Everything until `marks` copies of `mark` have come, the other side closes, or the time is over.
    std::string read_until(std::string_view mark, int marks = 1, int within_ms = 5000) {
        auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(within_ms);
        while (!is_closed && count(received, mark) < marks) {
            auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
            pollfd waiting{file_, POLLIN, 0};
            if (left.count() <= 0 || ::poll(&waiting, 1, int(left.count())) <= 0) break;
            char space[65536];
            auto n = ::recv(file_, space, sizeof space, 0);
            if (n <= 0)
                is_closed = true;
            else
                received.append(space, std::size_t(n));
        }
        return received;
    }
    std::string read_all(int within_ms = 5000) { return read_until("\x01never", 1, within_ms); }

    static int count(std::string_view text, std::string_view what) {
        int n = 0;
        for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++n;
        return n;
    }

    std::string received;
    bool is_closed = false;

  private:
    int file_;
};

// One question, everything that comes back; 0 when nothing like a status line came.
inline std::string ask(const RunningServer& running, std::string_view raw, int within_ms = 5000) {
    RawClient client(running);
    client.send(raw);
    return client.read_all(within_ms);
}
inline int status_of(std::string_view answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(std::string(answer.substr(9, 3))) : 0;
}
inline std::string get(std::string_view target, std::string_view headers = {}) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + std::string(headers) +
           "\r\n";
}

inline std::string body_of(const std::string& answer) {
    auto end = answer.find("\r\n\r\n");
    return end == answer.npos ? "" : answer.substr(end + 4);
}
inline bool has(const std::string& text, std::string_view what) { return text.find(what) != text.npos; }

inline void echo(Request request, Done done) {
    done({200, "text/plain", request.method + " " + request.path + " " + std::to_string(request.body.size())});
}

// Something a test opens when it has seen enough; everybody waits here until then.
class Gate {
  public:
    void open() {
        std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return is_open_; });
    }
    void wait_for(int waiting) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= waiting; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int waiting_ = 0;
};

}  // namespace unionhall::testing
