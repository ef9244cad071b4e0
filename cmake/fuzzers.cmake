# src/platform/x_fuzz.cpp becomes fuzz_x, and src/room/x_fuzz.cpp fuzz_room_x, by clang's libFuzzer. Only the files that
# read foreign bytes, and what they need, are compiled for it. Seeds lie in tests/seeds/<x or room_x>/.
set(reads_foreign_bytes
    tables*.cpp encoding.cpp text.cpp http_boost.cpp http_reader.cpp http_target.cpp http_accept.cpp entry.cpp
    json.cpp record*.cpp api.cpp page*.cpp db.cpp context.cpp access.cpp identifiers*.cpp date.cpp id.cpp
    crypto.cpp vault*.cpp totp.cpp qr.cpp pinyin.cpp calendar.cpp lunar.cpp settings.cpp measure.cpp backup.cpp
    numbers.cpp audit.cpp workflow.cpp)
list(TRANSFORM reads_foreign_bytes PREPEND ${CMAKE_SOURCE_DIR}/src/platform/)
foreach(room members bulletins)
    list(APPEND reads_foreign_bytes ${CMAKE_SOURCE_DIR}/src/${room}/*model.cpp ${CMAKE_SOURCE_DIR}/src/${room}/*rules.cpp)
endforeach()
file(GLOB fuzzed CONFIGURE_DEPENDS ${reads_foreign_bytes})
list(FILTER fuzzed EXCLUDE REGEX "_(test|fuzz)\\.cpp$")
add_library(unionhall_fuzzed STATIC EXCLUDE_FROM_ALL ${fuzzed})
target_include_directories(unionhall_fuzzed PUBLIC ${CMAKE_SOURCE_DIR}/src)
target_include_directories(unionhall_fuzzed SYSTEM PUBLIC ${BOOST_INCLUDE})
target_link_libraries(unionhall_fuzzed PUBLIC unionhall_migrations PkgConfig::outside Threads::Threads)

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
    target_link_libraries(fuzz_${name} PRIVATE unionhall_fuzzed)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${name})
endforeach()
