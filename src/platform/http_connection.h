// The inside of the HTTP room, where Boost is: one loop for each I/O thread, one connection for each socket.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "platform/http.h"
#include "platform/http_answer.h"
#include "platform/http_peers.h"
#include "platform/http_reader.h"
#include "platform/http_workers.h"
#include "platform/log.h"
#include "platform/metrics.h"

namespace unionhall::http {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;  // the concrete one: the general one costs an allocation a step
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

class Connection;
class Loop;
class Ticket;

// Gives the memory back: clear() and assignment keep it.
inline void release(std::string& text) { std::string().swap(text); }

// What all loops and connections of one server have in common.
struct Common {
    Common(HttpLimits given, Handler handler, Log& log, Metrics& metrics)
        : limits(std::move(given)),
          handler(std::move(handler)),
          log(log),
          metrics(metrics),
          workers(std::size_t(limits.queue_max)),
          peers(limits) {}

    HttpLimits limits;
    Handler handler;
    Log& log;
    Metrics& metrics;
    Workers workers;
    Peers peers;
    std::atomic<int> connections{0}, turned_away{0}, streams{0};
    std::atomic<std::uint64_t> bodies_bytes{0};
};

// The way back from any thread to an I/O thread, which may have ended before: really shared, by whoever still has
// an answer to give.
class Mailbox {
  public:
    explicit Mailbox(asio::io_context& io) : io_(&io) {}
    template <class Job>
    void post(Job job) {
        std::lock_guard lock(mutex_);
        if (io_) asio::post(*io_, std::move(job));
    }
    void close() {
        std::lock_guard lock(mutex_);
        io_ = nullptr;
    }

  private:
    std::mutex mutex_;
    asio::io_context* io_;
};

class Loop {
  public:
    explicit Loop(Common& common);
    ~Loop();

    void listen(const asio::ip::tcp::endpoint& endpoint);
    asio::ip::tcp::endpoint local() const { return acceptor_.local_endpoint(); }
    void run();    // until a drain has ended; outlives every lack of memory
    void drain();  // from any thread

    void forget(Connection& connection);
    std::string new_request_id();
    std::string_view date();

    Common& common;
    std::shared_ptr<Mailbox> mailbox;
    std::array<char, 65536> scratch;  // every connection of this thread reads into it: an idle one owns no buffer

  private:
    void accept();
    void take(Socket socket);
    void sweep();
    void begin_drain();
    int sweep_ms() const;

    asio::io_context io_{1};
    Acceptor acceptor_{io_};
    Timer timer_{io_};
    std::list<std::shared_ptr<Connection>> connections_;
    std::mt19937_64 random_;
    std::string date_;
    std::time_t date_of_ = 0;
    bool is_draining_ = false, accepts_again_ = false;
    bool is_accepting_ = false;  // an accept is under way, or its handler is in the queue
    bool is_sweeping_ = false;   // the next sweep is on its way
    Clock::time_point drain_ends_{};
};

class Connection : public std::enable_shared_from_this<Connection> {
  public:
    using Place = std::list<std::shared_ptr<Connection>>::iterator;

    Connection(Loop& loop, Socket socket, std::string peer);
    ~Connection();

    void begin();
    void turn_away(int status);  // instead of begin(): one answer, no question read
    void answered(std::uint64_t exchange, Response response);
    void streamed(NextPiece next, std::string piece, bool is_last);
    void sweep(Clock::time_point now);
    void drain();
    void close();

    Place place;

  private:
    enum class State { idle, reading, working, writing, streaming, lingering, closed };

    struct Stream {
        explicit Stream(const Executor& executor) : timer(executor) {}
        NextPiece next;  // with a worker while it is asked
        Timer timer;
        bool is_ending = false, has_ended = false, is_asking = false;  // the last piece is known; is written
        Clock::time_point last_sent = Clock::now();
    };

    // Runs one step; what cannot be taken for lack of memory closes this connection, and only this one.
    template <class Step>
    void guard(Step step) {
        try {
            step();
        } catch (const std::exception&) { close(); }
    }

    // http_connection.cpp: reading and handing over
    void wait();
    void readable();
    void take(std::string_view bytes);
    void keep(std::string_view rest);
    void send_continue();
    void count_body(std::uint64_t bytes);
    void dispatch();
    void refuse(int status, const Words& why = {});

    // http_write.cpp: answering
    void answer(Response response);
    void record(const Response& response);
    void write_out();
    void written();
    void linger();
    void read_and_forget();

    // http_stream.cpp: server-sent events
    void begin_stream(Response response);
    void stream_wait();
    void stream_ask();
    void stream_write(std::string_view piece);
    void end_stream();
    void watch_for_leaving();

    Loop& loop_;
    Socket socket_;
    std::string peer_;
    State state_ = State::idle;
    bool closes_ = false, was_refused_ = false, is_turned_away_ = false, is_draining_ = false, was_continued_ = false;
    Clock::time_point deadline_, body_since_;
    std::unique_ptr<RequestReader> reader_;
    std::string pending_;  // read, and not yet part of a request
    std::uint64_t exchange_ = 0, counted_bytes_ = 0;
    std::weak_ptr<Ticket> ticket_;
    bool is_ticket_missed_ = false;  // at the last sweep it was gone, and its answer not here
    std::size_t lingered_bytes_ = 0;
    Asked asked_;
    std::string head_, body_;  // on their way out
    std::unique_ptr<Stream> stream_;
};

}  // namespace unionhall::http
