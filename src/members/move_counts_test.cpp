// Joining, leaving, moving and coming back while unions are put under other unions: the counts stay what the rows say.
#include <doctest/doctest.h>

#include <random>

#include "members/joining.h"
#include "members/testing_stories.h"

namespace unionhall::members {

TEST_CASE("whatever people and unions do, the counts are what the rows say") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        TestApp app;
        auto tree = cast(app);
        introduce(app, "ada", tree.city, {"units.manage", "units.read"});
        std::mt19937 random(seed);
        auto below = [&](std::size_t n) { return random() % n; };
        std::vector<units::Unit> places{tree.north, tree.south, tree.street, tree.committee, tree.southern_committee};
        std::vector<Id<Member>> members;
        int phones = 0;

        auto join = [&](Context& context) {
            std::vector<Joined> some;
            for (std::size_t i = below(6) + 1; i; --i)
                some.push_back({.unit_id = places[below(places.size())].id.number,
                                .name = "张三丰",
                                .phone = "+86138" + std::to_string(10000000 + ++phones),
                                .channel = below(2) ? Channel::on_site : Channel::online,
                                .occupation = Occupation::courier,
                                .drive_id = below(3) ? 0 : 5,
                                .joined_on = plus_days(context.today, -static_cast<int>(below(40)))});
            for (auto id : bring_members(context, some)) members.push_back(id);
        };
        auto change = [&](Context& context) {
            auto member = *member_of(context.tx, members[below(members.size())]);
            using enum MemberStatus;
            if (member.status == left) return;
            if (below(4) == 0) {
                auto to = *units::unit_of(context.tx, places[below(places.size())].id);
                if (to.id != member.unit_id && member.status == active) moved(context, member, to, "");
            } else if (member.status == retained) {
                member.status = active;
                changed(context, member, Change::returned, "");
            } else if (below(2)) {
                member.status = retained;
                changed(context, member, Change::retained, "");
            } else {
                member.status = left;
                members::left(context, member, "");
            }
        };

        for (int day = 0; day < 40; ++day) {
            app.pass_seconds(24 * 3600);
            app.in_transaction([&](Context& context) {
                join(context);
                for (int i = 0; i < 4; ++i) change(context);
            });
            if (below(3) == 0) app.application().keep_house();
            if (below(2) == 0) {
                auto& moved_unit = below(2) ? tree.street : tree.committee;
                auto& to = below(2) ? tree.south : below(2) ? tree.north : tree.city;
                Json::Object asked{{"parent_id", to.id.text()}};
                if (below(2)) {
                    auto back = plus_days(day_at(app.now()), -static_cast<int>(below(30)));
                    asked.emplace_back("from_on", to_text(back));
                }
                auto answer = app.as("ada").post("/api/units/" + moved_unit.id.text() + "/move", Json(asked));
                CHECK((answer.status == 200 || answer.problems().starts_with("from_on: 日期不能早于")));
            }
            if (day % 8 == 7) {
                CAPTURE(seed);
                CAPTURE(day);
                CHECK(app.counts_are_right());
            }
        }
    }
}

}  // namespace unionhall::members
