// Wishes over HTTP, for staff: rounds, publishing, receiving gifts. What workers do is in my_api.cpp.
#include "wishes/api.h"

#include "platform/named.h"

namespace unionhall::wishes {
namespace {

void check_round(Context& context, const WishRound& round) {
    auto problems = check(round);
    auto station = context.tx.first<stations::Station>("where id = $1", {round.station_id.number});
    // Whoever looks after the station receives the gifts: it is one of the round's own part of the tree.
    auto path = context.unit_path(round.unit_id.number);
    bool is_ours = station && (is_within(station->unit_path, path) || is_within(path, station->unit_path));
    if (!is_ours || !stations::is_public(station->status))
        problems.push_back({"station_id", {"请选择一个开放的站点。", "Choose a station that is open."}});
    refuse_if_any(std::move(problems));
}

WishRound plan(Context& context, const Draft<WishRound>& draft) {
    auto round = draft.applied_to({.id = context.new_id<WishRound>()});
    check_round(context, round);
    context.insert(round);
    return round;
}

WishRound change(Context& context, const WishRound& before, const Draft<WishRound>& draft) {
    if (before.status == RoundStatus::closed)
        throw conflict({"已结束的活动不再修改。", "A closed round is not changed."});
    auto round = draft.applied_to(before);
    if (before.status == RoundStatus::open &&
        (round.unit_id != before.unit_id || round.station_id != before.station_id))
        throw conflict(
            {"活动开始后，主办工会和站点不再更换。", "Once it is open, its unit and station do not change."});
    check_round(context, round);
    context.update(round);
    return round;
}

WishRound take_round_step(Context& context, const WishRound&, WishRound next, const StepTaken&) {
    context.update(next);
    return next;
}

Wish take_step(Context& context, const Wish&, Wish next, const StepTaken& taken) {
    if (next.status == Status::published) next.giver_account_id = 0, next.claimed_at = {};
    if (!taken.note.empty()) next.answer = taken.note;
    return keep_wish(context, std::move(next));
}

bool run_round(Context& context, std::int64_t, const std::string&) {
    end_what_is_over(context);
    return false;
}

}  // namespace

Wish keep_wish(Context& context, Wish wish) {
    if (has_ended(wish.status) && !wish.ended_at.us) {
        wish.ended_at = context.now;
        if (wish.status == Status::confirmed) context.count(confirmed_delta(wish));
    }
    context.update(wish);
    return wish;
}

void end_what_is_over(Context& context) {
    auto end = [&](const Wish& before, Status status, const char* verb) {
        auto wish = before;
        wish.status = status;
        if (status == Status::published) wish.giver_account_id = 0, wish.claimed_at = {};
        wish = keep_wish(context, wish);
        context.note(verb, &before, &wish);
    };
    auto days = claim_days(context.tx, context.today);
    for (auto& wish : wishes_claimed_before(context.tx, "/", plus_seconds(context.now, -days * 24 * 3600)))
        end(wish, Status::published, "wish.free");
    for (auto& wish : wishes_to_expire(context.tx, context.today)) end(wish, Status::expired, "wish.expire");
    forget_texts(context.tx, plus_seconds(context.now, -text_kept_days * 24 * 3600));
}

// Two memberships of one person became one: their wishes are wishes of the one that stays, or go back.
static constexpr const char* wishes_moved = "wishes.member_id";

static void merge_wishes(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    std::vector<members::MovedRow> moved;
    for (auto id : wish_ids_of(context.tx, merging.other.number)) {
        give_wish(context.tx, id, merging.other.number, merging.kept.number);
        moved.push_back({wishes_moved, id});
    }
    members::keep_moved(context, merging.id, moved);
}

static void restore_wishes(Context& context, const Happened& line) {
    auto merging = members::merging_of(context.tx, line.subject_id);
    for (auto& row : members::moved_rows(context.tx, merging.id, wishes_moved))
        give_wish(context.tx, row.row_id, merging.kept.number, merging.other.number);
}

// Whoever withdraws from joining in the days for it leaves nothing behind.
static void forget_wishes(Context& context, const Happened& line) {
    forget_wishes_of(context.tx, line.subject_id, context.now);
}

// clang-format off
Room room() {
    Room room{"wishes", {
        //     path                          who may       recorded as            does    meaning
        list<WishRound>("/api/wish-rounds",      may(read),                               {"微心愿活动", "Rounds of wishes."}),
        one<WishRound> ("/api/wish-rounds/{id}", may(read),                               {"一轮微心愿活动", "One round."}),
        post ("/api/wish-rounds",                may(manage), "wish_round.planned", plan,   {"计划一轮微心愿", "Plan a round."}),
        patch("/api/wish-rounds/{id}",           may(manage), "wish_round.changed", change, {"修改一轮微心愿", "Change a round."}),
        steps("/api/wish-rounds/{id}/steps", workflow_of(static_cast<const WishRound*>(nullptr)), take_round_step, {"开始或结束", "Open or close a round."}),
        list<Wish>("/api/wishes",                may(read),                               {"微心愿", "Wishes; who wished and who gives is not in them."}),
        steps("/api/wishes/{id}/steps",      workflow_of(static_cast<const Wish*>(nullptr)), take_step, {"发布、接收或结束心愿", "Publish, receive or end a wish."}),
    }};
    for (auto& route : my_routes()) room.routes.push_back(route);
    room.measures = {
        {"wishes.confirmed", {"实现的微心愿", "Wishes come true"}, {"许愿人确认收到的心愿，按确认日期计", "Wishes that the wisher has confirmed, by the day of it"}, {"个", "wishes"}, false, recount_confirmed},
    };
    room.jobs = {{"wishes.round", run_round, 24 * 3600, 19 * 3600}};
    room.reactions = {{members::member_erased, forget_wishes},
                      {members::member_merged_away, merge_wishes}, {members::member_restored, restore_wishes}};
    room.holdings = holdings();
    room.namings = {named<WishRound>({"round_id"}, read, "title")};
    room.diagrams = {{"wish_round", workflow_of(static_cast<const WishRound*>(nullptr)).diagram()},
                     {"wish", workflow_of(static_cast<const Wish*>(nullptr)).diagram()}};
    return room;
}
// clang-format on

}  // namespace unionhall::wishes
