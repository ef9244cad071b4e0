#include "platform/reseal.h"

#include <algorithm>
#include <map>

#include "platform/crypto.h"

namespace unionhall {

static std::string text_in(const Value& value) {
    auto* text = std::get_if<std::string>(&value);
    return text ? *text : "";
}

// Each engine has its own catalogue; what comes out is the same.
static constexpr const char* sqlite_columns =
    "select m.name, c.name, (select k.name from pragma_table_info(m.name) k where k.pk > 0 and upper(k.type) like "
    "'%INT%' and (select count(*) from pragma_table_info(m.name) n where n.pk > 0) = 1) "
    "from sqlite_master m join pragma_table_info(m.name) c "
    "where m.type = 'table' and m.name not like 'sqlite_%' and upper(c.type) = 'BLOB' order by 1, 2";
// Not by information_schema: its views go through the whole catalogue for each table, and this is asked for each piece.
static constexpr const char* postgres_columns =
    "select cast(t.relname as text), cast(c.attname as text), "
    "(select cast(k.attname as text) from pg_index i join pg_attribute k on k.attrelid = t.oid and k.attnum = i.indkey[0] "
    "where i.indrelid = t.oid and i.indisprimary and i.indnkeyatts = 1 and k.atttypid = cast('bigint' as regtype)) "
    "from pg_class t join pg_attribute c on c.attrelid = t.oid "
    "where t.relnamespace = cast(current_schema() as regnamespace) and t.relkind = 'r' and c.attnum > 0 and "
    "not c.attisdropped and c.atttypid = cast('bytea' as regtype) order by 1, 2";

std::vector<SealedColumn> columns_of_bytes(Transaction& tx) {
    std::vector<SealedColumn> all;
    for (auto& row : tx.rows(tx.is_postgres() ? postgres_columns : sqlite_columns))
        all.push_back({text_in(row[0]), text_in(row[1]), text_in(row[2])});
    std::ranges::sort(all, {}, &SealedColumn::place);
    return all;
}

std::vector<WrappedKey> stored_keys(Transaction& tx) {
    std::vector<WrappedKey> keys;
    for (auto& row : tx.rows("select key_id, suite, purpose, wrapped, created from vault_keys order by key_id"))
        keys.push_back({static_cast<std::uint32_t>(std::get<std::int64_t>(row[0])), std::get<std::string>(row[1]),
                        std::get<std::string>(row[2]), std::get<std::string>(row[3]), std::get<std::int64_t>(row[4])});
    return keys;
}

std::vector<WrappedKey> held_keys(Transaction& tx, const Vault& vault) {
    // Two questions: the first waits for whoever changes them, the second sees what that has left.
    tx.run("update vault_keys set wrapped = wrapped", {});
    auto keys = stored_keys(tx);
    for (auto& key : keys)
        if (!vault.opens(key))
            throw Refusal(Refusal::Reason::conflict,
                          {"主密钥已更换，请先重新启动服务，再试一次。",
                           "The master key was changed. Start the server anew, then try again."});
    return keys;
}

void store_keys(Transaction& tx, const std::vector<WrappedKey>& keys) {
    for (auto& key : keys)
        tx.run("insert into vault_keys (key_id, suite, purpose, wrapped, created) values ($1, $2, $3, $4, $5)",
               {std::int64_t{key.key_id}, key.suite, key.purpose, key.wrapped, key.created});
}

void replace_keys(Transaction& tx, const std::vector<WrappedKey>& keys) {
    for (auto& key : keys)
        if (tx.run("update vault_keys set wrapped = $2 where key_id = $1", {std::int64_t{key.key_id}, key.wrapped}) !=
            1)
            throw std::runtime_error("key " + std::to_string(key.key_id) + " is not stored here");
}

// Sealed values begin with version, suite and key: a hash or a nonce does not, but for one in 10^14.
static std::string beginning_of(const WrappedKey& key) {
    auto id = key.key_id;
    return {char(1), char(suite_from_text(key.suite)), char(id >> 24), char(id >> 16), char(id >> 8), char(id)};
}

static bool is_sealed_with_any(const std::string& value, const std::vector<std::string>& beginnings) {
    return value.size() >= Vault::overhead_bytes &&
           std::ranges::any_of(beginnings, [&](auto& b) { return value.starts_with(b); });
}

static const std::string index_ending = "_index";

// Blinded as the phone it is: outbox.cpp.
static std::string field_blinded_in(const std::string& column) { return column == "recipient" ? "phone" : column; }

static bool is_there(const std::vector<SealedColumn>& all, const std::string& table, const std::string& column) {
    return std::ranges::any_of(all, [&](auto& c) { return c.table == table && c.column == column; });
}

// Values met in one piece, by the field they are blinded as: what they may stand under, the newest hash first.
using Met = std::vector<std::vector<std::string>>;

// Hashes of these values in tables that have nothing sealed beside them.
static void let_follow(Transaction& tx, const std::vector<SealedColumn>& all, const std::string& field,
                       const Met& met) {
    std::map<std::string, std::string> newest_of;
    for (auto& blinds : met)
        if (blinds.size() > 1) newest_of.emplace(blinds.back(), blinds.front());
    if (newest_of.empty()) return;
    for (auto& c : all) {
        if (c.column != field + index_ending || is_there(all, c.table, field)) continue;
        std::vector<Value> values;
        std::string holes;
        for (auto next = newest_of.begin(); std::ssize(values) < resealed_rows_max;) {
            // The last one fills the rest, so that there is one statement to prepare.
            values.emplace_back(Bytes{next->first});
            holes += (values.size() > 1 ? ", $" : "$") + std::to_string(values.size());
            if (std::next(next) != newest_of.end()) ++next;
        }
        for (auto& row :
             tx.rows("select distinct " + c.column + " from " + c.table + " where " + c.column + " in (" + holes + ")",
                     values))
            tx.run("update " + c.table + " set " + c.column + " = $2 where " + c.column + " = $1",
                   {row[0], Bytes{newest_of.at(std::get<Bytes>(row[0]).data)}});
    }
}

ResealPlace reseal_some(Transaction& tx, const Vault& vault, ResealPlace place) {
    const auto all = columns_of_bytes(tx);
    auto columns = all;
    std::erase_if(columns, [](auto& c) { return c.key.empty(); });
    auto here = std::ranges::lower_bound(columns, place.column, {}, &SealedColumn::place);
    place.looked_at = 0;
    place.is_at_end = here == columns.end();
    if (place.is_at_end) return place;
    if (here->place() != place.column) place.after_id = 0;
    place.column = here->place();
    std::vector<std::string> beginnings;
    for (auto& key : stored_keys(tx))
        if (key.purpose == Vault::for_columns) beginnings.push_back(beginning_of(key));
    bool is_blind = is_there(all, here->table, here->column + index_ending);
    auto field = field_blinded_in(here->column);
    auto anew = "update " + here->table + " set " + here->column + " = $3" +
                (is_blind ? ", " + here->column + index_ending + " = $4" : "") + " where " + here->key + " = $1 and " +
                here->column + " = $2";
    Met met;
    auto rows = tx.rows("select " + here->key + ", " + here->column + " from " + here->table + " where " + here->key +
                            " > $1 order by " + here->key + " limit $2",
                        {place.after_id, resealed_rows_max});
    for (auto& row : rows) {
        place.after_id = std::get<std::int64_t>(row[0]);
        auto* old = std::get_if<Bytes>(&row[1]);
        if (!old || !is_sealed_with_any(old->data, beginnings) || !vault.wants_resealing(old->data)) continue;
        auto context = here->table + "|" + here->column + "|" + id_text(place.after_id);
        auto plain = vault.unseal(old->data, context);
        std::vector<Value> values{place.after_id, *old, Bytes{vault.seal(plain, context)}};
        if (is_blind) {
            values.emplace_back(Bytes{vault.blind_to_store(field, plain)});
            met.push_back(vault.blinds(field, plain));
        }
        tx.run(anew, values);
        wipe(plain);
    }
    let_follow(tx, all, field, met);
    place.looked_at = static_cast<std::int64_t>(rows.size());
    if (place.looked_at < resealed_rows_max) {
        place.is_at_end = ++here == columns.end();
        place.column = place.is_at_end ? place.column : here->place();
        place.after_id = place.is_at_end ? place.after_id : 0;
    }
    return place;
}

bool is_reblinding(Transaction& tx) {
    return tx.number("select 1 from key_rotations where status in ('settling', 'resealing')").has_value();
}

std::int64_t rows_to_reseal(Transaction& tx) {
    std::int64_t all = 0;
    for (auto& c : columns_of_bytes(tx))
        if (!c.key.empty()) all += tx.number("select count(*) from " + c.table).value_or(0);
    return all;
}

std::vector<KeyUse> uses_of_key(Transaction& tx, const WrappedKey& key) {
    std::vector<KeyUse> uses;
    for (auto& c : columns_of_bytes(tx)) {
        auto values = tx.number("select count(*) from " + c.table + " where substr(" + c.column + ", 1, 6) = $1",
                                {Bytes{beginning_of(key)}})
                          .value_or(0);
        if (values) uses.push_back({c.place(), values});
    }
    return uses;
}

}  // namespace unionhall
