// The pages as the web build left them, held in memory: no path from outside ever meets the file system.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "platform/message.h"

namespace unionhall {

class StaticFiles {
  public:
    static constexpr std::uint64_t static_bytes_max = 128 * 1024 * 1024;  // of all files together
    static constexpr std::size_t static_files_max = 5000;

    // Reads `folder` with everything below it; "x.js.br" and "x.js.gz" become other encodings of "x.js". Hidden files
    // and links are left out. Throws std::runtime_error when there is no such folder or it is over the limits.
    // `faces` are the single-page applications by where they live ("/console/", "/"): an address below one that
    // has no file and no dot in its last part is answered with that face's index.html, the longest prefix first.
    // `policy` is the Content-Security-Policy of the pages among them; empty: what every answer has.
    explicit StaticFiles(const std::filesystem::path& folder, std::vector<std::string> faces = {"/"},
                         std::string policy = "");

    // The file of that address, 304 when the asker has it already, nothing when there is none; only GET, and never
    // below /api. Names that carry a hash below an assets/ folder may be kept for ever, all others are asked for anew.
    std::optional<Response> answer(const Request& request) const;

    std::size_t size() const { return files_.size(); }

  private:
    struct Form {  // one encoding of a file
        std::string bytes, etag;
    };
    struct File {
        std::string type;
        bool is_lasting = false;
        std::map<std::string, Form, std::less<>> forms;  // "br", "gzip", "" as it is
    };

    const File* find(const std::string& path) const;

    std::map<std::string, File, std::less<>> files_;
    std::vector<std::string> faces_;
    std::string policy_;
};

}  // namespace unionhall
