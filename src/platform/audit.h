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
// Walks every chain from its first line: a changed, lost, moved or foreign line is found, and a cut tail too.
AuditReport verify_audit(Transaction&);

}  // namespace unionhall
