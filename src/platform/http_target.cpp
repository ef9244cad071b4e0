// The first line's target, taken apart. Everything here is refused rather than repaired: two programs that
// repair the same bad address in two ways are how a guard at the door gets talked past.
#include "platform/http_target.h"

#include <cstdint>

namespace unionhall {
namespace {

using Fault = Target::Fault;

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Shortest forms only, no surrogates, at most U+10FFFF.
bool is_utf8(std::string_view text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        unsigned char first = byte(i++);
        if (first < 0x80) continue;
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || i + more > text.size()) return false;
        std::uint32_t code = first & (0x3f >> more);
        for (int k = 0; k < more; ++k, ++i) {
            if ((byte(i) & 0xc0) != 0x80) return false;
            code = code << 6 | (byte(i) & 0x3f);
        }
        if ((more == 2 && code < 0x800) || (more == 3 && code < 0x10000)) return false;
        if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    }
    return true;
}

bool is_control(unsigned char c) { return c < 0x20 || c == 0x7f; }

// Decodes one part. In a query a line break is text somebody typed; in a path no control character has a meaning.
Fault decode(std::string_view raw, bool in_query, std::string& out) {
    out.clear();
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        char c = raw[i];
        if (c == '%') {
            if (i + 2 >= raw.size() || hex(raw[i + 1]) < 0 || hex(raw[i + 2]) < 0) return Fault::escape;
            c = char(hex(raw[i + 1]) * 16 + hex(raw[i + 2]));
            i += 2;
            bool is_line_or_tab = c == '\n' || c == '\r' || c == '\t';
            if (is_control(static_cast<unsigned char>(c)) && !(in_query && is_line_or_tab)) return Fault::nul;
            if (!in_query && (c == '/' || c == '\\')) return Fault::traversal;
        } else if (c == '+' && in_query) {
            c = ' ';
        }
        out += c;
    }
    return is_utf8(out) ? Fault::none : Fault::utf8;
}

Fault check_segments(std::string_view path) {
    if (path.find('\\') != path.npos) return Fault::traversal;
    path.remove_prefix(1);
    while (true) {
        auto slash = path.find('/');
        auto segment = path.substr(0, slash);
        if (segment == "." || segment == "..") return Fault::traversal;
        if (slash == path.npos) return Fault::none;
        if (segment.empty()) return Fault::traversal;
        path.remove_prefix(slash + 1);
    }
}

Fault read_query(std::string_view raw, std::size_t fields_max, Query& query) {
    while (!raw.empty()) {
        auto end = raw.find('&');
        auto field = raw.substr(0, end);
        raw.remove_prefix(end == raw.npos ? raw.size() : end + 1);
        if (field.empty()) continue;
        auto equals = field.find('=');
        std::string name, value;
        if (auto fault = decode(field.substr(0, equals), true, name); fault != Fault::none) return fault;
        if (equals != field.npos)
            if (auto fault = decode(field.substr(equals + 1), true, value); fault != Fault::none) return fault;
        if (query.size() == fields_max) return Fault::query_many;
        if (!query.emplace(std::move(name), std::move(value)).second) return Fault::query_twice;
    }
    return Fault::none;
}

// "http://host/path" is what a proxy may send; the host in it says nothing we rely on.
bool strip_authority(std::string_view& raw) {
    for (std::string_view scheme : {"http://", "https://"})
        if (raw.starts_with(scheme)) {
            raw.remove_prefix(scheme.size());
            auto slash = raw.find_first_of("/?");
            if (slash == 0 || slash == raw.npos || raw[slash] != '/') return false;
            raw.remove_prefix(slash);
        }
    return raw.starts_with('/');
}

}  // namespace

Target parse_target(std::string_view raw, std::size_t query_fields_max) {
    Target target;
    for (unsigned char c : raw)
        if (c <= 0x20 || c >= 0x7f || c == '#') return {{}, {}, Fault::shape};
    if (!strip_authority(raw)) return {{}, {}, Fault::shape};

    auto question = raw.find('?');
    target.fault = decode(raw.substr(0, question), false, target.path);
    if (target.fault == Fault::none) target.fault = check_segments(target.path);
    if (target.fault == Fault::none && question != raw.npos)
        target.fault = read_query(raw.substr(question + 1), query_fields_max, target.query);
    return target;
}

}  // namespace unionhall
