# A room is a folder of src/ and a static library. Tests, what only tests use (testing*.cpp) and fuzzers lie beside the
# code and are built apart.
add_library(unionhall_rooms INTERFACE)  # everything built so far; what comes later is linked first

set(common_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <variant> <vector>)
file(WRITE ${CMAKE_BINARY_DIR}/generated/nothing.cpp "// Only carries the precompiled header that the rooms share.\n")
add_library(unionhall_common_headers OBJECT ${CMAKE_BINARY_DIR}/generated/nothing.cpp)
target_include_directories(unionhall_common_headers PRIVATE src)
target_precompile_headers(unionhall_common_headers PRIVATE ${common_headers})

# With UNIONHALL_UNITY several files of a room are compiled as one: what they share is then read, and made from
# templates, once, which takes two thirds of the time. dev compiles each by itself, so that a missing include shows.
set(files_in_one 6)
function(join_files target)
    if(UNIONHALL_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${files_in_one})
    endif()
endfunction()

# The platform is many small rooms: those of one first word (http_…, tables_…) go together, and nothing else.
function(join_files_by_first_word target)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM name)
        string(REGEX REPLACE "_.*" "" first_word ${name})
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${first_word})
    endforeach()
    if(UNIONHALL_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    endif()
endfunction()

function(add_room room)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "_(test|fuzz)\\.cpp$|/testing[a-z_]*\\.cpp$")
    if(NOT sources)
        return()
    endif()
    add_library(unionhall_${room} STATIC ${sources})
    target_include_directories(unionhall_${room} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_precompile_headers(unionhall_${room} REUSE_FROM unionhall_common_headers)
    if(room STREQUAL "platform")
        join_files_by_first_word(unionhall_platform)
    elseif(NOT room STREQUAL "linkage")  # optimised whatever the preset says; its files are large enough by themselves
        join_files(unionhall_${room})
    endif()
    if(room STREQUAL "platform")
        target_include_directories(unionhall_${room} SYSTEM PUBLIC ${BOOST_INCLUDE} ${CLI11_INCLUDE})
        target_link_libraries(unionhall_${room} PUBLIC unionhall_migrations PkgConfig::outside ${paper_LINK_LIBRARIES} Threads::Threads ${CMAKE_DL_LIBS})
    else()
        get_target_property(before unionhall_rooms INTERFACE_LINK_LIBRARIES)
        if(before)
            target_link_libraries(unionhall_${room} PUBLIC ${before})
        endif()
    endif()
    set_property(TARGET unionhall_rooms APPEND PROPERTY INTERFACE_LINK_LIBRARIES unionhall_${room})
endfunction()
