// The engine alone: writes the rows of applications or of imports into an empty house, without HTTP, rights, rules,
// hashes or encryption, and prints the seconds. What the server does is measured beside it (bench/run).
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int clients = 64, rows_per_commit = 1000, rows_per_group_max = 256;

class Database {
  public:
    explicit Database(const std::string& path) {
        if (sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr)) fail("open");
        // The settings of the server; no check of references, because there is nothing to refer to.
        for (auto sql : {"pragma journal_mode = wal", "pragma synchronous = full", "pragma cache_size = -65536",
                         "pragma mmap_size = 1073741824"})
            run(sql);
    }
    ~Database() {
        for (auto* statement : {person_, application_, consent_, line_, head_, key_, row_, invitation_})
            sqlite3_finalize(statement);
        sqlite3_close(handle_);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const char* sql) {
        if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)) fail(sql);
    }

    // What one application on site leaves behind: ?1 is a number of its own, ?2 and ?3 stand for a hash and a sealed text.
    void insert_join(std::int64_t n) {
        insert(person_, "insert into persons values (?1, '王建国', ?3, ?2, null, null, 'courier', '650203004', '', 1)",
               n);
        insert(
            application_,
            "insert into applications values (?1, 1, '/1/2/3/4/5/6/', ?1, '王建国', ?3, ?2, 'on_site', 'courier', '', '650203004', "
            "null, null, null, '本人选择。', 'submitted', ?1, 0, '', '2026-01-01', '2024-05', 'hash of the notice', ?3, 7, 1)",
            n);
        insert(consent_,
               "insert into consents values (?1, ?1, ?1, 'membership', '2024-05', 'hash of the notice', ?1, 0)", n);
        insert(
            line_,
            "insert into audit_lines values (0, ?1, ?1, 'staff', 7, 'application.submitted', 'application', ?1, '/1/2/3/4/5/6/', "
            "'0123456789abcdef', '{\"status\":[null,\"submitted\"],\"channel\":[null,\"on_site\"]}', ?2)",
            n);
        insert(head_,
               "insert into audit_heads values (0, ?1, ?2) on conflict (chain) do update set seq = ?1, hash = ?2", n);
        insert(key_,
               "insert into idempotency_keys values ('0123456789abc', 'bench-' || ?1, ?2, 201, zeroblob(900), ?1)", n);
    }
    void insert_row(std::int64_t n) {
        insert(
            row_,
            "insert into import_rows values (?1, 1, 1, '/1/2/3/4/5/', ?1, 'new', '王建国', ?3, ?2, 'truck_driver', '天山货运有限公司', '', '', 1)",
            n);
    }
    void insert_invitation(std::int64_t n) {
        insert(
            invitation_,
            "insert into invitations values (?1, 1, '/1/2/3/4/5/', 1, null, '天山货运有限公司', null, '王建国', ?3, ?2, 'truck_driver', 'open', 1)",
            n);
    }

  private:
    void insert(sqlite3_stmt*& statement, const char* sql, std::int64_t n) {
        if (!statement && sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr)) fail(sql);
        unsigned char hash[32], sealed[64] = {};
        auto mixed = static_cast<std::uint64_t>(n) * 0x9E3779B97F4A7C15u;  // in no order, as hashes are
        for (std::size_t i = 0; i < sizeof hash; ++i)
            hash[i] = static_cast<unsigned char>(mixed >> (i % 8 * 8)) ^ static_cast<unsigned char>(i);
        sqlite3_bind_int64(statement, 1, n);
        if (sqlite3_bind_parameter_count(statement) >= 2)
            sqlite3_bind_blob(statement, 2, hash, sizeof hash, SQLITE_TRANSIENT);
        if (sqlite3_bind_parameter_count(statement) >= 3)
            sqlite3_bind_blob(statement, 3, sealed, sizeof sealed, SQLITE_TRANSIENT);
        int state = sqlite3_step(statement);
        sqlite3_reset(statement);
        if (state != SQLITE_DONE) fail(sql);
    }
    void fail(const char* what) { throw std::runtime_error(std::string(what) + ": " + sqlite3_errmsg(handle_)); }

    sqlite3* handle_ = nullptr;
    sqlite3_stmt *person_ = nullptr, *application_ = nullptr, *consent_ = nullptr, *line_ = nullptr, *head_ = nullptr,
                 *key_ = nullptr, *row_ = nullptr, *invitation_ = nullptr;
};

// Every client takes the writer in turn and commits alone.
void commit_each(Database& db, std::int64_t count) {
    std::mutex writing;
    std::atomic<std::int64_t> next = 1;
    std::vector<std::jthread> all;
    for (int c = 0; c < clients; ++c)
        all.emplace_back([&] {
            for (auto n = next++; n <= count; n = next++) {
                std::lock_guard lock(writing);
                db.run("begin immediate");
                db.insert_join(n);
                db.run("commit");
            }
        });
}

// One writer commits for all who wait; a client goes on when its own row is on the disk.
void commit_grouped(Database& db, std::int64_t count) {
    std::mutex mutex;
    std::condition_variable asked, kept;
    std::int64_t wanted = 0, durable = 0;
    std::vector<std::jthread> all;
    for (int c = 0; c < clients; ++c)
        all.emplace_back([&] {
            std::unique_lock lock(mutex);
            while (wanted < count) {
                auto mine = ++wanted;
                asked.notify_one();
                kept.wait(lock, [&] { return durable >= mine; });
            }
        });
    while (durable < count) {
        std::unique_lock lock(mutex);
        asked.wait(lock, [&] { return wanted > durable; });
        auto first = durable + 1, last = std::min(wanted, durable + rows_per_group_max);
        lock.unlock();
        db.run("begin immediate");
        for (auto n = first; n <= last; ++n) db.insert_join(n);
        db.run("commit");
        lock.lock();
        durable = last;
        lock.unlock();
        kept.notify_all();
    }
}

void commit_batches(Database& db, std::int64_t count, void (Database::*insert)(std::int64_t)) {
    for (std::int64_t n = 1; n <= count;) {
        db.run("begin immediate");
        for (int i = 0; i < rows_per_commit && n <= count; ++i) (db.*insert)(n++);
        db.run("commit");
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "bare_inserts joins-each|joins-grouped|rows|invitations DATABASE COUNT\n";
        return 2;
    }
    try {
        std::string mode = argv[1];
        std::int64_t count = std::stoll(argv[3]);
        Database db(argv[2]);
        auto began = std::chrono::steady_clock::now();
        if (mode == "joins-each")
            commit_each(db, count);
        else if (mode == "joins-grouped")
            commit_grouped(db, count);
        else if (mode == "rows")
            commit_batches(db, count, &Database::insert_row);
        else if (mode == "invitations")
            commit_batches(db, count, &Database::insert_invitation);
        else
            throw std::runtime_error("there is no mode " + mode);
        std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count() << "\n";
    } catch (const std::exception& fault) {
        std::cerr << "bare_inserts: " << fault.what() << "\n";
        return 1;
    }
}
