# Every room's migrations, as one generated file: the program carries its schema with it.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*/migrations/*.sql)
set(embedded ${CMAKE_BINARY_DIR}/generated/embedded_migrations.cpp)
string(REPLACE ";" "," rooms_in_order "${rooms}")
add_custom_command(
    OUTPUT ${embedded}
    COMMAND ${CMAKE_COMMAND} -D SOURCE=${CMAKE_SOURCE_DIR}/src -D ROOMS=${rooms_in_order} -D OUT=${embedded}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
    DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/cmake/embed_migrations.cmake
    COMMENT "Embedding the migrations"
    VERBATIM
)
add_library(unionhall_migrations STATIC ${embedded})
target_include_directories(unionhall_migrations PRIVATE ${CMAKE_SOURCE_DIR}/src)
