// SQLite as a Database: many readers, and one writer. Whoever comes while somebody writes leaves the work to them and goes;
// what has gathered is committed together, and worked on while the disk keeps what was committed before.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <thread>

#include "platform/sqlite_connection.h"
#include "platform/sqlite_health.h"
#include "platform/sqlite_log_file.h"

namespace unionhall {
namespace {

// The log is brought into the database after so many pages, so that it does not grow for ever.
constexpr int log_pages_max = 4000;
// Requests that wait for the writer; whoever brings one more waits at the door.
constexpr std::size_t writes_waiting_max = 4096;
// After a batch had to be worked on anew, so many requests get a savepoint each.
constexpr unsigned careful_requests = 256;

const std::string begin_reading = "begin", begin_writing = "begin immediate", commit_all = "commit",
                  begin_request = "savepoint request", end_request = "release savepoint request";

class Sqlite final : public Database {
  public:
    Sqlite(std::string path, SqliteOptions options)
        : path_(std::move(path)),
          options_(options),
          writer_(path_, options_, SqliteConnection::Role::writes),
          log_(path_),
          health_(path_) {
        idle_.reserve(options_.readers_max);
        sqlite3_wal_hook(writer_.handle(), count_pages, this);
    }
    ~Sqlite() override {
        // The last to close would bring the log into the database. What may not be whole stays where its checksums are.
        if (is_log_unsure_) sqlite3_db_config(writer_.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    }

    void read(const Work& work) override {
        Lent reader(*this);
        reader->again(begin_reading);
        Transaction tx(*reader, vault_);
        work(tx);
        reader->again(commit_all);
    }

    void write(const Work& work, Then then) override {
        {
            std::unique_lock queue(queue_);
            changed_.wait(queue, [&] { return waiting_.size() < writes_waiting_max; });
            waiting_.push_back({work, std::move(then)});
            if (std::exchange(has_writer_, true)) return;
        }
        do_what_waits();
    }

    void script(const std::string& statements) override {
        std::unique_lock queue(queue_);
        changed_.wait(queue, [&] { return is_idle(); });
        Turn turn(*this, queue);
        writer_.script(statements);
        if (options_.is_durable && !writer_.in_transaction()) log_.flush();
    }
    bool is_postgres() const override { return false; }

    std::optional<Words> trouble() override {
        // Where nobody writes, whoever asks has the disk tried again.
        if (std::unique_lock queue(queue_); is_idle()) {
            Turn turn(*this, queue);
            try {
                expect_well();
            } catch (const DbError&) {}
        }
        return health_.trouble();
    }

    void copy_to(const std::string& path) override {
        Lent reader(*this);
        copy_database(*reader, path);
    }

    bool clear_residue() override {
        std::unique_lock queue(queue_);
        if (!is_idle() || is_log_unsure_) return false;
        Turn turn(*this, queue);
        try {
            // Pages that were divided keep bytes of rows that moved on; only writing the file anew leaves none.
            std::error_code unknown;
            if (std::filesystem::file_size(path_, unknown) <= vacuum_bytes_max) writer_.plain("vacuum");
        } catch (const DbError&) { return true; }  // no room for it: with the next round
        // The log still holds the old pages: it is cut to nothing, but nobody waits for a long reader.
        writer_.wait_at_most(0);
        int state = sqlite3_wal_checkpoint_v2(writer_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        writer_.wait_at_most(options_.busy_ms);
        if (state == SQLITE_OK) log_pages_ = pages_not_brought_in_ = 0;
        return state == SQLITE_OK;
    }

  private:
    static constexpr std::uintmax_t vacuum_bytes_max = 256UL << 20;  // it is made anew in memory
    static constexpr int give_way_every_ms = 250, give_way_ms = 2;   // less than a hundredth of the time

    // A reading connection of the pool; whatever happened, it goes back without a transaction, or not at all.
    struct Lent {
        Sqlite& home;
        std::unique_ptr<SqliteConnection> connection;
        explicit Lent(Sqlite& home) : home(home), connection(home.borrow()) {}
        ~Lent() {
            if (connection->in_transaction() &&
                sqlite3_exec(connection->handle(), "rollback", nullptr, nullptr, nullptr) != SQLITE_OK)
                connection.reset();
            home.give_back(std::move(connection));
        }
        SqliteConnection* operator->() { return connection.get(); }
        SqliteConnection& operator*() { return *connection; }
    };

    struct Waiting {
        Work work;
        Then then;
    };
    using Batch = std::vector<Waiting>;  // what may have to be worked on anew keeps its work

    // The writer's connection for something else than requests: from here on nobody else has it, and what comes meanwhile
    // is done at the end.
    struct Turn {
        Sqlite& home;
        Turn(Sqlite& home, std::unique_lock<std::mutex>& queue) : home(home) {
            home.has_writer_ = true;
            queue.unlock();
        }
        ~Turn() { home.do_what_waits(); }
    };
    bool is_idle() const { return !has_writer_ && !is_flushing_ && !writer_.in_transaction(); }

    // Somebody whose answer cannot be made (no memory) must not keep the others from theirs.
    static void tell(const Then& then, const std::exception_ptr& failure) noexcept {
        try {
            then(failure);
        } catch (...) {}
    }
    static void tell_all(const Batch& batch, const std::exception_ptr& failure) noexcept {
        for (auto& one : batch) tell(one.then, failure);
    }

    // The disk takes writes, and what was committed without being flushed has been.
    void expect_well() {
        health_.expect_well();
        if (!is_log_unsure_) return;
        try {
            // As the writer: no other process writes to the log meanwhile, either.
            writer_.again(begin_writing);
            log_.write_again(static_cast<std::size_t>(log_pages_));
            writer_.again(commit_all);
            is_log_unsure_ = false;
        } catch (...) {
            roll_back();
            health_.note(std::current_exception());
            throw;
        }
    }

    // Runs one request inside the open batch: what it refuses or fails at is undone alone. Nearly every refusal comes
    // before anything is written, so a savepoint for each, a fifth of what the writer does (bench/README.md), is spared.
    // Where something was written, the batch is undone and worked on anew with savepoints, and so is what comes next:
    // nobody can make the writer work twice again and again.
    void attempt(Waiting request) {
        std::exception_ptr failure;
        bool is_careful = careful_for_ > 0;
        if (is_careful) --careful_for_;
        std::int64_t changes = 0;
        try {
            if (!writer_.in_transaction()) {
                expect_well();
                batch_.reserve(options_.batch_max);  // what has been done must have room to be told of
                writer_.again(begin_writing);
                began_ = std::chrono::steady_clock::now();
            }
            if (is_careful) writer_.again(begin_request);
            changes = writer_.changes_so_far();
            Transaction tx(writer_, vault_);
            request.work(tx);
            if (is_careful) writer_.again(end_request);
            batch_.push_back(std::move(request));
            return;
        } catch (...) { failure = std::current_exception(); }
        try {
            if (writer_.in_transaction() && is_careful) {
                writer_.plain("rollback to savepoint request");
                writer_.again(end_request);
            } else if (writer_.in_transaction() && writer_.changes_so_far() != changes) {
                if (!batch_.empty()) return work_anew(std::move(request));
                roll_back();
            }
        } catch (...) { roll_back(); }
        health_.note(failure);
        tell(request.then, failure);
        // A full disk or a failed read ends the whole transaction: nobody's work in this batch was kept.
        if (!writer_.in_transaction()) tell_all(std::exchange(batch_, {}), failure);
    }
    void work_anew(Waiting last) {
        roll_back();
        careful_for_ = careful_requests + options_.batch_max;
        auto batch = std::exchange(batch_, {});
        batch.push_back(std::move(last));  // there is room: a full batch takes no more requests
        for (auto& request : batch) attempt(std::move(request));
    }

    // Whoever calls it has the writer's connection, until nothing waits. Nothing here may throw: the connection would be
    // lost for ever.
    void do_what_waits() noexcept {
        std::unique_lock queue(queue_);
        while (true) {
            if (flush_failure_) {
                queue.unlock();
                give_up_what_followed();
                queue.lock();
            } else if (is_time_to_commit()) {
                if (!commit_what_gathered(queue)) return;
            } else if (waiting_.empty()) {
                has_writer_ = false;
                changed_.notify_all();
                return;
            } else if (batch_.size() >= options_.batch_max) {
                changed_.wait(queue, [&] { return !is_flushing_; });
            } else {
                auto next = std::move(waiting_.front());
                waiting_.pop_front();
                if (waiting_.size() + 1 == writes_waiting_max) changed_.notify_all();
                queue.unlock();
                attempt(std::move(next));
                queue.lock();
            }
        }
    }

    // False: somebody else has the writer's connection now.
    bool commit_what_gathered(std::unique_lock<std::mutex>& queue) {
        bool is_busy = !waiting_.empty() || batch_.size() > 1;
        queue.unlock();
        auto failure = commit();
        if (is_busy) let_others_write();
        auto batch = std::exchange(batch_, {});
        bool is_to_flush = !failure && std::exchange(has_written_, false) && options_.is_durable;
        if (is_to_flush) {
            // Whoever comes while the disk is at work goes on with the next ones.
            queue.lock();
            is_flushing_ = true, has_writer_ = false;
            queue.unlock();
            auto flush_failure = flush();
            if (flush_failure) failure = unsure_;
            queue.lock();
            is_flushing_ = false, flush_failure_ = std::move(flush_failure);
            changed_.notify_all();
            queue.unlock();
        }
        tell_all(batch, failure);
        queue.lock();
        return !is_to_flush || !std::exchange(has_writer_, true);
    }

    // As long as more waits and the batch is neither full nor old, it grows, and while the disk is at work, too.
    bool is_time_to_commit() const {
        using namespace std::chrono;
        return writer_.in_transaction() && !is_flushing_ &&
               (waiting_.empty() || batch_.size() >= options_.batch_max ||
                steady_clock::now() - began_ > microseconds(options_.batch_age_us_max));
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
        return pages_not_brought_in_ < log_pages_max || bring_log_in() ? std::exception_ptr() : unsure_;
    }
    std::exception_ptr flush() {
        try {
            log_.flush();
            return {};
        } catch (...) { return std::current_exception(); }
    }
    // A flush has failed. What others have done since lies on what is not known to be kept, and is not committed yet.
    void give_up_what_followed() {
        auto failure = std::exchange(flush_failure_, {});
        health_.note(failure);
        is_log_unsure_ = true;
        roll_back();
        tell_all(std::exchange(batch_, {}), failure);
    }
    // While requests queue here, the file would never be free for another process: a backup, a command, a second house.
    void let_others_write() {
        auto now = std::chrono::steady_clock::now();
        if (now - gave_way_ < std::chrono::milliseconds(give_way_every_ms)) return;
        gave_way_ = now;
        std::this_thread::sleep_for(std::chrono::milliseconds(give_way_ms));
    }
    std::exception_ptr unsure_if_flushing(const std::exception_ptr& failure) const {
        try {
            std::rethrow_exception(failure);
        } catch (const DbError& error) { return error.kind == DbError::Kind::io ? unsure_ : failure; } catch (...) {
            return failure;
        }
    }

    // If it cannot be brought in, the log only grows. But the log is flushed for it, and where that failed, what was
    // committed last may not be on the disk.
    bool bring_log_in() {
        pages_not_brought_in_ = 0;
        int state = sqlite3_wal_checkpoint_v2(writer_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        auto kind = state == SQLITE_OK ? DbError::Kind::other : kind_of(sqlite3_extended_errcode(writer_.handle()));
        if (kind == DbError::Kind::full || kind == DbError::Kind::io) health_.note(kind);
        is_log_unsure_ = kind == DbError::Kind::io;
        return !is_log_unsure_;
    }
    static int count_pages(void* self, sqlite3*, const char*, int pages) {
        auto& house = *static_cast<Sqlite*>(self);
        house.log_pages_ = house.pages_not_brought_in_ = pages, house.has_written_ = true;
        return SQLITE_OK;
    }
    // Only memory can be missing for it. Until it is done nothing else is: half a request would be committed with the next.
    void roll_back() {
        while (writer_.in_transaction() &&
               sqlite3_exec(writer_.handle(), "rollback", nullptr, nullptr, nullptr) != SQLITE_OK)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
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
        if (connection)
            idle_.push_back(std::move(connection));
        else
            --open_;
        freed_.notify_one();
    }

    std::string path_;
    SqliteOptions options_;
    // By whoever has_writer_:
    SqliteConnection writer_;
    SqliteLogFile log_;
    SqliteHealth health_;
    bool is_log_unsure_ = false;  // a flush failed: what was committed last may not be on the disk
    bool has_written_ = false;    // since the last flush
    int log_pages_ = 0, pages_not_brought_in_ = 0;
    Batch batch_;
    unsigned careful_for_ = 0;
    std::chrono::steady_clock::time_point began_, gave_way_;

    std::mutex queue_;  // what follows is used under it
    std::condition_variable changed_;
    std::deque<Waiting> waiting_;
    bool has_writer_ = false, is_flushing_ = false;
    std::exception_ptr flush_failure_;  // whoever has the writer next is to act on it

    // What lies in the log without being flushed is kept perhaps, and perhaps not. Made while there is memory for it.
    const std::exception_ptr unsure_ =
        std::make_exception_ptr(DbError(DbError::Kind::unsure, "the disk did not say that it keeps the log"));

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
