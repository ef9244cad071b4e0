// What workers do with wishes: write one, see how it stands, confirm; or take on somebody's and see what is needed for it.
// A giver is told what to bring where and until when, and nothing of who wished (AC-16).
#include "platform/calendar.h"
#include "wishes/api.h"

namespace unionhall::wishes {
namespace {

struct MyRound {
    Id<WishRound> id;
    std::string title, station_name, station_address;
    std::optional<Date> closes_on;
    bool has_wished = false;
};
struct WishGiven {
    Id<WishRound> round_id;
    std::string text;
};
struct MyWish {
    Id<Wish> id;
    std::string round_title, text;
    Status status = Status::submitted;
    std::string station_name, station_address, answer, sentence;
    Instant written_at;
    std::optional<Date> closes_on;
    bool may_confirm = false, may_withdraw = false;
};
struct Which {
    Id<Wish> wish_id;
};
// Everything a giver learns.
struct Gift {
    Id<Wish> id;
    std::string text, station_name, station_address, station_hours;
    Status status = Status::published;
    std::optional<Date> bring_by;
    std::string sentence;
};

// clang-format off
const RecordType& record_of(const MyRound*) {
    static const auto type = record<MyRound>("my_wish_round", "", {"可以许愿的活动", "round to wish in"}, {
        field(&MyRound::id,              "id",              {"编号", "Id"}).by_server(),
        field(&MyRound::title,           "title",           {"名称", "Title"}).by_server(),
        field(&MyRound::station_name,    "station_name",    {"服务站点", "Station"}).by_server(),
        field(&MyRound::station_address, "station_address", {"站点地址", "Its address"}).by_server(),
        field(&MyRound::closes_on,       "closes_on",       {"结束日期", "Closes on"}).by_server(),
        field(&MyRound::has_wished,      "has_wished",      {"已许愿", "You have wished"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const WishGiven*) {
    static const auto type = record<WishGiven>("wish_given", "", {"心愿", "wish"}, {
        field(&WishGiven::round_id, "round_id", {"哪一轮", "Round"}).required(),
        field(&WishGiven::text,     "text",     {"我的心愿", "My wish"}).required().at_most(100).personal(Mask::hidden)
            .help("写清楚需要什么，不要写姓名、电话。", "Say what would help; no names, no telephone numbers."),
    });
    return type;
}
const RecordType& record_of(const MyWish*) {
    static const auto type = record<MyWish>("my_wish", "", {"我的心愿", "my wish"}, {
        field(&MyWish::id,              "id",              {"编号", "Id"}).by_server(),
        field(&MyWish::round_title,     "round_title",     {"哪一轮", "Round"}).by_server(),
        field(&MyWish::text,            "text",            {"心愿", "Wish"}).by_server().personal(Mask::hidden),
        field(&MyWish::status,          "status",          {"状态", "Status"}).by_server(),
        field(&MyWish::station_name,    "station_name",    {"服务站点", "Station"}).by_server(),
        field(&MyWish::station_address, "station_address", {"站点地址", "Its address"}).by_server(),
        field(&MyWish::answer,          "answer",          {"工会的话", "From the union"}).by_server().personal(Mask::hidden),
        field(&MyWish::sentence,        "sentence",        {"进展", "How it stands"}).by_server(),
        field(&MyWish::written_at,      "written_at",      {"提出时间", "Written at"}).by_server(),
        field(&MyWish::closes_on,       "closes_on",       {"本轮结束", "The round closes"}).by_server(),
        field(&MyWish::may_confirm,     "may_confirm",     {"可以确认", "You may confirm"}).by_server(),
        field(&MyWish::may_withdraw,    "may_withdraw",    {"可以撤回", "You may withdraw"}).by_server(),
    });
    return type;
}
const RecordType& record_of(const Which*) {
    static const auto type = record<Which>("which_wish", "", {"哪个心愿", "which wish"}, {
        field(&Which::wish_id, "wish_id", {"心愿", "Wish"}).required(),
    });
    return type;
}
const RecordType& record_of(const Gift*) {
    static const auto type = record<Gift>("gift", "", {"待实现的心愿", "wish to fulfil"}, {
        field(&Gift::id,              "id",              {"编号", "Id"}).by_server(),
        field(&Gift::text,            "text",            {"心愿", "Wish"}).by_server().personal(Mask::hidden),
        field(&Gift::station_name,    "station_name",    {"送到哪个站点", "Bring it to"}).by_server(),
        field(&Gift::station_address, "station_address", {"站点地址", "Its address"}).by_server(),
        field(&Gift::station_hours,   "station_hours",   {"工作日时间", "Its hours on working days"}).by_server(),
        field(&Gift::status,          "status",          {"状态", "Status"}).by_server(),
        field(&Gift::bring_by,        "bring_by",        {"最晚送到", "Bring it by"}).by_server(),
        field(&Gift::sentence,        "sentence",        {"提示", "Sentence"}).by_server(),
    });
    return type;
}
// clang-format on

members::Member member_asking(Context& context) {
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    if (!member)
        throw forbidden({"会员才能许愿；入会很快，也随时可以退出。",
                         "Wishes are for members. Joining is quick, and so is leaving."});
    return *member;
}

std::vector<MyRound> my_rounds(Context& context, const Nothing&) {
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    if (!member) return {};
    std::vector<MyRound> found;
    for (auto& round : open_rounds_around(context.tx, member->unit_path)) {
        if (*round.closes_on < context.today) continue;
        auto station = context.find(round.station_id);
        found.push_back({.id = round.id,
                         .title = round.title,
                         .station_name = station.name,
                         .station_address = station.address,
                         .closes_on = round.closes_on,
                         .has_wished = wishes_in_round(context.tx, round.id, member->id.number) > 0});
    }
    return found;
}

Words sentence_of(Status status) {
    switch (status) {
        case Status::submitted:
            return {"工会看过后就会发布。", "It is published when the union has read it."};
        case Status::published:
            return {"正在等人认领。", "It waits for somebody to take it on."};
        case Status::claimed:
            return {"有人认领了，东西会送到站点。", "Somebody has taken it on and will bring it to the station."};
        case Status::fulfilled:
            return {"东西已经在站点，来取后请确认。", "It is at the station. Please confirm when you have it."};
        default:
            return label_of(status) + Words{"。", "."};
    }
}

MyWish mine_of(Context& context, const Wish& wish) {
    auto round = context.find(wish.round_id);
    auto station = context.find(wish.station_id);
    auto& workflow = workflow_of(static_cast<const Wish*>(nullptr));
    auto may = [&](const char* name) {
        return std::ranges::any_of(workflow.steps, [&](auto& step) {
            return step.name == name && std::ranges::find(step.from, wish.status) != step.from.end();
        });
    };
    return {.id = wish.id,
            .round_title = round.title,
            .text = wish.text,
            .status = wish.status,
            .station_name = station.name,
            .station_address = station.address,
            .answer = wish.answer,
            .sentence = sentence_of(wish.status).in(context.language),
            .written_at = wish.written_at,
            .closes_on = round.closes_on,
            .may_confirm = may("confirm"),
            .may_withdraw = may("withdraw")};
}

std::vector<MyWish> my_wishes(Context& context, const Nothing&) {
    auto member = members::member_of_person(context.tx, members::person_asking(context));
    std::vector<MyWish> found;
    if (member)
        for (auto& wish : wishes_of_member(context.tx, member->id.number)) found.push_back(mine_of(context, wish));
    return found;
}

MyWish wish_for(Context& context, const Draft<WishGiven>& draft) {
    auto given = draft.applied_to({});
    auto member = member_asking(context);
    auto round = context.tx.first<WishRound>("where id = $1", {given.round_id.number});
    bool is_there = round && round->status == RoundStatus::open && may_wish(member.unit_path, *round) &&
                    context.today <= *round->closes_on;
    if (!is_there) refuse("round_id", {"这一轮现在不能许愿。", "You cannot wish in this round now."});
    if (wishes_in_round(context.tx, round->id, member.id.number) >= wishes_a_round_max)
        throw conflict({"这一轮您已经许过愿了，下一轮再来。", "You have wished in this round. There will be another."});
    refuse_if_any(check_text(given.text));
    Wish wish{.id = context.new_id<Wish>(),
              .unit_id = round->unit_id,
              .round_id = round->id,
              .station_id = round->station_id,
              .text = given.text,
              .member_id = member.id.number,
              .written_at = context.now};
    context.insert(wish);
    context.note<Wish>("wish.written", nullptr, &wish);
    return mine_of(context, wish);
}

// The wish, moved on by this step of its workflow; told of as not there to anybody else.
Wish moved(Context& context, Wish wish, const char* step) {
    auto before = wish;
    wish.status = workflow_of(static_cast<const Wish*>(nullptr)).step(wish.status, step).to;
    if (wish.status == Status::published) wish.giver_account_id = 0, wish.claimed_at = {};
    if (wish.status == Status::claimed) wish.giver_account_id = context.actor.account_id, wish.claimed_at = context.now;
    wish = keep_wish(context, std::move(wish));
    context.note("wish." + std::string(step), &before, &wish);
    return wish;
}

MyWish step_of_mine(Context& context, const Draft<Which>& draft, const char* step) {
    auto wish = context.find(draft.applied_to({}).wish_id);
    if (wish.member_id != member_asking(context).id.number) throw not_found(type_of<Wish>().label);
    return mine_of(context, moved(context, wish, step));
}
MyWish confirm(Context& context, const Draft<Which>& draft) { return step_of_mine(context, draft, "confirm"); }
MyWish withdraw(Context& context, const Draft<Which>& draft) { return step_of_mine(context, draft, "withdraw"); }

Gift gift_of(Context& context, const Wish& wish) {
    auto station = context.find(wish.station_id);
    Gift gift{.id = wish.id,
              .text = wish.text,
              .station_name = station.name,
              .station_address = station.address,
              .station_hours = station.is_open_24h ? "00:00-24:00" : station.weekday_hours,
              .status = wish.status};
    if (wish.status != Status::claimed) {
        gift.sentence = label_of(wish.status).in(context.language);
        return gift;
    }
    gift.bring_by = plus_days(day_at(wish.claimed_at), static_cast<int>(claim_days(context.tx, context.today)));
    auto day = to_text(*gift.bring_by);
    gift.sentence = Words{"请在 " + day + " 前送到站点，说是微心愿即可，不必留名。",
                          "Bring it to the station by " + day + ", say that it is for a wish; no name is needed."}
                        .in(context.language);
    return gift;
}

std::vector<Gift> open_wishes(Context& context, const Nothing&) {
    std::vector<Gift> found;
    for (auto& wish : published_wishes(context.tx)) found.push_back(gift_of(context, wish));
    return found;
}
std::vector<Gift> my_gifts(Context& context, const Nothing&) {
    std::vector<Gift> found;
    for (auto& wish : gifts_of(context.tx, context.actor.account_id)) found.push_back(gift_of(context, wish));
    return found;
}

Gift claim(Context& context, const Draft<Which>& draft) {
    auto wish = context.find(draft.applied_to({}).wish_id);
    // What is not published is told of to nobody.
    if (wish.status == Status::submitted || wish.status == Status::declined || wish.status == Status::withdrawn)
        throw not_found(type_of<Wish>().label);
    auto person = members::person_asking(context);
    auto member = person ? members::member_of_person(context.tx, person) : std::nullopt;
    if (member && member->id.number == wish.member_id)
        throw conflict({"自己的心愿留给别人来实现吧。", "Leave your own wish to somebody else."});
    if (gifts_under_way(context.tx, context.actor.account_id) >= gifts_at_once_max)
        throw conflict({"您认领的心愿还没有送到，先送来再认领。", "Bring what you have taken on first."});
    return gift_of(context, moved(context, wish, "claim"));
}

Gift release(Context& context, const Draft<Which>& draft) {
    auto wish = context.find(draft.applied_to({}).wish_id);
    if (wish.giver_account_id != context.actor.account_id) throw not_found(type_of<Wish>().label);
    return gift_of(context, moved(context, wish, "release"));
}

}  // namespace

// clang-format off
Routes my_routes() {
    return {
        get ("/api/my/wish-rounds",       a_worker(),                     my_rounds,   {"我可以许愿的活动", "Rounds that I may wish in."}),
        get ("/api/my/wishes",            a_worker(),                     my_wishes,   {"我的心愿", "My wishes, and how they stand."}),
        post("/api/my/wishes",            a_worker(), "my.wished",        wish_for,    {"许一个愿", "Write a wish."}),
        post("/api/my/wishes/confirm",    a_worker(), "my.wish_confirmed", confirm,    {"确认收到", "Say that I have it."}),
        post("/api/my/wishes/withdraw",   a_worker(), "my.wish_withdrawn", withdraw,   {"撤回心愿", "Take my wish back."}),
        get ("/api/my/open-wishes",       a_worker(),                     open_wishes, {"等人认领的心愿，不说是谁的", "Wishes that wait for somebody; whose they are is not said."}),
        get ("/api/my/gifts",             a_worker(),                     my_gifts,    {"我认领的心愿", "Wishes I have taken on."}),
        post("/api/my/gifts",             a_worker(), "my.gift_claimed",  claim,       {"认领一个心愿", "Take on a wish."}),
        post("/api/my/gifts/release",     a_worker(), "my.gift_released", release,     {"放弃认领", "Give it back to others."}),
    };
}
// clang-format on

}  // namespace unionhall::wishes
