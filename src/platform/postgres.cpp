// PostgreSQL as a Database: a bounded pool of connections, one transaction each, repeated when PostgreSQL asks for it.
#include <condition_variable>
#include <mutex>

#include "platform/postgres_connection.h"

namespace unionhall {
namespace {

class Postgres final : public Database {
  public:
    Postgres(std::string address, PostgresOptions options) : address_(std::move(address)), options_(options) {
        give_back(borrow());  // an address that does not work is found at start
    }

    void read(const Work& work) override { run("begin isolation level repeatable read read only", work); }

    void write(const Work& work, Then then) override {
        std::exception_ptr failure;
        try {
            run("begin", work);
        } catch (...) { failure = std::current_exception(); }
        then(failure);
    }

    void script(const std::string& statements) override {
        Lease lease(*this);
        lease->script(statements);
    }
    bool is_postgres() const override { return true; }
    unsigned chains() const override { return 8; }
    void copy_to(const std::string&) override {
        throw Refusal(Refusal::Reason::conflict,
                      {"PostgreSQL 的备份请用 pg_dump 或 pg_basebackup，见 docs/operating.md。",
                       "Back PostgreSQL up with pg_dump or pg_basebackup: see docs/operating.md."});
    }

  private:
    struct Lease {
        Postgres& home;
        std::unique_ptr<PostgresConnection> connection;
        explicit Lease(Postgres& home) : home(home), connection(home.borrow()) {}
        ~Lease() { home.give_back(std::move(connection)); }
        PostgresConnection* operator->() { return connection.get(); }
    };

    void run(const char* begin, const Work& work) {
        for (unsigned attempt = 1;; ++attempt) {
            Lease lease(*this);
            try {
                lease->script(begin);
                Transaction tx(*lease.connection, vault_);
                work(tx);
                lease->take_doubt();
                lease->script("commit");
                if (lease->take_doubt())
                    throw DbError(DbError::Kind::lost, "committed here, but no standby has confirmed it");
                return;
            } catch (const DbError& error) {
                roll_back(lease);
                if (error.kind != DbError::Kind::retry || attempt >= options_.retries_max) throw;
            } catch (...) {
                roll_back(lease);
                throw;
            }
        }
    }
    static void roll_back(Lease& lease) {
        try {
            if (lease->is_alive() && lease->in_transaction()) lease->script("rollback");
        } catch (const DbError&) {
            lease.connection.reset();  // whatever state it is in, nobody else gets it
        }
    }

    std::unique_ptr<PostgresConnection> borrow() {
        {
            std::unique_lock lock(mutex_);
            freed_.wait(lock, [&] { return !idle_.empty() || open_ < options_.connections_max; });
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
            ++open_;
        }
        try {
            return std::make_unique<PostgresConnection>(address_, options_);
        } catch (...) {
            give_back(nullptr);
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

    std::string address_;
    PostgresOptions options_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    unsigned open_ = 0;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const std::string& address, PostgresOptions options) {
    return std::make_unique<Postgres>(address, options);
}

}  // namespace unionhall
