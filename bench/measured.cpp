// measured FILE COMMAND …: runs the command and adds a line to FILE: processor seconds, seconds by the clock, peak memory in MB.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

int main(int count, char** words) {
    if (count < 3) return 2;
    auto began = std::chrono::steady_clock::now();
    auto child = fork();
    if (child == 0) {
        execvp(words[2], words + 2);
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) return 2;
    auto seconds = [](timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
    auto* file = std::fopen(words[1], "a");
    if (!file) return 2;
    std::fprintf(file, "%.3f %.3f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime),
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
                 used.ru_maxrss / 1024);
    std::fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
