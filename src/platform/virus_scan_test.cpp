#include "platform/virus_scan.h"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <thread>

#include "platform/crypto.h"
#include "platform/encoding.h"
#include "platform/refusal.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;

// A scanner that reads as clamd does, and answers what it is told to; "" answers nothing at all.
struct Scanner {
    std::string path = (std::filesystem::temp_directory_path() / ("scanner_" + hex(random_bytes(6)))).string();
    std::string heard, answer;
    std::size_t bytes_max = 1 << 24;
    int door = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::thread thread;

    explicit Scanner(std::string says, std::size_t most = 1 << 24) : answer(std::move(says)), bytes_max(most) {
        sockaddr_un place{.sun_family = AF_UNIX};
        std::memcpy(place.sun_path, path.c_str(), path.size() + 1);
        REQUIRE(::bind(door, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0);
        REQUIRE(::listen(door, 1) == 0);
        thread = std::thread([this] { serve(); });
    }
    ~Scanner() {
        thread.join();
        ::close(door);
        std::filesystem::remove(path);
    }
    void serve() {
        int line = ::accept(door, nullptr, nullptr);
        auto take = [&](std::size_t n) {
            std::string bytes(n, '\0');
            for (std::size_t at = 0; at < n;) {
                auto got = ::recv(line, bytes.data() + at, n - at, 0);
                if (got <= 0) return std::string();
                at += std::size_t(got);
            }
            return bytes;
        };
        if (take(10) == std::string("zINSTREAM\0", 10))
            for (auto size = take(4); size.size() == 4; size = take(4)) {
                std::size_t n = 0;
                for (unsigned char c : size) n = n << 8 | c;
                if (n == 0 || heard.size() > bytes_max) break;
                heard += take(n);
            }
        if (answer.empty())
            std::this_thread::sleep_for(300ms);
        else
            ::send(line, answer.c_str(), answer.size() + 1, MSG_NOSIGNAL);
        ::close(line);
    }
};

Refusal::Reason reason_of(const std::string& scanner, std::string_view bytes) {
    try {
        check_for_viruses(scanner, bytes, 100ms);
    } catch (const Refusal& refusal) { return refusal.reason; }
    return Refusal::Reason::not_found;
}

}  // namespace

TEST_CASE("a scanner is sent the whole file, and nothing passes that it did not call clean") {
    std::string file;
    for (int i = 0; i < 40000; ++i) file += "行" + std::to_string(i);
    {
        Scanner scanner("stream: OK");
        check_for_viruses(scanner.path, file);
        scanner.thread.join();
        CHECK(scanner.heard == file);
        scanner.thread = std::thread([] {});
    }
    CHECK(reason_of(Scanner("stream: Win.Test.EICAR_HDB-1 FOUND").path, "X5O!") == Refusal::Reason::invalid);
    CHECK(reason_of(Scanner("").path, "silent") == Refusal::Reason::not_now);
    CHECK(reason_of(Scanner("UNKNOWN COMMAND").path, "other") == Refusal::Reason::not_now);
    CHECK(reason_of(Scanner("INSTREAM size limit exceeded. ERROR", 1000).path, file) == Refusal::Reason::not_now);
    CHECK(reason_of("/no/such/socket", "gone") == Refusal::Reason::not_now);
    CHECK(reason_of("127.0.0.1:1", "nobody") == Refusal::Reason::not_now);
    CHECK(reason_of("nonsense", "?") == Refusal::Reason::not_now);
    check_for_viruses("", file);  // where none is set up, nothing is asked
}

}  // namespace unionhall
