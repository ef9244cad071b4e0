// From a Response to bytes.
#include "platform/http_answer.h"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "platform/http_accept.h"
#include "platform/http_policy.h"

namespace unionhall::http {
namespace {

constexpr int gzip_level = 2;  // lists of records shrink to a tenth with it; the next levels cost more than they save

constexpr struct {
    std::string_view name, value;
} security_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy",
     "camera=(self), geolocation=(self), accelerometer=(), autoplay=(), display-capture=(), encrypted-media=(), "
     "fullscreen=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
     "publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"},
};

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 301:
            return "Moved Permanently";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 307:
            return "Temporary Redirect";
        case 308:
            return "Permanent Redirect";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 428:
            return "Precondition Required";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 504:
            return "Gateway Timeout";
        case 507:
            return "Insufficient Storage";
        default:
            return "-";
    }
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

bool has_header(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](auto& header) { return same_name(header.first, name); });
}

bool is_clean(std::string_view text) {
    return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

void append(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

bool is_text(std::string_view type) {
    type = type.substr(0, type.find(';'));
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") || type.ends_with("javascript");
}

std::string gzip(std::string_view text) {
    z_stream z{};
    if (deflateInit2(&z, gzip_level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&z, text.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = uInt(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = uInt(out.size());
    bool is_whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
    out.resize(is_whole ? z.total_out : 0);
    deflateEnd(&z);
    return out;
}

bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

Asked asked_by(const Request& request) {
    static constexpr std::string_view methods[] = {"GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"};
    Asked asked{.request_id = request.request_id};
    auto method = std::ranges::find(methods, request.method);
    if (method != std::end(methods)) asked.method = *method;
    if (auto* languages = request.header("accept-language")) asked.language = language_of(*languages);
    if (auto* encodings = request.header("accept-encoding")) asked.takes_gzip = accepts_encoding(*encodings, "gzip");
    if (auto* protocol = request.header("x-forwarded-proto")) asked.is_secure = *protocol == "https";
    asked.is_api = request.path == "/api" || request.path.starts_with("/api/");
    return asked;
}

void compress(Response& response, const Asked& asked, std::size_t gzip_bytes_min) {
    if (response.stream || has_no_body(response.status) || response.body.size() < gzip_bytes_min) return;
    if (!is_text(response.content_type) || has_header(response, "content-encoding")) return;
    if (!has_header(response, "vary")) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!asked.takes_gzip) return;
    auto packed = gzip(response.body);
    if (packed.empty() || packed.size() >= response.body.size()) return;
    response.body = std::move(packed);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

std::string head_of(const Response& response, const Asked& asked, Framing framing, bool closes,
                    std::string_view http_date) {
    std::string out;
    out.reserve(1400);
    out.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason_of(response.status));
    out += "\r\n";
    append(out, "Date", http_date);
    append(out, "X-Request-Id", asked.request_id);
    bool has_body = !has_no_body(response.status);
    if (has_body && !response.content_type.empty() && is_clean(response.content_type))
        append(out, "Content-Type", response.content_type);
    if (has_body && framing == Framing::length) append(out, "Content-Length", std::to_string(response.body.size()));
    if (framing == Framing::chunks) append(out, "Transfer-Encoding", "chunked");
    if (closes)
        append(out, "Connection", "close");
    else if (asked.is_old)
        append(out, "Connection", "keep-alive");
    for (auto& [name, value] : response.headers)
        if (is_clean(name) && is_clean(value)) append(out, name, value);
    for (auto& [name, value] : security_headers)
        if (!has_header(response, name)) append(out, name, value);
    static const auto policy = page_policy("");
    if (!has_header(response, "content-security-policy")) append(out, "Content-Security-Policy", policy);
    if (asked.is_secure) append(out, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    if ((asked.is_api || response.status >= 400) && !has_header(response, "cache-control"))
        append(out, "Cache-Control", "no-store");
    if (response.status == 405 && !has_header(response, "allow"))
        append(out, "Allow", "GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS");
    if ((response.status == 429 || response.status == 503) && !has_header(response, "retry-after"))
        append(out, "Retry-After", "1");
    out += "\r\n";
    return out;
}

std::string http_date(std::chrono::system_clock::time_point when) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                  months[parts.tm_mon], 1900 + parts.tm_year, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text;
}

}  // namespace unionhall::http
