// Answers that say no, in two languages.
#include "platform/http_problem.h"

#include "platform/json.h"

namespace unionhall {
namespace {

struct Sentence {
    int status;
    Words title, what_next;
};

const Sentence& sentence_of(int status) {
    static const Sentence sentences[] = {
        {500,
         {"系统出了差错。", "Something went wrong on our side."},
         {"没有保存任何内容。请重试；如果仍然如此，请把这个编号告诉管理员：",
          "Nothing was saved. Please try again; if it stays, tell your administrator this number: "}},
        {400, {"请求的写法不对，无法读取。", "The request is not written in a way we can read."}, {}},
        {404, {"没有这个地址。", "There is nothing at this address."}, {}},
        {405, {"这里不接受这种方法。", "This method is not accepted here."}, {}},
        {408,
         {"请求没有在规定的时间内发完。", "The request did not arrive in time."},
         {"请检查网络后重试。", "Please check the connection and try again."}},
        {413,
         {"发送的内容太大。", "What was sent is too large."},
         {"请减小文件或分几次发送。", "Please make it smaller or send it in parts."}},
        {414, {"地址太长。", "The address is too long."}, {}},
        {417, {"请求里的 Expect 无法满足。", "What the request expects cannot be met."}, {}},
        {429, {"请求太频繁。", "Too many requests."}, {"请稍等片刻再试。", "Please wait a moment and try again."}},
        {431, {"请求的头部太大或太多。", "The headers of the request are too large or too many."}, {}},
        {503,
         {"现在太忙，暂时无法处理。", "Too busy to answer right now."},
         {"没有保存任何内容，请稍后再试。", "Nothing was saved; please try again shortly."}},
        {504,
         {"处理时间太长，没有等到结果。", "The answer took too long."},
         {"请先看看内容是否已经保存，再决定是否重试。", "Please look whether it was saved before you try again."}},
    };
    for (auto& sentence : sentences)
        if (sentence.status == status) return sentence;
    return sentences[0];
}

Response assemble(int status, std::string_view title, std::string_view detail, std::string_view request_id,
                  const std::vector<Problem>& problems, Language language, std::string_view type = "about:blank") {
    JsonWriter w;
    w.begin_object().pair("type", type).pair("title", title).pair("status", status);
    if (!detail.empty()) w.pair("detail", detail);
    w.pair("request_id", request_id).key("problems").begin_array();
    for (auto& p : problems)
        w.begin_object().pair("field", p.field).pair("message", p.message.in(language)).end_object();
    w.end_array().end_object();
    Response response{status, "application/problem+json; charset=utf-8", w.take()};
    response.headers.emplace_back("Content-Language", language == Language::zh ? "zh-CN" : "en");
    return response;
}

int status_of(Refusal::Reason reason) {
    switch (reason) {
        case Refusal::Reason::malformed:
            return 400;
        case Refusal::Reason::not_signed_in:
            return 401;
        case Refusal::Reason::forbidden:
        case Refusal::Reason::unproved:
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

}  // namespace

Response problem(const Refusal& refusal, Language language, std::string_view request_id) {
    std::string detail;
    for (auto& problem : refusal.problems) {
        if (!detail.empty()) detail += ' ';
        detail += problem.message.in(language);
    }
    auto& title = refusal.title.in(language);
    auto type = refusal.reason == Refusal::Reason::unproved ? unproved_type : "about:blank";
    auto response = assemble(status_of(refusal.reason), title, detail, request_id, refusal.problems, language, type);
    if (refusal.retry_after_s > 0) response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after_s));
    if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

Response problem(int status, Language language, std::string_view request_id, const Words& why) {
    auto& sentence = sentence_of(status);
    auto detail = (why.empty() ? sentence.what_next : why).in(language);
    if (status == 500) detail += request_id;
    return assemble(status, sentence.title.in(language), detail, request_id, {}, language);
}

}  // namespace unionhall
