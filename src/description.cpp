#include "description.h"

#include "capabilities.h"
#include "platform/html.h"
#include "platform/metrics.h"

namespace unionhall {
namespace {

Response tell_openapi(Call&) {
    static const std::string text = openapi_text(every_route());
    return {.body = text};
}

Response tell_health(Call&) { return {.content_type = "text/plain; charset=utf-8", .body = "ok\n"}; }

Response tell_readiness(Call& call) {
    if (auto trouble = call.context.services.database->trouble()) throw Refusal(Refusal::Reason::not_now, *trouble);
    call.context.tx.number(
        "select count(*) from schema_migrations");  // throws, and so answers 503, when the database is away
    return {.content_type = "text/plain; charset=utf-8", .body = "ready\n"};
}

Response tell_metrics(Call& call) {
    auto* metrics = call.context.services.metrics;
    return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics ? metrics->text() : ""};
}

std::string door_words(const Route& route, Language language) {
    static const Words doors[] = {
        {"任何人", "Anyone"}, {"已登录", "Signed in"}, {"职工本人", "Workers"}, {"工作人员", "Staff"}, {}};
    if (route.door.kind == Door::Kind::permitted) return std::string(route.door.permission.name);
    return doors[static_cast<int>(route.door.kind)].in(language);
}

Response tell_docs(Call& call) {
    auto language = call.context.language;
    auto say = [&](const char* zh, const char* en) { return language == Language::zh ? zh : en; };
    auto title = say("职工之家接口", "The Unionhall API");
    HtmlWriter page;
    page.begin("html", {{"lang", say("zh-CN", "en")}}).begin("head").empty("meta", {{"charset", "utf-8"}});
    page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width"}}).element("title", title);
    page.empty("link", {{"rel", "stylesheet"}, {"href", "/public.css"}});
    page.empty("link", {{"rel", "icon"}, {"href", "/icon.svg"}}).end();
    page.begin("body").begin("main").element("h1", title).begin("p");
    page.text(say("每个 POST 需要 Idempotency-Key，每个 PATCH 需要 If-Match。完整的字段、限制和答复见 ",
                  "Each POST needs an Idempotency-Key, each PATCH an If-Match. Every field, limit and answer is in "));
    page.element("a", "/api/openapi.json", {{"href", "/api/openapi.json"}}).end();
    page.begin("table").begin("thead").begin("tr");
    for (auto* head :
         {say("方法", "Method"), say("地址", "Address"), say("做什么", "What it does"), say("谁可以", "Who may")})
        page.element("th", head, {{"scope", "col"}});
    page.end().end().begin("tbody");
    for (auto* r : every_route()) {
        page.begin("tr").element("td", r->method).begin("td").element("code", r->path).end();
        page.element("td", r->about.in(language)).element("td", door_words(*r, language)).end();
    }
    page.end().end().end().end().end();
    return {.content_type = "text/html; charset=utf-8", .body = page.take()};
}

}  // namespace

// clang-format off
Room description_room() {
    return {.name = "description", .routes = {
        raw("/api/openapi.json", anyone(), tell_openapi,   {"本接口的 OpenAPI 3.1 描述。", "The OpenAPI 3.1 description of all this."}),
        raw("/api/docs",         anyone(), tell_docs,      {"供人阅读的接口说明。", "The same for people to read."}),
        raw("/healthz",          anyone(), tell_health,    {"程序在运行。", "The program runs."}),
        raw("/readyz",           anyone(), tell_readiness, {"数据库可用。", "The database answers."}),
        raw("/metrics",          anyone(), tell_metrics,   {"运行指标（Prometheus 格式）。", "What the program counts about itself, for Prometheus."}),
    }};
}
// clang-format on

}  // namespace unionhall
