#include "accounts/audit_api.h"

#include <charconv>

#include "accounts/administration_store.h"
#include "platform/audit_head.h"
#include "platform/crypto.h"
#include "platform/html.h"
#include "platform/qr.h"

namespace unionhall::accounts {

// clang-format off
const RecordType& record_of(const HeadRow*) {
    static const auto type = record<HeadRow>("audit_head", "", {"签名链头", "signed head"}, {
        field(&HeadRow::number,     "number",     {"编号", "Number"}),
        field(&HeadRow::at,         "at",         {"时间", "When"}),
        field(&HeadRow::lines,      "lines",      {"记录数", "Lines"}),
        field(&HeadRow::public_key, "public_key", {"公钥", "Public key"}),
        field(&HeadRow::line,       "line",       {"链头", "Head"}).at_most(200'000)
            .help("按原样保存这一行，以后用 unionhall audit verify --heads 核验。", "Keep this line as it is; unionhall audit verify --heads checks it later."),
    });
    return type;
}
// clang-format on

std::vector<HeadRow> audit_heads(Context& context, const Nothing&) {
    std::vector<HeadRow> rows;
    for (auto& line : newest_head_lines(context.tx)) {
        auto head = read_head(line);
        rows.push_back({head.number, head.at, head.lines, base64url(head.public_key), line});
    }
    return rows;
}

static std::string sheet(const AuditHead& head, Language language) {
    bool zh = language == Language::zh;
    auto title = zh ? "审计链头" : "Head of the audit";
    auto compact = as_compact_line(head);
    auto row = [](const std::string& name, const std::string& value) {
        return "<dt>" + html_escaped(name) + "</dt><dd>" + html_escaped(value) + "</dd>\n";
    };
    return std::string("<!doctype html>\n<html lang=\"") + (zh ? "zh-CN" : "en") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n<title>" +
           title + " " + std::to_string(head.number) +
           "</title>\n<link rel=\"stylesheet\" href=\"/public.css\">\n</head>\n<body class=\"audit-head\">\n<main>\n<h1>" +
           title + " " + std::to_string(head.number) + "</h1>\n<p>" +
           (zh ? "这张纸证明：在下面的时间，审计记录就是这些。请打印后由上级工会或保险柜保存；以后删去、改写或整体换回旧数据库，都会与它不符。"
               : "This sheet proves what the audit held at the time below. Print it and give it to the superior union or a "
                 "safe: whatever is cut off, rewritten or set back later will not agree with it.") +
           "</p>\n<div class=\"qr\">" + qr_svg(compact, zh ? "审计链头二维码" : "QR code of the head") +
           "</div>\n<dl>\n" + row(zh ? "时间（UTC）" : "Time (UTC)", to_text(head.at)) +
           row(zh ? "记录数" : "Lines", std::to_string(head.lines)) +
           row(zh ? "公钥" : "Public key", base64url(head.public_key)) + row(zh ? "链头" : "Head", compact) +
           "</dl>\n<p>" + (zh ? "核验：" : "To verify: ") + "<code>unionhall audit verify --heads FILE</code></p>\n" +
           "</main>\n</body>\n</html>\n";
}

Response audit_head_page(Call& call) {
    auto lines = newest_head_lines(call.context.tx);
    if (lines.empty())
        throw Refusal(Refusal::Reason::not_found,
                      {"还没有签过链头，请一分钟后再来。", "No head has been signed yet. Come back in a minute."});
    Response page{.content_type = "text/html; charset=utf-8",
                  .body = sheet(read_head(lines[0]), call.context.language)};
    page.headers.emplace_back("Cache-Control", "no-store");
    return page;
}

static std::int64_t asked_number(const Call& call, const std::string& name, std::int64_t otherwise) {
    auto found = call.request.query.find(name);
    if (found == call.request.query.end()) return otherwise;
    std::int64_t number = -1;
    auto& text = found->second;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        refuse(name, {"请填写一个整数。", "Give a whole number."});
    return number;
}

Response export_audit(Call& call) {
    auto& tx = call.context.tx;
    auto chain = asked_number(call, "chain", -1), from = asked_number(call, "from", 1);
    Response file{.content_type = "application/x-ndjson; charset=utf-8"};
    for (auto each : audit_chains(tx))
        if (chain < 0 || each == chain) file.body += audit_as_json_lines(tx, each, from, audit_export_lines_max);
    file.headers = {{"Content-Disposition", "attachment; filename=\"audit.jsonl\""}, {"Cache-Control", "no-store"}};
    return file;
}

}  // namespace unionhall::accounts
