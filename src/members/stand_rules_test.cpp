#include "members/stand_rules.h"

#include <doctest/doctest.h>

#include "platform/date.h"

namespace unionhall::members {

static const Instant issued = parse_instant("2024-05-10T01:00:00Z").value();

static StandPass pass_of_a_day() {
    return {.id = {7},
            .unit_id = {8},
            .account_id = 9,
            .issued_at = issued,
            .expires_at = plus_seconds(issued, pass_lives_s),
            .send_until = plus_seconds(issued, pass_lives_s + pass_sends_s),
            .public_key = "key",
            .private_key = Secret{"key"}};
}

TEST_CASE("a pass takes entries for a day and sends them for a week more") {
    auto pass = pass_of_a_day();
    auto at = [&](std::int64_t seconds) { return plus_seconds(issued, seconds); };
    auto now = at(3 * 24 * 3600);
    CHECK(!objection_to_time(pass, at(0), now));
    CHECK(!objection_to_time(pass, at(-clock_slack_s), now));
    CHECK(objection_to_time(pass, at(-clock_slack_s - 1), now)->zh.find("早于") != std::string::npos);
    CHECK(!objection_to_time(pass, at(pass_lives_s), now));
    CHECK(objection_to_time(pass, at(pass_lives_s + 1), now)->zh.find("已过期") != std::string::npos);
    CHECK(objection_to_time(pass, at(3600), at(60))->zh.find("将来") != std::string::npos);
    CHECK(!objection_to(pass, now));
    CHECK(!objection_to(pass, pass.send_until));
    CHECK(objection_to(pass, plus_seconds(pass.send_until, 1))->zh.find("已结束") != std::string::npos);
}

TEST_CASE("a revoked pass sends nothing, and a closed one nothing ever again") {
    auto pass = pass_of_a_day();
    pass.status = PassStatus::revoked;
    CHECK(objection_to(pass, issued)->zh.find("已停用") != std::string::npos);
    pass.status = PassStatus::closed;
    CHECK(objection_to(pass, issued)->zh.find("已结束") != std::string::npos);
    pass.status = PassStatus::open;
    pass.private_key.reset();
    CHECK(objection_to(pass, issued));
    CHECK(pass_flow().flaws().empty());
    CHECK(entry_flow().flaws().empty());
}

TEST_CASE("the notice that was read is known by its hash, in either language") {
    auto& newest = notices().back();
    CHECK(notice_read(newest.version, hash_of(newest, Language::zh)).language == Language::zh);
    CHECK(notice_read(newest.version, hash_of(newest, Language::en)).language == Language::en);
    CHECK(notice_read(newest.version, hash_of(newest, Language::en)).problems.empty());
    CHECK(notice_read("2019-01", hash_of(newest, Language::zh)).problems.at(0).field == "notice_version");
    CHECK(notice_read(newest.version, "0").problems.at(0).field == "notice_hash");
}

TEST_CASE("what the cadre puts right is named, and who joins stays who they are") {
    StandContent content{
        .name = "张三丰", .phone = "1381234567", .division_code = "650203004", .event_id = Id<events::Event>{5}};
    CHECK(put_right(content, StandSending{}) == "");
    CHECK(put_right(content, StandSending{.phone = "1381234567"}) == "");
    CHECK(put_right(content, StandSending{.phone = "13812345678", .without_event = true}) == "phone,event_id");
    CHECK(content.phone == "13812345678");
    CHECK(!content.event_id);
    CHECK(put_right(content, StandEntryStep{.division_code = "650202", .unit_id = Id<units::Unit>{3}}) ==
          "division_code,unit_id");
    CHECK(content.name == "张三丰");
}

TEST_CASE("a token is of one pass, its holder and its end") {
    auto pass = pass_of_a_day(), other = pass;
    other.expires_at = plus_seconds(other.expires_at, 1);
    CHECK(token_text(pass) != token_text(other));
    other = pass, other.account_id = 10;
    CHECK(token_text(pass) != token_text(other));
    CHECK(seal_context(pass, "a") == id_text(7) + "|a");
}

}  // namespace unionhall::members
