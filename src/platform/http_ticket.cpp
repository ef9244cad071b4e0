// The right to answer one request once, and the calling of the handler.
#include "platform/http_ticket.h"

#include "platform/http_problem.h"

namespace unionhall::http {

Ticket::Ticket(Loop& loop, std::weak_ptr<Connection> connection, std::uint64_t exchange, const Asked& asked)
    : gzip_bytes_min_(loop.common.limits.gzip_bytes_min),
      mailbox_(loop.mailbox),
      connection_(std::move(connection)),
      exchange_(exchange),
      asked_(asked) {}

Ticket::~Ticket() {
    try {
        if (!is_used_) answer(problem(500, asked_.language, asked_.request_id));
    } catch (...) {}  // no memory: the connection sees that its ticket is gone
}

void Ticket::answer(Response response) {
    if (is_used_.exchange(true) || connection_.expired()) return;
    try {
        compress(response, asked_, gzip_bytes_min_);
    } catch (const std::bad_alloc&) {}  // longer, but the same
    mailbox_->post([connection = connection_, exchange = exchange_, response = std::move(response)]() mutable {
        if (auto alive = connection.lock()) alive->answered(exchange, std::move(response));
    });
}

void work(Common& common, Request request, std::shared_ptr<Ticket> ticket) {
    // Under overload the oldest have been told so already: working for them would make everybody late.
    if (Clock::now() > request.deadline || ticket->connection_.expired()) return ticket->tear();
    try {
        common.handler(std::move(request), [ticket](Response response) { ticket->answer(std::move(response)); });
    } catch (...) { ticket->fail(common.log, std::current_exception()); }
}

void Ticket::fail(Log& log, const std::exception_ptr& failure) noexcept try {
    try {
        std::rethrow_exception(failure);
    } catch (const Refusal& refusal) {
        answer(problem(refusal, asked_.language, asked_.request_id));
    } catch (const std::exception& fault) {
        log.fault("handler_fault", fault, {{LogKey::request_id, asked_.request_id}});
        bool has_lacked_memory = dynamic_cast<const std::bad_alloc*>(&fault);
        answer(problem(has_lacked_memory ? 503 : 500, asked_.language, asked_.request_id));
    } catch (...) {
        log.line(Level::error, "handler_fault", {{LogKey::request_id, asked_.request_id}});
        answer(problem(500, asked_.language, asked_.request_id));
    }
} catch (...) {}  // no memory for saying so: the destructor tries again

}  // namespace unionhall::http
