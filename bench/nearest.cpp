// bench_nearest sqlite FILE | postgres ADDRESS: puts 200,000 stations into an empty database and asks for the nearest five,
// with PostGIS's own nearest-neighbour search beside it in the same server where the extension is there. Prints one line
// a peer: name, p50 and p99 in milliseconds, and how many answers differ from looking at every station.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <random>

#include "platform/db.h"
#include "platform/migrate.h"
#include "platform/vault.h"
#include "stations/nearest_store.h"
#include "units/model.h"

using namespace unionhall;
using namespace unionhall::stations;

namespace {

constexpr int stations_made = 200'000, cities = 340, questions = 4000, checked = 200, wanted = 5, warmed = 500;
constexpr double in_cities = 0.9;

struct Made {
    std::vector<Place> places;
    std::vector<Place> asked;
};

// As stations lie: most of them thick in cities of very unlike size, the rest anywhere.
Made make_places() {
    std::mt19937_64 random(18);
    auto next = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
    auto bell = [&] { return std::normal_distribution<double>(0, 1)(random); };
    std::vector<Place> middles;
    for (int i = 0; i < cities; ++i) middles.push_back({80 + 50 * next(), 20 + 28 * next()});
    Made made;
    auto somewhere = [&]() -> Place {
        if (next() > in_cities) return {75 + 58 * next(), 18 + 34 * next()};
        auto& middle = middles[static_cast<std::size_t>(std::pow(next(), 2) * cities)];
        return {middle.lng + 0.12 * bell(), middle.lat + 0.09 * bell()};
    };
    for (int i = 0; i < stations_made; ++i) made.places.push_back(somewhere());
    for (int i = 0; i < questions; ++i) made.asked.push_back(somewhere());
    return made;
}

void fill(Database& database, const Made& made, bool with_postgis) {
    IdSource ids;
    database.write_now([&](Transaction& tx) {
        units::Unit unit{.id = ids.make<units::Unit>(), .name = "总工会", .kind = units::Kind::general_federation};
        unit = units::found_unit(tx, unit, *parse_date("2020-01-01"));
        std::vector<Station> some;
        for (auto& place : made.places) {
            Station station{.id = ids.make<Station>(),
                            .unit_id = unit.id,
                            .unit_path = unit.path,
                            .name = "驿站",
                            .status = Status::open,
                            .division_code = "110117001",
                            .address = "路",
                            .lng = place.lng,
                            .lat = place.lat,
                            .is_open_24h = true};
            derive(station);
            some.push_back(std::move(station));
            if (some.size() < 5000) continue;
            tx.insert_all(some);
            some.clear();
        }
        tx.insert_all(some);
    });
    if (!database.is_postgres()) return database.script("analyze");
    // Alone: it takes no other statement beside it.
    database.script("vacuum analyze stations");
    if (with_postgis)
        database.script(
            "create table peers as select id, ST_SetSRID(ST_MakePoint(map_lng, map_lat), 4326)::geography as place from "
            "stations; create index on peers using gist (place); analyze peers");
}

template <class Ask>
void measure(const char* name, Database& database, const Made& made, Ask ask) {
    std::vector<double> ms;
    database.read([&](Transaction& tx) {
        for (int i = 0; i < warmed; ++i) ask(tx, made.asked[static_cast<std::size_t>(i)]);
    });
    for (auto& place : made.asked)
        database.read([&](Transaction& tx) {
            auto began = std::chrono::steady_clock::now();
            ask(tx, place);
            ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
        });
    std::ranges::sort(ms);
    std::printf("%-28s p50 %.3f ms  p99 %.3f ms\n", name, ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
}

// Against every station, one after another.
int wrong_answers(Database& database, const Made& made) {
    int wrong = 0;
    database.read([&](Transaction& tx) {
        for (int i = 0; i < checked; ++i) {
            auto& from = made.asked[static_cast<std::size_t>(i)];
            std::vector<double> all;
            for (auto& place : made.places) all.push_back(metres_between(from, place));
            std::ranges::sort(all);
            auto found = nearest(tx, {.from = from, .limit = wanted});
            for (std::size_t n = 0; n < wanted; ++n) {
                bool is_there = n < found.size();
                bool should_be = all[n] <= double(nearest_metres_max);
                if (is_there != should_be || (is_there && found[n].metres != std::llround(all[n]))) {
                    ++wrong;
                    break;
                }
            }
        }
    });
    return wrong;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    bool is_postgres = std::string(words[1]) == "postgres";
    auto database = is_postgres ? open_postgres(words[2], {.statement_ms_max = 600000}) : open_sqlite(words[2]);
    auto vault = Vault::in_memory();
    database->use(&vault);
    migrate(*database);
    bool with_postgis = is_postgres;
    if (is_postgres) try {
            database->script("create extension postgis");
        } catch (const std::exception& fault) {
            with_postgis = false;
            std::cerr << "PostGIS is not there: " << fault.what() << "\n";
        }
    auto made = make_places();
    fill(*database, made, with_postgis);
    measure(is_postgres ? "ours on PostgreSQL" : "ours on SQLite", *database, made,
            [](Transaction& tx, Place from) { nearest(tx, {.from = from, .limit = wanted}); });
    if (with_postgis)
        measure("PostGIS KNN, geography", *database, made, [](Transaction& tx, Place from) {
            tx.rows(
                "select id, place <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography as metres from peers order by "
                "place <-> ST_SetSRID(ST_MakePoint($1, $2), 4326)::geography limit 5",
                {from.lng, from.lat});
        });
    std::printf("answers that differ from looking at all: %d of %d\n", wrong_answers(*database, made), checked);
}
