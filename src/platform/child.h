// Another program, run to its end: no shell, nothing of ours handed down but its arguments, and never longer than it may.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace unionhall {

enum class ChildEnd { well, badly, missing, too_long };

// Runs the program of that name, found on the usual paths, with those arguments, in that folder. It gets no input, what it
// prints goes nowhere, and it holds none of our files and sockets. Over `longest` it is killed; over `memory_bytes_max` it
// gets no more memory. Waits for its end. Throws (std::system_error) when this machine can start no program at all.
ChildEnd run_child(const std::string& program, const std::vector<std::string>& arguments, const std::string& folder,
                   std::chrono::milliseconds longest, std::uint64_t memory_bytes_max);

}  // namespace unionhall
