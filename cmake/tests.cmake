# `tests` runs everything; `tests_<room>` runs one room's tests, for whoever works in that room.
enable_testing()
add_library(unionhall_test_main OBJECT src/test_main.cpp)
target_precompile_headers(unionhall_test_main PRIVATE ${common_headers})

file(WRITE ${CMAKE_BINARY_DIR}/generated/nothing_tested.cpp "// Only carries the precompiled header that the tests share.\n")
add_library(unionhall_test_headers OBJECT ${CMAKE_BINARY_DIR}/generated/nothing_tested.cpp)
target_include_directories(unionhall_test_headers PRIVATE src)
target_precompile_headers(unionhall_test_headers PRIVATE ${common_headers} <doctest/doctest.h>)

# What a test program needs beside its own tests: its main, and the whole application in memory.
set(test_objects $<TARGET_OBJECTS:unionhall_test_main> ${above_rooms_objects})
file(GLOB testing CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/testing*.cpp)
if(testing)
    add_library(unionhall_testing OBJECT ${testing})
    target_link_libraries(unionhall_testing PRIVATE unionhall_rooms)
    target_precompile_headers(unionhall_testing REUSE_FROM unionhall_test_headers)
    list(APPEND test_objects $<TARGET_OBJECTS:unionhall_testing>)
endif()

# The tests of a room are objects of their own, so that `tests` and `tests_<room>` compile them once.
set(all_tests)
foreach(room IN LISTS rooms)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*_test.cpp)
    if(NOT sources OR NOT TARGET unionhall_${room})
        continue()
    endif()
    add_library(unionhall_${room}_tests OBJECT ${sources})
    target_link_libraries(unionhall_${room}_tests PRIVATE unionhall_${room})
    target_precompile_headers(unionhall_${room}_tests REUSE_FROM unionhall_test_headers)
    list(APPEND all_tests $<TARGET_OBJECTS:unionhall_${room}_tests>)

    if(room STREQUAL "linkage")  # stands alone, and so do its tests; they ask SQLite for a second opinion
        file(GLOB beside CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/linkage/testing*.cpp)
        add_executable(tests_linkage EXCLUDE_FROM_ALL $<TARGET_OBJECTS:unionhall_linkage_tests> $<TARGET_OBJECTS:unionhall_test_main> ${beside})
        target_link_libraries(tests_linkage PRIVATE unionhall_linkage sqlite3)
        continue()
    endif()
    add_executable(tests_${room} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:unionhall_${room}_tests> ${test_objects})
    target_link_libraries(tests_${room} PRIVATE unionhall_rooms)
endforeach()

file(GLOB house_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*_test.cpp)
add_executable(tests ${house_tests} ${all_tests} ${test_objects})
target_link_libraries(tests PRIVATE unionhall_rooms)
target_include_directories(tests PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_precompile_headers(tests REUSE_FROM unionhall_test_headers)
add_test(NAME tests COMMAND tests WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
