#include "platform/postgres_connection.h"

#include <poll.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "platform/crypto.h"

namespace unionhall {

static constexpr unsigned connect_ms_max = 2000;  // the least that libpq knows
static constexpr std::size_t prepared_statements_max = 400;
static constexpr unsigned statement_grace_ms = 1000;    // the server is asked first to end a statement in time
static constexpr std::size_t name_bytes_max = 40;       // PostgreSQL's own limit is 63
static constexpr std::size_t owed_statements_max = 16;  // so few that neither side ever waits for room to write

// What a page costs that is not beside the last one, as on disks that do not turn. With PostgreSQL's own 4, the plan of a
// question first asked while its table was small stays a walk through all of it until the table is next analysed. What an
// operator has set is left alone.
static constexpr const char* prefer_indexes =
    "select set_config(name, '1.1', false) from pg_settings where name = 'random_page_cost' and source = 'default'";

// Whatever was set for the database or the role: what is acknowledged here lies on a disk. Stronger ones stay.
static constexpr const char* never_without_flush =
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'; ";

using Clock = std::chrono::steady_clock;

// The address wins over what is said here: a dead machine is noticed within seconds, not after the kernel's two hours.
static PGconn* connected(const std::string& address) {
    const char* names[] = {"connect_timeout",
                           "tcp_user_timeout",
                           "keepalives_idle",
                           "keepalives_interval",
                           "keepalives_count",
                           "dbname",
                           nullptr};
    const char* values[] = {"2", "3000", "2", "1", "3", address.c_str(), nullptr};
    return PQconnectdbParams(names, values, 1);
}

PostgresConnection::PostgresConnection(const std::string& address, const PostgresOptions& options)
    : options_(options), connection_(connected(address)) {
    try {
        if (!is_alive())
            throw DbError(DbError::Kind::lost, std::string("cannot reach PostgreSQL: ") + PQerrorMessage(connection_));
        PQsetNoticeReceiver(connection_, notice, this);
        auto ms = [](unsigned n) { return " = " + std::to_string(n) + "; "; };
        // The last four are for a server that has lost us: what we held is let go within seconds there, too.
        ask("set statement_timeout" + ms(options.statement_ms_max) + "set lock_timeout" + ms(options.lock_wait_ms_max) +
                "set client_encoding = 'UTF8'; set timezone = 'UTC'; set client_min_messages = warning; "
                "set bytea_output = 'hex'; set standard_conforming_strings = on; set extra_float_digits = 1; " +
                never_without_flush + "set idle_in_transaction_session_timeout" + ms(options.statement_ms_max) +
                "set tcp_keepalives_idle = 2; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3; " +
                prefer_indexes,
            connect_ms_max);
    } catch (...) {
        PQfinish(connection_);
        throw;
    }
}

void PostgresConnection::notice(void* self, const PGresult* result) {
    // By its severity, not by its words: those are in the server's language.
    const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && std::strcmp(severity, "WARNING") == 0) static_cast<PostgresConnection*>(self)->was_warned_ = true;
}

PostgresConnection::Result PostgresConnection::next_result(unsigned ms_max) {
    auto until = Clock::now() + std::chrono::milliseconds(ms_max);
    while (PQisBusy(connection_)) {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
        pollfd socket{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0};
        int ready = left > 0 ? poll(&socket, 1, static_cast<int>(left)) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            is_given_up_ = true;
            throw DbError(DbError::Kind::lost, "PostgreSQL did not answer in " + std::to_string(ms_max) + " ms");
        }
        if (!PQconsumeInput(connection_)) break;  // lost: the result says so
    }
    return {PQgetResult(connection_), PQclear};
}

// The last result of one message. Its statements go in one transaction unless they begin or end one.
PostgresConnection::Result PostgresConnection::ask(const std::string& statements, unsigned ms_max) {
    if (PQpipelineStatus(connection_) != PQ_PIPELINE_OFF) settle_owed();
    if (!PQsendQuery(connection_, statements.c_str())) fail(nullptr, statements);
    Result last(nullptr, PQclear);
    bool has_failed = false;
    while (auto result = next_result(ms_max)) {
        if (has_failed) continue;
        auto status = PQresultStatus(result.get());
        has_failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
        last = std::move(result);
    }
    if (!last || has_failed) fail(last.get(), statements);
    return last;
}

void PostgresConnection::commit(const std::string& marker) {
    static const std::string mark = "insert into commit_markers (id, kept) values ($1, true)", commit = "commit";
    auto look = [&] {
        was_warned_ = false;
        auto result = next_result(options_.commit_wait_ms_max);
        if (!result || PQresultStatus(result.get()) != PGRES_COMMAND_OK) fail(result.get(), commit);
        // A transaction that had failed before is ended by its commit, too: by undoing it.
        bool is_kept = std::strcmp(PQcmdStatus(result.get()), "COMMIT") == 0;
        while (result) result = next_result(options_.commit_wait_ms_max);
        if (!is_kept) throw DbError(DbError::Kind::other, "the transaction was rolled back instead of committed");
    };
    try {
        if (!marker.empty()) owe(mark, std::vector<Value>{Bytes{marker}});
        prepare(commit);
        pipeline();
        send(commit, {});
        settle_owed(look);
    } catch (const DbError& error) {
        // Where the answer is missing, the question may have arrived all the same.
        if (error.kind == DbError::Kind::lost) throw DbError(DbError::Kind::unsure, error.what());
        throw;
    }
    // "canceling wait for synchronous replication": committed here, perhaps nowhere else. That is no promise.
    if (was_warned_) throw DbError(DbError::Kind::one_copy, "committed, but no standby has confirmed it");
}

void PostgresConnection::roll_back() {
    try {
        if (PQpipelineStatus(connection_) != PQ_PIPELINE_OFF) settle_owed();
    } catch (const DbError&) {
        if (!is_alive()) throw;
    }
    script("rollback");
}

bool PostgresConnection::takes_markers() {
    auto found =
        ask("select to_regclass('commit_markers') is not null", options_.statement_ms_max + statement_grace_ms);
    return *PQgetvalue(found.get(), 0, 0) == 't';
}

bool PostgresConnection::settle(const std::string& marker, unsigned ms_max) {
    was_warned_ = false;
    // Waits for a transaction under way, since it holds this key; takes the key if it was not kept. It writes either way:
    // so its own commit is confirmed only after a standby has what was committed before it.
    auto found = ask("insert into commit_markers (id, kept) values ('\\x" + hex(marker) +
                         "', false) on conflict (id) do update set kept = commit_markers.kept returning kept",
                     ms_max);
    if (was_warned_) throw DbError(DbError::Kind::one_copy, "committed, but no standby has confirmed it");
    return *PQgetvalue(found.get(), 0, 0) == 't';
}

// An id that another server of the same `node` made, too: asked for again, it is another one.
static bool is_own_id(const PGresult* result) {
    const char* name = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    const char* detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    return name && detail && std::string_view(name).ends_with("_pkey") &&
           std::string_view(detail).find("(id)=(") != std::string_view::npos;
}

void PostgresConnection::fail(const PGresult* result, const std::string& sql) const {
    const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    std::string state = field ? field : "";
    auto kind = DbError::Kind::other;
    if (state == "23505")
        kind = is_own_id(result) ? DbError::Kind::retry : DbError::Kind::duplicate;
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
    else if (state == "55P03")
        kind = DbError::Kind::busy;  // somebody else holds the row
    else if (state == "25006" || state == "25P03")
        kind = DbError::Kind::lost;  // the primary became a standby; the session was ended for its silence
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
    if (PQpipelineStatus(connection_) != PQ_PIPELINE_OFF) settle_owed();
    if (prepared_.size() >= prepared_statements_max) {
        ask("deallocate all", options_.statement_ms_max + statement_grace_ms);
        prepared_.clear();
    }
    // With its beginning, which tells in the server's log, and on the line, what is being asked.
    auto name = "s" + std::to_string(prepared_.size()) + " " + sql.substr(0, name_bytes_max);
    if (!PQsendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr)) fail(nullptr, sql);
    Result answer(nullptr, PQclear);
    while (auto result = next_result(options_.statement_ms_max + statement_grace_ms)) answer = std::move(result);
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(answer.get(), sql);
    return prepared_.emplace(sql, name).first->second;
}

void PostgresConnection::send(const std::string& sql, std::span<const Value> arguments) {
    std::vector<std::string> texts;
    std::vector<const char*> pointers;
    texts.reserve(arguments.size());
    for (auto& a : arguments) texts.push_back(as_parameter(a));
    for (std::size_t i = 0; i < texts.size(); ++i)
        pointers.push_back(std::holds_alternative<std::monostate>(arguments[i]) ? nullptr : texts[i].c_str());
    if (!PQsendQueryPrepared(connection_, prepare(sql).c_str(), static_cast<int>(pointers.size()), pointers.data(),
                             nullptr, nullptr, 0))
        fail(nullptr, sql);
}

void PostgresConnection::pipeline() {
    if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF && !PQenterPipelineMode(connection_)) fail(nullptr, "");
}

void PostgresConnection::owe(const std::string& sql, std::span<const Value> arguments) {
    prepare(sql);
    pipeline();
    send(sql, arguments);
    owed_.push_back(sql);
    if (owed_.size() >= owed_statements_max) settle_owed();
}

// Sends everything, and looks at the answers in their order; `own` at that of the statement after those owed. After the
// first failure the server leaves out the rest.
void PostgresConnection::settle_owed(const std::function<void()>& own) {
    auto owed = std::exchange(owed_, {});
    if (!PQpipelineSync(connection_)) fail(nullptr, "");
    auto next = [&] { return next_result(options_.statement_ms_max + statement_grace_ms); };
    std::exception_ptr failure;
    auto keep_first = [&](auto step) {
        try {
            step();
        } catch (...) {
            if (!failure) failure = std::current_exception();
            if (!is_alive()) std::rethrow_exception(failure);
        }
    };
    for (auto& sql : owed)
        keep_first([&] {
            auto result = next();
            auto status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
            auto answer = std::exchange(result, next());
            while (result) result = next();
            if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(answer.get(), sql);
        });
    if (own) keep_first(own);
    // What `own` did not read, when it failed; then the mark that all was answered.
    Result last = next();
    while (!last || PQresultStatus(last.get()) != PGRES_PIPELINE_SYNC) {
        if (!is_alive()) fail(nullptr, "");
        last = next();
    }
    if (!PQexitPipelineMode(connection_)) {
        is_given_up_ = true;
        fail(nullptr, "");
    }
    if (failure) std::rethrow_exception(failure);
}

void PostgresConnection::each(const std::string& sql, std::span<const Value> arguments,
                              const std::function<void(Row&)>& row) {
    if (!row) return owe(sql, arguments);
    prepare(sql);
    send(sql, arguments);
    if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) return read_rows(sql, row);
    settle_owed([&] { read_rows(sql, row); });
}

void PostgresConnection::read_rows(const std::string& sql, const std::function<void(Row&)>& row) {
    PQsetSingleRowMode(connection_);
    changed_ = 0;
    std::exception_ptr failure;  // the connection must be read to its end even then
    Row values;
    while (auto result = next_result(options_.statement_ms_max + statement_grace_ms)) {
        auto* raw = result.get();
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
    ask(statements, options_.statement_ms_max + statement_grace_ms);
}

}  // namespace unionhall
