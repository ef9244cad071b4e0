// Checking a card, by anybody: valid or not, and nothing else. As JSON and as a page for whoever scans the QR.
#include "members/card_rules.h"
#include "members/handlers.h"
#include "members/store.h"
#include "platform/china_time.h"

namespace unionhall::members {

static bool is_valid(Call& call) {
    // A made-up token takes the same way as a revoked one: one look-up, one answer.
    return is_card_in_force(call.context.tx, nonce_of_token(call.context.services.vault, call.rest));
}

static Words sentence(bool valid) {
    return valid ? Words{"这张会员卡有效。", "This member card is valid."}
                 : Words{"这张会员卡无效：它已失效，或不是我们发出的。",
                         "This member card is not valid: it has ended, or it is not one of ours."};
}

// 2024年5月10日 10:00: the hour in Beijing, for whoever stands beside the card.
static std::string hour_of_check(Instant now, Language language) {
    auto day = day_at(now);
    auto number = [](auto part) { return std::to_string(static_cast<unsigned>(part)); };
    auto month = number(day.month()), day_of_month = number(day.day());
    auto year = std::to_string(static_cast<int>(day.year()));
    auto hour = china_time(now).substr(11, 5);
    if (language == Language::zh) return year + "年" + month + "月" + day_of_month + "日 " + hour;
    return to_text(day) + " " + hour + " (UTC+8)";
}

Response check_card(Call& call) {
    bool valid = is_valid(call);
    JsonWriter w;
    w.begin_object().pair("valid", valid).pair("sentence", sentence(valid).in(call.context.language));
    w.pair("checked_at", to_text(call.context.now)).end_object();
    Response response{.body = w.take()};
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

Response card_page(Call& call) {
    bool valid = is_valid(call), zh = call.context.language == Language::zh;
    auto words = sentence(valid);
    std::string title = zh ? "会员卡查验" : "Member card";
    std::string page =
        "<!doctype html>\n<html lang=\"" + std::string(zh ? "zh-CN" : "en") +
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
        title +
        "</title>\n<link rel=\"stylesheet\" href=\"/public.css\">\n<link rel=\"icon\" href=\"/icon.svg\">\n</head>\n<body class=\"card-check\">\n<main>\n<h1>" +
        title + "</h1>\n<p class=\"" + (valid ? "valid" : "invalid") + "\" role=\"status\"><strong>" +
        (valid ? (zh ? "有效" : "Valid") : (zh ? "无效" : "Not valid")) + "</strong></p>\n<p>" +
        words.in(call.context.language) + "</p>\n<p><small>" + (zh ? "查验时间：" : "Checked at ") +
        "<time datetime=\"" + to_text(call.context.now) + "\">" +
        hour_of_check(call.context.now, call.context.language) + "</time></small></p>\n<p><small>" +
        (zh ? "这里只显示是否有效，不显示持卡人的任何信息。"
            : "Only validity is shown here, and nothing about the holder.") +
        "</small></p>\n</main>\n</body>\n</html>\n";
    Response response{.content_type = "text/html; charset=utf-8", .body = std::move(page)};
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

}  // namespace unionhall::members
