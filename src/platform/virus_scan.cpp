// The protocol: man clamd(8), "zINSTREAM": pieces, each after its length as four bytes, the greatest first; an empty piece
// ends them; the answer ends with a zero.
#include "platform/virus_scan.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "platform/refusal.h"

namespace unionhall {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t piece_bytes_max = 1 << 16;
constexpr std::size_t answer_bytes_max = 4096;
constexpr int retry_after_s = 60;

struct NoAnswer {};

class Line {
  public:
    Line(const std::string& scanner, Clock::time_point until) : until_(until) {
        if (scanner.starts_with('/')) {
            open_path(scanner);
            return;
        }
        auto colon = scanner.rfind(':');
        if (colon == std::string::npos) throw NoAnswer{};
        addrinfo wanted{}, *found = nullptr;
        wanted.ai_socktype = SOCK_STREAM;
        if (::getaddrinfo(scanner.substr(0, colon).c_str(), scanner.substr(colon + 1).c_str(), &wanted, &found) != 0)
            throw NoAnswer{};
        std::unique_ptr<addrinfo, void (*)(addrinfo*)> all(found, ::freeaddrinfo);
        open(found->ai_family, found->ai_addr, found->ai_addrlen);
    }
    ~Line() { ::close(socket_); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    // Stops early when the scanner has something to say: it has heard enough.
    bool say(std::string_view bytes) {
        while (!bytes.empty()) {
            if (wait(POLLIN | POLLOUT) & POLLIN) return false;
            auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN && errno != EINTR) throw NoAnswer{};
            if (n > 0) bytes.remove_prefix(std::size_t(n));
        }
        return true;
    }
    std::string hear() {
        std::string answer;
        for (char buffer[512]; answer.size() < answer_bytes_max;) {
            wait(POLLIN);
            auto n = ::recv(socket_, buffer, sizeof buffer, 0);
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) throw NoAnswer{};
            answer.append(buffer, std::size_t(n));
            if (auto end = answer.find('\0'); end != std::string::npos) return answer.substr(0, end);
        }
        throw NoAnswer{};
    }

  private:
    void open_path(const std::string& path) {
        sockaddr_un place{.sun_family = AF_UNIX};
        if (path.size() >= sizeof place.sun_path) throw NoAnswer{};
        std::memcpy(place.sun_path, path.c_str(), path.size() + 1);
        open(AF_UNIX, reinterpret_cast<const sockaddr*>(&place), sizeof place);
    }
    void open(int family, const sockaddr* place, socklen_t size) {
        socket_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (socket_ < 0) throw NoAnswer{};
        int error = 0;
        socklen_t length = sizeof error;
        if (::connect(socket_, place, size) == 0) return;
        if (errno != EINPROGRESS && errno != EAGAIN)
            error = errno;
        else if (wait_or_give_up(POLLOUT) == 0 || ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length) != 0)
            error = ETIMEDOUT;
        if (error == 0) return;
        ::close(socket_);
        throw NoAnswer{};
    }
    short wait_or_give_up(short events) {
        for (;;) {
            auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
            pollfd asked{socket_, events, 0};
            int answered = left <= 0 ? 0 : ::poll(&asked, 1, int(left));
            if (answered > 0) return asked.revents;
            if (answered == 0 || errno != EINTR) return 0;
        }
    }
    short wait(short events) {
        auto ready = wait_or_give_up(events);
        if (ready == 0) throw NoAnswer{};
        return ready;
    }

    Clock::time_point until_;
    int socket_ = -1;
};

std::string answer_about(const std::string& scanner, std::string_view bytes, Clock::time_point until) {
    Line line(scanner, until);
    bool listens = line.say(std::string_view("zINSTREAM\0", 10));
    for (std::size_t at = 0; at < bytes.size() && listens; at += piece_bytes_max) {
        auto piece = bytes.substr(at, piece_bytes_max);
        auto n = std::uint32_t(piece.size());
        const char length[] = {char(n >> 24), char(n >> 16), char(n >> 8), char(n)};
        listens = line.say({length, sizeof length}) && line.say(piece);
    }
    if (listens) line.say(std::string_view("\0\0\0\0", 4));
    return line.hear();
}

}  // namespace

void check_for_viruses(const std::string& scanner, std::string_view bytes, std::chrono::milliseconds time_max) {
    if (scanner.empty()) return;
    std::string answer;
    try {
        answer = answer_about(scanner, bytes, Clock::now() + time_max);
    } catch (const NoAnswer&) {}
    if (answer.ends_with(": OK")) return;
    if (answer.ends_with(" FOUND"))
        throw Refusal(
            Refusal::Reason::invalid,
            {"杀毒程序在这个文件里发现了病毒，文件没有读取。请先清除病毒，再换一个文件上传。",
             "The scanner found a virus in this file, and it was not read. Clean it, and bring another one."});
    Refusal later(
        Refusal::Reason::not_now,
        {"杀毒程序现在没有检查这个文件，所以没有读取。请稍后再试；一直这样请告诉系统管理员。",
         "The scanner for viruses did not check this file, so it was not read. Please try again later, or tell "
         "the system administrator."});
    later.retry_after_s = retry_after_s;
    throw later;
}

}  // namespace unionhall
