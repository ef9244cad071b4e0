// An empty database of its own for a test: an SQLite file, or a PostgreSQL schema when UNIONHALL_TEST_POSTGRES holds an
// address. Only tests include this.
#pragma once

#include <memory>

#include "platform/db.h"

namespace unionhall {

class TestDatabase {
  public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;

    Database& operator*() { return *database_; }
    Database* operator->() { return database_.get(); }
    std::unique_ptr<Database> another() const;  // the same database, as another server sees it

  private:
    std::string name_;
    std::unique_ptr<Database> database_;
};

}  // namespace unionhall
