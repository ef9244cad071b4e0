// A second opinion from SQLite: the same pairs meet, with the same outcomes and the same weights, as plain SQL says.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "linkage/characters.h"
#include "linkage/names.h"
#include "linkage/testing_linked.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage {

namespace {

class Sqlite {
  public:
    Sqlite() { REQUIRE(sqlite3_open(":memory:", &db_) == SQLITE_OK); }
    ~Sqlite() { sqlite3_close(db_); }
    Sqlite(const Sqlite&) = delete;

    std::vector<std::vector<std::string>> rows(const std::string& sql, const std::vector<std::string>& values = {}) {
        sqlite3_stmt* statement = nullptr;
        REQUIRE_MESSAGE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK, sqlite3_errmsg(db_)
                                                                                                        << sql);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i].empty())
                sqlite3_bind_text(statement, static_cast<int>(i) + 1, values[i].c_str(), -1, SQLITE_TRANSIENT);
        }
        std::vector<std::vector<std::string>> rows;
        while (sqlite3_step(statement) == SQLITE_ROW) {
            auto& row = rows.emplace_back();
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                auto text = sqlite3_column_text(statement, i);
                row.emplace_back(text ? reinterpret_cast<const char*>(text) : "");
            }
        }
        sqlite3_finalize(statement);
        return rows;
    }

  private:
    sqlite3* db_ = nullptr;
};

constexpr auto spec =
    "field name person-name = name\nfield sex code = sex\nfield birth date = dob\nfield phone phone = phone\nfield district division = district\n"
    "compare name\nlevel equal by-frequency\nlevel pinyin\ncompare birth\nlevel equal\nlevel month\nlevel year\ncompare phone\nlevel equal\n"
    "compare district\nlevel equal\nlevel prefecture\nlevel province\ncompare sex\nlevel equal\n"
    "block phone\nblock name.pinyin birth.month\nblock birth district\nset threshold -30\n";

void load(Sqlite& db, const Dataset& data, const Table& table, const std::string& name) {
    db.rows("create table " + name +
            " (row integer, name text, pinyin text, sex text, birth text, phone text, district text)");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        auto split = from_utf8(data.shown(table, row, 0));
        db.rows(
            "insert into " + name + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            {std::to_string(row), to_utf8(joined_name(split)), to_utf8(pinyin_key(split)), data.shown(table, row, 1),
             data.shown(table, row, 2), data.shown(table, row, 3), data.shown(table, row, 4)});
    }
}

// Each comparison as SQL says it; 0 is missing.
constexpr auto compared = R"(
select l.row, r.row,
  case when l.name is null or r.name is null then 0 when l.name = r.name then 1 when l.pinyin = r.pinyin then 2 else 3 end,
  case when l.birth is null or r.birth is null then 0 when l.birth = r.birth then 1 when substr(l.birth, 1, 6) = substr(r.birth, 1, 6) then 2
       when substr(l.birth, 1, 4) = substr(r.birth, 1, 4) then 3 else 4 end,
  case when l.phone is null or r.phone is null then 0 when l.phone = r.phone then 1 else 2 end,
  case when l.district is null or r.district is null then 0 when l.district = r.district then 1
       when substr(l.district, 1, 4) = substr(r.district, 1, 4) then 2 when substr(l.district, 1, 2) = substr(r.district, 1, 2) then 3 else 4 end,
  case when l.sex is null or r.sex is null then 0 when l.sex = r.sex then 1 else 2 end,
  (select count(*) from (select name from lefts union all select name from rights) where name = l.name)
from lefts l join rights r
where l.phone = r.phone or (l.pinyin = r.pinyin and substr(l.birth, 1, 6) = substr(r.birth, 1, 6)) or (l.birth = r.birth and l.district = r.district)
)";

}  // namespace

TEST_CASE("the pairs that meet, their outcomes and their weights are those that plain SQL finds") {
    std::ostringstream left, right, truth;
    testing::make_people_zh({.left = 700, .right = 700, .common = 300, .seed = 31}, left, right, truth);
    auto linked = testing::link_texts(spec, left.str(), right.str(), -60, 2);
    auto& data = *linked.data;
    auto& model = linked.model;
    Sqlite db;
    load(db, data, data.left(), "lefts");
    load(db, data, data.right(), "rights");
    std::map<std::pair<std::uint32_t, std::uint32_t>, const Edge*> edges;
    for (auto& edge : linked.run.edges) edges[{edge.left, edge.right}] = &edge;
    auto names = std::stod(db.rows(
        "select count(*) from (select name from lefts union all select name from rights) where name is not null")[0]
                                                                                                                 [0]);
    auto rows = db.rows(compared);
    CHECK(rows.size() > 300);
    CHECK(rows.size() == edges.size());
    CHECK(linked.run.pairs() == rows.size());
    for (auto& row : rows) {
        auto found = edges.find(
            {static_cast<std::uint32_t>(std::stoul(row[0])), static_cast<std::uint32_t>(std::stoul(row[1]))});
        REQUIRE(found != edges.end());
        double weight = model.prior_log2;
        for (std::size_t c = 0; c < 5; ++c) {
            auto outcome = static_cast<unsigned>(std::stoul(row[c + 2]));
            REQUIRE(outcome_in(found->second->pattern, c) == outcome);
            if (!outcome) continue;
            auto u = c == 0 && outcome == 1 ? std::stod(row[7]) / names : model.u[c][outcome];
            weight += std::log2(model.m[c][outcome] / u);
        }
        REQUIRE(found->second->weight == doctest::Approx(weight).epsilon(1e-4));
    }
}

TEST_CASE("how often strangers agree is what SQL counts") {
    std::ostringstream left, right, truth;
    testing::make_people_zh({.left = 600, .right = 800, .common = 100, .seed = 32}, left, right, truth);
    auto data = testing::read_tables(spec, left.str(), right.str());
    Sqlite db;
    load(db, *data, data->left(), "lefts");
    load(db, *data, data->right(), "rights");
    auto count = [&](const std::string& what) {
        auto same = std::stod(db.rows("select count(*) from lefts l join rights r on " + what)[0][0]);
        auto column = what.substr(what.find("l.") + 2);
        column = column.substr(0, column.find_first_of(" ,"));
        return same / std::stod(db.rows("select (select count(" + column + ") from lefts) * (select count(" + column +
                                        ") from rights)")[0][0]);
    };
    auto& layout = data->layout();
    CHECK(Blocks::coincidence(*data, layout.places(0, Test::equal), {}) == doctest::Approx(count("l.name = r.name")));
    CHECK(Blocks::coincidence(*data, layout.places(0, Test::pinyin), {}) ==
          doctest::Approx(count("l.pinyin = r.pinyin")));
    CHECK(Blocks::coincidence(*data, layout.places(2, Test::month), {}) ==
          doctest::Approx(count("substr(l.birth, 1, 6) = substr(r.birth, 1, 6)")));
    CHECK(Blocks::coincidence(*data, layout.places(3, Test::equal), {}) == doctest::Approx(count("l.phone = r.phone")));
    CHECK(Blocks::coincidence(*data, layout.places(4, Test::prefecture), {}) ==
          doctest::Approx(count("substr(l.district, 1, 4) = substr(r.district, 1, 4)")));
}

}  // namespace unionhall::linkage
