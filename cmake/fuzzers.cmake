# src/platform/x_fuzz.cpp becomes fuzz_x, and src/room/x_fuzz.cpp fuzz_room_x, by clang's libFuzzer. What has to do with
# sockets, drivers and papers for people is left out: it takes long to compile, and no fuzzer reaches it. Seeds lie in
# tests/seeds/<x or room_x>/.
file(GLOB fuzzed CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/platform/*.cpp
     ${CMAKE_SOURCE_DIR}/src/members/*rules.cpp ${CMAKE_SOURCE_DIR}/src/members/*model.cpp
     ${CMAKE_SOURCE_DIR}/src/employers/model.cpp
     ${CMAKE_SOURCE_DIR}/src/bulletins/rules.cpp ${CMAKE_SOURCE_DIR}/src/bulletins/model.cpp
     ${CMAKE_SOURCE_DIR}/src/rosters/rules.cpp ${CMAKE_SOURCE_DIR}/src/rosters/compare.cpp ${CMAKE_SOURCE_DIR}/src/rosters/weights.cpp ${CMAKE_SOURCE_DIR}/src/rosters/model.cpp
     ${CMAKE_SOURCE_DIR}/src/stations/*rules.cpp ${CMAKE_SOURCE_DIR}/src/stations/cover*.cpp
     ${CMAKE_SOURCE_DIR}/src/stations/import_likeness.cpp ${CMAKE_SOURCE_DIR}/src/stations/hours.cpp
     ${CMAKE_SOURCE_DIR}/src/stations/coordinates.cpp
     ${CMAKE_SOURCE_DIR}/src/stations/*model.cpp)
set(not_reached app audit audit_head breaker commit_marker "crypto_[a-z]*" deliver document_signer html jobs log
    measure_move metrics migrate openapi outbox "password[a-z_]*" "pdf[a-z_]*" pinyin "postgres[a-z_]*" repeat
    reseal route_index "sqlite[a-z_]*" static_files tables_write_xlsx
    "http_(answer|connection|loop|peers|problem|server|stream|ticket|workers|write)")
list(JOIN not_reached "|" not_reached)
list(FILTER fuzzed EXCLUDE REGEX
     "_(test|fuzz)\\.cpp$|/testing[a-z_]*\\.cpp$|/platform/(${not_reached})\\.cpp$|/members/stand_[a-z_]*\\.cpp$")
add_library(unionhall_fuzzed STATIC EXCLUDE_FROM_ALL ${fuzzed})
target_include_directories(unionhall_fuzzed PUBLIC ${CMAKE_SOURCE_DIR}/src)
target_include_directories(unionhall_fuzzed SYSTEM PUBLIC ${BOOST_INCLUDE})
target_link_libraries(unionhall_fuzzed PUBLIC unionhall_linkage unionhall_migrations PkgConfig::outside ${pictures_LINK_LIBRARIES} Threads::Threads)

join_files_by_first_word(unionhall_fuzzed)

add_custom_target(fuzzers)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/*_fuzz.cpp)
foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    cmake_path(GET source PARENT_PATH room)
    cmake_path(GET room FILENAME room)
    string(REGEX REPLACE "_fuzz$" "" name ${name})
    if(NOT room STREQUAL platform)
        set(name ${room}_${name})
    endif()
    add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${source})
    if(room STREQUAL "linkage")  # stands alone
        target_link_libraries(fuzz_${name} PRIVATE unionhall_linkage)
    else()
        target_link_libraries(fuzz_${name} PRIVATE unionhall_fuzzed)
    endif()
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${name})
endforeach()
