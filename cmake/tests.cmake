# `tests` runs everything; `tests_<room>` is one room with the rooms before it, for whoever works in that room.
enable_testing()
add_library(unionhall_test_main OBJECT src/test_main.cpp)
target_precompile_headers(unionhall_test_main PRIVATE ${common_headers})

file(WRITE ${CMAKE_BINARY_DIR}/generated/nothing_tested.cpp "// Only carries the precompiled header that the tests share.\n")
add_library(unionhall_test_headers OBJECT ${CMAKE_BINARY_DIR}/generated/nothing_tested.cpp)
target_include_directories(unionhall_test_headers PRIVATE src)
target_precompile_headers(unionhall_test_headers PRIVATE ${common_headers} <doctest/doctest.h>)

function(add_test_program name)
    add_executable(${name} ${ARGN} $<TARGET_OBJECTS:unionhall_test_main>)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/src)
    target_precompile_headers(${name} REUSE_FROM unionhall_test_headers)
endfunction()

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

    add_test_program(tests_${room} $<TARGET_OBJECTS:unionhall_${room}_tests>)
    set_target_properties(tests_${room} PROPERTIES LINKER_LANGUAGE CXX EXCLUDE_FROM_ALL ON)
    target_link_libraries(tests_${room} PRIVATE unionhall_${room})
endforeach()

file(GLOB house_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*_test.cpp)
add_test_program(tests ${house_tests} ${capabilities} ${all_tests})
target_link_libraries(tests PRIVATE unionhall_rooms)
add_test(NAME tests COMMAND tests WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
