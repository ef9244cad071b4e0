# Writes OUT, a C++ file that holds every SOURCE/<room>/migrations/*.sql. Run by cmake -P; ROOMS is a comma list.
# Sorted by date, then by the order of the rooms, then by name: a table stands before whoever refers to it.
string(REPLACE "," ";" ROOMS "${ROOMS}")
set(keys)
set(place 10)
foreach(room IN LISTS ROOMS)
    file(GLOB found RELATIVE ${SOURCE}/${room}/migrations ${SOURCE}/${room}/migrations/*.sql)
    foreach(file IN LISTS found)
        string(REGEX MATCH "^[0-9]+" date "${file}")
        list(APPEND keys "${date}/${place}/${room}/${file}")
    endforeach()
    math(EXPR place "${place} + 1")
endforeach()
list(SORT keys)

set(rows)
foreach(key IN LISTS keys)
    string(REGEX REPLACE "^[^/]*/[^/]*/([^/]*)/(.*)$" "\\1" room "${key}")
    string(REGEX REPLACE "^[^/]*/[^/]*/([^/]*)/(.*)$" "\\2" file "${key}")
    string(REGEX REPLACE "\\.sql$" "" name "${file}")
    file(READ ${SOURCE}/${room}/migrations/${file} sql)
    string(APPEND rows "    {\"${room}\", \"${name}\", R\"sql(${sql})sql\"},\n")
endforeach()
list(LENGTH keys count)

file(WRITE ${OUT}.new "// Made by cmake/embed_migrations.cmake; edit the .sql files instead.
#include \"platform/migrations.h\"

#include <array>

namespace unionhall {

static constexpr std::array<Migration, ${count}> migrations{{
${rows}}};

std::span<const Migration> embedded_migrations() { return migrations; }

}  // namespace unionhall
")
file(COPY_FILE ${OUT}.new ${OUT} ONLY_IF_DIFFERENT)
file(TOUCH ${OUT})
