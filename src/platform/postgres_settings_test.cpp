// What an operator or a role sets for a session, and what our own connections do not let themselves be told.
#include <doctest/doctest.h>

#include <cstdlib>

#include "platform/testing_database.h"

namespace unionhall {

TEST_CASE("whatever is set for the database, bytes come back as they were, and nothing is acknowledged unflushed") {
    auto* server = std::getenv("UNIONHALL_TEST_POSTGRES");
    if (!server) return;
    TestDatabase database(TestDatabase::Schema::ours);
    auto address = address_of(*database, server);
    auto with = [&](const std::string& options) { return open_postgres(address + " options='" + options + "'"); };
    auto odd = with("-c bytea_output=escape -c synchronous_commit=off -c standard_conforming_strings=off");
    CHECK_FALSE(odd->trouble());
    odd->read([](Transaction& tx) {
        CHECK(tx.text("show synchronous_commit") == "on");
        CHECK(std::get<Bytes>(tx.rows("select cast($1 as bytea)", {Bytes{"\\x00\n"}})[0][0]).data == "\\x00\n");
    });
    with("-c synchronous_commit=remote_apply")->read([](Transaction& tx) {
        CHECK(tx.text("show synchronous_commit") == "remote_apply");
    });
    auto trouble = with("-c default_transaction_read_only=on")->trouble();
    REQUIRE(trouble);
    CHECK(trouble->zh.find("只读") != std::string::npos);
}

}  // namespace unionhall
