// The work on a list, piece by piece: looking at its rows, making invitations of them, and taking those back.
// Each piece is one transaction and may be repeated, so that a crash costs nothing but that piece.
#pragma once

#include "members/import_rules.h"
#include "members/lists.h"
#include "platform/context.h"

namespace unionhall::members {

inline constexpr std::size_t rows_per_piece = 2000;  // up to this many are done within the request

// Classifies these rows and keeps them; the counts of the import grow.
void check_rows(Context&, Import&, const std::vector<ListedRow>&);

// Looks again at one corrected row, and at every row whose result hangs on it. Returns it as it now stands.
ImportRow recheck_row(Context&, Import&, ImportRow before, ImportRow after);

// Does one piece; true when there is more. The caller keeps the import.
bool check_piece(Context&, Import&);
bool commit_piece(Context&, Import&);
bool clear_piece(Context&, const Import&);

}  // namespace unionhall::members
