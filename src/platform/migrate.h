// Brings a database to the schema of this program: dated migrations of all rooms, in order, each once.
#pragma once

#include <span>

#include "platform/db.h"
#include "platform/migrations.h"

namespace unionhall {

// Applies what is missing, each in one transaction together with its line in `schema_migrations`: whoever is killed goes
// on where they were, and several servers may start at once. Returns how many were missing.
// Throws a fault that says what to do when an applied migration's text has changed since, or when the database knows
// one that this program does not (it was made by a newer one).
std::size_t migrate(Database&, std::span<const Migration> = embedded_migrations());

}  // namespace unionhall
