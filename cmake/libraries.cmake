# Everything from outside, all of it in Debian 12. Only src/platform/ links with it.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(outside REQUIRED IMPORTED_TARGET
    openssl libsodium libgcrypt sqlite3 libpq libcurl icu-uc icu-i18n xlsxwriter libzip expat libqrencode zlib simdjson)

# Cairo and Pango draw documents; one file alone names them.
pkg_check_modules(paper REQUIRED pangocairo)
list(TRANSFORM paper_INCLUDE_DIRS PREPEND -isystem OUTPUT_VARIABLE paper_flags)
set_source_files_properties(src/platform/pdf.cpp PROPERTIES COMPILE_OPTIONS "${paper_flags}")

# Photos are read by the libraries of their formats; one file alone names them. Their headers lie where all lie.
pkg_check_modules(pictures REQUIRED libturbojpeg libpng libwebp)

# Boost and CLI11 are headers. Debian has two Boosts; the older one lacks what the HTTP room needs.
find_path(BOOST_INCLUDE boost/version.hpp REQUIRED)
file(STRINGS ${BOOST_INCLUDE}/boost/version.hpp boost_version REGEX "define BOOST_VERSION [0-9]+")
string(REGEX REPLACE ".* ([0-9]+)$" "\\1" boost_version "${boost_version}")
if(boost_version LESS 108100)
    message(FATAL_ERROR "Boost 1.81 is needed: apt-get install libboost1.81-dev (it takes the place of libboost1.74-dev).")
endif()
find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
