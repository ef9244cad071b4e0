#include "platform/migrate.h"

#include <map>

#include "platform/crypto.h"

namespace unionhall {

static constexpr const char* table_sql =
    "create table if not exists schema_migrations (name text primary key, room text not null, checksum text not null, "
    "applied_at bigint not null)";

std::size_t migrate(Database& database, std::span<const Migration> known) {
    std::size_t applied = 0;
    database.write_now([&](Transaction& tx) {
        tx.run(database.is_postgres()
                   ? table_sql
                   : std::string(table_sql).replace(std::string(table_sql).find("bigint"), 6, "integer"));
        std::map<std::string, std::string> done;
        for (auto& row : tx.rows("select name, checksum from schema_migrations"))
            done[std::get<std::string>(row[0])] = std::get<std::string>(row[1]);
        for (auto& m : known) {
            std::string name(m.name), checksum = hex(sha256(m.sql));
            if (auto found = done.find(name); found != done.end()) {
                if (found->second != checksum)
                    throw std::runtime_error(
                        "migration " + name +
                        " has changed since it was applied here: restore its text and write a new one");
                done.erase(found);
                continue;
            }
            tx.connection().script(std::string(m.sql));
            tx.run("insert into schema_migrations (name, room, checksum, applied_at) values ($1, $2, $3, $4)",
                   {name, std::string(m.room), checksum, now_instant().us});
            ++applied;
        }
        if (!done.empty())
            throw std::runtime_error("this database knows the migration " + done.begin()->first +
                                     ", which this program does not: it was made by a newer one");
    });
    return applied;
}

}  // namespace unionhall
