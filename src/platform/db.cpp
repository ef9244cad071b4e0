#include "platform/db.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "platform/vault.h"

namespace unionhall {

std::vector<Row> Transaction::rows(const std::string& sql, const std::vector<Value>& arguments) {
    std::vector<Row> found;
    each(sql, arguments, [&](Row& row) { found.push_back(std::move(row)); });
    return found;
}

std::int64_t Transaction::run(const std::string& sql, const std::vector<Value>& arguments) {
    each(sql, arguments, [](Row&) {});
    return connection_.changed_rows();
}

std::optional<std::int64_t> Transaction::number(const std::string& sql, const std::vector<Value>& arguments) {
    auto found = rows(sql, arguments);
    if (found.empty() || !std::holds_alternative<std::int64_t>(found[0][0])) return {};
    return std::get<std::int64_t>(found[0][0]);
}

std::optional<std::string> Transaction::text(const std::string& sql, const std::vector<Value>& arguments) {
    auto found = rows(sql, arguments);
    if (found.empty() || !std::holds_alternative<std::string>(found[0][0])) return {};
    return std::get<std::string>(found[0][0]);
}

void Transaction::each_record(const RecordType& type, const std::string& rest, std::span<const Value> arguments,
                              const std::function<void(Row&)>& row) {
    each("select " + type.columns + " from " + type.plural + " " + rest, arguments, row);
}

static std::string sealing_context(const RecordType& type, const Field& f, std::int64_t id) {
    return type.plural + "|" + f.name + "|" + id_text(id);
}

void Transaction::read(const RecordType& type, Row& row, void* record) const {
    std::size_t i = 0;
    std::int64_t id = 0;
    for (auto& f : type.fields) {
        if (f.shape == Shape::records || f.shape == Shape::ids) continue;
        Value& value = row[i++];
        if (f.is_key) id = std::get<std::int64_t>(value);
        if (f.is_secret)
            if (auto* sealed = std::get_if<Bytes>(&value))
                value =
                    sealed->data.empty() ? std::string() : vault_->unseal(sealed->data, sealing_context(type, f, id));
        // An optional member takes a null; any other keeps its default.
        if (std::holds_alternative<std::monostate>(value) && !f.optional) continue;
        if (!f.set(record, value))
            throw std::runtime_error(type.plural + "." + f.name + " holds something that does not fit");
    }
}

Row Transaction::values(const RecordType& type, const void* record) const {
    Row values;
    values.reserve(type.fields.size() + 4);  // and a keyed hash here and there
    std::int64_t id = type.key ? std::get<std::int64_t>(type.key->get(record)) : 0;
    for (auto& f : type.fields) {
        if (f.shape == Shape::records || f.shape == Shape::ids) continue;
        Value value = f.get(record);
        if (!f.is_secret) {
            values.push_back(std::move(value));
            continue;
        }
        auto* plain = std::get_if<std::string>(&value);
        bool empty = !plain || plain->empty();
        values.push_back(empty ? Value{} : Value{Bytes{vault_->seal(*plain, sealing_context(type, f, id))}});
        if (f.is_blind) values.push_back(empty ? Value{} : Value{blind_to_store(f.name, *plain)});
    }
    return values;
}

std::vector<Value> Transaction::blinds(std::string_view field, std::string_view canonical,
                                       std::vector<Value> more) const {
    std::vector<Value> all;
    for (auto& blind : vault_->blinds(field, canonical)) all.emplace_back(Bytes{blind});
    all.resize(Vault::index_keys_max, all.back());
    for (auto& value : more) all.push_back(std::move(value));
    return all;
}

Bytes Transaction::blind_to_store(std::string_view field, std::string_view canonical) const {
    return {vault_->blind_to_store(field, canonical)};
}

// The unique index cannot see that a value under the old key and one under the new are the same. Those who write the
// same value meet in blind_claims: the second waits for the first to commit, and then sees its row. Nothing stays there.
void Transaction::keep_one_each(const RecordType& type, const void* record) {
    if (!vault_ || vault_->index_keys() < 2) return;
    for (auto& f : type.fields) {
        if (!f.one_among) continue;
        auto value = f.get(record);
        auto* plain = std::get_if<std::string>(&value);
        if (!plain || plain->empty()) continue;
        auto blinds = this->blinds(f.name, *plain);
        run("insert into blind_claims (value) values ($1)", {blinds.back()});
        run("delete from blind_claims where value = $1", {blinds.back()});
        auto index = f.name + "_index";
        if (number("select count(*) from " + type.plural + " where " + index + " in ($1, $2) and " + f.one_among,
                   blinds) > 1)
            throw DbError(DbError::Kind::duplicate, type.plural + "." + index + " twice, under two keys");
    }
}

void Transaction::insert(const RecordType& type, const void* record) {
    send(type.insert_sql, values(type, record));
    keep_one_each(type, record);
}

// "insert into t (a, b) values ($1, $2)" with the holes of as many rows.
static std::string insert_sql_of(const RecordType& type, std::size_t rows, std::size_t columns) {
    auto sql = type.insert_sql.substr(0, type.insert_sql.find(" values ") + 8);
    for (std::size_t row = 0, hole = 0; row < rows; ++row) {
        sql += row ? ", (" : "(";
        for (std::size_t c = 0; c < columns; ++c) sql += (c ? ", $" : "$") + std::to_string(++hole);
        sql += ")";
    }
    return sql;
}

void Transaction::insert_all(const RecordType& type, std::span<const void* const> records) {
    std::string whole;
    for (std::size_t at = 0; at < records.size(); at += insert_rows_max) {
        auto piece = records.subspan(at, std::min(insert_rows_max, records.size() - at));
        if (piece.size() < insert_rows_max) {
            for (auto* record : piece) insert(type, record);
            return;
        }
        Row all;
        all.reserve(piece.size() * (type.fields.size() + 4));
        for (auto* record : piece)
            for (auto& value : values(type, record)) all.push_back(std::move(value));
        if (whole.empty()) whole = insert_sql_of(type, piece.size(), all.size() / piece.size());
        run(whole, all);
        for (auto* record : piece) keep_one_each(type, record);
    }
}

void Transaction::update(const RecordType& type, void* record) {
    if (run(type.update_sql, values(type, record)) == 0)
        throw Refusal(Refusal::Reason::stale,
                      {"这条" + type.label.zh + "刚刚被别人修改过，请刷新后再改。",
                       "Somebody changed this " + type.label.en + " first. Reload it and try again."});
    keep_one_each(type, record);
    if (type.version) type.version->set(record, std::get<std::int64_t>(type.version->get(record)) + 1);
}

void Database::write_now(const Work& work) {
    std::mutex mutex;
    std::condition_variable ready;
    bool done = false;
    std::exception_ptr failure;
    write(work, [&](std::exception_ptr f) {
        std::lock_guard lock(mutex);
        failure = f, done = true;
        ready.notify_one();
    });
    std::unique_lock lock(mutex);
    ready.wait(lock, [&] { return done; });
    if (failure) std::rethrow_exception(failure);
}

std::optional<Words> words_of_disk(DbError::Kind illness) {
    switch (illness) {
        case DbError::Kind::full:
            return Words{"磁盘已满，暂时不能保存，查看不受影响。请清理磁盘空间，之后会自动恢复。",
                         "The disk is full: nothing can be kept for now, reading goes on. Free some space; the rest "
                         "mends itself."};
        case DbError::Kind::io:
            return Words{"磁盘出了故障，暂时不能保存，查看不受影响。请检查磁盘；恢复后会自动继续。",
                         "The disk has failed: nothing can be kept for now, reading goes on. Look after the disk; once "
                         "it keeps what is written, work goes on by itself."};
        default:
            return {};
    }
}

}  // namespace unionhall
