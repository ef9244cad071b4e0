#include "platform/file_lock.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "platform/crypto.h"
#include "platform/encoding.h"

namespace unionhall {

TEST_CASE("what one holds the next waits for, and is told when that takes too long") {
    auto path = std::filesystem::temp_directory_path() / ("lock_" + hex(random_bytes(8)));
    using std::chrono::milliseconds;
    {
        FileLock first(path, "never", milliseconds(0));
        CHECK_THROWS_WITH(FileLock(path, "somebody has it", milliseconds(30)), "somebody has it");
    }
    std::atomic<bool> is_free = false, came_early = false;
    std::thread second;
    {
        FileLock first(path, "never", milliseconds(0));
        second = std::thread([&] {
            FileLock waited(path, "never", milliseconds(5000));
            came_early = !is_free;
        });
        std::this_thread::sleep_for(milliseconds(60));
        is_free = true;
    }
    second.join();
    CHECK_FALSE(came_early);
    CHECK_THROWS(FileLock(path / "below a file", "never", milliseconds(0)));
    std::filesystem::remove(path);
}

}  // namespace unionhall
