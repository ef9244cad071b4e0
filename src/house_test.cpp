// A data directory as an operator meets it: made, backed up, brought back, and refused where it is damaged.
#include "house.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "commands.h"
#include "platform/audit.h"
#include "platform/backup.h"
#include "platform/crypto.h"
#include "platform/read_file.h"
#include "platform/testing_folder.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;

struct Folder : TestFolder {
    HousePaths house(const std::string& name) const { return {path / name, few_assets(path), ""}; }
};

void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

// A house with one sealed value in it, and its backup.
std::string seal_something_in(House& house) {
    house.application().as_system("test.furnished", [](Context& context) {
        context.tx.run("insert into settings (name, value) values ('furnished', 'yes')");
        Happened line{.verb = "test.furnished", .subject = "house", .changes = "{}"};
        context.happened.push_back(line);
    });
    return house.vault().seal("13812345678", "a|b|c");
}

}  // namespace

TEST_CASE("a backup is brought back whole, with the key that lay beside the house") {
    Folder folder;
    auto out = folder.path / "house.backup";
    std::string sealed;
    {
        House house(folder.house("first"));
        sealed = seal_something_in(house);
        house.keep_setting("is_demonstration", "true");
        house.keep_setting("four_eyes", "false");
        CHECK(backup_to(house, out) == 0);
        CHECK_THROWS_AS(backup_to(house, out), std::runtime_error);  // never over another
    }
    CHECK(bytes_of(out).find("SQLite format") == std::string::npos);
    CHECK(restore_from(out, "", folder.house("second")) == 0);
    CHECK_THROWS_AS(restore_from(out, "", folder.house("second")), std::runtime_error);  // nor over a house
    House again(folder.house("second"));
    CHECK(again.settings().is_demonstration);  // people made up are marked as such wherever they are restored
    CHECK(!again.settings().four_eyes);
    CHECK(again.vault().unseal(sealed, "a|b|c") == "13812345678");
    again.database().read([](Transaction& tx) {
        CHECK(tx.text("select value from settings where name = 'furnished'") == "yes");
        CHECK(verify_audit(tx).problems.empty());
    });
}

TEST_CASE("a damaged backup, a cut one and one without its key restore nothing") {
    Folder folder;
    auto out = folder.path / "house.backup";
    {
        House house(folder.house("first"));
        seal_something_in(house);
        backup_to(house, out);
    }
    auto whole = bytes_of(out);
    auto bad = folder.path / "bad.backup";
    auto refused = [&](const std::string& bytes, const char* why) {
        write(bad, bytes);
        CHECK_THROWS_AS_MESSAGE(restore_from(bad, "", folder.house("target")), std::runtime_error, why);
        CHECK_MESSAGE(!fs::exists(database_file(folder.house("target"))), why);
    };
    refused("", "empty");
    refused(whole.substr(0, whole.size() / 2), "cut in the middle");
    refused(whole.substr(0, whole.size() - 1), "one byte short");
    refused(whole + "x", "one byte too many");
    for (auto at : {whole.size() / 3, whole.size() / 2, whole.size() - 10}) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        refused(changed, "one bit changed");
    }
    fs::rename(key_file(folder.house("first")), folder.path / "elsewhere.key");
    CHECK_THROWS_AS(restore_from(out, "", folder.house("target")), std::runtime_error);
    CHECK(restore_from(out, folder.path / "elsewhere.key", folder.house("target")) == 0);
}

TEST_CASE("ids go on after the newest line of the audit, where the clock was set back while nothing ran") {
    Folder folder;
    constexpr std::int64_t year_s = 365 * 86400;
    std::int64_t before = 0;
    {
        House house(folder.house("first"));
        seal_something_in(house);
        before = house.services().ids.next();
        house.database().write_now([](Transaction& tx) {
            tx.run("update audit_lines set at = $1", {plus_seconds(now_instant(), year_s).us});
        });
    }
    House again(folder.house("first"));
    constexpr std::int64_t ids_a_second = std::int64_t{1000} << 22;
    CHECK(again.services().ids.next() > before + year_s * ids_a_second);
}

TEST_CASE("a key whose database is gone founds no new house, and a folder of something else is left alone") {
    Folder folder;
    auto paths = folder.house("house");
    CHECK_THROWS_AS(expect_house(paths), std::runtime_error);
    { House house(paths); }
    expect_house(paths);
    for (bool is_there : {true, false}) {
        for (auto* end : {"", "-wal", "-shm"}) fs::remove(database_file(paths).string() + end);
        if (is_there) write(database_file(paths), "");
        CHECK_THROWS_WITH(House{paths}, doctest::Contains("is missing or empty, and its key is here"));
        CHECK(fs::exists(database_file(paths)) == is_there);
    }
    auto foreign = folder.house("photos");
    fs::create_directories(foreign.data);
    fs::permissions(foreign.data, fs::perms(0755));
    write(foreign.data / "beach.jpg", "sand");
    CHECK_THROWS_WITH(House{foreign}, doctest::Contains("holds other things and no house"));
    CHECK(fs::status(foreign.data).permissions() == fs::perms(0755));
    fs::rename(foreign.data / "beach.jpg", foreign.data / "settings.txt");
    write(foreign.data / "settings.txt", "node = 3\n");
    House beside_its_settings(foreign);
    CHECK(beside_its_settings.settings().node == 3);
}

TEST_CASE("a house without its key does not open, and says what to do") {
    Folder folder;
    { House house(folder.house("first")); }
    fs::rename(key_file(folder.house("first")), folder.path / "elsewhere.key");
    try {
        House house(folder.house("first"));
        FAIL("it opened");
    } catch (const std::runtime_error& refused) {
        CHECK(std::string(refused.what()).find("Put it back") != std::string::npos);
    }
    CHECK_FALSE(fs::exists(key_file(folder.house("first"))));  // and no new one is made in its place
}

TEST_CASE("a database of a newer program, or with a migration changed since, is left alone") {
    Folder folder;
    for (auto* change :
         {"insert into schema_migrations (name, room, checksum, applied_at) values ('29990101_later', 'later', 'x', 0)",
          "update schema_migrations set checksum = 'x' where name = '20260301_platform'"}) {
        auto paths = folder.house(hex(random_bytes(4)));
        {
            House house(paths);
            house.database().write_now([&](Transaction& tx) { tx.run(change); });
        }
        CHECK_THROWS_AS(House{paths}, std::runtime_error);
    }
}

TEST_CASE("settings are read from the file, and an unknown or unreadable one is refused") {
    Folder folder;
    auto file = folder.path / "settings.txt";
    write(file, "# a comment\n idle_minutes = 12 \nsms_url=https://sms.example/send\n\n");
    auto settings = read_settings(file);
    CHECK(settings.idle_minutes == 12);
    CHECK(settings.sms_url == "https://sms.example/send");
    for (auto* bad : {"colour = red\n", "idle_minutes = soon\n", "is_demonstration = perhaps\n", "nonsense\n",
                      "node = -1\n", "node = 1024\n", "session_hours = 9223372036854775807\n"}) {
        write(file, bad);
        CHECK_THROWS_AS_MESSAGE(read_settings(file), std::runtime_error, bad);
    }
    CHECK(setting_rows(settings).size() >= 10);
    // One that is there and cannot be read is not taken for none.
    fs::create_directories(folder.path / "as_folder.txt");
    CHECK_THROWS_AS(read_settings(folder.path / "as_folder.txt"), std::runtime_error);
    ::setenv("UNIONHALL_VIRUS_SCANER", "/run/clamav/clamd.ctl", 1);
    CHECK(std::ranges::count(unknown_variables(), "UNIONHALL_VIRUS_SCANER") == 1);
    CHECK(std::ranges::count(unknown_variables(), "UNIONHALL_NODE") == 0);
    ::unsetenv("UNIONHALL_VIRUS_SCANER");
    settings.sms_url = "https://house:secret@sms.example/send?key=secret";
    for (auto& row : setting_rows(settings)) {
        CHECK(row.value.find("secret") == std::string::npos);
        if (row.name == "sms_url") CHECK(row.value == "https://…@sms.example/send?…");
    }
}

TEST_CASE(
    "settings with passwords in them come from what systemd unsealed for this service, and go before the file's") {
    Folder folder;
    auto file = folder.path / "settings.txt";
    write(file, "mail_from = a@house.example\nsmtp_url = smtp://nobody\n");
    ::setenv("CREDENTIALS_DIRECTORY", folder.path.c_str(), 1);
    CHECK(read_settings(file).smtp_url == "smtp://nobody");  // other services' credentials are no settings of ours
    write(folder.path / credentials_name, "smtp_url = smtps://house:secret@mail.example\n");
    auto settings = read_settings(file);
    write(folder.path / credentials_name, "colour = red\n");
    CHECK_THROWS_AS(read_settings(file), std::runtime_error);
    ::unsetenv("CREDENTIALS_DIRECTORY");
    CHECK(settings.smtp_url == "smtps://house:secret@mail.example");
    CHECK(settings.mail_from == "a@house.example");
    CHECK(read_settings(file).smtp_url == "smtp://nobody");
}

}  // namespace unionhall
