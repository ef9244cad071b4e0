// One connection: reading requests and handing them to the workers, one at a time and in order.
#include "platform/http_connection.h"

#include <utility>

#include "platform/http_accept.h"
#include "platform/http_problem.h"
#include "platform/http_ticket.h"

namespace unionhall::http {

using std::chrono::milliseconds;

Connection::Connection(Loop& loop, Socket socket, std::string peer)
    : loop_(loop),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      deadline_(Clock::now() + milliseconds(loop.common.limits.idle_ms)) {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
}

Connection::~Connection() { count_body(0); }

void Connection::begin() {
    guard([&] { wait(); });
}

void Connection::turn_away(int status) {
    is_turned_away_ = true;
    guard([&] {
        asked_ = {.request_id = loop_.new_request_id()};
        refuse(status);
    });
}

void Connection::close() {
    if (state_ == State::closed) return;
    state_ = State::closed;
    error_code ignored;
    socket_.close(ignored);
    if (stream_) {
        stream_->timer.cancel();
        loop_.common.streams.fetch_sub(1);
    }
    if (is_turned_away_) {
        loop_.common.turned_away.fetch_sub(1);
    } else {
        loop_.common.connections.fetch_sub(1);
        loop_.common.peers.disconnect(peer_);
    }
    count_body(0);
    loop_.forget(*this);
}

// Waits until there is something to read, and only then takes a buffer: ten thousand idle connections hold none.
void Connection::wait() {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
        if (error) return self->close();
        self->guard([&] { self->readable(); });
    });
}

void Connection::readable() {
    if (state_ != State::idle && state_ != State::reading) return;
    error_code error;
    auto n = socket_.read_some(asio::buffer(loop_.scratch), error);
    if (error == asio::error::would_block || error == asio::error::try_again) return wait();
    if (error) return close();  // also the half of a request: nobody is there to hear what is wrong with it
    if (pending_.empty()) return take({loop_.scratch.data(), n});
    pending_.append(loop_.scratch.data(), n);
    take(pending_);
}

// `bytes` lie in the loop's scratch or in `pending_`; what is not taken stays for the next time.
void Connection::take(std::string_view bytes) {
    auto& limits = loop_.common.limits;
    if (!reader_) reader_ = std::make_unique<RequestReader>(limits);
    auto before = reader_->state();
    auto begun_before = reader_->has_begun();
    bytes.remove_prefix(reader_->feed(bytes));
    keep(bytes);
    auto now = Clock::now();
    if (reader_->has_begun() && !begun_before) {
        state_ = State::reading;
        asked_ = {.request_id = loop_.new_request_id(), .since = now};
        deadline_ = now + milliseconds(limits.header_deadline_ms);
    }
    count_body(reader_->body_bytes());
    switch (reader_->state()) {
        case RequestReader::State::head:
            return wait();
        case RequestReader::State::whole:
            return dispatch();
        case RequestReader::State::refused:
            return refuse(reader_->refused_status(), reader_->refused_why());
        case RequestReader::State::body:
            break;
    }
    if (loop_.common.bodies_bytes.load() > limits.bodies_bytes_max) return refuse(503);
    if (before == RequestReader::State::head) body_since_ = now;
    deadline_ = body_since_ + milliseconds(limits.body_deadline_ms) +
                milliseconds(reader_->body_bytes() * 1000 / std::uint64_t(limits.body_rate_min_bytes_per_s));
    if (reader_->wants_continue() && bytes.empty()) send_continue();
    wait();
}

void Connection::keep(std::string_view rest) {
    if (rest.empty()) {
        release(pending_);
    } else if (rest.data() >= pending_.data() && rest.data() < pending_.data() + pending_.size()) {
        pending_.erase(0, std::size_t(rest.data() - pending_.data()));
    } else {
        pending_.assign(rest);
    }
}

// Twenty-five bytes into an empty socket buffer: they fit, or the peer is gone.
void Connection::send_continue() {
    if (was_continued_) return;
    was_continued_ = true;
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code ignored;
    socket_.write_some(asio::buffer(text), ignored);
}

// Keeps the sum of all bodies in memory true: `bytes` is what this connection holds now.
void Connection::count_body(std::uint64_t bytes) {
    loop_.common.bodies_bytes.fetch_add(bytes - counted_bytes_);  // wraps round to a subtraction
    counted_bytes_ = bytes;
}

void Connection::dispatch() {
    auto& common = loop_.common;
    auto request = std::move(reader_->request());
    request.peer = peer_;
    request.request_id = asked_.request_id;
    auto since = asked_.since;
    asked_ = asked_by(request);
    asked_.since = since;
    asked_.is_head = reader_->is_head();
    if (asked_.is_head) asked_.method = "HEAD";
    asked_.is_old = reader_->is_old();
    asked_.keeps_alive = reader_->keeps_alive();
    reader_.reset();
    was_continued_ = false;

    auto now = Clock::now();
    auto counted = common.peers.counted(peer_, request.header("x-forwarded-for"));
    state_ = State::working;
    if (!common.peers.ask(counted, now)) return answer(problem(429, asked_.language, asked_.request_id));

    request.peer = counted.empty() ? peer_ : counted;
    request.deadline = deadline_ = now + milliseconds(common.limits.request_deadline_ms);
    auto ticket = std::make_shared<Ticket>(loop_, weak_from_this(), ++exchange_, asked_);
    ticket_ = ticket;
    is_ticket_missed_ = false;
    auto is_taken = common.workers.post([&common, ticket, request = std::move(request)]() mutable {
        work(common, std::move(request), std::move(ticket));
    });
    if (is_taken) return;
    ticket->tear();
    answer(problem(503, asked_.language, asked_.request_id));
}

// What cannot be read to its end is answered, and then nothing more is believed of this connection.
void Connection::refuse(int status, const Words& why) {
    was_refused_ = true;
    if (reader_) {
        auto since = asked_.since;
        auto& request = reader_->request();
        request.request_id = asked_.request_id;
        asked_ = asked_by(request);
        asked_.since = since;
        asked_.is_head = reader_->is_head();
    }
    asked_.keeps_alive = false;
    asked_.takes_gzip = false;
    answer(problem(status, asked_.language, asked_.request_id, why));
}

void Connection::sweep(Clock::time_point now) {
    // An answer for which there was no memory never comes. Seen twice, it is not just waiting in this loop's queue.
    if (state_ == State::working && ticket_.expired() && std::exchange(is_ticket_missed_, true)) return close();
    if (now < deadline_) return;
    switch (state_) {
        case State::reading:
            return guard([&] { refuse(408); });
        case State::working:
            ++exchange_;  // the answer that may still come belongs to nobody
            return guard([&] { refuse(504); });
        default:
            return close();
    }
}

void Connection::drain() {
    is_draining_ = true;
    if (state_ == State::streaming) return end_stream();
    error_code ignored;
    if (state_ == State::idle && socket_.available(ignored) == 0) close();
}

}  // namespace unionhall::http
