// What was done, by whom: append-only, hash-chained, written in the same transaction as the change itself.
#pragma once

#include <string>
#include <vector>

#include "platform/context.h"

namespace unionhall {

// Appends the request's lines to one chain. Called once, last before the commit, so that chains are held briefly.
void append_audit(Context&, unsigned chain);

struct AuditReport {
    std::int64_t lines = 0, chains = 0;
    std::vector<Words> problems;  // empty: every chain is whole
};
// One line as the chain sees it: every column but the hash, in the order of the table.
inline constexpr const char* audit_columns =
    "chain, seq, at, actor_kind, actor_id, verb, subject, subject_id, unit_path, request_id, changes";
// Lines of one chain from that number on, at most `limit`, as JSON objects, one a line: what `scripts/audit-check.mjs`
// reads. Numbers that a spreadsheet or a script would round are texts; the hash is hexadecimal.
inline constexpr std::int64_t audit_export_lines_max = 20'000;
std::string audit_as_json_lines(Transaction&, std::int64_t chain, std::int64_t from_seq, std::int64_t limit);
std::vector<std::int64_t> audit_chains(Transaction&);

// Walks every chain from its first line: a changed, lost, moved or foreign line is found, and a cut tail too.
AuditReport verify_audit(Transaction&);

}  // namespace unionhall
