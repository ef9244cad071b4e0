// The commands that keep the keys and prove the audit: what one may do at the server's own console and nowhere else.
#pragma once

#include "house.h"

namespace unionhall {

// Walks every chain and, with a file of heads kept elsewhere, finds a cut tail, a database set back, and forged heads.
// `public_key`: base64url; "": the one of this house. 0 when everything holds.
int audit_verify(House&, const std::filesystem::path& heads, const std::string& public_key);
int audit_export(House&, const std::filesystem::path& out);  // lines of JSON, for scripts/audit-check.mjs
int audit_head_now(House&);                                  // signs a head at once and prints it with its key

int keys_list(House&);
int keys_rotate(House&);         // a new data key; the server seals everything anew in the background
int keys_change_master(House&);  // a new master key file; wraps the data keys with it
// Drops old data keys that nothing is sealed with. Where backups are made by other means, the operator says so.
int keys_drop(House&, bool is_backed_up_elsewhere);

}  // namespace unionhall
