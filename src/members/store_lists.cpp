#include "members/store_lists.h"

#include <algorithm>

#include "platform/vault.h"

namespace unionhall::members {

static constexpr std::size_t hashes_per_question_max = 400;

std::optional<Invitation> invitation_for(Transaction& tx, const std::string& phone) {
    if (phone.empty()) return {};
    return tx.first<Invitation>(
        "where phone_index in ($1, $2) and status = 'open' and exists (select 1 from imports where imports.id = invitations.import_id "
        "and imports.status = 'committed') order by id desc",
        tx.blinds("phone", phone));
}

std::optional<Id<drives::Drive>> drive_of_import(Transaction& tx, std::int64_t import_id) {
    auto import = tx.first<Import>("where id = $1", {import_id});
    return import ? import->drive_id : std::nullopt;
}

void accept_invitation(Transaction& tx, Id<Invitation> id) {
    tx.run("update invitations set status = 'accepted', version = version + 1 where id = $1", {id.number});
}

void erase_from_lists(Transaction& tx, const std::string& phone) {
    auto blinds = tx.blinds("phone", phone);
    tx.run(
        "update invitations set name = '', phone = null, phone_index = null, employer_name = '', version = version + 1 where phone_index in ($1, $2)",
        blinds);
    tx.run(
        "update import_rows set name = '', phone = null, phone_index = null, employer_name = '', differences = '', version = version + 1 "
        "where phone_index in ($1, $2)",
        blinds);
}

void erase_unreadable(Transaction& tx, const std::string& name) {
    tx.run(
        "update import_rows set name = '', phone = null, phone_index = null, employer_name = '', differences = '', version = version + 1 "
        "where kind = 'unreadable' and (phone_index in ($1, $2) or name = $3)",
        tx.blinds("phone", name, {name}));
}

Narrowing only_committed() {
    return {"exists (select 1 from imports where imports.id = invitations.import_id and imports.status = 'committed')",
            {}};
}

Narrowing only_of_import(Id<Import> import) { return {"import_id = $1", {import.number}}; }

// Which lists: within a unit's own tree, committed before a moment.
static constexpr const char* stale_imports =
    "(select id from imports where unit_path >= $1 and unit_path < $2 and status = 'committed' and committed_at < $3)";

std::int64_t count_stale_invitations(Transaction& tx, const std::string& unit_path, Instant committed_before) {
    return tx
        .number(std::string("select count(*) from invitations where status = 'open' and import_id in ") + stale_imports,
                {unit_path, after_path(unit_path), committed_before.us})
        .value_or(0);
}

std::int64_t erase_stale_invitations(Transaction& tx, const std::string& unit_path, Instant committed_before,
                                     std::int64_t limit) {
    const std::vector<Value> which{unit_path, after_path(unit_path), committed_before.us, limit};
    auto some_of = [](const std::string& table, const std::string& more) {
        return "delete from " + table + " where id in (select id from " + table + " where " + more + "import_id in " +
               stale_imports + " order by id limit $4)";
    };
    return tx.run(some_of("invitations", "status = 'open' and "), which) + tx.run(some_of("import_rows", ""), which);
}

static std::string seal_context(Id<Import> import, std::int64_t position) {
    return "import_pieces|" + import.text() + "|" + std::to_string(position);
}

void keep_piece(Context& context, Id<Import> import, std::int64_t position, const std::string& content) {
    context.tx.run(
        "insert into import_pieces (import_id, position, content) values ($1, $2, $3)",
        {import.number, position, Bytes{context.services.vault.seal(content, seal_context(import, position))}});
}

std::optional<std::pair<std::int64_t, std::string>> next_piece(Context& context, Id<Import> import) {
    auto found = context.tx.rows(
        "select position, content from import_pieces where import_id = $1 order by position limit 1", {import.number});
    if (found.empty()) return {};
    auto position = std::get<std::int64_t>(found[0][0]);
    return std::pair(position,
                     context.services.vault.unseal(std::get<Bytes>(found[0][1]).data, seal_context(import, position)));
}

void drop_piece(Transaction& tx, Id<Import> import, std::int64_t position) {
    tx.run("delete from import_pieces where import_id = $1 and position = $2", {import.number, position});
}

Phones::Phones(Transaction& tx, const std::vector<std::string>& canonical) {
    for (auto& phone : canonical)
        for (auto& blind : tx.blinds("phone", phone)) by_blind.emplace(std::get<Bytes>(blind).data, phone);
}

using Found = std::function<void(const std::string& phone, Row&)>;

// Asks "… phone_index in (…)" for many phones, some hundreds a question; the holes come after `more`, and the answers
// begin with the hash. The index of phones is the one to use: "+import_id" and "status || ''" keep SQLite, which guesses
// without statistics, from any other.
static void ask(Transaction& tx, const std::string& before, const std::string& after, const Phones& phones,
                const std::vector<Value>& more, const Found& found) {
    for (auto next = phones.by_blind.begin(); next != phones.by_blind.end();) {
        std::vector<Value> values = more;
        std::string holes;
        for (std::size_t i = 0; i < hashes_per_question_max; ++i) {
            // The last one fills the rest, so that there is one statement to prepare.
            if (next != phones.by_blind.end())
                values.emplace_back(Bytes{(next++)->first});
            else
                values.push_back(values.back());
            holes += (i ? ", $" : "$") + std::to_string(values.size());
        }
        tx.each(before + " in (" + holes + ")" + after, values,
                [&](Row& row) { found(phones.by_blind.at(std::get<Bytes>(row[0]).data), row); });
    }
}

static const std::string& text_at(const Row& row, std::size_t at) { return std::get<std::string>(row[at]); }

std::map<std::string, KnownMember> members_among(Transaction& tx, const Phones& phones) {
    std::map<std::string, KnownMember> known;
    ask(tx,
        "select phone_index, unit_path, name, occupation, employer_name from members where status <> 'left' and phone_index",
        "", phones, {}, [&](auto& phone, Row& row) {
            known[phone] = {text_at(row, 1), text_at(row, 2), text_at(row, 3), text_at(row, 4)};
        });
    return known;
}

std::map<std::string, bool> applicants_among(Transaction& tx, const Phones& phones) {
    std::map<std::string, bool> known;
    ask(tx,
        "select phone_index from applications where (status || '') in ('awaiting_code', 'submitted', 'returned') and phone_index",
        "", phones, {}, [&](auto& phone, Row&) { known[phone] = true; });
    return known;
}

std::map<std::string, bool> invited_among(Transaction& tx, const Phones& phones, Id<Import> except) {
    std::map<std::string, bool> known;
    ask(tx,
        "select phone_index from invitations where status = 'open' and import_id <> $1 and exists (select 1 from imports "
        "where imports.id = invitations.import_id and imports.status = 'committed') and phone_index",
        "", phones, {except.number}, [&](auto& phone, Row&) { known[phone] = true; });
    return known;
}

std::map<std::string, std::int64_t> rows_among(Transaction& tx, const Phones& phones, Id<Import> import) {
    std::map<std::string, std::int64_t> known;
    ask(tx,
        "select phone_index, min(row_number) from import_rows where +import_id = $1 and kind <> 'unreadable' and phone_index",
        " group by phone_index", phones, {import.number}, [&](auto& phone, Row& row) {
            auto number = std::get<std::int64_t>(row[1]);
            auto& first = known.try_emplace(phone, number).first->second;
            first = std::min(first, number);
        });
    return known;
}

std::vector<ImportRow> rows_with_phone(Transaction& tx, Id<Import> import, const std::string& canonical_phone) {
    return tx.select<ImportRow>(
        "where phone_index in ($1, $2) and +import_id = $3 and kind <> 'unreadable' order by row_number",
        tx.blinds("phone", canonical_phone, {import.number}));
}

std::vector<ImportRow> new_rows_after(Transaction& tx, Id<Import> import, std::int64_t row_number, std::int64_t limit) {
    return tx.select<ImportRow>(
        "where import_id = $1 and row_number > $2 and kind = 'new' order by row_number limit $3",
        {import.number, row_number, limit});
}

std::int64_t remove_open_invitations(Transaction& tx, Id<Import> import, std::int64_t limit) {
    return tx.run(
        "delete from invitations where id in (select id from invitations where import_id = $1 and status = 'open' limit $2)",
        {import.number, limit});
}

std::int64_t accepted_invitations(Transaction& tx, Id<Import> import) {
    return tx.number("select count(*) from invitations where import_id = $1 and status = 'accepted'", {import.number})
        .value_or(0);
}

}  // namespace unionhall::members
