// A backup comes back whole or not at all: every kind of damage, every wrong key, every place where something lies.
#include "platform/backup.h"

#include <doctest/doctest.h>

#include <fstream>

#include "platform/crypto.h"
#include "platform/read_file.h"
#include "platform/testing_folder.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, const std::string& bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

// A small database with its key and one backup of it, in a folder that goes away.
struct Kept {
    TestFolder folder;
    fs::path key = folder / "house" / "master.key", out = folder / "good.backup";
    std::unique_ptr<Database> database;
    std::vector<WrappedKey> keys;
    std::unique_ptr<Vault> vault;

    Kept() {
        fs::create_directories(key.parent_path());
        Vault::create(key);
        vault = std::make_unique<Vault>(Vault::open(key, {}, Suite::aes_256_gcm));
        keys = vault->missing_keys();
        database = open_sqlite((folder / "house" / "unionhall.sqlite").string());
        database->write_now([](Transaction& tx) {
            tx.connection().script("create table people (name text not null);");
            tx.run("insert into people (name) values ('阿依古丽')");
        });
        back_up(*database, *vault, keys, key, out);
    }

    fs::path target(const std::string& name) const { return folder / name / "unionhall.sqlite"; }
    void bring_back(const fs::path& from, const std::string& name) const {
        restore(from, key, target(name).parent_path() / "master.key", target(name));
    }
    // Refused, and nothing is left at the target.
    void expect_refused(const std::string& bytes, const std::string& why) const {
        auto bad = folder / "bad.backup";
        put(bad, bytes);
        CHECK_THROWS_AS_MESSAGE(bring_back(bad, "target"), std::runtime_error, why);
        CHECK_MESSAGE((!fs::exists(folder / "target") || fs::is_empty(folder / "target")), why);
    }
};

std::string sentence(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::runtime_error& fault) { return fault.what(); }
    return "";
}

}  // namespace

TEST_CASE("one changed byte anywhere in a backup, and nothing of it is restored") {
    Kept kept;
    auto whole = bytes_of(kept.out);
    auto head = whole.find("\n0") + 1;  // the lines before the first piece: every byte of them
    auto step = std::max<std::size_t>(1, whole.size() / 512);
    for (std::size_t at = 0; at < whole.size(); at += at < head ? 1 : step) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        kept.expect_refused(changed, "byte " + std::to_string(at) + " changed");
    }
}

TEST_CASE("a backup that was cut, lengthened, mixed or emptied restores nothing") {
    Kept kept;
    auto whole = bytes_of(kept.out);
    for (int i = 0; i < 64; ++i)
        kept.expect_refused(whole.substr(0, whole.size() * static_cast<std::size_t>(i) / 64),
                            "cut at " + std::to_string(i) + "/64");
    kept.expect_refused(whole.substr(0, whole.size() - 1), "one byte short");
    kept.expect_refused(whole + "x", "one byte too many");
    kept.expect_refused(whole + whole, "twice the same");
    kept.expect_refused("UNIONHALL BACKUP 1" + whole.substr(18), "another form");
    kept.database->write_now([](Transaction& tx) { tx.run("insert into people (name) values ('later')"); });
    auto second = kept.folder / "second.backup";
    back_up(*kept.database, *kept.vault, kept.keys, kept.key, second);
    auto other = bytes_of(second);
    auto head = whole.find("\n0") + 1;
    kept.expect_refused(whole.substr(0, head) + other.substr(other.find("\n0") + 1), "the manifest of another");
    kept.bring_back(second, "whole");
    CHECK(fs::exists(kept.target("whole")));
}

TEST_CASE("another key, a foreign key and no key at all restore nothing, and say which is needed") {
    Kept kept;
    auto other = kept.folder / "other.key";
    Vault::create(other);
    auto from = [&](const fs::path& key, const std::string& name) {
        return sentence([&] { restore(kept.out, key, kept.folder / name / "master.key", kept.target(name)); });
    };
    CHECK(from(other, "a") != "");
    CHECK(from(kept.folder / "nowhere.key", "a").find("--key FILE") != std::string::npos);
    put(kept.folder / "text.key", "not a key\n");
    CHECK(from(kept.folder / "text.key", "a") != "");
    CHECK_FALSE(fs::exists(kept.target("a")));
    // The key of the backup is given, but another one lies where the house will look for it.
    put(kept.folder / "b" / "master.key", bytes_of(other));
    CHECK(from(kept.key, "b").find("another master key") != std::string::npos);
    CHECK_FALSE(fs::exists(kept.target("b")));
    CHECK(from(kept.key, "c") == "");
}

TEST_CASE("nothing is written over: no database, no log of one, no backup") {
    Kept kept;
    for (std::string end : {"", "-wal", "-shm", "-journal"}) {
        auto name = "full" + end;
        put(kept.target(name).string() + end, "something");
        CHECK(sentence([&] { kept.bring_back(kept.out, name); }).find("nothing is written over") != std::string::npos);
        CHECK(bytes_of(kept.target(name).string() + end) == "something");
    }
    auto before = bytes_of(kept.out);
    CHECK(sentence([&] {
              back_up(*kept.database, *kept.vault, kept.keys, kept.key, kept.out);
          }).find("never written over another") != std::string::npos);
    CHECK(bytes_of(kept.out) == before);
}

TEST_CASE("what a backup that died left behind is taken over, and a failed one leaves nothing") {
    Kept kept;
    auto out = kept.folder / "again.backup";
    put(out.string() + ".unfinished", "half a backup");
    put(kept.folder / "house" / "backup.copy", "half a copy");
    back_up(*kept.database, *kept.vault, kept.keys, kept.key, out);
    CHECK_FALSE(fs::exists(out.string() + ".unfinished"));
    CHECK_FALSE(fs::exists(kept.folder / "house" / "backup.copy"));
    CHECK((fs::status(out).permissions() & fs::perms::others_all) == fs::perms::none);
    kept.bring_back(out, "again");
    auto nowhere = kept.folder / "no" / "such" / "place.backup";
    CHECK_THROWS_AS(back_up(*kept.database, *kept.vault, kept.keys, kept.key, nowhere), std::runtime_error);
    CHECK_FALSE(fs::exists(kept.folder / "house" / "backup.copy"));
}

TEST_CASE("a backup shows no name, neither in itself nor beside itself") {
    Kept kept;
    CHECK(bytes_of(kept.out).find("阿依古丽") == std::string::npos);
    for (auto& entry : fs::directory_iterator(kept.folder.path))
        if (entry.is_regular_file()) CHECK(bytes_of(entry.path()).find("阿依古丽") == std::string::npos);
}

}  // namespace unionhall
