// What comes in from outside and what goes back, whoever carries it: a socket, a test, a command.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace unionhall {

using Query = std::map<std::string, std::string, std::less<>>;    // decoded; a name given twice is refused before
using Headers = std::map<std::string, std::string, std::less<>>;  // names in lower case

struct Request {
    std::string method;  // GET, POST, PATCH, DELETE, PUT
    std::string path;    // decoded, without the query
    Query query;
    Headers headers;
    std::string body;
    std::string peer;        // the address asking, as text: for rate limits only, stored with nobody
    std::string request_id;  // made by whoever carries it; in every log line and every problem
    std::chrono::steady_clock::time_point deadline{};

    const std::string* header(std::string_view name) const {
        auto found = headers.find(name);
        return found == headers.end() ? nullptr : &found->second;
    }
};

// Called repeatedly while a stream is open: returns the next piece to send, empty for "nothing yet";
// sets `done` when there is no more. Runs on a worker thread, at most once per `stream_every_ms`.
using NextPiece = std::function<std::string(bool& done)>;

struct Response {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    NextPiece stream;   // set for server-sent events
    std::string route;  // the pattern that answered, as "/api/members/{id}": for the log and the metrics, never sent
};

using Done = std::function<void(Response)>;  // called exactly once, from any thread

}  // namespace unionhall
