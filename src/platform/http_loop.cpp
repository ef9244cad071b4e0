// One I/O thread: accepting, keeping the deadlines, draining.
#include <sys/socket.h>

#include <algorithm>

#include "platform/http_connection.h"

namespace unionhall::http {

using std::chrono::milliseconds;

constexpr int turned_away_max = 64;  // connections over the limit that are told so; more are closed without a word
constexpr int backlog_max = 4096;
constexpr int drain_sweep_ms = 20;

Loop::Loop(Common& common) : common(common), mailbox(std::make_shared<Mailbox>(io_)) {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    random_.seed(seed);
}

Loop::~Loop() {
    mailbox->close();
    while (!connections_.empty()) {
        auto connection = connections_.front();
        connection->close();
    }
}

void Loop::listen(const asio::ip::tcp::endpoint& endpoint) {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    int one = 1;  // every I/O thread has a listener of its own on the same port; the kernel shares the peers out
    ::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
    acceptor_.bind(endpoint);
    acceptor_.listen(backlog_max);
    acceptor_.non_blocking(true);
}

void Loop::run() {
    while (!io_.stopped()) try {
            if (!is_accepting_ && !is_draining_) accept();
            if (!is_sweeping_) sweep();
            io_.run();
        } catch (const std::exception&) {}  // out of memory: the connection is closed; what keeps the loop begins anew
}

void Loop::accept() {
    acceptor_.async_accept([this](error_code error, Socket socket) {
        is_accepting_ = false;
        if (!error) take(std::move(socket));
        if (error == asio::error::operation_aborted || is_draining_) return;
        // Out of descriptors or memory: trying at once would spin, so the next sweep tries again.
        if (error && error != asio::error::connection_aborted)
            accepts_again_ = true;
        else
            accept();
    });
    is_accepting_ = true;
}

void Loop::take(Socket socket) {
    error_code error;
    auto address = socket.remote_endpoint(error).address();
    if (error) return;
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    auto peer = address.to_string();

    int refused = 0;
    if (common.connections.fetch_add(1) >= common.limits.connections_max)
        refused = 503;
    else if (!common.peers.connect(peer))
        refused = 429;
    if (refused) {
        common.connections.fetch_sub(1);
        common.metrics.count("http_connections_turned_away_total");
        if (common.turned_away.fetch_add(1) >= turned_away_max) {
            common.turned_away.fetch_sub(1);
            return;
        }
    }
    std::shared_ptr<Connection> connection;
    try {
        connection = std::make_shared<Connection>(*this, std::move(socket), peer);
        connection->place = connections_.insert(connections_.end(), connection);
    } catch (const std::bad_alloc&) {  // what never was cannot be counted out when it closes
        (refused ? common.turned_away : common.connections).fetch_sub(1);
        if (!refused) common.peers.disconnect(peer);
        throw;
    }
    if (refused)
        connection->turn_away(refused);
    else
        connection->begin();
    if (is_draining_) connection->drain();
}

void Loop::forget(Connection& connection) { connections_.erase(connection.place); }

// Often enough that no deadline is missed by more than a quarter of itself.
int Loop::sweep_ms() const {
    auto& l = common.limits;
    int shortest = std::min({l.header_deadline_ms, l.body_deadline_ms, l.request_deadline_ms, l.write_deadline_ms,
                             l.idle_ms, l.linger_ms, 4000});
    return is_draining_ ? drain_sweep_ms : std::max(10, shortest / 4);
}

void Loop::sweep() {
    is_sweeping_ = false;
    timer_.expires_after(milliseconds(sweep_ms()));
    timer_.async_wait([this](error_code error) {
        if (!error) sweep();
    });
    is_sweeping_ = true;
    auto now = Clock::now();
    for (auto next = connections_.begin(); next != connections_.end();) {
        auto connection = *next++;  // kept alive while it may take itself out of the list
        connection->sweep(now);
    }
    common.metrics.gauge("http_connections", common.connections.load());
    common.metrics.gauge("http_streams", common.streams.load());
    common.metrics.gauge("http_queue_depth", double(common.workers.waiting()));
    if (is_draining_) {
        if (now >= drain_ends_)
            while (!connections_.empty()) {
                auto connection = connections_.front();
                connection->close();
            }
        // A connection may have been accepted just before the end, its handler still in the queue: it is not left hanging.
        if (connections_.empty() && !is_accepting_) return io_.stop();
    } else if (accepts_again_) {
        accepts_again_ = false;
        if (!is_accepting_) accept();
    }
}

void Loop::drain() {
    mailbox->post([this] { begin_drain(); });
}

void Loop::begin_drain() {
    if (is_draining_) return;
    is_draining_ = true;
    drain_ends_ = Clock::now() + milliseconds(common.limits.drain_ms);
    error_code error;
    for (;;) {  // who is already through the kernel's door is still served
        Socket socket(io_);
        acceptor_.accept(socket, error);
        if (error) break;
        take(std::move(socket));
    }
    acceptor_.close(error);
    for (auto next = connections_.begin(); next != connections_.end();) {
        auto connection = *next++;
        connection->drain();
    }
    sweep();
}

std::string Loop::new_request_id() {
    static constexpr char digits[] = "0123456789abcdef";
    auto number = random_();
    std::string id(16, '0');
    for (char& c : id) {
        c = digits[number & 15];
        number >>= 4;
    }
    return id;
}

std::string_view Loop::date() {
    auto now = std::chrono::system_clock::now();
    auto second = std::chrono::system_clock::to_time_t(now);
    if (second != date_of_) {
        date_of_ = second;
        date_ = http_date(now);
    }
    return date_;
}

}  // namespace unionhall::http
