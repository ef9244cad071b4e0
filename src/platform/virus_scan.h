// Asks a scanner for viruses on the same machine or network about a file that was brought (clamd's INSTREAM, ASVS 5.4.3).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace unionhall {

inline constexpr std::chrono::milliseconds scan_time_max{30000};

// `scanner`: the path of clamd's socket, or HOST:PORT; empty: nothing is asked. Returns when it found nothing. Refuses
// (invalid) what it found something in, and (not_now) when it does not answer within `time_max` or cannot look at a file
// of this size: nothing unscanned passes.
void check_for_viruses(const std::string& scanner, std::string_view bytes,
                       std::chrono::milliseconds time_max = scan_time_max);

}  // namespace unionhall
