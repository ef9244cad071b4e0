// Whatever comes in, and in whatever pieces: the same request or the same refusal, and nothing beyond the limits.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/http_reader.h"

using namespace unionhall;
using http::RequestReader;

namespace {

struct Outcome {
    RequestReader::State state;
    int status;
    std::string method, path, body;
    bool operator==(const Outcome&) const = default;
};

Outcome read(const HttpLimits& limits, std::string_view bytes, std::size_t piece) {
    RequestReader reader(limits);
    std::string waiting;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        waiting += bytes.substr(at, piece);
        auto taken = reader.feed(waiting);
        if (taken > waiting.size()) std::abort();
        waiting.erase(0, taken);
        if (reader.state() == RequestReader::State::whole || reader.state() == RequestReader::State::refused) break;
    }
    auto& request = reader.request();
    if (request.body.size() > limits.body_bytes_max) std::abort();
    if (reader.state() == RequestReader::State::whole) {
        if (request.path.empty() || request.path[0] != '/' || request.path.find('\0') != std::string::npos)
            std::abort();
        if (request.path.find("/../") != std::string::npos || request.path.find('\\') != std::string::npos)
            std::abort();
        return {reader.state(), 0, request.method, request.path, request.body};
    }
    return {reader.state(), reader.refused_status(), {}, {}, {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    HttpLimits limits;
    limits.header_bytes_max = 512;
    limits.target_bytes_max = 128;
    limits.header_count_max = 8;
    limits.body_bytes_max = 256;
    limits.upload_prefixes.clear();
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    auto at_once = read(limits, bytes, size + 1);
    auto in_pieces = read(limits, bytes, 1 + size % 7);
    // A line that is too long is noticed only while its end is missing; everything else is the same.
    bool is_refused =
        at_once.state == RequestReader::State::refused || in_pieces.state == RequestReader::State::refused;
    if (!is_refused && !(at_once == in_pieces)) std::abort();
    if (at_once.state == RequestReader::State::refused && in_pieces.state == RequestReader::State::whole) std::abort();
    return 0;
}
