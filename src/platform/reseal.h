// Taking new keys into use: what older keys sealed is sealed anew, a few rows at a time, while everybody works on, and
// the keyed hash beside it is made anew in the same statement; and an old key goes only when a query over every column
// proves that nothing needs it any more. reliability.md 1.5.
#pragma once

#include "platform/db.h"
#include "platform/vault.h"

namespace unionhall {

inline constexpr std::int64_t resealed_rows_max = 200;  // in one transaction

struct SealedColumn {
    std::string table, column;
    std::string key;  // the one column that is the primary key, a number; "": there is no such
    std::string place() const { return table + "." + column; }
};
// Every column of bytes that the database has, in order. Which of them hold sealed values only the values tell.
std::vector<SealedColumn> columns_of_bytes(Transaction&);

// The rows of the table of keys.
std::vector<WrappedKey> stored_keys(Transaction&);
void store_keys(Transaction&, const std::vector<WrappedKey>&);
// The same, held: whoever else would change them waits until this transaction has ended. Throws Refusal (conflict) when the
// master key was changed since this vault was opened: what it would wrap, nothing could open.
std::vector<WrappedKey> held_keys(Transaction&, const Vault&);
void replace_keys(Transaction&, const std::vector<WrappedKey>&);  // the same keys, wrapped by another master key

struct ResealPlace {
    std::string column;  // SealedColumn::place; "": from the beginning
    std::int64_t after_id = 0;
    std::int64_t looked_at = 0;  // rows, by the last call
    bool is_at_end = false;
};
// Seals the next rows anew with the key in use: "table|column|id" is their context, as records have it. A value that
// changed in between is left alone: whoever wrote it used the new key. Columns without a single number as key hold what
// is soon gone (answers kept for a day, pieces of a list): they are only counted, below.
// The hash of column x stands in x_index, if there is one. Where a table has a hash and not the value (codes sent to a
// phone), the hash follows when a row with that value is met in another table.
ResealPlace reseal_some(Transaction&, const Vault&, ResealPlace);
// Whether a pass over the rows is going on, so that equal values may have unequal hashes.
bool is_reblinding(Transaction&);
std::int64_t rows_to_reseal(Transaction&);  // how many rows will be looked at

struct KeyUse {
    std::string place;
    std::int64_t values = 0;
};
// What is still sealed with that key, in every column there is; empty: nothing.
std::vector<KeyUse> uses_of_key(Transaction&, const WrappedKey&);

}  // namespace unionhall
