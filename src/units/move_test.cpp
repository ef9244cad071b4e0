// Moving units: what was counted follows or stays, as the days say, whatever is folded already and whatever waits.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "platform/measure_move.h"
#include "platform/testing_tree.h"
#include "units/store.h"

namespace unionhall::units {
namespace {

// The same tree and the same events, kept in the plainest way, and counted by going through all of them.
class Ledger {
  public:
    struct Event {
        std::string measure;
        std::int64_t unit = 0, record = 0, amount = 1;
        Date day;
        std::string channel;
    };

    void put_under(std::int64_t unit, std::int64_t parent, Date from) {
        auto& spans = parents_[unit];
        spans[to_text(from)] = parent;
    }
    bool is_above(std::int64_t top, std::int64_t unit, const std::string& day) const {
        for (; unit; unit = parent(unit, day))
            if (unit == top) return true;
        return false;
    }
    std::int64_t parent(std::int64_t unit, const std::string& day) const {
        auto& spans = parents_.at(unit);
        auto after = spans.upper_bound(day);
        return after == spans.begin() ? after->second : std::prev(after)->second;
    }
    std::int64_t flow(const std::string& measure, std::int64_t top, const std::string& from,
                      const std::string& to) const {
        std::int64_t sum = 0;
        for (auto& e : events)
            if (e.measure == measure && month_of(e.day) >= from && month_of(e.day) <= to &&
                is_above(top, e.unit, to_text(e.day)))
                sum += e.amount;
        return sum;
    }
    // What there is under a unit at the end of a month is what there is in the units that stand under it then.
    std::int64_t stock(const std::string& measure, std::int64_t top, const std::string& to) const {
        std::int64_t sum = 0;
        for (auto& e : events)
            if (e.measure == measure && month_of(e.day) <= to && is_above(top, e.unit, to + "-31")) sum += e.amount;
        return sum;
    }

    std::vector<Event> events;

  private:
    std::map<std::int64_t, std::map<std::string, std::int64_t>> parents_;  // unit → day → parent
};

struct Story {
    TestApp app;
    Ledger ledger;
    std::vector<Unit> units;
    std::map<std::int64_t, Date> since;
    std::mt19937 random;
    static constexpr std::int64_t record = 77;

    explicit Story(unsigned seed) : random(seed) {
        for (auto& [name, is_stock, by_record] :
             {std::tuple{"test.flow", false, false}, {"test.stock", true, false}, {"test.drive", false, true}})
            app.services().measures.push_back(
                {name,
                 {},
                 {},
                 {},
                 by_record,
                 [this, name = std::string(name)](Transaction& tx, const DaySpan& days, const auto& visit) {
                     recount_from_ledger(tx, name, days, visit);
                 },
                 is_stock});
        app.in_transaction([&](Context& context) {
            for (int i = 0; i < 14; ++i) {
                Unit unit{
                    .id = context.new_id<Unit>(), .name = "u" + std::to_string(i), .kind = Kind::general_federation};
                if (i) unit.parent_id = units[below(units.size())].id;
                units.push_back(found_unit(context.tx, unit, since[unit.id.number] = *parse_date("2023-06-15")));
                ledger.put_under(unit.id.number, unit.parent_id ? unit.parent_id->number : 0,
                                 *parse_date("2023-06-15"));
            }
        });
    }

    std::size_t below(std::size_t n) { return random() % n; }
    Date any_day() { return plus_days(*parse_date("2023-11-20"), static_cast<int>(below(150))); }

    void recount_from_ledger(Transaction& tx, const std::string& name, const DaySpan& days,
                             const std::function<void(const Delta&)>& visit) {
        for (auto& e : ledger.events) {
            auto day = to_text(e.day);
            if (e.measure == name && days.from <= day && day <= days.to) visit(delta_of(tx, e));
        }
    }
    Delta delta_of(Transaction& tx, const Ledger::Event& e) {
        return {.measure = e.measure,
                .unit_path = path_of_unit(tx, e.unit),
                .holder = e.record,
                .day = e.day,
                .amount = e.amount,
                .parts = {{"channel", e.channel}}};
    }

    void happen() {
        static const std::vector<std::string> measures{"test.flow", "test.stock", "test.drive"};
        Ledger::Event e{.measure = measures[below(3)],
                        .unit = units[below(units.size())].id.number,
                        .amount = below(5) ? 1 : -1,
                        .day = any_day(),
                        .channel = below(2) ? "online" : "on_site"};
        if (e.measure == "test.drive") e.record = record;
        app.in_transaction([&](Context& context) { context.count(delta_of(context.tx, e)); });
        ledger.events.push_back(e);
    }

    void move() {
        auto id = units[1 + below(units.size() - 1)].id;
        auto to = units[below(units.size())].id;
        app.in_transaction([&](Context& context) {
            auto unit = *unit_of(context.tx, id), parent = *unit_of(context.tx, to);
            auto from = std::max(since[id.number], any_day());
            if (is_within(parent.path, unit.path) || would_be_ring(context.tx, id.number, to.number, from)) return;
            move_unit(context, unit, parent, from);
            since[id.number] = from;
            ledger.put_under(id.number, to.number, from);
        });
    }

    void check() {
        app.in_transaction([&](Context& context) {
            for (auto& unit : units) {
                auto id = unit.id.number;
                for (auto* month : {"2023-12", "2024-01", "2024-03"}) {
                    CHECK(total(context.tx, "test.flow", id, month, month) ==
                          ledger.flow("test.flow", id, month, month));
                    CHECK(total(context.tx, "test.stock", id, "", month) == ledger.stock("test.stock", id, month));
                }
                CHECK(total(context.tx, "test.flow", id) == ledger.flow("test.flow", id, "", "9999"));
                CHECK(total(context.tx, "test.stock", id) == ledger.stock("test.stock", id, "2024-05"));
            }
            HeldCounts held(context.tx, "test.drive", record);
            std::map<std::string, std::int64_t> of_unit;
            for (auto& cell : held.cells("unit")) of_unit[cell.key] = cell.value;
            for (auto& unit : units)
                CHECK(of_unit[unit.id.text()] == ledger.flow("test.drive", unit.id.number, "", "9999"));
            check_rankings(context.tx);
        });
    }

    // The grouped question answers what asking one by one answers.
    void check_rankings(Transaction& tx) {
        for (auto& [from, to] : {std::pair{"", ""}, {"2024-01", "2024-02"}})
            for (auto* measure : {"test.flow", "test.stock"}) {
                std::map<std::int64_t, std::int64_t> one_by_one;
                for (auto& unit : units) one_by_one[unit.id.number] = total(tx, measure, unit.id.number, from, to);
                for (int depth = 1; depth <= 3; ++depth) {
                    auto top = units[below(3)].id.number;
                    std::vector<std::pair<std::int64_t, std::int64_t>> expected;
                    for (auto& [unit, value] : one_by_one) {
                        auto at = unit;
                        for (int up = 0; up < depth && at; ++up) at = ledger.parent(at, "9999-12-31");
                        if (at == top) expected.emplace_back(unit, value);
                    }
                    CHECK(totals_below(tx, measure, top, from, to, depth) == expected);
                }
            }
    }

    void check_recount() {
        app.application().database.write_now([&](Transaction& tx) {
            Measures ours(app.services().measures.end() - 3, app.services().measures.end());
            for (auto& wrong : recount(tx, ours))
                if (wrong.measure.starts_with("test."))
                    FAIL_CHECK(wrong.measure << " " << wrong.what << " of " << id_text(wrong.holder) << ": stored "
                                             << wrong.stored << ", counted " << wrong.counted);
        });
    }
};

}  // namespace

TEST_CASE("however units are moved, counts and rankings are what going through every event says") {
    for (unsigned seed = 1; seed <= 3; ++seed) {
        Story story(seed);
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 15; ++i) story.happen();
            if (round % 2) story.app.application().keep_house();
            for (int i = 0; i < 5; ++i) story.happen();
            for (int i = 0; i < 3; ++i) story.move();
            for (int i = 0; i < 5; ++i) story.happen();
            CAPTURE(seed);
            CAPTURE(round);
            story.check();
        }
        story.check_recount();
    }
}

TEST_CASE("a move cannot be dated to a day on which the new parent stood below the unit") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "ada", tree.city, {"units.manage", "units.read"});
    auto move = [&](const Unit& unit, const Unit& parent, const std::string& day) {
        return app.as("ada").post("/api/units/" + unit.id.text() + "/move",
                                  Json::Object{{"parent_id", parent.id.text()}, {"from_on", day}});
    };
    CHECK(move(tree.south, tree.north, "2024-05-02").status == 200);
    CHECK(move(tree.south, tree.city, "2024-05-05").status == 200);
    auto too_early = move(tree.north, tree.south, "2024-05-03");
    CHECK(too_early.problems().starts_with("from_on: 那一天新的上级工会还在它的下面"));
    CHECK(move(tree.north, tree.south, "2024-05-06").status == 200);
}

TEST_CASE("a move cannot lie ahead, and what was being written while it happened is taken along") {
    TestApp app;
    auto tree = plant_tree(app);
    introduce(app, "ada", tree.city, {"units.manage", "units.read"});
    auto path = "/api/units/" + tree.street.id.text() + "/move";
    auto ahead = app.as("ada").post(path, Json::Object{{"parent_id", tree.south.id.text()}, {"from_on", "2024-06-01"}});
    CHECK(ahead.problems() == "from_on: 调整隶属立即生效，日期不能晚于今天；请到那一天再办理。");
    CHECK(app.as("ada").post(path, Json::Object{{"parent_id", tree.south.id.text()}}).status == 200);
    app.in_transaction([&](Context& context) {
        // As another server leaves it that had read the path before the move.
        context.tx.run(
            "insert into employers (id, unit_id, unit_path, name, credit_code, division_code, industry, platform, "
            "name_key, version) values (1, $1, $2, 'n', '', '', '', $3, 'n', 1)",
            {tree.committee.id.number, tree.committee.path, false});
        CHECK_FALSE(follow_later(context, tree.street.id.number, tree.street.path));
        CHECK(context.tx.text("select unit_path from employers where id = 1") ==
              path_of_unit(context.tx, tree.committee.id.number));
        CHECK(path_of_unit(context.tx, tree.committee.id.number) != tree.committee.path);
    });
}

}  // namespace unionhall::units
