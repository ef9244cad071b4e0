// Bytes in, one Request out: the reading of a single request, without any socket.
#pragma once

#include <memory>
#include <string_view>

#include "platform/http.h"
#include "platform/words.h"

namespace unionhall::http {

// What is wrong with a head as it came, before anything is made of it: "" when nothing is. Our own look at the raw
// bytes: line ends other than CRLF, NUL and other control characters, folded lines.
std::string_view head_fault(std::string_view head);

class RequestReader {
  public:
    enum class State { head, body, whole, refused };

    explicit RequestReader(const HttpLimits& limits);
    ~RequestReader();

    // Looks at all bytes that are there and have not been taken yet; returns how many it takes from their front.
    // To be called again when there are more of them, until the state is `whole` or `refused`.
    std::size_t feed(std::string_view bytes);

    State state() const;
    bool has_begun() const;            // something of the request has come
    bool wants_continue() const;       // it waits for "100 Continue" before it sends its body
    bool keeps_alive() const;          // after the answer the connection may be used again
    bool is_head() const;              // HEAD: the request says GET, the answer has no body
    bool is_old() const;               // HTTP/1.0: cannot read chunks
    std::uint64_t body_bytes() const;  // read so far

    int refused_status() const;  // when refused; the connection cannot be used again
    const Words& refused_why() const;

    Request& request();  // method, path, query, headers and body; also what was read of a refused one

  private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

}  // namespace unionhall::http
