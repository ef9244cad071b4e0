// The HTTP room: listens, reads requests, hands them to a handler on worker threads, writes the answers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/message.h"

namespace unionhall {

class Log;
class Metrics;

// Every wait and every size has a limit here, with its unit at the end of its name. Whoever goes over one gets
// an answer that says so, where an answer can still be read.
struct HttpLimits {
    // sizes
    std::size_t target_bytes_max = 8192;                       // over: 414
    std::size_t header_bytes_max = 16384;                      // the whole head with its first line; over: 431
    std::size_t header_count_max = 100;                        // over: 431
    std::size_t query_fields_max = 64;                         // over: 400
    std::size_t body_bytes_max = 1024 * 1024;                  // over: 413
    std::size_t upload_bytes_max = 64 * 1024 * 1024;           // the same below `upload_prefixes`
    std::vector<std::string> upload_prefixes{"/api/imports"};  // this path, and what is below it
    std::size_t bodies_bytes_max = 512 * 1024 * 1024;          // of all that are being read; over: 503
    std::size_t gzip_bytes_min = 1024;                         // smaller answers are not worth the work
    std::size_t linger_bytes_max = 16 * 1024 * 1024;           // read and forgotten after a refusal

    // numbers
    int connections_max = 10240;          // or what the process may open, less `files_reserved`; over: 503
    int files_reserved = 256;             // descriptors kept for the database and the rest
    int connections_per_peer_max = 2000;  // a union's office sits behind one address; over: 429
    int requests_per_peer_per_s = 2000;   // may be saved up for 2 s; over: 429
    bool loopback_is_limited = false;     // this machine is its own proxy: then X-Forwarded-For names the peer
    int queue_max = 4096;                 // requests that wait for a worker; over: 503
    int streams_max = 256;                // event streams open at once; over: 503
    int io_threads = 2;
    int worker_threads = 8;

    // waits
    int header_deadline_ms = 15000;  // from its first byte to the end of the head; over: 408
    int body_deadline_ms = 30000;    // for the body, and longer only while it keeps this rate:
    int body_rate_min_bytes_per_s = 16384;
    int request_deadline_ms = 30000;  // until the handler has answered; over: 504
    int write_deadline_ms = 15000;    // for the answer, and longer only at this rate:
    int write_rate_min_bytes_per_s = 16384;
    int idle_ms = 60000;  // between two requests
    int linger_ms = 2000;
    int stream_every_ms = 500;
    int stream_heartbeat_ms = 15000;
    int drain_ms = 10000;  // from stop() to the end, at most
};

// Runs on a worker thread. `Done` may be called there or later from any thread, once; whoever asked may be gone by
// then. A Refusal thrown is answered as a problem, anything else with 500; a Done that is let go uncalled, too.
using Handler = std::function<void(Request, Done)>;

// Speaks HTTP/1.1 (and 1.0), one request of a connection at a time and in order. Every answer carries
// X-Request-Id, the security headers and, where it is worth it, gzip; HEAD reaches the handler as GET.
class HttpServer {
  public:
    HttpServer(HttpLimits limits, Handler handler, Log& log, Metrics& metrics);
    ~HttpServer();

    // Opens the port, 0 for any. Throws std::runtime_error with a sentence when it is taken or not allowed.
    void listen(const std::string& address, unsigned port);
    unsigned port() const;

    // Serves until stop(); then no more connections are taken, what was asked is answered, and it returns,
    // after `drain_ms` at the latest.
    void run();
    void stop();  // from any thread, more than once, also before run()

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall
