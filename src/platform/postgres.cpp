// PostgreSQL as a Database: a bounded pool of connections, one transaction each, repeated when PostgreSQL asks for it.
// What becomes of a transaction whose connection is lost: before its commit it is repeated once or refused; in its commit
// its marker tells whether it was kept.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "platform/breaker.h"
#include "platform/commit_marker.h"
#include "platform/postgres_connection.h"

namespace unionhall {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds repeat_before_ms{1000};  // a loss later than this is answered, not repeated: somebody waits
constexpr milliseconds settle_every_ms{100};
constexpr milliseconds disk_trial_every_ms{200};
// A megabyte of a table that goes with its transaction: files grow for it where those of our tables do.
constexpr const char* disk_trial =
    "create temp table trial_of_disk on commit drop as select g from generate_series(1, 30000) g";

// Tables of which the planner noted values, and what takes the notes of their texts away.
constexpr const char* noted_tables =
    "select cast(quote_ident(s.tablename) as text), cast(coalesce(string_agg('alter column ' || quote_ident(s.attname) "
    "|| ' type text', ', ') filter (where a.atttypid = cast('text' as regtype)), '') as text) from pg_stats s join "
    "pg_class c on c.relname = s.tablename and c.relnamespace = cast(current_schema() as regnamespace) join "
    "pg_attribute a on a.attrelid = c.oid and a.attname = s.attname where s.schemaname = current_schema() "
    "group by s.tablename";

class Postgres final : public Database {
  public:
    Postgres(std::string address, PostgresOptions options)
        : address_(std::move(address)), options_(options), reaching_(options.rest_ms), committing_(options.rest_ms) {
        give_back(borrow());  // an address that does not work is found at start
    }

    void read(const Work& work) override {
        auto began = Clock::now();
        for (unsigned attempt = 1;; ++attempt) {
            Lease lease(*this);
            try {
                lease->begin("begin isolation level repeatable read read only");
                Transaction tx(*lease.connection, vault_);
                work(tx);
                lease->script("commit");
                return;
            } catch (const DbError& error) {
                clean(lease, &error);
                if (!may_repeat(error, attempt, began)) throw;
            } catch (...) {
                clean(lease);
                throw;
            }
        }
    }

    void write(const Work& work, Then then) override {
        std::exception_ptr failure;
        try {
            keep(work);
        } catch (...) { failure = std::current_exception(); }
        then(failure);
    }

    void script(const std::string& statements) override {
        Lease lease(*this);
        lease->script(statements);
    }
    bool is_postgres() const override { return true; }
    std::optional<Words> trouble() override {
        if (reaching_.has_failed()) return Words{"数据库暂时连不上。", "The database cannot be reached."};
        if (committing_.has_failed()) return Words{"数据库暂时不能确认保存。", "The database confirms no commits."};
        if (auto illness = words_of_disk(try_disk())) return illness;
        if (is_read_only())
            return Words{"数据库现在只读，暂时不能保存。", "The database takes no writes: it is read-only."};
        return {};
    }
    unsigned chains() const override { return 8; }
    void copy_to(const std::string&) override {
        throw Refusal(Refusal::Reason::conflict,
                      {"PostgreSQL 的备份请用 pg_dump 或 pg_basebackup，见 docs/operating.md。",
                       "Back PostgreSQL up with pg_dump or pg_basebackup: see docs/operating.md."});
    }

    // What was erased stays in the files until `vacuum full`, which is the operator's. But what the planner noted of a
    // column are values out of it, names among them, for everybody who may ask: it notes them anew.
    bool clear_residue() override {
        struct Noted {
            std::string table, forget_texts;
            bool is_empty = false;
        };
        std::vector<Noted> all;
        try {
            read([&](Transaction& tx) {
                for (auto& row : tx.rows(noted_tables)) {
                    auto table = std::get<std::string>(row[0]);
                    auto is_empty = !tx.number("select 1 from " + table + " limit 1");
                    all.push_back({table, std::get<std::string>(row[1]), is_empty});
                }
            });
        } catch (const DbError&) { return true; }  // with the next round
        for (auto& [table, forget_texts, is_empty] : all) try {
                // Of a table without rows nothing is noted anew; a column that is given its type again has no notes.
                if (!is_empty || !forget_texts.empty())
                    script(is_empty ? "alter table " + table + " " + forget_texts : "analyze " + table);
            } catch (const DbError&) {}  // somebody was in the way: with the next round
        return true;
    }

  private:
    // Its disk is full or has failed: so it stays, for those who ask whether we are ready, until it takes a trial.
    // People's work is not kept from it meanwhile, PostgreSQL itself knows what it can keep.
    void note_disk(DbError::Kind kind) {
        if (!words_of_disk(kind)) return;
        std::lock_guard lock(mutex_);
        illness_ = kind, next_trial_ = Clock::now() + disk_trial_every_ms;
    }
    DbError::Kind try_disk() {
        {
            std::lock_guard lock(mutex_);
            if (!words_of_disk(illness_) || Clock::now() < next_trial_) return illness_;
            next_trial_ = Clock::now() + disk_trial_every_ms;  // the others wait for what this one finds
        }
        auto found = DbError::Kind::other;
        try {
            Lease lease(*this);
            try {
                lease->begin("begin");
                lease->script(disk_trial);
                lease->script("commit");
            } catch (const DbError& error) {
                clean(lease, &error);
                found = error.kind;
            }
        } catch (const DbError&) { return illness_now(); }  // nobody could ask it
        std::lock_guard lock(mutex_);
        return illness_ = words_of_disk(found) ? found : DbError::Kind::other;
    }
    bool is_read_only() {
        try {
            bool is_so = false;
            read([&](Transaction& tx) {
                is_so = tx.number(
                              "select 1 where pg_is_in_recovery() or current_setting('default_transaction_read_only') "
                              "= 'on'")
                            .has_value();
            });
            return is_so;
        } catch (const DbError&) { return false; }  // it is away, which whoever asks finds out, too
    }
    DbError::Kind illness_now() {
        std::lock_guard lock(mutex_);
        return illness_;
    }

    struct Lease {
        Postgres& home;
        std::unique_ptr<PostgresConnection> connection;
        explicit Lease(Postgres& home) : home(home), connection(home.borrow()) {}
        ~Lease() { home.give_back(std::move(connection)); }
        PostgresConnection* operator->() { return connection.get(); }
    };

    void keep(const Work& work) {
        auto began = Clock::now();
        for (unsigned attempt = 1;; ++attempt) {
            Breaker::Attempt committing(committing_);
            if (!committing) throw DbError(DbError::Kind::lost, "commits are not confirmed at present");
            Lease lease(*this);
            std::string marker;
            try {
                lease->begin("begin");
                Transaction tx(*lease.connection, vault_);
                work(tx);
                if (takes_markers_ || (takes_markers_ = lease->takes_markers())) marker = new_commit_marker();
                lease->commit(marker);
                committing.worked();
                return;
            } catch (const DbError& error) {
                clean(lease, &error);
                note_disk(error.kind);
                if (error.kind == DbError::Kind::one_copy) committing.failed();
                if (error.kind == DbError::Kind::unsure) {
                    bool was_quick = Clock::now() - began < repeat_before_ms;
                    if (!was_quick) committing.failed();
                    if (marker.empty()) throw;
                    bool was_kept = settle(lease, marker);
                    committing.worked();
                    if (was_kept) return;
                    // It was not, and never will be.
                    if (was_quick && attempt <= options_.retries_max) continue;
                    throw DbError(DbError::Kind::lost, error.what());
                }
                if (!may_repeat(error, attempt, began)) throw;
            } catch (...) {
                clean(lease);
                throw;
            }
        }
    }

    bool may_repeat(const DbError& error, unsigned attempt, Clock::time_point began) const {
        if (error.kind == DbError::Kind::retry) return attempt < options_.retries_max;
        return error.kind == DbError::Kind::lost && attempt == 1 && Clock::now() - began < repeat_before_ms;
    }

    // Whether the transaction of the marker was kept. Throws `unsure` when nobody could be asked in time.
    bool settle(Lease& lease, const std::string& marker) {
        auto until = Clock::now() + milliseconds(options_.settle_ms_max);
        for (std::string why;;) {
            auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now()).count();
            if (left <= 0) throw DbError(DbError::Kind::unsure, "nobody could say whether a commit was kept: " + why);
            try {
                auto fresh = std::make_unique<PostgresConnection>(address_, options_);
                bool was_kept = fresh->settle(marker, static_cast<unsigned>(left));
                lease.connection = std::move(fresh);
                return was_kept;
            } catch (const DbError& error) {
                if (error.kind == DbError::Kind::one_copy) throw;
                why = error.what();
            }
            std::this_thread::sleep_for(settle_every_ms);
        }
    }

    // Leaves a connection that the next one may use, or none.
    void clean(Lease& lease, const DbError* error = nullptr) {
        if (error && (error->kind == DbError::Kind::lost || error->kind == DbError::Kind::unsure)) {
            lease.connection.reset();
            forget_idle();  // they lead to the same server
            return;
        }
        try {
            if (lease->is_alive() && lease->in_transaction()) lease->roll_back();
        } catch (const DbError&) {
            lease.connection.reset();  // whatever state it is in, nobody else gets it
        }
    }

    std::unique_ptr<PostgresConnection> borrow() {
        {
            std::unique_lock lock(mutex_);
            if (!freed_.wait_for(lock, milliseconds(options_.connection_wait_ms_max),
                                 [&] { return !idle_.empty() || open_ < options_.connections_max; }))
                throw DbError(DbError::Kind::busy, "every connection to PostgreSQL is in use");
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
            ++open_;
        }
        try {
            return connect();
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }
    std::unique_ptr<PostgresConnection> connect() {
        Breaker::Attempt reaching(reaching_);
        if (!reaching) throw DbError(DbError::Kind::lost, "PostgreSQL could not be reached a moment ago");
        try {
            auto connection = std::make_unique<PostgresConnection>(address_, options_);
            reaching.worked();
            return connection;
        } catch (const DbError&) {
            reaching.failed();
            throw;
        }
    }
    void give_back(std::unique_ptr<PostgresConnection> connection) {
        std::lock_guard lock(mutex_);
        if (connection && connection->is_alive())
            idle_.push_back(std::move(connection));
        else
            --open_;
        freed_.notify_one();
    }
    void forget_idle() {
        std::vector<std::unique_ptr<PostgresConnection>> forgotten;  // closed outside the lock
        std::lock_guard lock(mutex_);
        forgotten.swap(idle_);
        open_ -= static_cast<unsigned>(forgotten.size());
        freed_.notify_all();
    }

    std::string address_;
    PostgresOptions options_;
    Breaker reaching_, committing_;
    std::atomic<bool> takes_markers_ = false;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    unsigned open_ = 0;
    DbError::Kind illness_ = DbError::Kind::other;  // other: none
    Clock::time_point next_trial_{};
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& address, PostgresOptions options) {
    return std::make_unique<Postgres>(address, options);
}

}  // namespace unionhall
