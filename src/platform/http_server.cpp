// The server as others see it: its loops, its workers, its beginning and its end.
#include <sys/resource.h>

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <thread>

#include "platform/http_connection.h"

namespace unionhall {
namespace {

namespace asio = boost::asio;

// As many descriptors as the system lets us have, and no more connections than that.
int connections_possible(const HttpLimits& limits) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return limits.connections_max;
    auto wanted = rlim_t(limits.connections_max + limits.files_reserved);
    if (files.rlim_cur < wanted) {
        files.rlim_cur = std::min(wanted, files.rlim_max);
        setrlimit(RLIMIT_NOFILE, &files);
        getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= wanted) return limits.connections_max;
    return std::max(16, int(files.rlim_cur) - limits.files_reserved);
}

// Listeners that share a port would also share it with another program of the same user, and each would get half
// the visitors. So the port is first asked for alone.
void check_that_free(const asio::ip::tcp::endpoint& endpoint) {
    asio::io_context io;
    asio::ip::tcp::acceptor probe(io);
    probe.open(endpoint.protocol());
    probe.set_option(asio::socket_base::reuse_address(true));
    probe.bind(endpoint);
    probe.listen(1);
}

}  // namespace

struct HttpServer::Inside {
    Inside(HttpLimits limits, Handler handler, Log& log, Metrics& metrics)
        : common(std::move(limits), std::move(handler), log, metrics) {
        common.limits.connections_max = connections_possible(common.limits);
        for (int i = 0; i < std::max(1, common.limits.io_threads); ++i) loops.emplace_back(common);
    }

    http::Common common;
    std::deque<http::Loop> loops;
    unsigned port = 0;
};

HttpServer::HttpServer(HttpLimits limits, Handler handler, Log& log, Metrics& metrics)
    : inside_(std::make_unique<Inside>(std::move(limits), std::move(handler), log, metrics)) {}

HttpServer::~HttpServer() { inside_->common.workers.stop(); }

void HttpServer::listen(const std::string& address, unsigned port) {
    boost::system::error_code error;
    auto ip = asio::ip::make_address(address, error);
    if (error || port > 65535)
        throw std::runtime_error(address + ":" + std::to_string(port) + " is not an address to listen on");
    asio::ip::tcp::endpoint endpoint(ip, static_cast<unsigned short>(port));
    try {
        if (port != 0) check_that_free(endpoint);
        for (auto& loop : inside_->loops) {
            loop.listen(endpoint);
            endpoint.port(loop.local().port());  // the first one chooses, the others join it
        }
    } catch (const boost::system::system_error& fault) {
        throw std::runtime_error("cannot listen on " + address + ":" + std::to_string(port) + ": " +
                                 fault.code().message());
    }
    inside_->port = endpoint.port();
}

unsigned HttpServer::port() const { return inside_->port; }

void HttpServer::run() {
    auto& common = inside_->common;
    common.log.line(Level::info, "listening",
                    {{LogKey::port, inside_->port}, {LogKey::connections, common.limits.connections_max}});
    common.workers.start(std::max(1, common.limits.worker_threads));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < inside_->loops.size(); ++i)
        threads.emplace_back([&loop = inside_->loops[i]] { loop.run(); });
    inside_->loops[0].run();
    for (auto& thread : threads) thread.join();
    common.workers.stop();
    common.log.line(Level::info, "stopped", {});
}

void HttpServer::stop() {
    for (auto& loop : inside_->loops) loop.drain();
}

}  // namespace unionhall
