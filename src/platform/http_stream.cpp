// One connection: server-sent events, asked for piece by piece on the workers.
#include <boost/asio/write.hpp>

#include "platform/http_connection.h"
#include "platform/http_problem.h"

namespace unionhall::http {

using std::chrono::milliseconds;

void Connection::begin_stream(Response response) {
    auto& common = loop_.common;
    if (common.streams.fetch_add(1) >= common.limits.streams_max) {
        common.streams.fetch_sub(1);
        return answer(problem(503, asked_.language, asked_.request_id));
    }
    stream_ = std::make_unique<Stream>(socket_.get_executor());
    stream_->next = std::move(response.stream);
    stream_->is_ending = is_draining_;
    stream_->has_ended = asked_.is_head;
    response.content_type = "text/event-stream; charset=utf-8";
    std::erase_if(response.headers, [](auto& header) { return header.first == "Cache-Control"; });
    response.headers.emplace_back("Cache-Control", "no-store");
    closes_ = true;  // after a stream the connection has done its work
    auto framing = asked_.is_old || asked_.is_head ? Framing::until_close : Framing::chunks;
    head_ = head_of(response, asked_, framing, closes_, loop_.date());
    record(response);
    state_ = State::streaming;
    release(pending_);
    watch_for_leaving();
    write_out();
}

// Something has been written, or there was nothing to write: ask for the next piece in a while.
void Connection::stream_wait() {
    if (stream_->has_ended) return close();
    if (stream_->is_ending) return stream_write({});
    deadline_ = Clock::time_point::max();
    stream_->timer.expires_after(milliseconds(loop_.common.limits.stream_every_ms));
    stream_->timer.async_wait([self = shared_from_this()](error_code error) {
        if (!error && self->state_ == State::streaming) self->stream_ask();
    });
}

void Connection::stream_ask() {
    if (stream_->is_asking) return;
    auto job = [mailbox = loop_.mailbox, connection = weak_from_this(), next = std::move(stream_->next),
                &log = loop_.common.log, request_id = asked_.request_id]() mutable {
        std::string piece;
        bool is_last = false;
        try {
            piece = next(is_last);
        } catch (const std::exception& fault) {
            log.fault("stream_fault", fault, {{LogKey::request_id, request_id}});
            is_last = true;
        }
        mailbox->post([connection, next = std::move(next), piece = std::move(piece), is_last]() mutable {
            if (auto alive = connection.lock()) alive->streamed(std::move(next), std::move(piece), is_last);
        });
    };
    stream_->is_asking = true;
    if (loop_.common.workers.post(std::move(job))) return;
    end_stream();  // no worker has time: the browser comes back by itself
}

void Connection::streamed(NextPiece next, std::string piece, bool is_last) {
    if (state_ != State::streaming || stream_->has_ended) return;
    stream_->next = std::move(next);
    stream_->is_asking = false;
    stream_->is_ending |= is_last;
    auto heartbeat_due = stream_->last_sent + milliseconds(loop_.common.limits.stream_heartbeat_ms);
    if (piece.empty() && !stream_->is_ending && Clock::now() >= heartbeat_due) piece = ": still here\n\n";
    if (piece.empty() && !stream_->is_ending) return stream_wait();
    stream_write(piece);
}

void Connection::stream_write(std::string_view piece) {
    stream_->last_sent = Clock::now();
    if (asked_.is_old) {
        head_ = piece;
    } else {
        if (!piece.empty()) {
            char size[20];
            head_.assign(size, std::size_t(std::snprintf(size, sizeof size, "%zx\r\n", piece.size())));
            head_.append(piece).append("\r\n");
        }
        if (stream_->is_ending) head_ += "0\r\n\r\n";
    }
    stream_->has_ended = stream_->is_ending;
    write_out();
}

// At the drain, or when nobody can be asked. While a piece is being written, its end brings this end.
void Connection::end_stream() {
    stream_->is_ending = true;
    if (!head_.empty()) return;
    stream_->timer.cancel();
    stream_write({});
}

// Nothing is expected from the listener; an end of its sending is its leaving.
void Connection::watch_for_leaving() {
    socket_.async_wait(Socket::wait_read, [self = shared_from_this()](error_code error) {
        if (error || self->state_ != State::streaming) return;
        self->socket_.read_some(asio::buffer(self->loop_.scratch), error);
        if (error && error != asio::error::would_block) return self->close();
        self->watch_for_leaving();
    });
}

}  // namespace unionhall::http
