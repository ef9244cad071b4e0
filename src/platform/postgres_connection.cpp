#include "platform/postgres_connection.h"

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace unionhall {

using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;

PostgresConnection::PostgresConnection(const std::string& address, const PostgresOptions& options)
    : connection_(PQconnectdb(address.c_str())) {
    if (!is_alive()) {
        std::string why = PQerrorMessage(connection_);
        PQfinish(connection_);
        throw DbError(DbError::Kind::lost, "cannot reach PostgreSQL: " + why);
    }
    PQsetNoticeReceiver(connection_, notice, this);
    script("set statement_timeout = " + std::to_string(options.statement_ms_max) +
           "; set client_encoding = 'UTF8'; set timezone = 'UTC'; set client_min_messages = warning");
}

void PostgresConnection::notice(void* self, const PGresult* result) {
    // 01000 "canceling wait for synchronous replication": committed here, perhaps nowhere else.
    const char* text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (text && std::strstr(text, "synchronous replication")) static_cast<PostgresConnection*>(self)->doubt_ = true;
}

void PostgresConnection::fail(const PGresult* result, const std::string& sql) const {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    std::string state = field ? field : "";
    auto kind = DbError::Kind::other;
    if (state == "23505")
        kind = DbError::Kind::duplicate;
    else if (state == "23503")
        kind = DbError::Kind::reference;
    else if (state == "23514" || state == "23502" || state.starts_with("22"))
        kind = DbError::Kind::check;
    else if (state == "40001" || state == "40P01")
        kind = DbError::Kind::retry;
    else if (state == "53100" || state == "53200")
        kind = DbError::Kind::full;
    else if (state == "57014")
        kind = DbError::Kind::cut_short;
    else if (state == "25006")
        kind = DbError::Kind::lost;  // the primary became a standby
    else if (state.empty() || state.starts_with("08") || state.starts_with("57P"))
        kind = DbError::Kind::lost;
    else if (state.starts_with("58"))
        kind = DbError::Kind::io;
    std::string why = result ? PQresultErrorMessage(result) : PQerrorMessage(connection_);
    throw DbError(kind, why + " in: " + sql.substr(0, 300));
}

static std::string as_parameter(const Value& value) {
    if (auto* b = std::get_if<bool>(&value)) return *b ? "t" : "f";
    if (auto* i = std::get_if<std::int64_t>(&value)) return std::to_string(*i);
    if (auto* t = std::get_if<std::string>(&value)) return *t;
    if (auto* d = std::get_if<double>(&value)) {
        char digits[32];
        return {digits, std::to_chars(digits, digits + sizeof digits, *d).ptr};
    }
    if (auto* bytes = std::get_if<Bytes>(&value)) {
        static constexpr char hex[] = "0123456789abcdef";
        std::string text = "\\x";
        for (unsigned char c : bytes->data) text += hex[c >> 4], text += hex[c & 15];
        return text;
    }
    return {};
}

static int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

static Value column(const PGresult* result, int r, int c) {
    if (PQgetisnull(result, r, c)) return {};
    std::string_view text(PQgetvalue(result, r, c), static_cast<std::size_t>(PQgetlength(result, r, c)));
    switch (PQftype(result, c)) {
        case 16:
            return text == "t";  // boolean
        case 20:                 // bigint
        case 21:
        case 23:
        case 1700: {  // the sum of bigints is numeric, and whole
            std::int64_t i = 0;
            auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), i);
            if (error != std::errc() || end != text.data() + text.size())
                throw std::runtime_error("a number from PostgreSQL does not fit 64 bits");
            return i;
        }
        case 700:
        case 701: {
            double d = 0;
            std::from_chars(text.data(), text.data() + text.size(), d);
            return d;
        }
        case 17: {  // bytea, as \x…
            std::string bytes;
            for (std::size_t i = 2; i + 1 < text.size(); i += 2)
                bytes += static_cast<char>(nibble(text[i]) << 4 | nibble(text[i + 1]));
            return Bytes{std::move(bytes)};
        }
        default:
            return std::string(text);
    }
}

const std::string& PostgresConnection::prepare(const std::string& sql) {
    if (auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
    auto name = "s" + std::to_string(prepared_.size());
    Result answer(PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr), PQclear);
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(answer.get(), sql);
    return prepared_.emplace(sql, name).first->second;
}

void PostgresConnection::each(const std::string& sql, std::span<const Value> arguments,
                              const std::function<void(Row&)>& row) {
    auto& name = prepare(sql);
    std::vector<std::string> texts;
    std::vector<const char*> pointers;
    texts.reserve(arguments.size());
    for (auto& a : arguments) texts.push_back(as_parameter(a));
    for (std::size_t i = 0; i < texts.size(); ++i)
        pointers.push_back(std::holds_alternative<std::monostate>(arguments[i]) ? nullptr : texts[i].c_str());
    if (!PQsendQueryPrepared(connection_, name.c_str(), static_cast<int>(pointers.size()), pointers.data(), nullptr,
                             nullptr, 0))
        fail(nullptr, sql);
    PQsetSingleRowMode(connection_);
    changed_ = 0;
    std::exception_ptr failure;  // the connection must be read to its end even then
    Row values;
    while (PGresult* raw = PQgetResult(connection_)) {
        Result result(raw, PQclear);
        auto status = PQresultStatus(raw);
        if (failure) continue;
        try {
            if (status != PGRES_SINGLE_TUPLE && status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(raw, sql);
            if (status != PGRES_SINGLE_TUPLE) changed_ = std::atoll(PQcmdTuples(raw));
            for (int r = 0; r < PQntuples(raw); ++r) {
                values.clear();
                for (int c = 0; c < PQnfields(raw); ++c) values.push_back(column(raw, r, c));
                row(values);
            }
        } catch (...) { failure = std::current_exception(); }
    }
    if (failure) std::rethrow_exception(failure);
}

void PostgresConnection::script(const std::string& statements) {
    Result answer(PQexec(connection_, statements.c_str()), PQclear);
    auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(answer.get(), statements);
}

}  // namespace unionhall
