// From a Response to bytes: status line, security headers, gzip. Knows nothing of sockets.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "platform/http.h"
#include "platform/words.h"

namespace unionhall::http {

// What the answer has to know about the question.
struct Asked {
    std::string request_id;
    std::string_view method = "-";  // "-": the request could not be read
    Language language = Language::zh;
    bool is_head = false, is_old = false;  // HEAD; HTTP/1.0
    bool keeps_alive = false;
    bool takes_gzip = false;
    bool is_secure = false;  // came over https to the proxy before us
    bool is_api = false;     // below /api: not to be stored unless the answer says otherwise
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

Asked asked_by(const Request& request);

// Compresses the body in place when the asker takes it, its type is text and it is worth it. Slow: not on an I/O
// thread.
void compress(Response& response, const Asked& asked, std::size_t gzip_bytes_min);

enum class Framing { length, chunks, until_close };

// The head with its empty line. A header given with line breaks or other control characters in it is left out.
std::string head_of(const Response& response, const Asked& asked, Framing framing, bool closes,
                    std::string_view http_date);

std::string http_date(std::chrono::system_clock::time_point when);  // Sun, 06 Nov 1994 08:49:37 GMT

}  // namespace unionhall::http
