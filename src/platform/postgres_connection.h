// One PostgreSQL connection with its prepared statements, which waits for no answer longer than it is told to. Private to
// postgres*.cpp.
#pragma once

#include <postgresql/libpq-fe.h>

#include <unordered_map>

#include "platform/db.h"

namespace unionhall {

class PostgresConnection final : public Connection {
  public:
    PostgresConnection(const std::string& address, const PostgresOptions&);
    ~PostgresConnection() override { PQfinish(connection_); }
    PostgresConnection(const PostgresConnection&) = delete;

    // With an empty function, nobody waits for the answer: it is looked at with the next question or at the end of the
    // transaction, and what went wrong is thrown there. So several changes make one journey to the server.
    void each(const std::string& sql, std::span<const Value>, const std::function<void(Row&)>&) override;
    std::int64_t changed_rows() const override { return changed_; }
    void script(const std::string& statements) override;
    bool is_postgres() const override { return true; }

    bool is_alive() const { return !is_given_up_ && PQstatus(connection_) == CONNECTION_OK; }
    bool in_transaction() const { return PQtransactionStatus(connection_) != PQTRANS_IDLE; }

    void begin(const std::string& how) { each(how, {}, {}); }
    void roll_back();
    bool takes_markers();  // false before the migration that makes their table
    // Ends the transaction and leaves its marker in it, if there is one. Throws DbError `unsure` when the answer did not come: the marker
    // tells later; `one_copy` when it came with a warning. After any other error nothing was kept.
    void commit(const std::string& marker);
    // Outside of a transaction: whether the one of that marker was kept. Waits for one that is still on its way; one that
    // was not kept never will be from now on. Throws DbError when that cannot be said in time.
    bool settle(const std::string& marker, unsigned ms_max);

  private:
    using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;
    Result next_result(unsigned ms_max);  // null after the last
    Result ask(const std::string& statements, unsigned ms_max);
    const std::string& prepare(const std::string& sql);
    void send(const std::string& sql, std::span<const Value>);
    void owe(const std::string& sql, std::span<const Value>);
    void pipeline();
    void read_rows(const std::string& sql, const std::function<void(Row&)>&);
    void settle_owed(const std::function<void()>& own = {});
    [[noreturn]] void fail(const PGresult*, const std::string& sql) const;
    static void notice(void* self, const PGresult*);

    PostgresOptions options_;
    PGconn* connection_;
    std::unordered_map<std::string, std::string> prepared_;  // SQL → name
    std::vector<std::string> owed_;  // statements sent or to be sent whose answers were not looked at yet
    std::int64_t changed_ = 0;
    bool was_warned_ = false;
    bool is_given_up_ = false;  // it owes us an answer that we no longer wait for
};

}  // namespace unionhall
