// SQLite as a Database: many readers, and one writer that commits the requests of several threads together.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "platform/sqlite_connection.h"
#include "platform/sqlite_health.h"

namespace unionhall {
namespace {

// The log is brought into the database after so many pages, so that it does not grow for ever.
constexpr int log_pages_max = 4000;

const std::string begin_reading = "begin", begin_writing = "begin immediate", commit_all = "commit",
                  begin_request = "savepoint request", end_request = "release savepoint request";

class Sqlite final : public Database {
  public:
    Sqlite(std::string path, SqliteOptions options)
        : path_(std::move(path)),
          options_(options),
          writer_(path_, options_, SqliteConnection::Role::writes),
          health_(path_) {
        idle_.reserve(options_.readers_max);
        sqlite3_wal_hook(writer_.handle(), count_pages, this);
    }

    void read(const Work& work) override {
        Lent reader(*this);
        reader->again(begin_reading);
        Transaction tx(*reader, vault_);
        work(tx);
        reader->again(commit_all);
    }

    void write(const Work& work, Then then) override {
        ++waiting_;
        std::vector<Then> kept;
        std::exception_ptr failure, batch_failure;
        {
            std::lock_guard lock(writing_);
            --waiting_;
            failure = attempt(work);
            health_.note(failure);
            // A full disk or a failed read ends the whole transaction: nobody's work in this batch was kept.
            if (failure && !writer_.in_transaction()) batch_failure = failure, kept.swap(batch_);
            if (!failure) batch_.push_back(std::move(then));
            if (writer_.in_transaction() && is_time_to_commit()) {
                batch_failure = commit();
                kept.swap(batch_);
            }
        }
        if (failure) tell(then, failure);
        for (auto& answer : kept) tell(answer, batch_failure);
    }

    void script(const std::string& statements) override {
        std::lock_guard lock(writing_);
        writer_.script(statements);
    }
    bool is_postgres() const override { return false; }

    std::optional<Words> trouble() const override {
        // Where nobody writes, whoever asks has the disk tried again.
        if (std::unique_lock lock(writing_, std::try_to_lock); lock && !writer_.in_transaction()) {
            try {
                health_.expect_well();
            } catch (const DbError&) {}
        }
        return health_.trouble();
    }

    void copy_to(const std::string& path) override {
        Lent reader(*this);
        copy_database(*reader, path);
    }

    bool clear_residue() override {
        std::lock_guard lock(writing_);
        if (writer_.in_transaction()) return false;
        try {
            // Pages that were divided keep bytes of rows that moved on; only writing the file anew leaves none.
            std::error_code unknown;
            if (std::filesystem::file_size(path_, unknown) <= vacuum_bytes_max) writer_.plain("vacuum");
        } catch (const DbError&) { return true; }  // no room for it: with the next round
        // The log still holds the old pages: it is cut to nothing, but nobody waits for a long reader.
        writer_.wait_at_most(0);
        int state = sqlite3_wal_checkpoint_v2(writer_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        writer_.wait_at_most(options_.busy_ms);
        return state == SQLITE_OK;
    }

  private:
    static constexpr std::uintmax_t vacuum_bytes_max = 256UL << 20;  // it is made anew in memory
    static constexpr int give_way_every_ms = 250, give_way_ms = 2;   // less than a hundredth of the time

    // A reading connection of the pool; whatever happened, it goes back without a transaction.
    struct Lent {
        Sqlite& home;
        std::unique_ptr<SqliteConnection> connection;
        explicit Lent(Sqlite& home) : home(home), connection(home.borrow()) {}
        ~Lent() {
            if (connection->in_transaction()) sqlite3_exec(connection->handle(), "rollback", nullptr, nullptr, nullptr);
            home.give_back(std::move(connection));
        }
        SqliteConnection* operator->() { return connection.get(); }
        SqliteConnection& operator*() { return *connection; }
    };

    // Somebody whose answer cannot be made (no memory) must not keep the others from theirs.
    static void tell(const Then& then, const std::exception_ptr& failure) noexcept {
        try {
            then(failure);
        } catch (...) {}
    }

    // Runs one request inside the open batch: what it refuses or fails at is undone alone.
    std::exception_ptr attempt(const Work& work) {
        try {
            if (!writer_.in_transaction()) {
                health_.expect_well();
                batch_.reserve(options_.batch_max);  // what has been done must have room to be told of
                writer_.again(begin_writing);
                began_ = std::chrono::steady_clock::now();
            }
            writer_.again(begin_request);
            Transaction tx(writer_, vault_);
            work(tx);
            writer_.again(end_request);
            return {};
        } catch (...) {
            auto failure = std::current_exception();
            try {
                if (writer_.in_transaction()) {
                    writer_.plain("rollback to savepoint request");
                    writer_.again(end_request);
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
            writer_.again(commit_all);
        } catch (...) {
            auto failure = std::current_exception();
            roll_back();
            health_.note(failure);
            return unsure_if_flushing(failure);
        }
        if (log_pages_ >= log_pages_max) bring_log_in();
        let_others_write();
        return {};
    }
    // While requests queue here, the file would never be free for another process: a backup, a command, a second house.
    void let_others_write() {
        auto now = std::chrono::steady_clock::now();
        if (waiting_ == 0 || now - gave_way_ < std::chrono::milliseconds(give_way_every_ms)) return;
        gave_way_ = now;
        std::this_thread::sleep_for(std::chrono::milliseconds(give_way_ms));
    }
    // A commit that could not be flushed is undone here; but it lies in the log, and a crash now may bring it back.
    static std::exception_ptr unsure_if_flushing(const std::exception_ptr& failure) {
        try {
            std::rethrow_exception(failure);
        } catch (const DbError& error) {
            if (error.kind != DbError::Kind::io) return failure;
            return std::make_exception_ptr(DbError(DbError::Kind::unsure, error.what()));
        } catch (...) { return failure; }
    }

    // What is in the log is kept already. If it cannot be brought in, the log only grows; but the disk is ill.
    void bring_log_in() {
        log_pages_ = 0;
        int state = sqlite3_wal_checkpoint_v2(writer_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        auto kind = state == SQLITE_OK ? DbError::Kind::other : kind_of(sqlite3_extended_errcode(writer_.handle()));
        if (kind == DbError::Kind::full || kind == DbError::Kind::io) health_.note(kind);
    }
    static int count_pages(void* self, sqlite3*, const char*, int pages) {
        static_cast<Sqlite*>(self)->log_pages_ = pages;
        return SQLITE_OK;
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
                return std::make_unique<SqliteConnection>(path_, options_, SqliteConnection::Role::reads);
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
    void give_back(std::unique_ptr<SqliteConnection> connection) noexcept {  // there is room: see the constructor
        std::lock_guard lock(readers_);
        idle_.push_back(std::move(connection));
        freed_.notify_one();
    }

    std::string path_;
    SqliteOptions options_;
    mutable std::mutex writing_;
    std::atomic<int> waiting_ = 0;
    SqliteConnection writer_;
    mutable SqliteHealth health_;
    int log_pages_ = 0;
    std::vector<Then> batch_;
    std::chrono::steady_clock::time_point began_, gave_way_;

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
