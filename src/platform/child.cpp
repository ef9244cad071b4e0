#include "platform/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace unionhall {

namespace {

constexpr const char* child_path = "PATH=/usr/local/bin:/usr/bin:/bin";

[[noreturn]] void fail(int error, const char* what) { throw std::system_error(error, std::generic_category(), what); }

struct SpawnActions {
    posix_spawn_file_actions_t all;
    SpawnActions() { posix_spawn_file_actions_init(&all); }
    SpawnActions(const SpawnActions&) = delete;
    ~SpawnActions() { posix_spawn_file_actions_destroy(&all); }
};

struct SpawnMarks {
    posix_spawnattr_t all;
    SpawnMarks() {
        posix_spawnattr_init(&all);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&all, &none);
        posix_spawnattr_setpgroup(&all, 0);
        posix_spawnattr_setflags(&all, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    SpawnMarks(const SpawnMarks&) = delete;
    ~SpawnMarks() { posix_spawnattr_destroy(&all); }
};

// Where the program lies, on the paths the child itself will have; empty when it does not.
std::string place_of(const std::string& program) {
    for (auto* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"})
        if (::access((folder + program).c_str(), X_OK) == 0) return folder + program;
    return "";
}

pid_t start(const std::string& program, const std::vector<std::string>& arguments, const std::string& folder) {
    SpawnActions actions;
    posix_spawn_file_actions_addchdir_np(&actions.all, folder.c_str());
    posix_spawn_file_actions_addopen(&actions.all, 0, "/dev/null", O_RDONLY, 0);
    for (int out : {1, 2}) posix_spawn_file_actions_addopen(&actions.all, out, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions.all, 3);
    SpawnMarks marks;
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    std::string path = child_path, language = "LC_ALL=C";
    char* environment[] = {path.data(), language.data(), nullptr};
    pid_t child = -1;
    if (int error = posix_spawn(&child, program.c_str(), &actions.all, &marks.all, argv.data(), environment))
        fail(error, "starting a program");
    return child;
}

// Whether it ended in that time.
bool ends_within(pid_t child, std::chrono::milliseconds longest) {
    auto handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));  // Debian 12's own wrapper is not for C++
    if (handle < 0) return false;
    auto until = std::chrono::steady_clock::now() + longest;
    pollfd asked{.fd = handle, .events = POLLIN, .revents = 0};
    int answered = 0;
    do {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        answered = ::poll(&asked, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    } while (answered < 0 && errno == EINTR);
    ::close(handle);
    return answered > 0;
}

}  // namespace

ChildEnd run_child(const std::string& program, const std::vector<std::string>& arguments, const std::string& folder,
                   std::chrono::milliseconds longest, std::uint64_t memory_bytes_max) {
    auto place = place_of(program);
    if (place.empty()) return ChildEnd::missing;
    auto child = start(place, arguments, folder);
    rlimit memory{.rlim_cur = memory_bytes_max, .rlim_max = memory_bytes_max};
    ::prlimit(child, RLIMIT_AS, &memory, nullptr);
    bool in_time = ends_within(child, longest);
    if (!in_time) ::kill(-child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) fail(errno, "waiting for a program");
    if (!in_time) return ChildEnd::too_long;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ChildEnd::well : ChildEnd::badly;
}

}  // namespace unionhall
