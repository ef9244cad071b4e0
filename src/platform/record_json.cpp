// Records as JSON, as text and as differences, read off their tables.
#include <charconv>
#include <set>

#include "platform/free_text.h"
#include "platform/json.h"
#include "platform/record.h"
#include "platform/text.h"

namespace unionhall {

template <class N>
static std::optional<N> whole_number(std::string_view text) {
    N number{};
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

static std::string number_text(auto number) {
    char digits[32];
    return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

static std::string cents_text(std::int64_t cents) {
    auto magnitude = cents < 0 ? 0 - static_cast<std::uint64_t>(cents) : static_cast<std::uint64_t>(cents);
    auto fraction = number_text(magnitude % 100);
    return (cents < 0 ? "-" : "") + number_text(magnitude / 100) + "." + (fraction.size() < 2 ? "0" : "") + fraction;
}

std::string as_text(const Field& f, const Value& value) {
    if (auto* s = std::get_if<std::string>(&value)) return *s;
    if (auto* b = std::get_if<bool>(&value)) return *b ? "true" : "false";
    if (auto* d = std::get_if<double>(&value)) return number_text(*d);
    auto* i = std::get_if<std::int64_t>(&value);
    if (!i) return {};
    if (f.shape == Shape::id) return *i ? id_text(*i) : "";
    if (f.shape == Shape::instant) return *i ? to_text(Instant{*i}) : "";
    if (f.shape == Shape::cents) return cents_text(*i);
    return number_text(*i);
}

std::optional<Value> parse_value(const Field& f, std::string_view text) {
    if (text.empty()) return Value{};
    switch (f.shape) {
        case Shape::id:
            if (auto id = parse_id(text)) return Value{*id};
            return {};
        case Shape::integer:
        case Shape::cents:
            if (auto n = whole_number<std::int64_t>(text)) return Value{*n};
            return {};
        case Shape::real:
            if (auto n = whole_number<double>(text)) return Value{*n};
            return {};
        case Shape::boolean:
            if (text == "true" || text == "1") return Value{true};
            if (text == "false" || text == "0") return Value{false};
            return {};
        case Shape::date:
            if (parse_date(text)) return Value{std::string(text)};
            return {};
        case Shape::instant:
            if (auto at = parse_instant(text)) return Value{at->us};
            return {};
        case Shape::choice:
            for (auto& c : f.choices)
                if (c.value == text) return Value{c.value};
            return {};
        case Shape::text:
        case Shape::ids:
            if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return {};
            return Value{std::string(text)};
        case Shape::records:
            break;
    }
    return {};
}

std::optional<Value> value_from_json(const Field& f, const Json& json) {
    if (json.is_null()) return Value{};
    if (auto* s = std::get_if<std::string>(&json.value)) {
        if (f.shape == Shape::text)
            return f.is_secret || s->find('\0') == std::string::npos ? std::optional<Value>(*s) : std::nullopt;
        if (f.shape == Shape::integer || f.shape == Shape::real || f.shape == Shape::boolean || f.shape == Shape::cents)
            return {};
        return parse_value(f, *s);
    }
    if (auto* b = std::get_if<bool>(&json.value))
        return f.shape == Shape::boolean ? std::optional<Value>(*b) : std::nullopt;
    if (auto* i = std::get_if<std::int64_t>(&json.value)) {
        if (f.shape == Shape::real) return Value{static_cast<double>(*i)};
        return f.shape == Shape::integer || f.shape == Shape::cents ? std::optional<Value>(*i) : std::nullopt;
    }
    if (auto* d = std::get_if<double>(&json.value))
        return f.shape == Shape::real ? std::optional<Value>(*d) : std::nullopt;
    if (json.is_array() && f.shape == Shape::ids) {
        std::string all;
        for (auto& item : json.array()) {
            auto* s = std::get_if<std::string>(&item.value);
            if (!s || !parse_id(*s)) return {};
            all += (all.empty() ? "" : ",") + *s;
        }
        return Value{all};
    }
    return {};
}

static void write_plain(JsonWriter& w, const Field& f, const Value& value) {
    if (std::holds_alternative<std::monostate>(value) || std::holds_alternative<Bytes>(value)) {
        w.null();
    } else if (auto* s = std::get_if<std::string>(&value)) {
        if (f.shape != Shape::ids) {
            w.value(*s);
            return;
        }
        w.begin_array();
        for (auto& id : split(*s, ','))
            if (!id.empty()) w.value(id);
        w.end_array();
    } else if (auto* b = std::get_if<bool>(&value)) {
        w.value(*b);
    } else if (auto* d = std::get_if<double>(&value)) {
        w.value(*d);
    } else {
        auto i = std::get<std::int64_t>(value);
        if ((f.shape == Shape::id || f.shape == Shape::instant) && i == 0)
            w.null();
        else if (f.shape == Shape::id || f.shape == Shape::instant)
            w.value(as_text(f, value));
        else
            w.value(i);
    }
}

void write_field(JsonWriter& w, const Field& f, const void* record, Sight sight) {
    if (f.shape == Shape::records) {
        w.begin_array();
        f.each(record, [&](const void* item) {
            w.begin_object();
            write_record(w, f.nested(), item, sight);
            w.end_object();
        });
        w.end_array();
        return;
    }
    Value value = f.get(record);
    bool covered = (f.is_secret && !sight.secret) || (f.is_personal && !f.is_secret && !sight.personal);
    if (covered && std::holds_alternative<std::string>(value))
        w.value(masked(f.mask == Mask::none ? Mask::hidden : f.mask, std::get<std::string>(value)));
    else if (covered)
        w.null();
    else
        write_plain(w, f, value);
}

void write_record(JsonWriter& w, const RecordType& type, const void* record, Sight sight) {
    for (auto& f : type.fields) {
        if (f.is_hidden) continue;
        w.key(f.name);
        write_field(w, f, record, sight);
    }
}

Given given_from_json(const RecordType& type, const Json& body) {
    if (!body.is_object()) throw malformed({"请求内容应是一个 JSON 对象。", "A JSON object is needed."});
    Given given;
    std::vector<Problem> problems;
    for (auto& [name, json] : body.object()) {
        auto* f = type.field(name);
        if (!f || f->is_hidden) {
            problems.push_back({name, {"没有“" + name + "”这一项。", "\"" + name + "\" is not a field here."}});
        } else if (f->is_by_server) {
            problems.push_back(
                {name, {f->label.zh + "由系统填写，不能修改。", f->label.en + " is set by the server."}});
        } else if (auto value = value_from_json(*f, json)) {
            if (auto* text = std::get_if<std::string>(&*value); text && f->shape == Shape::text)
                *text = as_kept(f->name, *text);
            given.emplace_back(f, std::move(*value));
        } else {
            problems.push_back(
                {name, {f->label.zh + "填写的内容无法识别。", f->label.en + " is not something we can read."}});
        }
    }
    refuse_if_any(std::move(problems));
    return given;
}

std::string difference(const RecordType& type, const void* before, const void* after) {
    JsonWriter w;
    w.begin_object();
    for (auto& f : type.fields) {
        if (f.shape == Shape::records || f.is_hidden || f.is_version) continue;
        Value was = before ? f.get(before) : Value{}, is = after ? f.get(after) : Value{};
        if (was == is || (!before && is == Value{std::string()})) continue;  // a text left empty is not given
        w.key(f.name);
        if (f.is_personal || f.is_secret) {
            w.value("changed");
        } else {
            w.begin_array();
            write_plain(w, f, was);
            write_plain(w, f, is);
            w.end_array();
        }
    }
    w.end_object();
    return w.take();
}

}  // namespace unionhall
