# How everything is compiled: the language, the warnings, the sanitizers, and what makes a second build quick.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

add_compile_options(-Wall -Wextra -Wpedantic -Wno-missing-field-initializers -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Optimising, g++ 12 sees overflows in std::string's own operator+ that are not there.
    add_compile_options($<$<CONFIG:Release>:-Wno-array-bounds$<SEMICOLON>-Wno-stringop-overflow$<SEMICOLON>-Wno-restrict>)
endif()
if(UNIONHALL_WARNINGS_ARE_ERRORS)
    add_compile_options(-Werror)
endif()

# Asio's and Beast's bodies are compiled once, in the one file that includes their src.hpp.
add_compile_definitions(BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

if(UNIONHALL_SANITIZE)
    add_compile_options(-fsanitize=${UNIONHALL_SANITIZE})
    add_link_options(-fsanitize=${UNIONHALL_SANITIZE})
    if(UNIONHALL_SANITIZE MATCHES undefined)
        add_compile_options(-fno-sanitize-recover=undefined)
    endif()
    if(UNIONHALL_SANITIZE_WITHOUT)
        add_compile_options(-fno-sanitize=${UNIONHALL_SANITIZE_WITHOUT})
    endif()
    if(UNIONHALL_SANITIZE MATCHES thread)
        add_compile_options(-Wno-tsan)  # Asio's fences, which g++ cannot follow
    endif()
endif()
add_link_options(-Wl,--as-needed)

find_program(CCACHE ccache)
if(CCACHE)
    # A precompiled header is cached only when ccache is told not to mind how it is used.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
        add_compile_options(-fpch-preprocess)
    endif()
endif()

find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()
