#include "platform/json.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <set>
#include <stdexcept>

#include "platform/refusal.h"

namespace unionhall {

const Json* Json::find(std::string_view name) const {
    if (auto* object = std::get_if<Object>(&value))
        for (auto& [key, item] : *object)
            if (key == name) return &item;
    return nullptr;
}
const Json& Json::at(std::string_view name) const {
    if (auto* found = find(name)) return *found;
    throw std::out_of_range("no \"" + std::string(name) + "\" in " + to_text(*this));
}
const Json& Json::at(std::size_t index) const { return array().at(index); }

template <class T>
static const T& as(const Json& json, const char* what) {
    if (auto* found = std::get_if<T>(&json.value)) return *found;
    throw std::runtime_error(std::string("not ") + what + ": " + to_text(json));
}
const std::string& Json::text() const { return as<std::string>(*this, "a text"); }
std::int64_t Json::integer() const { return as<std::int64_t>(*this, "an integer"); }
bool Json::boolean() const { return as<bool>(*this, "true or false"); }
const Json::Array& Json::array() const { return as<Array>(*this, "a list"); }
const Json::Object& Json::object() const { return as<Object>(*this, "an object"); }
std::size_t Json::size() const { return is_array() ? array().size() : object().size(); }

static Json from(simdjson::dom::element element) {
    using enum simdjson::dom::element_type;
    switch (element.type()) {
        case ARRAY: {
            Json::Array list;
            for (auto item : element.get_array()) list.push_back(from(item));
            return list;
        }
        case OBJECT: {
            Json::Object object;
            std::set<std::string_view> seen;
            for (auto [key, item] : element.get_object()) {
                if (!seen.insert(key).second)
                    throw malformed({"JSON 中“" + std::string(key) + "”出现了两次。",
                                     "\"" + std::string(key) + "\" is given twice in the JSON."});
                object.emplace_back(std::string(key), from(item));
            }
            return object;
        }
        case INT64:
            return std::int64_t(element.get_int64());
        case UINT64:
        case DOUBLE:
            return double(element.get_double());
        case STRING:
            return std::string(element.get_string().value());
        case BOOL:
            return bool(element.get_bool());
        default:
            return {};
    }
}

Json parse_json(std::string_view text) {
    simdjson::dom::parser parser;
    auto room = parser.allocate(text.size() + 1, json_depth_max);
    if (room == simdjson::MEMALLOC) throw std::bad_alloc();  // our lack, not a mistake of whoever wrote it
    if (room != simdjson::SUCCESS)
        throw Refusal(Refusal::Reason::too_large, {"内容太大，无法读取。", "This is too large to read."});
    simdjson::dom::element root;
    if (auto error = parser.parse(text.data(), text.size()).get(root)) {
        if (error == simdjson::MEMALLOC) throw std::bad_alloc();
        std::string why = simdjson::error_message(error);
        if (why.ends_with('.')) why.pop_back();
        throw malformed({"这不是有效的 JSON，请检查格式。（" + why + "）", "This is not valid JSON: " + why + "."});
    }
    return from(root);
}

void append_json_string(std::string& out, std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    if (!simdjson::validate_utf8(text.data(), text.size())) {
        for (char c : text)
            out +=
                static_cast<unsigned char>(c) < 128 && c >= ' ' && c != '"' && c != '\\' ? std::string(1, c) : "\uFFFD";
        out += '"';
        return;
    }
    auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
    for (std::size_t at = 0; at < text.size();) {
        auto from = at;
        while (at < text.size() && is_plain(text[at])) ++at;
        out.append(text, from, at - from);
        if (at == text.size()) break;
        char c = text[at++];
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += "\\u00";
                out += hex[c >> 4];
                out += hex[c & 15];
        }
    }
    out += '"';
}

static void append_number(std::string& out, auto number, auto... how) {
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number, how...).ptr);
}

void JsonWriter::comma() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!first_.empty()) {
        if (!first_.back()) out_ += ',';
        first_.back() = false;
    }
}
JsonWriter& JsonWriter::begin_object() {
    comma();
    out_ += '{';
    first_.push_back(true);
    return *this;
}
JsonWriter& JsonWriter::end_object() {
    first_.pop_back();
    out_ += '}';
    return *this;
}
JsonWriter& JsonWriter::begin_array() {
    comma();
    out_ += '[';
    first_.push_back(true);
    return *this;
}
JsonWriter& JsonWriter::end_array() {
    first_.pop_back();
    out_ += ']';
    return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) {
    comma();
    append_json_string(out_, name);
    out_ += ':';
    after_key_ = true;
    return *this;
}
JsonWriter& JsonWriter::value(std::string_view text) {
    comma();
    append_json_string(out_, text);
    return *this;
}
JsonWriter& JsonWriter::value(std::int64_t i) {
    comma();
    append_number(out_, i);
    return *this;
}
JsonWriter& JsonWriter::value(double d) {
    if (!std::isfinite(d)) return null();
    comma();
    // Written so that it is read as the same number: -0 would come back as the integer 0, and a long row of digits is
    // refused as an integer that no machine word holds.
    constexpr double integers_end = 0x1p63;
    if (std::abs(d) >= integers_end)
        append_number(out_, d, std::chars_format::scientific);
    else
        append_number(out_, d == 0 ? 0.0 : d);
    return *this;
}
JsonWriter& JsonWriter::value(bool b) {
    comma();
    out_ += b ? "true" : "false";
    return *this;
}
JsonWriter& JsonWriter::null() {
    comma();
    out_ += "null";
    return *this;
}
JsonWriter& JsonWriter::raw(std::string_view json) {
    comma();
    out_ += json;
    return *this;
}
std::string JsonWriter::take() {
    if (!first_.empty() || after_key_) throw std::logic_error("JSON was not closed");
    return std::move(out_);
}

static void write(JsonWriter& w, const Json& json) {
    std::visit(
        [&](auto& v) {
            using V = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<V, std::monostate>) {
                w.null();
            } else if constexpr (std::is_same_v<V, Json::Array>) {
                w.begin_array();
                for (auto& item : v) write(w, item);
                w.end_array();
            } else if constexpr (std::is_same_v<V, Json::Object>) {
                w.begin_object();
                for (auto& [key, item] : v) w.key(key), write(w, item);
                w.end_object();
            } else {
                w.value(v);
            }
        },
        json.value);
}

std::string to_text(const Json& json) {
    JsonWriter w;
    write(w, json);
    return w.take();
}

static void write_pretty(std::string& out, const Json& json, std::size_t depth) {
    auto line = [&](std::size_t d) { out += '\n', out.append(d * 2, ' '); };
    bool first = true;
    if (auto* list = std::get_if<Json::Array>(&json.value); list && !list->empty()) {
        out += '[';
        for (auto& item : *list) {
            if (!std::exchange(first, false)) out += ',';
            line(depth + 1), write_pretty(out, item, depth + 1);
        }
        line(depth), out += ']';
    } else if (auto* object = std::get_if<Json::Object>(&json.value); object && !object->empty()) {
        out += '{';
        for (auto& [key, item] : *object) {
            if (!std::exchange(first, false)) out += ',';
            line(depth + 1), append_json_string(out, key), out += ": ", write_pretty(out, item, depth + 1);
        }
        line(depth), out += '}';
    } else {
        out += to_text(json);
    }
}

std::string pretty(const Json& json) {
    std::string out;
    write_pretty(out, json, 0);
    return out + "\n";
}

}  // namespace unionhall
