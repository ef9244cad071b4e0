#include "platform/testing_line.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <sstream>
#include <stdexcept>

namespace unionhall {

static constexpr int look_every_ms = 5;

struct Line::Call {
    int program = -1, server = -1;
    std::thread thread;
};

Line::Line(const std::string& address) {
    std::istringstream words(address);
    for (std::string word; words >> word;) {
        if (word.starts_with("host="))
            server_host_ = word.substr(5);
        else if (word.starts_with("port="))
            server_port_ = word.substr(5);
        else
            rest_ += " " + word;
    }
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    if (bind(listening_, reinterpret_cast<sockaddr*>(&here), size) || ::listen(listening_, 64) ||
        getsockname(listening_, reinterpret_cast<sockaddr*>(&here), &size))
        throw std::runtime_error("no port for the line to PostgreSQL");
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { listen(); });
}

Line::~Line() {
    {
        std::lock_guard lock(mutex_);
        is_ending_ = true, lets_through_ = true;
    }
    changed_.notify_all();
    thread_.join();
    for (auto& call : calls_) call.thread.join();
    close(listening_);
}

std::string Line::address() const {
    return "host=127.0.0.1 port=" + std::to_string(port_) + " sslmode=disable gssencmode=disable" + rest_;
}

void Line::breaks(Break how, const std::string& words, int times) {
    std::lock_guard lock(mutex_);
    how_ = how, words_ = words, times_ = times, lets_through_ = false;
}

void Line::is_down(bool is_down) { is_down_ = is_down; }

void Line::let_through() {
    std::unique_lock lock(mutex_);
    lets_through_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return late_ == 0; });
}

int Line::met() const {
    std::lock_guard lock(mutex_);
    return met_;
}

bool Line::meets(const std::string& message, Break& how) {
    std::lock_guard lock(mutex_);
    if (times_ == 0 || message.find(words_) == std::string::npos) return false;
    --times_, ++met_, how = how_;
    if (how == Break::late) ++late_;
    return true;
}

static int connected(const std::string& host, const std::string& port) {
    if (host.starts_with('/')) {
        sockaddr_un there{};
        there.sun_family = AF_UNIX;
        auto path = host + "/.s.PGSQL." + port;
        std::strncpy(there.sun_path, path.c_str(), sizeof there.sun_path - 1);
        int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        return connect(s, reinterpret_cast<sockaddr*>(&there), sizeof there) ? (close(s), -1) : s;
    }
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
    inet_pton(AF_INET, host.c_str(), &there.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return connect(s, reinterpret_cast<sockaddr*>(&there), sizeof there) ? (close(s), -1) : s;
}

static bool is_ready(int socket) {
    pollfd p{.fd = socket, .events = POLLIN, .revents = 0};
    return poll(&p, 1, look_every_ms) > 0;
}

// What has come in, added to `data`; false at the end.
static bool take(int socket, std::string& data) {
    char piece[65536];
    auto n = recv(socket, piece, sizeof piece, 0);
    if (n > 0) data.append(piece, static_cast<std::size_t>(n));
    return n > 0;
}

static bool give(int socket, const std::string& data) {
    for (std::size_t sent = 0; sent < data.size();) {
        auto n = send(socket, data.data() + sent, data.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

// Takes the first whole message away. The very first of a connection has no letter before its length.
static std::string first_message(std::string& data, bool has_letter) {
    std::size_t head = has_letter ? 1 : 0;
    if (data.size() < head + 4) return {};
    std::uint32_t length = 0;
    std::memcpy(&length, data.data() + head, 4);
    auto whole = head + ntohl(length);
    if (data.size() < whole) return {};
    auto message = data.substr(0, whole);
    data.erase(0, whole);
    return message;
}

// Reads the server's answer to its end: "ready for the next".
static void await_answer(int server, const std::atomic<bool>& is_ending) {
    std::string data;
    while (!is_ending) {
        if (is_ready(server) && !take(server, data)) return;
        for (std::string message; !(message = first_message(data, true)).empty();)
            if (message[0] == 'Z') return;
    }
}

void Line::listen() {
    while (!is_ending_) {
        if (!is_ready(listening_)) continue;
        int program = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        int server = program < 0 || is_down_ ? -1 : connected(server_host_, server_port_);
        if (server < 0) {
            close(program);
            continue;
        }
        auto& call = calls_.emplace_back();
        call.program = program, call.server = server;
        call.thread = std::thread([this, &call] {
            carry(call);
            close(call.program);
            close(call.server);
        });
    }
}

void Line::carry(Call& call) {
    std::string from_program, from_server;
    bool has_letter = false;
    while (!is_ending_) {
        pollfd both[2] = {{call.program, POLLIN, 0}, {call.server, POLLIN, 0}};
        if (poll(both, 2, look_every_ms) <= 0) continue;
        if (is_down_) return;
        if (both[1].revents) {
            from_server.clear();
            if (!take(call.server, from_server) || !give(call.program, from_server)) return;
        }
        if (!both[0].revents) continue;
        if (!take(call.program, from_program)) return;
        for (std::string message; !(message = first_message(from_program, has_letter)).empty(); has_letter = true) {
            auto how = Break::before;
            if (!meets(message, how)) {
                if (!give(call.server, message)) return;
                continue;
            }
            if (how == Break::before) return;
            if (how == Break::late) {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] { return lets_through_; });
            }
            give(call.server, message + from_program);  // with the end of what it belongs to
            await_answer(call.server, is_ending_);
            if (how == Break::late) {
                std::lock_guard lock(mutex_);
                --late_;
                changed_.notify_all();
            }
            // Silence lasts until the program gives up.
            for (std::string rest; how == Break::silence && !is_ending_;)
                if (is_ready(call.program) && !take(call.program, rest)) break;
            return;
        }
    }
}

}  // namespace unionhall
