// What the audit administrator takes away: signed heads as data and as a sheet to print, and the lines themselves for a
// program of their own. Private to this room.
#pragma once

#include "accounts/rules.h"
#include "platform/api.h"

namespace unionhall::accounts {

inline constexpr std::int64_t heads_shown_max = 50;

struct HeadRow {
    std::int64_t number = 0;
    Instant at;
    std::int64_t lines = 0;
    std::string public_key, line;
};
const RecordType& record_of(const HeadRow*);

std::vector<HeadRow> audit_heads(Context&, const Nothing&);
Response audit_head_page(Call&);
// ?chain=0&from=1: at most audit_export_lines_max lines of that chain; without a chain, from the first of every one.
Response export_audit(Call&);

}  // namespace unionhall::accounts
