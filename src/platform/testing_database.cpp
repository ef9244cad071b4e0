#include "platform/testing_database.h"

#include <cstdlib>
#include <filesystem>

#include "platform/crypto.h"
#include "platform/migrate.h"

namespace unionhall {

namespace fs = std::filesystem;

namespace {

const char* postgres() { return std::getenv("UNIONHALL_TEST_POSTGRES"); }
fs::path file_of(const std::string& name) { return fs::temp_directory_path() / (name + ".sqlite"); }
std::string fresh_name() { return "unionhall_" + hex(random_bytes(8)); }

void on_server(const std::string& sql) { open_postgres(postgres(), {.connections_max = 1})->script(sql); }

std::unique_ptr<Database> open(const std::string& name) {
    if (postgres()) return open_postgres(std::string(postgres()) + " dbname=" + name, {.connections_max = 4});
    return open_sqlite(file_of(name).string(), {.is_durable = false});
}

void create(const std::string& name, const std::string& original) {
    if (postgres())
        on_server("create database " + name + " template " + (original.empty() ? "template1" : original) +
                  " strategy file_copy");
    else if (!original.empty())
        fs::copy_file(file_of(original), file_of(name));
}

void drop(const std::string& name) {
    if (postgres()) return on_server("drop database " + name + " with (force)");
    for (auto* tail : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        fs::remove(file_of(name).string() + tail, ignored);
    }
}

struct Original {
    std::string name = fresh_name();
    Original() {
        create(name, "");
        migrate(*open(name));
    }
    ~Original() {
        try {
            drop(name);
        } catch (const DbError&) {}  // the server is gone before us
    }
};

const std::string& original() {
    static const Original one;
    return one.name;
}

}  // namespace

TestDatabase::TestDatabase(Schema schema) : name_(fresh_name()) {
    create(name_, schema == Schema::ours ? original() : "");
    database_ = another();
}

TestDatabase::~TestDatabase() {
    database_.reset();
    drop(name_);
}

std::unique_ptr<Database> TestDatabase::another() const { return open(name_); }

std::string address_of(Database& database, const std::string& server) {
    std::string name;
    database.read([&](Transaction& tx) { name = tx.text("select cast(current_database() as text)").value(); });
    return server + " dbname=" + name;
}

}  // namespace unionhall
