#include "platform/snapshot.h"

#include <stdexcept>

#include "platform/crypto.h"
#include "platform/json.h"

namespace unionhall {
namespace {

// Each value is a text whose first letter says what it is: exact for every number and byte.
struct Spelling {
    std::string operator()(std::monostate) const { return "-"; }
    std::string operator()(bool value) const { return value ? "b1" : "b0"; }
    std::string operator()(std::int64_t value) const { return "i" + std::to_string(value); }
    std::string operator()(double value) const {
        return "d" + hex({reinterpret_cast<const char*>(&value), sizeof value});
    }
    std::string operator()(const std::string& value) const { return "t" + value; }
    std::string operator()(const Bytes& value) const { return "x" + hex(value.data); }
};

Value value_from(const std::string& spelled) {
    if (spelled.empty()) throw std::runtime_error("a snapshot with an empty value");
    auto rest = spelled.substr(1);
    switch (spelled[0]) {
        case 'b':
            return rest == "1";
        case 'i':
            return std::int64_t{std::stoll(rest)};
        case 'd': {
            auto bytes = from_hex(rest).value();
            double value = 0;
            bytes.copy(reinterpret_cast<char*>(&value), sizeof value);
            return value;
        }
        case 't':
            return rest;
        case 'x':
            return Bytes{from_hex(rest).value()};
        default:
            return Value{};
    }
}

bool is_stored(const Field& f) { return f.shape != Shape::records && f.shape != Shape::ids; }

}  // namespace

std::string snapshot_of(const RecordType& type, const void* record) {
    JsonWriter w;
    w.begin_object();
    for (auto& f : type.fields)
        if (is_stored(f)) w.pair(f.name, std::visit(Spelling{}, f.get(record)));
    return w.end_object().take();
}

void restore_from(const RecordType& type, const std::string& snapshot, void* record) {
    auto json = parse_json(snapshot);
    for (auto& f : type.fields) {
        auto* spelled = is_stored(f) ? json.find(f.name) : nullptr;
        if (!spelled) continue;  // of a record that has this field only since
        auto value = value_from(spelled->text());
        if (std::holds_alternative<std::monostate>(value) && !f.optional) continue;
        if (!f.set(record, value)) throw std::runtime_error(type.plural + "." + f.name + ": a snapshot does not fit");
    }
}

}  // namespace unionhall
