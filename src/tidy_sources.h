// How the tests of the house read the sources: every file as lines, and C++ as words without its comments.
#pragma once

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

// Made by a tool and read by people; nobody edits these, so the rules for hand-written files do not hold.
inline const std::set<std::string> generated{"web/src/api/audit.ts", "web/src/api/records.ts",
                                             "web/src/api/schema.d.ts"};
inline const std::set<std::string> not_ours{"node_modules", "dist", "build", "test-results", "playwright-report"};

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

inline std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// The files below a folder of the project, as "src/units/rules.cpp", sorted. The tests run from the project's top.
inline std::set<std::string> files_below(const std::string& folder) {
    std::set<std::string> files;
    if (!std::filesystem::exists(folder)) return files;
    for (auto at = std::filesystem::recursive_directory_iterator(folder); auto& entry : at) {
        if (entry.is_directory() && not_ours.contains(entry.path().filename())) at.disable_recursion_pending();
        if (entry.is_regular_file()) files.insert(entry.path().generic_string());
    }
    return files;
}

// src/units/rules.cpp → "units"; src/main.cpp → "".
inline std::string room_of(const std::string& path) {
    auto begin = path.find('/') + 1;
    auto end = path.find('/', begin);
    return end == std::string::npos ? "" : path.substr(begin, end - begin);
}

// Whether a file is one of a room's four kinds: store.cpp, store_cards.cpp and sign_in_store.h are all "store".
inline bool is_kind(const std::string& path, const std::string& kind) {
    auto stem = std::filesystem::path(path).stem().string();
    return stem == kind || stem.starts_with(kind + "_") || stem.ends_with("_" + kind);
}

// Tests, and what only tests use: they may look anywhere.
inline bool is_test(std::string_view path) {
    auto file = path.substr(path.rfind('/') + 1);
    return file.ends_with("_test.cpp") || file.ends_with("_fuzz.cpp") || file.ends_with("_testing.h") ||
           file.starts_with("testing") || file == "tidy_sources.h";
}
inline bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".h"); }

struct Token {
    enum class Kind { word, text, sign } kind;  // text: what stands between quotes, neighbours joined
    std::string content;
    int line;
};

// C++ as far as the rules need it: names, quoted texts (raw ones too) and single signs; no comments.
class Reader {
  public:
    explicit Reader(std::string source) : source_(std::move(source)) {}

    std::vector<Token> tokens() {
        while (at_ < source_.size()) {
            if (starts("//"))
                skip_to("\n");
            else if (starts("/*"))
                skip_to("*/");
            else if (starts("R\""))
                raw_text();
            else if (source_[at_] == '"')
                text();
            else if (source_[at_] == '\'')
                character();
            else if (is_name(source_[at_]))
                word();
            else
                sign();
        }
        return std::move(tokens_);
    }

  private:
    static bool is_name(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)); }
    bool starts(std::string_view with) const { return std::string_view(source_).substr(at_).starts_with(with); }
    void skip_to(std::string_view end) {
        auto found = source_.find(end, at_ + 2);
        advance_to(found == std::string::npos ? source_.size() : found + (end == "\n" ? 0 : end.size()));
    }
    void advance_to(std::size_t to) {
        for (; at_ < to; ++at_) line_ += source_[at_] == '\n';
    }
    void add_text(std::string content) {
        if (!tokens_.empty() && tokens_.back().kind == Token::Kind::text)
            tokens_.back().content += content;
        else
            tokens_.push_back({Token::Kind::text, std::move(content), line_});
    }
    void raw_text() {
        auto open = source_.find('(', at_);
        if (open == std::string::npos) return advance_to(source_.size());
        auto close = ")" + source_.substr(at_ + 2, open - at_ - 2) + "\"";
        auto end = source_.find(close, open);
        if (end == std::string::npos) end = source_.size();
        add_text(source_.substr(open + 1, end - open - 1));
        advance_to(std::min(source_.size(), end + close.size()));
    }
    void text() {
        std::string content;
        for (++at_; at_ < source_.size() && source_[at_] != '"' && source_[at_] != '\n'; ++at_) {
            if (source_[at_] == '\\') ++at_;
            if (at_ < source_.size()) content += source_[at_];
        }
        ++at_;
        add_text(std::move(content));
    }
    void character() {
        for (++at_; at_ < source_.size() && source_[at_] != '\'' && source_[at_] != '\n'; ++at_)
            if (source_[at_] == '\\') ++at_;
        ++at_;
    }
    void word() {
        auto begin = at_;
        bool is_number = std::isdigit(static_cast<unsigned char>(source_[at_]));
        while (at_ < source_.size() && (is_name(source_[at_]) || (is_number && source_[at_] == '\''))) ++at_;
        tokens_.push_back({Token::Kind::word, source_.substr(begin, at_ - begin), line_});
    }
    void sign() {
        char c = source_[at_];
        line_ += c == '\n';
        ++at_;
        if (!std::isspace(static_cast<unsigned char>(c))) tokens_.push_back({Token::Kind::sign, {c}, line_});
    }

    std::string source_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::vector<Token> tokens_;
};

inline std::vector<Token> tokens_of(const std::string& path) { return Reader(text_of(path)).tokens(); }

}  // namespace tidy
