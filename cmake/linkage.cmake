# src/linkage/ stands alone: nothing of the house, nothing from outside but Debian's tables of characters, from which its
# own are made. It is always optimised, since its tests compare millions of records.
find_file(UNIHAN_READINGS Unihan_Readings.txt.bz2 PATHS /usr/share/unicode NO_DEFAULT_PATH)
if(NOT UNIHAN_READINGS)
    message(FATAL_ERROR "Debian's tables of characters are needed: apt-get install unicode-data bzip2")
endif()
cmake_path(GET UNIHAN_READINGS PARENT_PATH unicode_folder)
set(character_tables ${CMAKE_BINARY_DIR}/generated/characters_data.cpp)
add_custom_command(
    OUTPUT ${character_tables}
    COMMAND perl ${CMAKE_SOURCE_DIR}/cmake/character_tables.pl ${unicode_folder} ${character_tables}
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/character_tables.pl ${UNIHAN_READINGS}
    COMMENT "Making the tables of characters"
    VERBATIM
)
target_sources(unionhall_linkage PRIVATE ${character_tables})
if(UNIONHALL_SANITIZE)
    # Its tests run four times as long unoptimised. -O2 makes them no quicker than -O1, and takes half as long again to compile.
    target_compile_options(unionhall_linkage PRIVATE -O1)
else()
    # -O3 saves a twentieth of the processor time of a million rows against a million.
    target_compile_options(unionhall_linkage PRIVATE -O3)
endif()
set_target_properties(unionhall_linkage PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
target_link_libraries(unionhall_linkage PUBLIC Threads::Threads)
