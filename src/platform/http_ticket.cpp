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
    if (!is_used_) answer(problem(500, asked_.language, asked_.request_id));
}

void Ticket::answer(Response response) {
    if (is_used_.exchange(true) || connection_.expired()) return;
    compress(response, asked_, gzip_bytes_min_);
    mailbox_->post([connection = connection_, exchange = exchange_, response = std::move(response)]() mutable {
        if (auto alive = connection.lock()) alive->answered(exchange, std::move(response));
    });
}

void work(Common& common, Request request, std::shared_ptr<Ticket> ticket) {
    // Under overload the oldest have been told so already: working for them would make everybody late.
    if (Clock::now() > request.deadline || ticket->connection_.expired()) return ticket->tear();
    auto language = ticket->asked_.language;
    auto& request_id = ticket->asked_.request_id;
    try {
        common.handler(std::move(request), [ticket](Response response) { ticket->answer(std::move(response)); });
    } catch (const Refusal& refusal) {
        ticket->answer(problem(refusal, language, request_id));
    } catch (const std::exception& fault) {
        common.log.fault("handler_fault", fault, {{LogKey::request_id, request_id}});
        ticket->answer(problem(500, language, request_id));
    } catch (...) {
        common.log.line(Level::error, "handler_fault", {{LogKey::request_id, request_id}});
        ticket->answer(problem(500, language, request_id));
    }
}

}  // namespace unionhall::http
