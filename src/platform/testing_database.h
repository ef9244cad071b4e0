// A database of its own for a test: an SQLite file, or a PostgreSQL database when UNIONHALL_TEST_POSTGRES holds the address
// of one whose user may create others. Only tests include this.
#pragma once

#include <memory>

#include "platform/db.h"

namespace unionhall {

class TestDatabase {
  public:
    // Ours: with every table of the house. It is a copy of one that was migrated once, which takes a fifth of the time.
    enum class Schema { none, ours };

    explicit TestDatabase(Schema = Schema::none);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }
    std::unique_ptr<Database> another() const;  // the same database, as another server sees it

  private:
    std::string name_;
    std::unique_ptr<Database> database_;
};

// For PostgreSQL: the address of the database behind this one, when that is `server`'s.
std::string address_of(Database&, const std::string& server);

}  // namespace unionhall
