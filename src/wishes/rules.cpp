#include "wishes/rules.h"

#include "platform/text.h"

namespace unionhall::wishes {

// clang-format off
const Workflow<WishRound, RoundStatus>& workflow_of(const WishRound*) {
    using enum RoundStatus;
    static const Workflow<WishRound, RoundStatus> workflow{&WishRound::status, planned, {
        // step     from              to      who may  meaning
        {"open",  {planned},         open,   manage,  {"开始", "Open"}},
        {"close", {planned, open},   closed, manage,  {"结束", "Close"}},
    }};
    return workflow;
}

const Workflow<Wish, Status>& workflow_of(const Wish*) {
    using enum Status;
    static const Workflow<Wish, Status> workflow{&Wish::status, submitted, {
        // step        from                              to          who may  meaning
        {"publish",  {submitted},                       published,  manage,  {"发布", "Publish"}},
        {"decline",  {submitted},                       declined,   manage,  {"不发布", "Do not publish"}},
        {"claim",    {published},                       claimed,    give,    {"认领", "Take on"}},
        {"release",  {claimed},                         published,  give,    {"放弃认领", "Give back"}},
        {"free",     {claimed},                         published,  manage,  {"重新开放认领", "Publish again"}},
        {"receive",  {claimed},                         fulfilled,  keep,    {"收到物品", "Received at the station"}},
        {"confirm",  {fulfilled},                       confirmed,  own,     {"确认收到", "Confirm"}},
        {"withdraw", {submitted, published},            withdrawn,  own,     {"撤回", "Withdraw"}},
        {"expire",   {submitted, published, claimed},   expired,    by_itself, {"过期", "Expire"}},
    }};
    return workflow;
}
// clang-format on

std::vector<Problem> check_text(const std::string& text) {
    std::size_t row = 0, longest = 0;
    auto plain = folded(text);
    for (char c : plain) {
        if (c == ' ' || c == '-') continue;
        row = c >= '0' && c <= '9' ? row + 1 : 0;
        longest = std::max(longest, row);
    }
    if (longest <= digits_in_a_row_max && plain.find('@') == std::string::npos) return {};
    return {
        {"text",
         {"请不要写电话、证件号或账号：认领的人看不到您是谁，东西会送到站点。",
          "Please leave out telephone and id numbers: whoever gives does not learn who you are, and brings it to the "
          "station."}}};
}

std::vector<Problem> check(const WishRound& round) {
    if (!round.opens_on || !round.closes_on || *round.closes_on >= *round.opens_on) return {};
    return {{"closes_on", {"结束日期不能早于开始日期。", "It cannot close before it opens."}}};
}

bool has_ended(Status status) {
    using enum Status;
    return status == confirmed || status == declined || status == withdrawn || status == expired;
}

bool may_wish(std::string_view member_unit_path, const WishRound& round) {
    return is_within(member_unit_path, round.unit_path);
}

Delta confirmed_delta(const Wish& wish) {
    return {.measure = "wishes.confirmed", .unit_path = wish.unit_path, .day = day_at(wish.ended_at)};
}

}  // namespace unionhall::wishes
