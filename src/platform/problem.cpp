// Refusals and faults as RFC 9457 problems, in the language of the person who gets them.
#include "platform/app.h"
#include "platform/http_accept.h"
#include "platform/log.h"
#include "platform/text.h"

namespace unionhall {

Language language_of(const Request& request) {
    auto* asked = request.header("accept-language");
    return asked ? language_of(*asked) : Language::zh;
}

static int status_of(Refusal::Reason reason) {
    switch (reason) {
        case Refusal::Reason::malformed:
            return 400;
        case Refusal::Reason::not_signed_in:
            return 401;
        case Refusal::Reason::forbidden:
            return 403;
        case Refusal::Reason::not_found:
            return 404;
        case Refusal::Reason::conflict:
            return 409;
        case Refusal::Reason::stale:
            return 412;
        case Refusal::Reason::too_large:
            return 413;
        case Refusal::Reason::invalid:
            return 422;
        case Refusal::Reason::unversioned:
            return 428;
        case Refusal::Reason::too_many:
            return 429;
        case Refusal::Reason::not_now:
            return 503;
        case Refusal::Reason::not_saved:
            return 507;
    }
    return 500;
}

static Response write_problem(int status, const Words& title, const std::vector<Problem>& problems,
                              const Request& request) {
    auto language = language_of(request);
    JsonWriter w;
    w.begin_object().pair("type", "about:blank").pair("title", title.in(language)).pair("status", status);
    std::string detail;
    for (auto& p : problems) detail += (detail.empty() ? "" : " ") + p.message.in(language);
    if (!detail.empty()) w.pair("detail", detail);
    w.pair("request_id", request.request_id).key("problems").begin_array();
    for (auto& p : problems)
        w.begin_object().pair("field", p.field).pair("message", p.message.in(language)).end_object();
    w.end_array().end_object();
    return {.status = status, .content_type = "application/problem+json; charset=utf-8", .body = w.take()};
}

Response problem(const Refusal& refusal, const Request& request) {
    auto response = write_problem(status_of(refusal.reason), refusal.title, refusal.problems, request);
    if (refusal.retry_after_s) response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after_s));
    if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

Response problem_of(std::exception_ptr failure, const Request& request, Log* log) {
    auto note = [&](const std::exception& fault) {
        if (log) log->fault("request failed", fault, {{LogKey::request_id, std::string_view(request.request_id)}});
    };
    try {
        std::rethrow_exception(failure);
    } catch (const Refusal& refusal) { return problem(refusal, request); } catch (const DbError& error) {
        using enum DbError::Kind;
        note(error);
        if (error.kind == duplicate)
            return problem(
                conflict({"同样的内容已经有了，没有重复保存。", "This exists already; it was not kept twice."}),
                request);
        if (error.kind == reference)
            return problem(conflict({"它和别的记录有关联，现在不能这样改。",
                                     "Other records depend on it, so this is not possible now."}),
                           request);
        if (error.kind == full || error.kind == io)
            return problem({Refusal::Reason::not_saved,
                            {"现在存不下，您的内容没有保存，请稍后再试。",
                             "The store is full or failing: nothing was saved. Please try again later."}},
                           request);
        if (error.kind == busy || error.kind == cut_short || error.kind == lost || error.kind == retry) {
            Refusal later{Refusal::Reason::not_now,
                          {"系统正忙，请稍后再试。", "The system is busy. Please try again shortly."}};
            later.retry_after_s = 2;
            return problem(later, request);
        }
    } catch (const std::exception& fault) { note(fault); }
    return write_problem(
        500,
        {"系统出错了，您的内容没有保存。请把这个编号告诉管理员：" + request.request_id + "。",
         "Something failed on our side; nothing was saved. Tell your administrator this number: " + request.request_id},
        {}, request);
}

}  // namespace unionhall
