// One PostgreSQL connection with its prepared statements. Private to postgres*.cpp.
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

    void each(const std::string& sql, std::span<const Value>, const std::function<void(Row&)>&) override;
    std::int64_t changed_rows() const override { return changed_; }
    void script(const std::string& statements) override;
    bool is_postgres() const override { return true; }

    bool is_alive() const { return PQstatus(connection_) == CONNECTION_OK; }
    bool in_transaction() const { return PQtransactionStatus(connection_) != PQTRANS_IDLE; }
    // True when the server answered the last commit with a warning that a standby may not have it: that is no promise.
    bool take_doubt() { return std::exchange(doubt_, false); }

  private:
    const std::string& prepare(const std::string& sql);
    [[noreturn]] void fail(const PGresult*, const std::string& sql) const;
    static void notice(void* self, const PGresult*);

    PGconn* connection_;
    std::unordered_map<std::string, std::string> prepared_;  // SQL → name
    std::int64_t changed_ = 0;
    bool doubt_ = false;
};

}  // namespace unionhall
