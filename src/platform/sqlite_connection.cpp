#include "platform/sqlite_connection.h"

#include <cctype>
#include <stdexcept>

namespace unionhall {

SqliteConnection::SqliteConnection(const std::string& path, const SqliteOptions& options, Role role) {
    // Before the first one is opened: without counting its memory, for which all threads would wait for one lock.
    static const int is_set = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(is_set);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    try {
        if (sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr) != SQLITE_OK) fail("opening " + path);
        set_up(options, role);
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

void SqliteConnection::set_up(const SqliteOptions& options, Role role) {
    sqlite3_extended_result_codes(handle_, 1);
    wait_at_most(options.busy_ms);
    plain("pragma journal_mode = wal");
    // NORMAL: what makes the database whole after a power cut is flushed by SQLite, the commits themselves by SqliteLogFile.
    plain(options.is_durable ? "pragma synchronous = normal" : "pragma synchronous = off");
    plain("pragma journal_size_limit = 67108864");  // a log that was longer once does not stay so for ever
    plain("pragma foreign_keys = on");
    // What is deleted is overwritten where that costs no further write; the rest goes at night (clear_residue).
    plain("pragma secure_delete = fast");
    plain("pragma temp_store = memory");
    plain("pragma trusted_schema = off");
    if (role == Role::writes) {
        // Damage must not spread: a page is checked when it is taken in, and then kept.
        plain("pragma cell_size_check = on");
        plain("pragma cache_size = -65536");
    } else {
        // Pages are read where the system keeps them. SQLite looks at such a page anew each time it is used: the same
        // check there would cost more than all the rest of a read.
        plain("pragma mmap_size = 1073741824");
        plain("pragma cache_size = -4096");  // for pages of the log only; whatever is written empties it
    }
}

SqliteConnection::~SqliteConnection() {
    for (auto& [sql, prepared] : prepared_) sqlite3_finalize(prepared.statement);
    sqlite3_close(handle_);
}

int SqliteConnection::ask_again(void* self, int times_before) {
    if (static_cast<unsigned>(times_before) >= static_cast<SqliteConnection*>(self)->busy_ms_max_) return 0;
    sqlite3_sleep(1);
    return 1;
}

DbError::Kind kind_of(int code) {
    using enum DbError::Kind;
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
            return duplicate;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return reference;
        case SQLITE_CONSTRAINT_CHECK:
        case SQLITE_CONSTRAINT_NOTNULL:
        case SQLITE_CONSTRAINT_DATATYPE:
            return check;
        case SQLITE_IOERR_NOMEM:
            return busy;
        case SQLITE_IOERR_SHMSIZE:  // the index of the log could not grow
            return full;
        default:
            break;
    }
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
            return busy;
        case SQLITE_FULL:
            return full;
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
            return io;
        case SQLITE_INTERRUPT:
            return cut_short;
        default:
            return other;
    }
}

void SqliteConnection::fail(const std::string& sql) const {
    int code = handle_ ? sqlite3_extended_errcode(handle_) : SQLITE_NOMEM;
    std::string why = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
    // An id that a command beside us made, too: asked for again, it is another one.
    bool is_own_id = code == SQLITE_CONSTRAINT_PRIMARYKEY && why.ends_with(".id");
    auto kind = is_own_id ? DbError::Kind::busy : kind_of(code);
    throw DbError(kind, why + " [" + std::to_string(code) + "] in: " + sql.substr(0, 300));
}

void SqliteConnection::plain(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

SqliteConnection::Prepared& SqliteConnection::prepare(const std::string& sql) {
    if (auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
    if (prepared_.size() >= prepared_statements_max) {
        for (auto& [text, old] : prepared_) sqlite3_finalize(old.statement);
        prepared_.clear();
    }
    Prepared fresh;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &fresh.statement, &rest))
        fail(sql);
    // To SQLite "$2" is a name, not a position: so it may be repeated and out of order, as in PostgreSQL.
    int count = sqlite3_bind_parameter_count(fresh.statement);
    for (int i = 1; i <= count; ++i) {
        const char* name = sqlite3_bind_parameter_name(fresh.statement, i);
        fresh.arguments.push_back(name ? std::stoul(name + 1) - 1 : static_cast<std::size_t>(i - 1));
    }
    return prepared_.emplace(sql, std::move(fresh)).first->second;
}

static void bind(sqlite3_stmt* s, int at, const Value& value) {
    if (auto* b = std::get_if<bool>(&value))
        sqlite3_bind_int(s, at, *b);
    else if (auto* i = std::get_if<std::int64_t>(&value))
        sqlite3_bind_int64(s, at, *i);
    else if (auto* d = std::get_if<double>(&value))
        sqlite3_bind_double(s, at, *d);
    else if (auto* t = std::get_if<std::string>(&value))
        sqlite3_bind_text64(s, at, t->data(), t->size(), SQLITE_STATIC, SQLITE_UTF8);
    else if (auto* bytes = std::get_if<Bytes>(&value))
        sqlite3_bind_blob64(s, at, bytes->data.data(), bytes->data.size(), SQLITE_STATIC);
    else
        sqlite3_bind_null(s, at);
}

static Value column(sqlite3_stmt* s, int c) {
    auto size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(s, c)); };
    switch (sqlite3_column_type(s, c)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(s, c)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(s, c);
        case SQLITE_NULL:
            return {};
        case SQLITE_BLOB: {
            auto* data = static_cast<const char*>(sqlite3_column_blob(s, c));
            return Bytes{data ? std::string(data, size()) : std::string()};
        }
        default: {
            auto* data = reinterpret_cast<const char*>(sqlite3_column_text(s, c));
            return std::string(data ? data : "", size());
        }
    }
}

void SqliteConnection::each(const std::string& sql, std::span<const Value> arguments,
                            const std::function<void(Row&)>& row) {
    auto& prepared = prepare(sql);
    auto* s = prepared.statement;
    // A statement that is not reset holds its snapshot and blocks the checkpoint: whatever happens, reset it.
    std::unique_ptr<sqlite3_stmt, void (*)(sqlite3_stmt*)> reset(s, [](sqlite3_stmt* statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    });
    for (std::size_t i = 0; i < prepared.arguments.size(); ++i) {
        if (prepared.arguments[i] >= arguments.size()) throw std::logic_error("an argument is missing in: " + sql);
        bind(s, static_cast<int>(i + 1), arguments[prepared.arguments[i]]);
    }
    int state = 0;
    Row values;
    while ((state = sqlite3_step(s)) == SQLITE_ROW) {
        values.clear();
        for (int c = 0; c < sqlite3_column_count(s); ++c) values.push_back(column(s, c));
        row(values);
    }
    if (state != SQLITE_DONE) fail(sql);
}

void SqliteConnection::script(const std::string& statements) {
    ++scripts_;
    plain(as_sqlite(statements).c_str());
}

void copy_database(SqliteConnection& from, const std::string& path) {
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> target(nullptr, sqlite3_close);
    auto judge = [&](bool is_good) {
        if (is_good) return;
        int code = target ? sqlite3_extended_errcode(target.get()) : SQLITE_NOMEM;
        std::string why = target ? sqlite3_errmsg(target.get()) : "out of memory";
        throw DbError(kind_of(code), "the copy to " + path + " did not end well: " + why);
    };
    sqlite3* opened = nullptr;
    int state = sqlite3_open(path.c_str(), &opened);
    target.reset(opened);
    judge(state == SQLITE_OK);
    // A copy that did not end well is thrown away, so it needs neither a journal nor flushing.
    sqlite3_exec(opened, "pragma journal_mode = off; pragma synchronous = off", nullptr, nullptr, nullptr);
    auto* copy = sqlite3_backup_init(opened, "main", from.handle(), "main");
    judge(copy != nullptr);
    state = sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    judge(state == SQLITE_DONE);
    judge(sqlite3_exec(opened, "pragma journal_mode = delete", nullptr, nullptr, nullptr) == SQLITE_OK);
    std::string found;
    auto add = [](void* to, int, char** columns, char**) {
        static_cast<std::string*>(to)->append(columns[0] ? columns[0] : "?");
        return 0;
    };
    judge(sqlite3_exec(opened, "pragma quick_check(1)", add, &found, nullptr) == SQLITE_OK);
    // A page that the check could not get, for lack of memory or of the disk's answer, is not one that is damaged.
    if (found.find("unable to get the page") != std::string::npos)
        throw DbError(DbError::Kind::io, "the copy to " + path + " could not be read back: " + found);
    if (found != "ok") throw DbError(DbError::Kind::io, "the database is damaged, so it is not copied: " + found);
}

// Outside quotes and comments, word by word.
std::string as_sqlite(const std::string& statements) {
    std::string out;
    bool is_table = false;
    for (std::size_t i = 0; i < statements.size();) {
        char c = statements[i];
        if (c == '-' && statements.compare(i, 2, "--") == 0) {
            while (i < statements.size() && statements[i] != '\n') out += statements[i++];
        } else if (c == '\'') {
            do out += statements[i++];
            while (i < statements.size() && statements[i] != '\'');
            if (i < statements.size()) out += statements[i++];
        } else if (std::isalpha(static_cast<unsigned char>(c)) || c == '_') {
            std::string word;
            while (i < statements.size() &&
                   (std::isalnum(static_cast<unsigned char>(statements[i])) || statements[i] == '_'))
                word += statements[i++];
            if (word == "table" && out.ends_with("create ")) is_table = true;
            if (word == "bigint" || word == "boolean") word = "integer";
            if (word == "bytea") word = "blob";
            if (word == "double" && statements.compare(i, 10, " precision") == 0) word = "real", i += 10;
            out += word;
        } else if (c == ';') {
            if (is_table) out += " strict";
            is_table = false;
            out += c, ++i;
        } else {
            out += c, ++i;
        }
    }
    return out;
}

}  // namespace unionhall
