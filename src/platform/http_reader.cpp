// Bytes in, one Request out. Beast's parser does the grammar; what it is lenient about is refused here.
#include "platform/http_reader.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

#include "platform/http_target.h"

namespace unionhall::http {
namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;
using State = RequestReader::State;

// What remains of a chunked body is never shorter than its last chunk, "0\r\n\r\n". Beast's parser relies on seeing
// all of it when it looks a second time: with asserts on, four bytes of it end the process (found by http_reader_fuzz).
constexpr std::size_t last_chunk_bytes = 5;
constexpr std::size_t chunk_head_bytes_max = 1024;       // the line before a chunk, and all lines after the last one
constexpr std::size_t chunk_extension_bytes_max = 1000;  // of which nobody reads this part

// Headers that mean one thing and only one: two of them are two requests in one coat.
constexpr std::string_view once_only[] = {
    "host",   "content-length",  "transfer-encoding", "content-type",      "content-encoding", "authorization",
    "expect", "idempotency-key", "if-match",          "if-modified-since", "origin",           "referer",
    "range",  "user-agent",      "x-forwarded-proto", "x-request-id",      "upgrade",
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    return out;
}

bool is_host(std::string_view text) {
    auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(".-_:[]").find(c) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 260 && std::ranges::all_of(text, fits);
}

Words sentence_for(Target::Fault fault) {
    switch (fault) {
        case Target::Fault::escape:
            return {"地址里的百分号编码不对。", "A percent escape in the address is broken."};
        case Target::Fault::utf8:
            return {"地址不是 UTF-8 编码。", "The address is not UTF-8."};
        case Target::Fault::query_twice:
            return {"地址里同一个参数出现了两次。", "A parameter is given twice in the address."};
        case Target::Fault::query_many:
            return {"地址里的参数太多。", "There are too many parameters in the address."};
        default:
            return {"地址的写法不对。", "The address is not well formed."};
    }
}

}  // namespace

std::string_view head_fault(std::string_view head) {
    for (std::size_t i = 0; i < head.size(); ++i) {
        auto c = static_cast<unsigned char>(head[i]);
        if (c >= 0x20 && c != 0x7f) continue;
        if (c == '\t') continue;
        if (c == '\n') return "bare line feed";
        if (c != '\r') return "control character";
        if (i + 1 >= head.size() || head[i + 1] != '\n') return "bare carriage return";
        ++i;
        if (i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return "folded line";
    }
    return {};
}

struct RequestReader::Parser final : beast_http::basic_parser<true> {
    const HttpLimits& limits;
    Request request;
    State stage = State::head;
    std::size_t looked_at = 0, header_count = 0;
    std::uint64_t body_bytes = 0;
    bool has_begun = false, is_head = false, expects = false;
    int version = 11, status = 0, line_status = 0;
    Words why_refused, line_why;

    explicit Parser(const HttpLimits& limits) : limits(limits) {
        eager(true);
        header_limit(std::uint32_t(limits.header_bytes_max + 1));
    }

    void refuse(int with, Words why = {}) {
        if (stage == State::refused) return;
        stage = State::refused;
        status = with;
        why_refused = std::move(why);
    }
    void refuse(error_code& ec, int with, Words why = {}) {
        refuse(with, std::move(why));
        ec = beast_http::error::bad_value;
    }

    using Text = boost::beast::string_view;
    static std::string_view view(Text text) { return {text.data(), text.size()}; }

    // What is wrong with the first line is said after the head: only then is the asker's language known.
    void on_request_impl(beast_http::verb, Text method, Text target, int http_version, error_code&) override {
        static constexpr std::string_view known[] = {"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"};
        version = http_version;
        body_limit(boost::none);
        if (std::ranges::find(known, view(method)) == std::end(known)) {
            line_status = 405;
            return;
        }
        if (target.size() > limits.target_bytes_max) {
            line_status = 414;
            return;
        }
        auto read = unionhall::parse_target(view(target), limits.query_fields_max);
        if (read.fault != Target::Fault::none) {
            line_status = 400;
            line_why = sentence_for(read.fault);
            return;
        }
        is_head = view(method) == "HEAD";
        request.method = is_head ? std::string_view("GET") : view(method);
        request.path = std::move(read.path);
        request.query = std::move(read.query);
        body_limit(body_bytes_max());
    }

    std::uint64_t body_bytes_max() const {
        for (auto& prefix : limits.upload_prefixes)
            if (request.path.starts_with(prefix) &&
                (request.path.size() == prefix.size() || request.path[prefix.size()] == '/'))
                return limits.upload_bytes_max;
        return limits.body_bytes_max;
    }

    void on_field_impl(beast_http::field, Text name_given, Text value_given, error_code& ec) override {
        if (++header_count > limits.header_count_max) return refuse(ec, 431);
        if (stage == State::body) return;  // after the last chunk: nobody reads these, so they change nothing
        auto name = lower(view(name_given));
        auto value = view(value_given);
        auto [at, is_new] = request.headers.try_emplace(name, value);
        if (is_new) return;
        if (std::ranges::find(once_only, name) != std::end(once_only))
            return refuse(ec, 400, {"请求的头部 " + name + " 出现了两次。", "The header " + name + " is given twice."});
        at->second.append(name == "cookie" ? "; " : ", ").append(value);
    }

    void on_header_impl(error_code& ec) override {
        if (line_status) return refuse(ec, line_status, std::move(line_why));
        auto* host = request.header("host");
        if (host ? !is_host(*host) : version == 11)
            return refuse(ec, 400, {"请求缺少正确的 Host。", "The request has no proper Host."});
        // Beast reads "3, 3" as 3, and a proxy before us may read it otherwise.
        if (auto* length = request.header("content-length"))
            if (!std::ranges::all_of(*length, [](char c) { return c >= '0' && c <= '9'; })) return refuse(ec, 400);
        if (auto* coding = request.header("transfer-encoding"))
            if (lower(*coding) != "chunked" || version == 10 || request.header("content-length"))
                return refuse(ec, 400, {"不支持这种传输编码。", "This transfer encoding is not supported."});
        if (auto* expect = request.header("expect")) {
            if (lower(*expect) != "100-continue") return refuse(ec, 417);
            expects = version == 11;
        }
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        // What is claimed is not believed: memory grows with what arrives.
        if (length) request.body.reserve(std::size_t(std::min<std::uint64_t>(*length, 65536)));
    }
    std::size_t take(Text piece, error_code& ec) {
        body_bytes += piece.size();
        if (body_bytes > body_bytes_max()) {
            refuse(ec, 413);
            return 0;
        }
        request.body.append(piece.data(), piece.size());
        return piece.size();
    }
    std::size_t on_body_impl(Text piece, error_code& ec) override { return take(piece, ec); }
    std::size_t on_chunk_body_impl(std::uint64_t, Text piece, error_code& ec) override { return take(piece, ec); }
    void on_chunk_header_impl(std::uint64_t, Text extensions, error_code& ec) override {
        if (extensions.size() > chunk_extension_bytes_max) refuse(ec, 400);
    }
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int, Text, int, error_code&) override {}

    std::size_t feed_head(std::string_view bytes);
    std::size_t feed_body(std::string_view bytes);
    bool parse(std::string_view bytes, std::size_t& taken);
};

// Gives bytes to the grammar; false when it refuses them.
bool RequestReader::Parser::parse(std::string_view bytes, std::size_t& taken) {
    error_code ec;
    taken = put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
    if (!ec || ec == beast_http::error::need_more) return true;
    if (ec == beast_http::error::body_limit) refuse(413);
    if (ec == beast_http::error::header_limit) refuse(431);
    refuse(400);
    return false;
}

std::size_t RequestReader::Parser::feed_head(std::string_view bytes) {
    std::size_t empty = 0;  // lines some clients send after a body
    if (!has_begun)
        while (bytes.substr(empty).starts_with("\r\n")) empty += 2;
    bytes.remove_prefix(empty);
    if (bytes.empty() || bytes == "\r") return empty;
    has_begun = true;

    auto end = bytes.find("\r\n\r\n", looked_at);
    if (end == bytes.npos) {
        looked_at = bytes.size() < 3 ? 0 : bytes.size() - 3;
        bool is_letter = (bytes[0] | 0x20) >= 'a' && (bytes[0] | 0x20) <= 'z';
        if (!is_letter) refuse(400);  // no method: most likely TLS, and its rest would never come
        if (bytes.size() > limits.header_bytes_max) refuse(bytes.find('\n') == bytes.npos ? 414 : 431);
        return empty;
    }
    auto head = bytes.substr(0, end + 4);
    if (head.size() > limits.header_bytes_max) {
        refuse(head.find('\r') > limits.target_bytes_max ? 414 : 431);
        return empty;
    }
    if (!head_fault(head).empty()) {
        refuse(400);
        return empty;
    }
    std::size_t taken = 0;
    if (parse(head, taken)) {
        if (!is_header_done())
            refuse(400);
        else
            stage = is_done() ? State::whole : State::body;
    }
    return empty + taken;
}

std::size_t RequestReader::Parser::feed_body(std::string_view bytes) {
    std::size_t all = 0;
    while (all < bytes.size() && stage == State::body) {
        if (chunked() && bytes.size() - all < last_chunk_bytes) break;
        std::size_t taken = 0;
        if (!parse(bytes.substr(all), taken)) return all + taken;
        all += taken;
        if (is_done()) stage = State::whole;
        if (taken > 0) continue;
        if (bytes.size() - all > chunk_head_bytes_max) refuse(400);  // a line before a chunk that does not end
        break;
    }
    return all;
}

RequestReader::RequestReader(const HttpLimits& limits) : parser_(std::make_unique<Parser>(limits)) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) {
    std::size_t taken = 0;
    if (state() == State::head) taken = parser_->feed_head(bytes);
    if (state() == State::body && taken < bytes.size()) taken += parser_->feed_body(bytes.substr(taken));
    return taken;
}

State RequestReader::state() const { return parser_->stage; }
bool RequestReader::has_begun() const { return parser_->has_begun; }
bool RequestReader::wants_continue() const {
    return parser_->expects && parser_->stage == State::body && parser_->body_bytes == 0;
}
bool RequestReader::keeps_alive() const { return parser_->stage == State::whole && parser_->keep_alive(); }
bool RequestReader::is_head() const { return parser_->is_head; }
bool RequestReader::is_old() const { return parser_->is_header_done() && parser_->version == 10; }
std::uint64_t RequestReader::body_bytes() const { return parser_->body_bytes; }
int RequestReader::refused_status() const { return parser_->status; }
const Words& RequestReader::refused_why() const { return parser_->why_refused; }
Request& RequestReader::request() { return parser_->request; }

}  // namespace unionhall::http
