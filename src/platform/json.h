// JSON as this project reads and writes it. Read with simdjson (exact numbers, valid UTF-8, a depth limit), and strict:
// a name given twice is refused. Written by our own writer: keys in the order given, numbers as short as they read back.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace unionhall {

inline constexpr int json_depth_max = 16;

// A JSON text as a tree of values: for small things (bodies, tests, settings), not for a list of a million rows.
struct Json {
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value;

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool b) : value(b) {}
    Json(int i) : value(std::int64_t{i}) {}
    Json(std::int64_t i) : value(i) {}
    Json(double d) : value(d) {}
    Json(const char* s) : value(std::string(s)) {}
    Json(std::string s) : value(std::move(s)) {}
    Json(Array a) : value(std::move(a)) {}
    Json(Object o) : value(std::move(o)) {}

    bool is_null() const { return value.index() == 0; }
    bool is_object() const { return std::holds_alternative<Object>(value); }
    bool is_array() const { return std::holds_alternative<Array>(value); }
    const Json* find(std::string_view name) const;  // null when there is none, or this is no object
    const Json& at(std::string_view name) const;    // throws std::out_of_range naming what is missing
    const Json& at(std::size_t index) const;
    const std::string& text() const;  // throws std::runtime_error showing what is there instead
    std::int64_t integer() const;
    bool boolean() const;
    const Array& array() const;
    const Object& object() const;
    std::size_t size() const;

    bool operator==(const Json&) const = default;
};

// Throws Refusal (malformed) with a sentence and the place for anything that is not one strict JSON value.
Json parse_json(std::string_view text);

std::string to_text(const Json&);
std::string pretty(const Json&);  // two spaces, final newline: for golden files and people

// Writes JSON straight into a string; the caller keeps the nesting right (checked when the string is taken).
class JsonWriter {
  public:
    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t);
    JsonWriter& value(int i) { return value(std::int64_t{i}); }
    JsonWriter& value(double);  // not finite: null
    JsonWriter& value(bool);
    JsonWriter& null();
    JsonWriter& raw(std::string_view json);  // already JSON
    template <class V>
    JsonWriter& pair(std::string_view name, const V& v) {
        return key(name).value(v);
    }
    std::string take();

  private:
    void comma();
    std::string out_;
    std::vector<bool> first_;
    bool after_key_ = false;
};

void append_json_string(std::string& out, std::string_view text);  // with quotes; invalid UTF-8 becomes U+FFFD

}  // namespace unionhall
