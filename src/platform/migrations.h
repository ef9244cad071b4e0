// The migrations that the program carries with it: every .sql file of every room, embedded when it was built.
#pragma once

#include <span>
#include <string_view>

namespace unionhall {

struct Migration {
    std::string_view room;  // the folder of src/ it came from
    std::string_view name;  // YYYYMMDD_subject, the file's name without .sql; unique across rooms
    std::string_view sql;   // the text as written; one text for both databases
};

// In the order in which they are applied: by date, then by the order of the rooms in CMakeLists.txt, then by name.
std::span<const Migration> embedded_migrations();

}  // namespace unionhall
