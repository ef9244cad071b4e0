// The right to answer one request once, from any thread, while the connection may already be gone.
#pragma once

#include <atomic>
#include <memory>

#include "platform/http_connection.h"

namespace unionhall::http {

class Ticket {
  public:
    Ticket(Loop& loop, std::weak_ptr<Connection> connection, std::uint64_t exchange, const Asked& asked);
    ~Ticket();  // not answered: a fault, said to the asker at once instead of after the deadline

    void answer(Response response);                       // the first call counts
    void fail(Log&, const std::exception_ptr&) noexcept;  // a refusal is answered as itself, a fault logged and 500
    void tear() { is_used_ = true; }                      // nobody waits for this answer any more

  private:
    friend void work(Common& common, Request request, std::shared_ptr<Ticket> ticket);

    std::size_t gzip_bytes_min_;
    std::shared_ptr<Mailbox> mailbox_;
    std::weak_ptr<Connection> connection_;
    std::uint64_t exchange_;
    Asked asked_;
    std::atomic<bool> is_used_{false};
};

// On a worker thread: calls the handler, and turns what it throws into answers.
void work(Common& common, Request request, std::shared_ptr<Ticket> ticket);

}  // namespace unionhall::http
