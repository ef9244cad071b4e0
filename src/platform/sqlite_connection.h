// One SQLite connection with its prepared statements. Private to sqlite*.cpp.
#pragma once

#include <sqlite3.h>

#include <unordered_map>

#include "platform/db.h"

namespace unionhall {

inline constexpr std::size_t prepared_statements_max = 400;

class SqliteConnection final : public Connection {
  public:
    enum class Role { reads, writes };
    SqliteConnection(const std::string& path, const SqliteOptions&, Role);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;

    void each(const std::string& sql, std::span<const Value>, const std::function<void(Row&)>&) override;
    std::int64_t changed_rows() const override { return sqlite3_changes64(handle_); }
    void script(const std::string& statements) override;
    bool is_postgres() const override { return false; }

    // More with every row that was changed and every script that was run: who leaves it as it was has written nothing.
    std::int64_t changes_so_far() const { return sqlite3_total_changes64(handle_) + scripts_; }
    bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    void plain(const char* sql);  // pragmas, scripts, what is said once
    // begin, commit, savepoint …: said for every request, so it is kept prepared.
    void again(const std::string& sql) {
        each(sql, {}, [](Row&) {});
    }
    // How long another process's transaction is waited for. Asked again every millisecond: SQLite's own waiting slows
    // down to ten times a second, and beside a busy server hardly ever finds the moment between two of its commits.
    void wait_at_most(unsigned ms) { sqlite3_busy_handler(handle_, ask_again, (busy_ms_max_ = ms, this)); }
    sqlite3* handle() { return handle_; }

  private:
    void set_up(const SqliteOptions&, Role);
    struct Prepared {
        sqlite3_stmt* statement = nullptr;
        std::vector<std::size_t> arguments;  // parameter i takes arguments[i]
    };
    Prepared& prepare(const std::string& sql);
    [[noreturn]] void fail(const std::string& sql) const;
    static int ask_again(void* self, int times_before);

    unsigned busy_ms_max_ = 0;
    std::int64_t scripts_ = 0;
    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string, Prepared> prepared_;
};

DbError::Kind kind_of(int extended_code);

// One consistent copy of the whole database in a new or empty file, checked by SQLite itself. Nothing of it is flushed.
void copy_database(SqliteConnection& from, const std::string& path);

// The migration's types as SQLite's STRICT tables name them: bigint, boolean → integer; double precision → real;
// bytea → blob; every table becomes strict.
std::string as_sqlite(const std::string& statements);

}  // namespace unionhall
