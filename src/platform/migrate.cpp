#include "platform/migrate.h"

#include <map>

#include "platform/crypto.h"

namespace unionhall {

static constexpr const char* table_sql =
    "create table if not exists schema_migrations (name text primary key, room text not null, checksum text not null, "
    "applied_at bigint not null)";

using Applied = std::map<std::string, std::string>;  // name → checksum

static Applied applied_in(Transaction& tx) {
    Applied applied;
    for (auto& row : tx.rows("select name, checksum from schema_migrations"))
        applied[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
    return applied;
}

static std::optional<Applied> applied_if_any(Database& database) {
    std::optional<Applied> applied;
    try {
        database.read([&](Transaction& tx) { applied = applied_in(tx); });
    } catch (const DbError& error) {
        if (error.kind != DbError::Kind::other) throw;  // other: there is no such table yet
    }
    return applied;
}

// Read first: a database that needs nothing is not written to, however busy it is.
static Applied applied_in(Database& database) {
    if (auto applied = applied_if_any(database)) return *applied;
    auto make_table = [&](Transaction& tx) { tx.connection().script(table_sql); };
    try {
        database.write_now(make_table);
    } catch (const DbError&) {
        database.write_now(make_table);  // where another server makes it at the same moment, it is there now
    }
    return applied_if_any(database).value_or(Applied());
}

// Before anything is changed: this is a database that this program may bring further.
static void check_origin(const Applied& applied, std::span<const Migration> known) {
    auto unknown = applied;
    for (auto& m : known) {
        auto found = unknown.find(std::string(m.name));
        if (found == unknown.end()) continue;
        if (found->second != hex(sha256(m.sql)))
            throw std::runtime_error("migration " + found->first +
                                     " has changed since it was applied here: restore its text and write a new one");
        unknown.erase(found);
    }
    if (!unknown.empty())
        throw std::runtime_error("this database knows the migration " + unknown.begin()->first +
                                 ", which this program does not: it was made by a newer one");
}

static void apply(Database& database, const Migration& m) {
    database.write_now([&](Transaction& tx) {
        std::string name(m.name);
        if (tx.number("select 1 from schema_migrations where name = $1", {name})) return;
        tx.connection().script(std::string(m.sql));
        tx.run("insert into schema_migrations (name, room, checksum, applied_at) values ($1, $2, $3, $4)",
               {name, std::string(m.room), hex(sha256(m.sql)), now_instant().us});
    });
}

std::size_t migrate(Database& database, std::span<const Migration> known) {
    auto applied = applied_in(database);
    check_origin(applied, known);
    std::size_t count = 0;
    for (auto& m : known) {
        if (applied.contains(std::string(m.name))) continue;
        try {
            apply(database, m);
        } catch (const DbError&) {
            // Another server that starts at the same moment may have been first.
            if (!applied_in(database).contains(std::string(m.name))) throw;
        }
        ++count;
    }
    return count;
}

}  // namespace unionhall
