// One Transaction a request. SQL is written once, with $1 placeholders, in the part of the language that SQLite 3.40
// and PostgreSQL 15 share. Only sqlite*.cpp and postgres*.cpp know a driver.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/record.h"

namespace unionhall {

class Vault;

using Row = std::vector<Value>;

// What the database could not do, in kinds that callers can act on. A fault, unless somebody turns it into a refusal.
struct DbError : std::runtime_error {
    // lost: the database cannot be reached, nothing was kept. unsure: it was lost in the commit, and nobody could say yet
    // whether that was kept. one_copy: kept, but no standby has confirmed it, so the death of one machine may undo it.
    enum class Kind { duplicate, reference, check, busy, full, io, cut_short, lost, unsure, one_copy, retry, other };
    DbError(Kind kind, const std::string& message) : std::runtime_error(message), kind(kind) {}
    Kind kind;
};

// One connection to one engine, used by one thread at a time.
class Connection {
  public:
    virtual ~Connection() = default;
    // Calls `row` for each answer, in order. $1 is arguments[0]. The statement is kept prepared.
    // `row` must not ask this connection anything: one question at a time.
    virtual void each(const std::string& sql, std::span<const Value> arguments,
                      const std::function<void(Row&)>& row) = 0;
    virtual std::int64_t changed_rows() const = 0;           // by the last statement
    virtual void script(const std::string& statements) = 0;  // several statements, no arguments: migrations
    virtual bool is_postgres() const = 0;
};

inline constexpr std::size_t insert_rows_max = 50;

class Transaction {
  public:
    Transaction(Connection& connection, const Vault* vault) : connection_(connection), vault_(vault) {}

    void each(const std::string& sql, std::span<const Value> arguments, const std::function<void(Row&)>& row) {
        connection_.each(sql, arguments, row);
    }
    // Without waiting for the answer, where a server is asked: it goes with the next question or the commit, and what is
    // wrong with it is thrown then. For what the request does not hang on.
    void send(const std::string& sql, std::span<const Value> arguments) { connection_.each(sql, arguments, {}); }
    std::vector<Row> rows(const std::string& sql, const std::vector<Value>& arguments = {});
    // The number of rows changed.
    std::int64_t run(const std::string& sql, const std::vector<Value>& arguments = {});
    // The first value of the first row, if there is one and it is not null.
    std::optional<std::int64_t> number(const std::string& sql, const std::vector<Value>& arguments = {});
    std::optional<std::string> text(const std::string& sql, const std::vector<Value>& arguments = {});

    // tx.select<Station>("where id = $1", {id}): the columns come from the record, the rest is plain SQL.
    template <class T>
    std::vector<T> select(const std::string& rest, const std::vector<Value>& arguments = {}) {
        std::vector<T> found;
        each_record(type_of<T>(), rest, arguments, [&](Row& row) { read(type_of<T>(), row, &found.emplace_back()); });
        return found;
    }
    template <class T>
    std::optional<T> first(const std::string& rest, const std::vector<Value>& arguments = {}) {
        auto found = select<T>(rest + " limit 1", arguments);
        if (found.empty()) return {};
        return std::move(found.front());
    }
    // One at a time, for what does not fit in memory.
    template <class T>
    void visit(const std::string& rest, const std::vector<Value>& arguments, const std::function<void(T&)>& visit) {
        each_record(type_of<T>(), rest, arguments, [&](Row& row) {
            T record;
            read(type_of<T>(), row, &record);
            visit(record);
        });
    }
    template <class T>
    void insert(const T& record) {
        insert(type_of<T>(), &record);
    }
    // Many at once, in statements of `insert_rows_max` rows: for imports and demonstrations.
    template <class T>
    void insert_all(const std::vector<T>& records) {
        std::vector<const void*> all;
        for (auto& record : records) all.push_back(&record);
        insert_all(type_of<T>(), all);
    }
    // Refuses (stale) when the record's version is not the stored one; the record leaves with the next version.
    template <class T>
    void update(T& record) {
        update(type_of<T>(), &record);
    }
    template <class T>
    void erase(const Id<T>& id) {
        run("delete from " + type_of<T>().plural + " where id = $1", {id.number});
    }

    // The keyed hashes by which a row with this secret is found, always as many as Vault::index_keys_max: under the key in
    // use and under the other one that is about, or the same again. "where phone_index in ($1, $2)", never "= $1" (a house
    // test). `canonical` in the form identifiers.h makes; behind the hashes stands what else fills holes, from $3 on.
    std::vector<Value> blinds(std::string_view field, std::string_view canonical, std::vector<Value> more = {}) const;
    // For a row that SQL writes without its record. Blind after sealing: see Vault::prepared_keys.
    Bytes blind_to_store(std::string_view field, std::string_view canonical) const;
    // Until this transaction ends, what was once planned stays so, whatever fills its holes. PostgreSQL plans a question anew
    // each time as long as it believes that to pay; for one of many ranges the plan takes longer than the answer.
    void keep_plans() {
        if (is_postgres()) send("set local plan_cache_mode = force_generic_plan", {});
    }
    bool is_postgres() const { return connection_.is_postgres(); }
    Connection& connection() { return connection_; }

    void read(const RecordType&, Row&, void* record) const;
    void each_record(const RecordType&, const std::string& rest, std::span<const Value>,
                     const std::function<void(Row&)>&);

  private:
    void insert(const RecordType&, const void* record);
    void insert_all(const RecordType&, std::span<const void* const> records);
    void update(const RecordType&, void* record);
    void keep_one_each(const RecordType&, const void* record);
    Row values(const RecordType&, const void* record) const;
    Connection& connection_;
    const Vault* vault_;
};

// A database that several threads use at once. Reads see one snapshot; what `write` says is durable, is.
class Database {
  public:
    using Work = std::function<void(Transaction&)>;
    // Null: it is durable. Else nothing of it was kept, unless the error is DbError unsure or one_copy.
    using Then = std::function<void(std::exception_ptr)>;

    virtual ~Database() = default;
    virtual void read(const Work&) = 0;
    // Runs the work, here or on the thread of somebody who writes already, and calls `then` when it is durable (perhaps
    // later, together with others: group commit) or when it was not kept. Both must own what they use: write() may
    // return before they have begun. `then` must not write.
    virtual void write(const Work&, Then then) = 0;
    virtual void script(const std::string& statements) = 0;
    virtual bool is_postgres() const = 0;
    // Why nothing can be kept at the moment; nothing while all is well. Reading goes on meanwhile.
    virtual std::optional<Words> trouble() { return {}; }
    virtual unsigned chains() const { return 1; }  // how many writers may commit at the same time: audit chains
    // A consistent copy of the whole database into a new file, while others go on working.
    virtual void copy_to(const std::string& path) = 0;
    // Takes away what erased rows left behind in logs and free pages, where the engine lets us: between requests, at
    // night. False: somebody was in the way, try again.
    virtual bool clear_residue() { return true; }

    void write_now(const Work&);  // waits until durable; throws what the work threw
    void use(const Vault* vault) { vault_ = vault; }

  protected:
    const Vault* vault_ = nullptr;
};

struct SqliteOptions {
    unsigned readers_max = 8;
    unsigned batch_max = 256;  // requests committed together
    unsigned batch_age_us_max = 10000;
    unsigned busy_ms = 10000;
    bool is_durable = true;  // false: for tests only, where losing the machine loses nothing
};
std::unique_ptr<Database> open_sqlite(const std::string& path, SqliteOptions = {});

// How long each thing may take. All waits are ours: a server that hangs does not make us hang.
struct PostgresOptions {
    unsigned connections_max = 16;
    unsigned statement_ms_max = 30000;
    unsigned lock_wait_ms_max = 3000;        // for a row that another transaction holds
    unsigned connection_wait_ms_max = 5000;  // for a connection of the pool
    unsigned commit_wait_ms_max = 4000;      // then the connection is given up, and the outcome is looked up
    unsigned settle_ms_max = 3000;           // for looking it up, over a connection of its own
    unsigned rest_ms = 1000;                 // after a failure only one at a time tries again, and so often
    unsigned retries_max = 5;                // of a transaction that PostgreSQL asks to be repeated
};
std::unique_ptr<Database> open_postgres(const std::string& address, PostgresOptions = {});

// What to tell people about a disk that is full or has failed; nothing for every other kind.
std::optional<Words> words_of_disk(DbError::Kind);

}  // namespace unionhall
