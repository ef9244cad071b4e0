// The SQL of lists: imports with their rows and pieces, and invitations.
#pragma once

#include <array>
#include <map>

#include "members/lists.h"
#include "platform/api.h"

namespace unionhall::members {

// The newest open invitation for that phone, of a committed import.
std::optional<Invitation> invitation_for(Transaction&, const std::string& canonical_phone);
void accept_invitation(Transaction&, Id<Invitation>);
// Empties every mention of that phone in rows and invitations: who withdraws leaves no trace.
void erase_from_lists(Transaction&, const std::string& canonical_phone);
// Rows whose phone nobody can read lead to no person: they go by the name in them, also where it stands in place of the phone.
void erase_unreadable(Transaction&, const std::string& name);

Narrowing only_committed();            // of a list of invitations
Narrowing only_of_import(Id<Import>);  // of a list of rows

// --- rows that wait to be looked at, sealed ---
void keep_piece(Context&, Id<Import>, std::int64_t position, const std::string& content);
std::optional<std::pair<std::int64_t, std::string>> next_piece(Context&, Id<Import>);
void drop_piece(Transaction&, Id<Import>, std::int64_t position);

// --- what is known of phones, many at once ---
// Phones with every keyed hash they may stand under: made once, asked of several tables.
struct Phones {
    Phones(Transaction&, const std::vector<std::string>& canonical);
    std::map<std::string, std::string> by_blind;
};
struct KnownMember {
    std::string unit_path, name, occupation, employer_name;
};
std::map<std::string, KnownMember> members_among(Transaction&, const Phones&);  // by the phone, here and below
std::map<std::string, bool> applicants_among(Transaction&, const Phones&);
std::map<std::string, bool> invited_among(Transaction&, const Phones&, Id<Import> except);
std::map<std::string, std::int64_t> rows_among(Transaction&, const Phones&, Id<Import>);  // → first row with that phone

// Readable ones, in their order.
std::vector<ImportRow> rows_with_phone(Transaction&, Id<Import>, const std::string& canonical_phone);
std::vector<ImportRow> new_rows_after(Transaction&, Id<Import>, std::int64_t row_number, std::int64_t limit);

// Removes at most `limit` invitations that nobody accepted; returns how many.
std::int64_t remove_open_invitations(Transaction&, Id<Import>, std::int64_t limit);
std::int64_t accepted_invitations(Transaction&, Id<Import>);

}  // namespace unionhall::members
