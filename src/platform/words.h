// A sentence or a label in every language of the product, written side by side so that neither is forgotten.
#pragma once

#include <string>

namespace unionhall {

enum class Language { zh, en };

struct Words {
    std::string zh, en;

    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
    bool empty() const { return zh.empty(); }
};

// The same of literals, for tables: it needs no destructor, so that a table of hundreds of rows compiles quickly.
struct Label {
    const char *zh = "", *en = "";

    operator Words() const { return {zh, en}; }  // NOLINT(google-explicit-constructor): wherever words are wanted
};

inline Words operator+(const Words& a, const Words& b) { return {a.zh + b.zh, a.en + b.en}; }
inline Words same(const std::string& text) { return {text, text}; }  // a name or a number: nothing to translate

}  // namespace unionhall
