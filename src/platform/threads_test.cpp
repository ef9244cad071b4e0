// The application, its database, its log and its figures under many threads at once. The thread sanitizer looks here.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "platform/app.h"
#include "platform/audit.h"
#include "platform/calendar.h"
#include "platform/crypto.h"
#include "platform/known_passwords.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/migrate.h"
#include "platform/pinyin.h"
#include "platform/settings.h"
#include "platform/vault.h"

namespace unionhall::noted {

struct Note {
    std::int64_t number = 0;
};
const RecordType& record_of(const Note*) {
    static const auto type =
        record<Note>("note", "notes", {"记录", "note"}, {field(&Note::number, "number", {"号", "Number"})});
    return type;
}

Note keep(Context& context, const Draft<Note>& draft) {
    auto note = draft.applied_to({});
    auto name = "note " + std::to_string(note.number);
    context.tx.run("insert into settings (name, value) values ($1, $2)", {name, std::string("x")});
    context.count({.measure = "notes", .unit_path = "/1/", .holder = 7, .day = context.today});
    if (note.number % 10 == 9) throw conflict({"不行。", "No."});  // nothing of it stays
    return note;
}

Note count(Context& context, const Note&) {
    return {context.tx.number("select count(*) from settings where name like 'note %'").value_or(0)};
}

const Rooms& rooms() {
    static const Rooms one{{.name = "notes",
                            .routes = {post("/api/notes", anyone(), "note.kept", keep, {"记", "Keep."}),
                                       get("/api/notes", anyone(), count, {"数", "Count."})}}};
    return one;
}

}  // namespace unionhall::noted

namespace unionhall {

TEST_CASE("many threads ask and change at once: what was answered is kept, once, and what was refused is not") {
    auto file = std::filesystem::temp_directory_path() / ("unionhall_threads_" + hex(random_bytes(8)) + ".sqlite");
    {
        auto database = open_sqlite(file.string(), {.is_durable = false});
        auto vault = Vault::in_memory();
        database->use(&vault);
        migrate(*database);
        IdSource ids;
        Pinyin pinyin;
        Calendar calendar;
        KnownPasswords passwords;
        Settings settings;
        int nowhere = ::open("/dev/null", O_WRONLY);
        Log log(Level::info, nowhere);
        Metrics metrics;
        Services services{vault,
                          ids,
                          pinyin,
                          calendar,
                          passwords,
                          settings,
                          [](Transaction&, std::int64_t) { return std::string("/1/"); }};
        services.log = &log;
        services.metrics = &metrics;
        Application application(*database, services, noted::rooms(), nullptr);

        constexpr int threads = 8, each = 60;
        std::atomic<int> kept = 0, refused = 0, counted = 0, other = 0;
        std::vector<std::thread> crowd;
        for (int t = 0; t < threads; ++t)
            crowd.emplace_back([&, t] {
                for (int i = 0; i < each; ++i) {
                    auto number = std::to_string(t * each + i);
                    Request request{.method = "POST", .path = "/api/notes"};
                    request.body = "{\"number\":" + number + "}";
                    request.headers["idempotency-key"] = number;
                    auto status = application.answer_now(request).status;
                    (status == 201 ? kept : status == 409 ? refused : other)++;
                    auto again = application.answer_now(request).status;  // the same key: nothing is done twice
                    other += again != status;
                    counted += application.answer_now({.method = "GET", .path = "/api/notes"}).status == 200;
                    if (i % 20 == 0) application.keep_house();
                    log.line(Level::info, "test");
                    static_cast<void>(vault.seal("text", "a|b|c"));
                }
            });
        for (auto& thread : crowd) thread.join();
        CHECK(kept == threads * each * 9 / 10);
        CHECK(refused == threads * each / 10);
        CHECK(counted == threads * each);
        CHECK(other == 0);
        application.keep_house();
        database->read([&](Transaction& tx) {
            CHECK(tx.number("select count(*) from settings where name like 'note %'") == kept);
            CHECK(total(tx, "notes", 7) == kept);
            CHECK(verify_audit(tx).problems.empty());
        });
        log.flush();
        ::close(nowhere);
    }
    for (auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + tail);
}

}  // namespace unionhall
