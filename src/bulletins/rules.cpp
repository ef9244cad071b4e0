#include "bulletins/rules.h"

#include <algorithm>
#include <cmath>

#include "platform/text.h"

namespace unionhall::bulletins {

// clang-format off
const Workflow<Bulletin, Status>& workflow_of(const Bulletin*) {
    using enum Status;
    static const Workflow<Bulletin, Status> workflow{&Bulletin::status, draft, {
        // step       from                  to          who may   meaning
        {"check",    {draft, correcting},  checked,    write,    {"核对", "Check"}},
        {"return",   {checked},            draft,      write,    {"退回修改", "Return for changes"}},
        {"publish",  {checked},            published,  publish,  {"发布", "Publish"}},
        {"correct",  {published},          correcting, publish,  {"更正", "Correct"}},
    }};
    return workflow;
}
// clang-format on

bool may_be_written(Status status) { return status == Status::draft || status == Status::correcting; }

namespace {

bool is_key(std::string_view text, std::string_view more = "") {
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || more.find(c) != more.npos;
    });
}

std::optional<Named> named(std::string text) {
    Named n;
    if (text.ends_with(":wan")) n.in_wan = true, text.resize(text.size() - 4);
    if (auto slash = text.find('/'); slash != std::string::npos) {
        auto equals = text.find('=', slash);
        if (equals == std::string::npos) return {};
        n.dimension = text.substr(slash + 1, equals - slash - 1);
        n.part = text.substr(equals + 1);
        text.resize(slash);
        if (!is_key(n.dimension) || !is_key(n.part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-")) return {};
    }
    if (!is_key(text)) return {};
    n.key = text;
    return n;
}

// Calls `plain` for text and `braces` for what stands in { }, in order. A brace that is never closed is plain.
void walk(const std::string& body, const std::function<void(std::string_view)>& plain,
          const std::function<void(const std::string&)>& braces) {
    for (std::size_t at = 0; at < body.size();) {
        auto open = body.find('{', at);
        auto close = open == std::string::npos ? open : body.find('}', open);
        if (close == std::string::npos) return plain(std::string_view(body).substr(at));
        plain(std::string_view(body).substr(at, open - at));
        braces(body.substr(open + 1, close - open - 1));
        at = close + 1;
    }
}

bool is_month(const std::string& text) { return text.empty() || (text.size() == 7 && parse_date(text + "-01")); }

Words month_words(const std::string& month) {
    auto number = month.substr(5, 1) == "0" ? month.substr(6) : month.substr(5);
    return {month.substr(0, 4) + "年" + number + "月", month};
}

}  // namespace

std::vector<Named> named_in(const std::string& body) {
    std::vector<Named> found;
    walk(
        body, [](auto) {},
        [&](auto& text) {
            if (auto n = named(text)) found.push_back(*n);
        });
    return found;
}

std::vector<std::string> keys_of(const Bulletin& bulletin) {
    std::vector<std::string> keys;
    auto add = [&](const std::string& key) {
        if (!key.empty() && !key.starts_with("typed.") && std::ranges::find(keys, key) == keys.end())
            keys.push_back(key);
    };
    for (auto& n : named_in(bulletin.body)) add(n.key);
    for (auto& part : split(bulletin.figures, ',')) add(trimmed(part));
    return keys;
}

std::vector<Problem> check(const Bulletin& bulletin, const std::set<std::string>& counted,
                           const std::set<std::string>& typed) {
    std::vector<Problem> problems;
    auto unknown = [&](const std::string& field, const std::string& text) {
        problems.push_back({field,
                            {"没有“" + first_characters(text, 40) + "”这个数字，请从可选数字里挑选。",
                             "There is no figure \"" + first_characters(text, 40) + "\". Pick one of those offered."}});
    };
    walk(
        bulletin.body, [](auto) {},
        [&](auto& text) {
            auto n = named(text);
            bool is_typed = n && n->key.starts_with("typed.") && n->part.empty() && typed.contains(n->key.substr(6));
            if (!is_typed && !(n && counted.contains(n->key))) unknown("body", text);
        });
    for (auto& part : split(bulletin.figures, ','))
        if (auto key = trimmed(part); !key.empty() && !counted.contains(key)) unknown("figures", key);
    if (keys_of(bulletin).size() > figures_max)
        problems.push_back({"figures", {"一份通报最多 60 个数字。", "A bulletin has at most 60 figures."}});
    if (!is_month(bulletin.period_from))
        problems.push_back({"period_from", {"月份应写成 2024-05。", "Write a month as 2024-05."}});
    if (!is_month(bulletin.period_to))
        problems.push_back({"period_to", {"月份应写成 2024-05。", "Write a month as 2024-05."}});
    if (!bulletin.period_to.empty() && bulletin.period_to < bulletin.period_from)
        problems.push_back(
            {"period_to", {"截止月份不能早于起始月份。", "The last month cannot come before the first."}});
    return problems;
}

std::vector<Problem> check(const TypedFigure& figure) {
    std::vector<Problem> problems;
    if (!is_key(figure.key) || figure.key.find('.') != std::string::npos)
        problems.push_back(
            {"key", {"代号只用小写字母、数字和下划线。", "The name has small letters, digits and underscores only."}});
    if (!figure.as_of_on.ok()) problems.push_back({"as_of_on", {"请填写截至日期。", "Give the day that it is as of."}});
    return problems;
}

std::string rendered(const std::string& body, const std::function<std::string(const Named&)>& figure_of) {
    std::string text;
    walk(
        body, [&](auto plain) { text += plain; },
        [&](auto& braces) {
            auto n = named(braces);
            text += n ? figure_of(*n) : "{" + braces + "}";
        });
    return text;
}

std::vector<std::string> paragraphs(const std::string& body) {
    std::vector<std::string> found;
    std::string one;
    for (auto& line : split(body, '\n')) {
        auto text = trimmed(line);
        if (text.empty()) {
            if (!one.empty()) found.push_back(std::exchange(one, ""));
        } else {
            one += (one.empty() ? "" : "\n") + text;
        }
    }
    if (!one.empty()) found.push_back(one);
    return found;
}

Language language_of_text(const std::string& text) {
    for (std::size_t at = 0; at < text.size();)
        if (auto c = next_character(text, at); c >= 0x4E00 && c <= 0x9FFF) return Language::zh;
    return Language::en;
}

std::string number_text(double value, bool in_wan) {
    auto whole = std::llround(value);
    if (static_cast<double>(whole) == value) return in_wan ? with_wan(whole) : with_thousands(whole);
    auto hundredths = std::llround(value * 100);
    auto text = with_thousands(hundredths / 100) + "." + std::to_string(std::llabs(hundredths % 100) + 100).substr(1);
    while (text.back() == '0') text.pop_back();
    return text;
}

Words period_words(const std::string& from, const std::string& to) {
    if (from.empty() && to.empty()) return {"累计", "All time"};
    if (from.empty()) return Words{"截至", "Up to "} + month_words(to);
    if (to.empty()) return {month_words(from).zh + "以来", "Since " + from};
    if (from == to) return month_words(from);
    return month_words(from) + Words{"至", " to "} + month_words(to);
}

}  // namespace unionhall::bulletins
