// The list of members where a reach holds thousands of rows: whatever index leads, it gives what plain SQL gives.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "members/testing_stories.h"
#include "platform/page_plan.h"

namespace unionhall::members {
namespace {

constexpr std::int64_t rows_made = 12'500;
static_assert(rows_made > window_rows_max, "beyond one window");

struct Wide {
    TestApp app;
    std::vector<units::Unit> units;  // the top, its 3 parts, and 12 units below each of those
    std::mt19937 random{7};

    Wide() {
        app.in_transaction([&](Context& context) {
            auto found = [&](const units::Unit* parent) {
                units::Unit unit{.id = context.new_id<units::Unit>(),
                                 .name = "u" + std::to_string(units.size()),
                                 .kind = units::Kind::general_federation};
                if (parent) unit.parent_id = parent->id;
                units.push_back(units::found_unit(context.tx, unit, *parse_date("2020-01-01")));
                return units.back();
            };
            auto top = found(nullptr);
            for (int part = 0; part < 3; ++part) {
                auto middle = found(&top);
                for (int leaf = 0; leaf < 12; ++leaf) found(&middle);
            }
            bring(context.tx);
        });
        person("country", {0});
        person("part", {1});            // a third of all rows or so, scattered
        person("two parts", {14, 30});  // a part, and a unit of another
        person("one union", {40 - 1});
    }

    void person(const std::string& name, const std::vector<std::size_t>& at) {
        Actor actor{.kind = Actor::Kind::staff, .unit_id = units[at[0]].id.number};
        for (auto i : at)
            for (auto* word : {"members.read", "personal.see"}) actor.grants.push_back({word, units[i].path});
        app.person(name, actor);
    }

    // Uneven, as members are: most in some units, few in others; few left, and those early; names that repeat.
    void bring(Transaction& tx) {
        tx.run(
            "insert into members (id, unit_id, unit_path, name, name_initials, card_number, joined_on, joined_unit_id, "
            "channel, occupation, employer_name, status, version) "
            "with recursive made(i) as (select 1 union all select i + 1 from made where i < $1), "
            "numbered as (select id, path, row_number() over (order by id) - 1 as r from units), "
            "placed as (select i, (i * 7919) % 1009 as x from made) "
            "select 1000000 + p.i, u.id, u.path, substr('王李张刘陈杨赵黄周吴', p.x % 10 + 1, 1) || "
            "substr('伟芳强敏静', (p.x / 10) % 5 + 1, 1), substr('wlzlcyzhzw', p.x % 10 + 1, 1) || 'x', "
            "cast(5000000 + p.i as text), '2023-' || substr(cast(101 + p.x % 12 as text), 2) || '-' || "
            "substr(cast(101 + p.x % 28 as text), 2), u.id, "
            "case when p.x % 3 = 0 then 'online' else 'on_site' end, "
            "case when p.x % 50 = 0 then 'courier' when p.x % 2 = 0 then 'truck_driver' else 'other' end, '', "
            "case when p.x % 500 = 7 and p.i < 6000 then 'left' when p.x % 100 = 3 then 'retained' else 'active' end, 1 "
            "from placed p join numbered u on u.r = case when p.x % 2 = 0 then 2 + p.x % 9 when p.x % 31 = 1 then 39 "
            "else p.x % 40 end",
            {rows_made});
    }

    struct Asked {
        std::string query, condition, search = {};
    };
    std::vector<Asked> filters() const {
        auto& middle = units[14];
        return {{"", "1 = 1"},
                {"&status=left", "status = 'left'"},
                {"&status=active,retained", "status in ('active', 'retained')"},
                {"&occupation=courier", "occupation = 'courier'"},
                {"&occupation=domestic_worker", "occupation = 'domestic_worker'"},
                {"&channel=online&joined_on_from=2023-05-01&joined_on_to=2023-06-30",
                 "channel = 'online' and joined_on between '2023-05-01' and '2023-06-30'"},
                {"&joined_on=2023-03-03", "joined_on = '2023-03-03'"},
                {"&unit_id=" + middle.id.text(),
                 "unit_path >= '" + middle.path + "' and unit_path < '" + after_path(middle.path) + "'"},
                {"&unit_id=" + units[39].id.text() + "&status=active",
                 "status = 'active' and unit_path = '" + units[39].path + "'"},
                {"", "name like '王%'", "王"},
                {"", "name_initials like 'wx%'", "wx"},
                {"", "card_number like '500001%'", "500001"},
                {"&status=retained", "name like '黄敏%' and status = 'retained'", "黄敏"}};
    }
    static std::vector<Asked> orders() {
        return {{"", "id desc"},
                {"&sort=id", "id"},
                {"&sort=joined_on", "joined_on, id"},
                {"&sort=-joined_on", "joined_on desc, id desc"},
                {"&sort=name", "name, id"},
                {"&sort=-name", "name desc, id desc"}};
    }
    std::string reach(const std::string& who) const {
        std::string any;
        for (std::size_t i : who == "country"     ? std::vector<std::size_t>{0}
                             : who == "part"      ? std::vector<std::size_t>{1}
                             : who == "two parts" ? std::vector<std::size_t>{14, 30}
                                                  : std::vector<std::size_t>{39})
            any += (any.empty() ? "" : " or ") +
                   ("unit_path >= '" + units[i].path + "' and unit_path < '" + after_path(units[i].path) + "'");
        return "(" + any + ")";
    }

    std::vector<std::string> ids_by_sql(const std::string& who, const Asked& filter, const Asked& order) {
        std::vector<std::string> ids;
        app.application().database.read([&](Transaction& tx) {
            for (auto& row : tx.rows("select id from members where " + reach(who) + " and " + filter.condition +
                                     " order by " + order.condition))
                ids.push_back(id_text(std::get<std::int64_t>(row[0])));
        });
        return ids;
    }
    // Page after page, at most so many.
    std::vector<std::string> ids_by_list(const std::string& who, const Asked& filter, const Asked& order, int pages) {
        std::vector<std::string> ids;
        std::string cursor;
        for (int page = 0; page < pages; ++page) {
            auto answer = app.as(who).search(
                "/api/members?limit=200" + filter.query + order.query + (cursor.empty() ? "" : "&cursor=" + cursor),
                filter.search);
            REQUIRE_MESSAGE(answer.status == 200, answer.body);
            auto json = answer.json();
            for (auto& item : json.at("items").array()) ids.push_back(item.at("id").text());
            if (json.at("next").is_null()) break;
            cursor = json.at("next").text();
        }
        return ids;
    }
};

const std::vector<std::string> everybody{"country", "part", "two parts", "one union"};

}  // namespace

TEST_CASE("in every order and with every filter, a wide list begins with the rows that plain SQL gives, once each") {
    Wide wide;
    for (auto& who : everybody)
        for (auto& filter : wide.filters())
            for (auto& order : Wide::orders()) {
                auto expected = wide.ids_by_sql(who, filter, order);
                bool is_small = expected.size() <= 400;
                auto given = wide.ids_by_list(who, filter, order, is_small ? 4 : 1);
                if (!is_small) expected.resize(given.size());
                CHECK_MESSAGE(given == expected, who << " " << filter.query << " " << order.query << ": "
                                                     << given.size() << " of " << expected.size());
                CHECK(std::set(given.begin(), given.end()).size() == given.size());
            }
}

TEST_CASE("walked to its end by the cursor, a wide list gives each row once, and it is counted rightly") {
    Wide wide;
    auto filters = wide.filters();
    auto orders = Wide::orders();
    for (auto& [who, filter, order] : {std::tuple{"country", 0, 0},
                                       {"country", 2, 3},
                                       {"part", 0, 4},
                                       {"part", 5, 2},
                                       {"two parts", 2, 5},
                                       {"country", 9, 4}}) {
        auto& f = filters[static_cast<std::size_t>(filter)];
        auto& o = orders[static_cast<std::size_t>(order)];
        auto expected = wide.ids_by_sql(who, f, o);
        CHECK_MESSAGE(wide.ids_by_list(who, f, o, 100) == expected, who << f.query << o.query);
    }
    for (auto& who : everybody)
        for (auto& f : filters) {
            auto json = wide.app.as(who).search("/api/members?limit=1&count=1" + f.query, f.search).json();
            auto all = static_cast<std::int64_t>(wide.ids_by_sql(who, f, orders[0]).size());
            auto total = json.at("total").integer();
            CHECK_MESSAGE((json.at("total_is_more").boolean() ? total < all : total == all), who << f.query);
        }
}

}  // namespace unionhall::members
