#include "platform/child.h"

#include <doctest/doctest.h>

#include "platform/testing_folder.h"

namespace unionhall {

TEST_CASE("another program runs to its end in a folder of its own, or is ended") {
    using namespace std::chrono_literals;
    TestFolder folder;
    constexpr std::uint64_t memory = 1UL << 30;
    auto run = [&](const std::string& program, const std::vector<std::string>& arguments,
                   std::chrono::milliseconds most) {
        return run_child(program, arguments, folder.path.string(), most, memory);
    };
    CHECK(run("sh", {"-c", "test \"$0\" = 'a b' && test -z \"$HOME\" && echo x > made", "a b"}, 1h) == ChildEnd::well);
    CHECK(std::filesystem::exists(folder.path / "made"));
    CHECK(run("false", {}, 1h) == ChildEnd::badly);
    CHECK(run("no-such-program", {}, 1h) == ChildEnd::missing);
    CHECK(run("../bin/no-such-program", {}, 1h) == ChildEnd::missing);
    // A child of the child is ended with it; nobody waits the hour.
    CHECK(run("sh", {"-c", "sleep 3600 & wait"}, 50ms) == ChildEnd::too_long);
}

}  // namespace unionhall
