// One connection: writing answers, and parting from peers that still send.
#include <boost/asio/write.hpp>

#include "platform/http_connection.h"
#include "platform/http_problem.h"

namespace unionhall::http {

using std::chrono::milliseconds;

constexpr std::size_t one_write_bytes_max = 16384;  // a body up to this size travels in the same buffer as its head

void Connection::answered(std::uint64_t exchange, Response response) {
    if (state_ != State::working || exchange != exchange_) return;  // too late, or for somebody before
    guard([&] { answer(std::move(response)); });
}

void Connection::answer(Response response) {
    closes_ = !asked_.keeps_alive || is_draining_;
    count_body(0);
    if (response.stream) return begin_stream(std::move(response));
    head_ = head_of(response, asked_, Framing::length, closes_, loop_.date());
    record(response);
    body_.clear();
    if (!asked_.is_head && response.status != 204 && response.status != 304) body_ = std::move(response.body);
    if (body_.size() <= one_write_bytes_max) {
        head_ += body_;
        release(body_);
    }
    write_out();
}

void Connection::record(const Response& response) {
    auto& common = loop_.common;
    std::chrono::duration<double> took = Clock::now() - asked_.since;
    std::string labels = "method=\"";
    labels.append(asked_.method).append("\",status=\"").append(1, char('0' + response.status / 100)).append("xx\"");
    common.metrics.count("http_requests_total", labels);
    common.metrics.observe("http_request_seconds", took.count());
    auto route = response.route.empty() ? std::string_view("-") : std::string_view(response.route);
    common.log.line(response.status >= 500 ? Level::warning : Level::info, "request",
                    {{LogKey::request_id, asked_.request_id},
                     {LogKey::method, asked_.method},
                     {LogKey::route, route},
                     {LogKey::status, response.status},
                     {LogKey::ms, std::int64_t(took.count() * 1000)},
                     {LogKey::bytes, response.body.size()}});
}

void Connection::write_out() {
    auto& limits = loop_.common.limits;
    if (state_ != State::streaming) state_ = State::writing;
    auto bytes = head_.size() + body_.size();
    deadline_ = Clock::now() + milliseconds(limits.write_deadline_ms) +
                milliseconds(bytes * 1000 / std::size_t(limits.write_rate_min_bytes_per_s));
    std::array<asio::const_buffer, 2> buffers{asio::buffer(head_), asio::buffer(body_)};
    asio::async_write(socket_, buffers, [self = shared_from_this()](error_code error, std::size_t) {
        if (self->state_ == State::closed) return;
        if (error) return self->close();
        self->guard([&] { self->written(); });
    });
}

void Connection::written() {
    release(head_);
    release(body_);
    if (state_ == State::streaming) return stream_wait();
    if (was_refused_) return linger();
    if (closes_) return pending_.empty() ? close() : linger();
    state_ = State::idle;
    deadline_ = Clock::now() + milliseconds(loop_.common.limits.idle_ms);
    if (is_draining_) return close();
    if (pending_.empty()) return wait();
    take(pending_);
}

// A socket closed with unread bytes in it resets the connection, and the peer loses the answer it has not read yet.
// So we say that we are done and read on for a while, without keeping anything.
void Connection::linger() {
    state_ = State::lingering;
    deadline_ = Clock::now() + milliseconds(loop_.common.limits.linger_ms);
    reader_.reset();
    release(pending_);
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    read_and_forget();
}

void Connection::read_and_forget() {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
        if (error || self->state_ != State::lingering) return;
        auto n = self->socket_.read_some(asio::buffer(self->loop_.scratch), error);
        self->lingered_bytes_ += n;
        bool is_over = error && error != asio::error::would_block;
        if (is_over || self->lingered_bytes_ > self->loop_.common.limits.linger_bytes_max) return self->close();
        self->read_and_forget();
    });
}

}  // namespace unionhall::http
