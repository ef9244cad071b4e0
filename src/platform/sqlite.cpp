// SQLite as a Database: many readers, and one writer that commits the requests of several threads together.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "platform/sqlite_connection.h"

namespace unionhall {
namespace {

class Sqlite final : public Database {
  public:
    Sqlite(std::string path, SqliteOptions options)
        : path_(std::move(path)), options_(options), writer_(path_, options_) {}

    void read(const Work& work) override {
        auto connection = borrow();
        struct Return {
            Sqlite& home;
            std::unique_ptr<SqliteConnection>& connection;
            ~Return() { home.give_back(std::move(connection)); }
        } giving_back{*this, connection};
        connection->plain("begin");
        try {
            Transaction tx(*connection, vault_);
            work(tx);
        } catch (...) {
            if (connection->in_transaction()) connection->plain("rollback");
            throw;
        }
        connection->plain("commit");
    }

    void write(const Work& work, Then then) override {
        ++waiting_;
        std::vector<Then> kept;
        std::exception_ptr failure, batch_failure;
        {
            std::lock_guard lock(writing_);
            --waiting_;
            failure = attempt(work);
            // A full disk or a failed read ends the whole transaction: nobody's work in this batch was kept.
            if (failure && !writer_.in_transaction()) batch_failure = failure, kept.swap(batch_);
            if (!failure) batch_.push_back(std::move(then));
            if (writer_.in_transaction() && is_time_to_commit()) {
                batch_failure = commit();
                kept.swap(batch_);
            }
        }
        if (failure) then(failure);
        for (auto& answer : kept) answer(batch_failure);
    }

    void script(const std::string& statements) override {
        std::lock_guard lock(writing_);
        writer_.script(statements);
    }
    bool is_postgres() const override { return false; }

    void copy_to(const std::string& path) override {
        auto connection = borrow();
        sqlite3* target = nullptr;
        if (sqlite3_open(path.c_str(), &target) != SQLITE_OK) {
            sqlite3_close(target);
            throw DbError(DbError::Kind::io, "cannot write " + path);
        }
        auto* copy = sqlite3_backup_init(target, "main", connection->handle(), "main");
        int state = copy ? sqlite3_backup_step(copy, -1) : SQLITE_ERROR;
        if (copy) sqlite3_backup_finish(copy);
        sqlite3_exec(target, "pragma journal_mode = delete", nullptr, nullptr, nullptr);
        sqlite3_close(target);
        give_back(std::move(connection));
        if (state != SQLITE_DONE) throw DbError(DbError::Kind::io, "the copy to " + path + " did not end well");
    }

  private:
    // Runs one request inside the open batch: what it refuses or fails at is undone alone.
    std::exception_ptr attempt(const Work& work) {
        try {
            if (!writer_.in_transaction()) {
                writer_.plain("begin immediate");
                began_ = std::chrono::steady_clock::now();
            }
            writer_.plain("savepoint request");
            Transaction tx(writer_, vault_);
            work(tx);
            writer_.plain("release savepoint request");
            return {};
        } catch (...) {
            auto failure = std::current_exception();
            try {
                if (writer_.in_transaction()) {
                    writer_.plain("rollback to savepoint request");
                    writer_.plain("release savepoint request");
                }
            } catch (...) { roll_back(); }
            return failure;
        }
    }

    // Whoever waits for the writer will commit for us; the last one, or a full or old batch, commits.
    bool is_time_to_commit() const {
        using namespace std::chrono;
        return waiting_ == 0 || batch_.size() >= options_.batch_max ||
               steady_clock::now() - began_ > microseconds(options_.batch_age_us_max);
    }

    std::exception_ptr commit() {
        try {
            writer_.plain("commit");
            return {};
        } catch (...) {
            auto failure = std::current_exception();
            roll_back();
            return failure;
        }
    }
    void roll_back() {
        if (writer_.in_transaction()) sqlite3_exec(writer_.handle(), "rollback", nullptr, nullptr, nullptr);
    }

    std::unique_ptr<SqliteConnection> borrow() {
        std::unique_lock lock(readers_);
        freed_.wait(lock, [&] { return !idle_.empty() || open_ < options_.readers_max; });
        if (idle_.empty()) {
            ++open_;
            lock.unlock();
            try {
                return std::make_unique<SqliteConnection>(path_, options_);
            } catch (...) {
                std::lock_guard again(readers_);
                --open_;
                freed_.notify_one();
                throw;
            }
        }
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    void give_back(std::unique_ptr<SqliteConnection> connection) {
        std::lock_guard lock(readers_);
        idle_.push_back(std::move(connection));
        freed_.notify_one();
    }

    std::string path_;
    SqliteOptions options_;
    std::mutex writing_;
    std::atomic<int> waiting_ = 0;
    SqliteConnection writer_;
    std::vector<Then> batch_;
    std::chrono::steady_clock::time_point began_;

    std::mutex readers_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
    unsigned open_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, SqliteOptions options) {
    return std::make_unique<Sqlite>(path, options);
}

}  // namespace unionhall
