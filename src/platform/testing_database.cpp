#include "platform/testing_database.h"

#include <cstdlib>
#include <filesystem>

#include "platform/crypto.h"

namespace unionhall {

static const char* postgres() { return std::getenv("UNIONHALL_TEST_POSTGRES"); }
static std::string file_of(const std::string& name) {
    return (std::filesystem::temp_directory_path() / (name + ".sqlite")).string();
}

TestDatabase::TestDatabase() : name_("unionhall_" + hex(random_bytes(8))) {
    if (postgres()) open_postgres(postgres(), {.connections_max = 1})->script("create schema " + name_);
    database_ = another();
}

TestDatabase::~TestDatabase() {
    database_.reset();
    if (postgres()) open_postgres(postgres(), {.connections_max = 1})->script("drop schema " + name_ + " cascade");
    for (auto* end : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(file_of(name_) + end, ignored);
    }
}

std::unique_ptr<Database> TestDatabase::another() const {
    if (postgres())
        return open_postgres(std::string(postgres()) + " options='-c search_path=" + name_ + "'",
                             {.connections_max = 2});
    return open_sqlite(file_of(name_), {.is_durable = false});
}

}  // namespace unionhall
