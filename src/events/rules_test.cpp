#include "events/rules.h"

#include <doctest/doctest.h>

namespace unionhall::events {

static Event on_may_14() {
    return {.title = "入会仪式",
            .kind = Kind::ceremony,
            .starts_at = *parse_instant("2024-05-14T02:00:00Z"),
            .ends_at = *parse_instant("2024-05-14T04:00:00Z"),
            .place = "会场"};
}

TEST_CASE("an event needs a beginning, and ends after it") {
    CHECK(check(on_may_14()).empty());
    auto event = on_may_14();
    event.starts_at = {};
    CHECK(check(event).at(0).field == "starts_at");
    event = on_may_14();
    event.ends_at = event.starts_at;
    CHECK(check(event).at(0).field == "ends_at");
}

TEST_CASE("the table of an event's steps is sound, and what is counted is never cancelled") {
    auto& workflow = workflow_of(static_cast<const Event*>(nullptr));
    CHECK(workflow.flaws().empty());
    CHECK(workflow.step(Status::open, "hold").to == Status::held);
    CHECK_THROWS_AS(workflow.step(Status::held, "cancel"), Refusal);
    CHECK_THROWS_AS(workflow.step(Status::reported, "open"), Refusal);
}

TEST_CASE("what a held event is counted by does not change any more") {
    auto held = on_may_14();
    held.status = Status::held;
    auto moved = held;
    moved.kind = Kind::talk;
    moved.starts_at = plus_seconds(held.starts_at, 86400);
    CHECK(check_change(held, moved).size() == 2);
    auto corrected = held;
    corrected.leaflets = 1200;
    CHECK(check_change(held, corrected).empty());
    held.status = Status::reported;
    CHECK(check_change(held, corrected).size() == 1);
}

TEST_CASE("a member comes to the events of their own union and of those above it") {
    CHECK(may_attend("/1/2/3/", "/1/2/3/"));
    CHECK(may_attend("/1/2/3/", "/1/"));
    CHECK_FALSE(may_attend("/1/2/3/", "/1/4/"));
    CHECK_FALSE(may_attend("/1/2/", "/1/2/3/"));
    CHECK_FALSE(may_attend("/1/23/", "/1/2/"));
    CHECK_FALSE(may_attend("/1/2/", ""));
}

TEST_CASE("a code lives until two hours after the event, or a day and two hours where no end was given") {
    auto event = on_may_14();
    CHECK_FALSE(code_has_ended(event, *parse_instant("2024-05-14T06:00:00Z")));
    CHECK(code_has_ended(event, *parse_instant("2024-05-14T06:00:01Z")));
    event.ends_at = {};
    CHECK_FALSE(code_has_ended(event, *parse_instant("2024-05-15T04:00:00Z")));
    CHECK(code_has_ended(event, *parse_instant("2024-05-15T04:00:01Z")));
}

TEST_CASE("a code always has six digits") {
    CHECK(code_text(7) == "000007");
    CHECK(code_text(1000000) == "000000");
    CHECK(code_text(18446744073709551615u).size() == 6);
}

TEST_CASE("AC-02: the usual agenda names three laws, the safety rules and three benefits") {
    int laws = 0, safety = 0, benefits = 0;
    for (auto& item : standard_agenda()) {
        laws += item.kind == ItemKind::law;
        safety += item.kind == ItemKind::safety;
        benefits += item.kind == ItemKind::benefit;
    }
    CHECK(laws == 3);
    CHECK(safety == 1);
    CHECK(benefits == 3);
}

TEST_CASE("AC-03: the sentence about the oath counts as people do") {
    CHECK(oath_sentence(49).en == "49 representatives took the oath.");
    CHECK(oath_sentence(49).zh == "49 名会员代表参加了宣誓。");
    CHECK(oath_sentence(1).en == "1 representative took the oath.");
    CHECK(oath_sentence(0).en == "No representative has taken the oath yet.");
}

}  // namespace unionhall::events
