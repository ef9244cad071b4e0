// Refusals and faults as the answers of a route, in the language of the person who gets them.
#include "platform/app.h"
#include "platform/http_accept.h"
#include "platform/http_problem.h"
#include "platform/log.h"

namespace unionhall {

static constexpr int retry_after_s = 2;

Language language_of(const Request& request) {
    auto* asked = request.header("accept-language");
    return asked ? language_of(*asked) : Language::zh;
}

Response problem(const Refusal& refusal, const Request& request) {
    return problem(refusal, language_of(request), request.request_id);
}

// What the person is told of a failing database; nothing for what is a fault of ours.
static std::optional<Refusal> refusal_of(DbError::Kind kind) {
    using enum DbError::Kind;
    auto later = [](Words why) {
        Refusal refusal{Refusal::Reason::not_now, std::move(why)};
        refusal.retry_after_s = retry_after_s;
        return refusal;
    };
    switch (kind) {
        case duplicate:
            return conflict({"同样的内容已经有了，没有重复保存。", "This exists already; it was not kept twice."});
        case reference:
            return conflict(
                {"它和别的记录有关联，现在不能这样改。", "Other records depend on it, so this is not possible now."});
        case full:
        case io:
            return Refusal{Refusal::Reason::not_saved,
                           {"现在存不下，您的内容没有保存，请稍后再试。",
                            "The store is full or failing: nothing was saved. Please try again later."}};
        case busy:
        case cut_short:
        case retry:
            return later({"系统正忙，您的内容没有保存，请稍后再试。",
                          "The system is busy and nothing was saved. Please try again shortly."});
        case lost:
            return later(
                {"数据库暂时连不上，您的内容没有保存，请过几秒再试。",
                 "The database cannot be reached just now and nothing was saved. Try again in a few seconds."});
        case unsure:
            return later(
                {"还不能确定您的内容是否已经保存。请过几秒原样再提交一次：同一个编号不会办两次。修改和删除请先刷新看看。",
                 "Nobody can say yet whether this was saved. Send it again unchanged in a few seconds: with the "
                 "same key it is not done twice. After a change or a deletion, look first."});
        case one_copy:
            return later(
                {"您的内容目前只保存在一台机器上。请过几秒原样再提交一次，有第二份后才算办好，不会办两次。",
                 "This is kept on one machine only so far. Ask again with the same key in a few seconds: it counts "
                 "once there is a second copy, and is not done twice."});
        case check:
        case other:
            break;
    }
    return {};
}

Response problem_of(std::exception_ptr failure, const Request& request, Log* log) {
    auto note = [&](const std::exception& fault) {
        if (log) log->fault("request failed", fault, {{LogKey::request_id, std::string_view(request.request_id)}});
    };
    try {
        std::rethrow_exception(failure);
    } catch (const Refusal& refusal) { return problem(refusal, request); } catch (const DbError& error) {
        note(error);
        if (auto refusal = refusal_of(error.kind)) return problem(*refusal, request);
    } catch (const std::bad_alloc& fault) {
        note(fault);
        return problem(*refusal_of(DbError::Kind::busy), request);
    } catch (const std::exception& fault) { note(fault); }
    return problem(500, language_of(request), request.request_id);
}

}  // namespace unionhall
