// The pages as the web build left them, held in memory.
#include "platform/static_files.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <string_view>

#include "platform/http_accept.h"
#include "platform/read_file.h"

namespace unionhall {
namespace {

constexpr std::pair<std::string_view, std::string_view> types[] = {
    {"html", "text/html; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
    {"map", "application/json; charset=utf-8"},
    {"webmanifest", "application/manifest+json; charset=utf-8"},
    {"txt", "text/plain; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"xml", "application/xml; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"woff", "font/woff"},
    {"ttf", "font/ttf"},
    {"wasm", "application/wasm"},
    {"pdf", "application/pdf"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

std::string type_of(std::string_view path) {
    auto extension = path.substr(path.rfind('.') + 1);
    for (auto& [name, type] : types)
        if (name == extension) return std::string(type);
    return "application/octet-stream";
}

// Strong: another content has another mark. Two 64-bit FNV-1a from different starts; nobody here tries to collide.
std::string etag_of(std::string_view bytes, std::string_view form) {
    std::uint64_t a = 0xcbf29ce484222325, b = 0x84222325cbf29ce4;
    for (unsigned char c : bytes) {
        a = (a ^ c) * 0x100000001b3;
        b = (b ^ c) * 0x100000001b3 + 0x9e3779b97f4a7c15;
    }
    char text[64];
    std::snprintf(text, sizeof text, "\"%016llx%08llx%s%.*s\"", static_cast<unsigned long long>(a),
                  static_cast<unsigned long long>(b >> 32), form.empty() ? "" : "-", int(form.size()), form.data());
    return text;
}

// Vite's names: assets/index-DfT3x9aB.js. Eight characters after the last dash of the stem are the hash.
bool carries_hash(std::string_view path) {
    if (path.find("/assets/") == path.npos) return false;
    auto name = path.substr(path.rfind('/') + 1);
    auto stem = name.substr(0, name.find('.'));
    if (stem.size() < 10 || stem[stem.size() - 9] != '-') return false;
    return std::ranges::all_of(stem.substr(stem.size() - 8),
                               [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
}

// If-None-Match: one of several marks, weak or not, or "*".
bool has_already(std::string_view given, std::string_view etag) {
    if (given == "*") return true;
    for (auto at = given.find(etag); at != given.npos; at = given.find(etag, at + 1)) {
        auto after = at + etag.size();
        if (after == given.size() || given[after] == ',' || given[after] == ' ') return true;
    }
    return false;
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder, std::vector<std::string> faces, std::string policy)
    : faces_(std::move(faces)), policy_(std::move(policy)) {
    if (!std::filesystem::is_directory(folder)) throw std::runtime_error("no folder of pages at " + folder.string());
    std::ranges::sort(faces_, std::greater{}, &std::string::size);
    std::uint64_t bytes_all = 0;
    for (auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        auto name = entry.path().filename().string();
        if (entry.is_symlink() || !entry.is_regular_file() || name.starts_with('.')) continue;
        bytes_all += entry.file_size();
        if (bytes_all > static_bytes_max || files_.size() >= static_files_max)
            throw std::runtime_error("too much to hold in memory: " + folder.string());
        auto path = "/" + entry.path().lexically_relative(folder).generic_string();
        std::string form;
        if (path.ends_with(".br")) form = "br";
        if (path.ends_with(".gz")) form = "gzip";
        if (!form.empty()) path.resize(path.size() - 3);
        auto& file = files_[path];
        file.type = type_of(path);
        file.is_lasting = carries_hash(path);
        auto bytes = bytes_of(entry.path());
        auto etag = etag_of(bytes, form);
        file.forms[form] = {std::move(bytes), std::move(etag)};
    }
    std::erase_if(files_, [](auto& entry) { return !entry.second.forms.contains(""); });
}

const StaticFiles::File* StaticFiles::find(const std::string& path) const {
    auto found = files_.find(path);
    if (found == files_.end() && path.ends_with('/')) found = files_.find(path + "index.html");
    if (found != files_.end()) return &found->second;
    if (path.find('.', path.rfind('/')) != path.npos) return nullptr;
    for (auto& face : faces_)
        if (path.starts_with(face) || path + "/" == face) {
            auto index = files_.find(face + "index.html");
            return index == files_.end() ? nullptr : &index->second;
        }
    return nullptr;
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
    if (request.method != "GET" || request.path == "/api" || request.path.starts_with("/api/")) return {};
    auto* file = find(request.path);
    if (!file) return {};

    auto* accepted = request.header("accept-encoding");
    std::string_view form;
    for (std::string_view wanted : {"br", "gzip"})
        if (accepted && form.empty() && file->forms.contains(wanted) && accepts_encoding(*accepted, wanted))
            form = wanted;
    auto& chosen = file->forms.find(form)->second;

    Response response{200, file->type};
    response.route = "static";
    response.headers.emplace_back("ETag", chosen.etag);
    response.headers.emplace_back("Cache-Control",
                                  file->is_lasting ? "public, max-age=31536000, immutable" : "no-cache");
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!policy_.empty() && file->type.starts_with("text/html"))
        response.headers.emplace_back("Content-Security-Policy", policy_);
    auto* known = request.header("if-none-match");
    if (known && has_already(*known, chosen.etag)) {
        response.status = 304;
        return response;
    }
    if (!form.empty()) response.headers.emplace_back("Content-Encoding", form);
    response.body = chosen.bytes;
    return response;
}

}  // namespace unionhall
