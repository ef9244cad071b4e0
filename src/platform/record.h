// Say once what a record is. JSON, SQL columns, CSV, OpenAPI, the audit diff, masking, filters and the
// web types are all read off that one table; none of them is a template.
//
// A record is flat: one field, one column, one JSON key, one CSV heading, one spelling.
// `record_of(const T*)` is found by argument-dependent lookup: each room declares it beside its struct.
#pragma once

#include <boost/describe/enum.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/pfr/tuple_size.hpp>

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/date.h"
#include "platform/id.h"
#include "platform/refusal.h"

namespace unionhall {

struct Bytes {  // what the database keeps as bytea or blob
    std::string data;
    bool operator==(const Bytes&) const = default;
};

// A text that is sealed on its way into the database and never printed whole: not in lists, logs or audit lines.
struct Secret {
    std::string plain;
    bool operator==(const Secret&) const = default;
};

struct Cents {
    std::int64_t amount = 0;
    auto operator<=>(const Cents&) const = default;
};

using Value = std::variant<std::monostate, bool, std::int64_t, double, std::string, Bytes>;

enum class Shape { id, text, integer, real, boolean, date, instant, cents, choice, ids, records };
enum class Mask { none, name, phone, id_number, hidden };
enum class Match { none, prefix, anywhere };  // how a search finds a text

struct Choice {
    std::string value;
    Words label;
};

struct RecordType;
using EachNested = std::function<void(const void* record, const std::function<void(const void*)>&)>;

struct Field {
    std::string name;
    Words label;
    Shape shape = Shape::text;
    bool optional = false;
    std::vector<Choice> choices = {};
    Words help_text = {};

    bool is_key = false, is_owner = false, is_path = false, is_version = false;
    bool is_required = false, is_by_server = false, is_sortable = false, is_filterable = false, is_hidden = false;
    bool is_personal = false, is_secret = false, is_blind = false;
    Mask mask = Mask::none;
    Match match = Match::none;
    std::size_t longest = 200;  // characters
    std::optional<double> least = {}, most = {};

    std::function<Value(const void*)> get = {};
    std::function<bool(void*, const Value&)> set = {};  // false: the value does not fit
    const RecordType& (*nested)() = nullptr;
    EachNested each = {};

    Field help(std::string zh, std::string en) && {
        return help_text = {std::move(zh), std::move(en)}, std::move(*this);
    }
    Field required() && { return is_required = true, std::move(*this); }
    Field at_most(std::size_t characters) && { return longest = characters, std::move(*this); }
    Field between(double low, double high) && { return least = low, most = high, std::move(*this); }
    Field by_server() && { return is_by_server = true, std::move(*this); }
    Field sortable() && { return is_sortable = true, std::move(*this); }
    Field filterable() && { return is_filterable = true, std::move(*this); }
    Field searched(Match how) && { return match = how, std::move(*this); }
    Field hidden() && { return is_hidden = true, is_by_server = true, std::move(*this); }  // stored, never sent
    // Shown masked unless the reader's grant says otherwise.
    Field personal(Mask how) && { return is_personal = true, mask = how, std::move(*this); }
    // Equality look-ups through a keyed hash in the column <name>_index. Only for a Secret.
    Field blind() && { return is_blind = true, std::move(*this); }
};

struct RecordType {
    std::string name, plural;
    Words label;
    std::vector<Field> fields;

    const Field* field(std::string_view name) const;
    const Field* key = nullptr;
    const Field* owner = nullptr;    // the unit a record belongs to: permissions are asked of it
    const Field* path = nullptr;     // that unit's place in the tree, kept beside it: reach is a range on it
    const Field* version = nullptr;  // counts changes; a change must say which one it changes
    std::string columns, insert_sql, update_sql;  // as SQL says them

    std::vector<Problem> check(const void* record) const;  // what the marks say, field by field
};

// How a C++ type becomes a Value and back. A new kind of field is one more specialization (record_shapes.h).
template <class V>
struct ShapeOf;

template <class V>
inline constexpr bool is_optional = false;
template <class V>
inline constexpr bool is_optional<std::optional<V>> = true;

template <class T>
const RecordType& type_of() {
    return record_of(static_cast<const T*>(nullptr));
}

template <class T, class V>
Field field(V T::*member, std::string name, Words label);  // record_shapes.h

template <class T, class V>
Field key(V T::*member) {
    auto f = field(member, "id", {"编号", "Id"}).by_server();
    f.is_key = true;
    return f;
}
template <class T, class V>
Field owner(V T::*member, Words label) {
    auto f = field(member, "unit_id", std::move(label)).required().filterable();
    f.is_owner = true;
    return f;
}
template <class T>
Field path(std::string T::*member) {
    auto f = field(member, "unit_path", {"组织路径", "Place in the tree"}).hidden();
    f.is_path = true;
    return f;
}
template <class T>
Field version(std::int64_t T::*member) {
    auto f = field(member, "version", {"版本", "Version"}).by_server();
    f.is_version = true;
    return f;
}
// Records within an answer: for what goes out only, never stored.
template <class T, class N>
Field many(std::vector<N> T::*member, std::string name, Words label) {
    Field f{.name = std::move(name), .label = std::move(label), .shape = Shape::records};
    f.nested = &type_of<N>;
    f.is_by_server = true;
    f.get = [](const void*) { return Value{}; };
    f.set = [](void*, const Value&) { return false; };
    f.each = [member](const void* record, const std::function<void(const void*)>& visit) {
        for (auto& item : static_cast<const T*>(record)->*member) visit(&item);
    };
    return f;
}

RecordType made_record_type(std::string name, std::string plural, Words label, std::vector<Field> fields,
                            std::size_t members);

// Stops the program when a member of T has no row: a forgotten field is found by the first test that touches it.
template <class T>
RecordType record(std::string name, std::string plural, Words label, std::vector<Field> fields) {
    return made_record_type(std::move(name), std::move(plural), std::move(label), std::move(fields),
                            boost::pfr::tuple_size_v<T>);
}

// What a sender gave us, to be laid over a record: a whole one or a part of one.
using Given = std::vector<std::pair<const Field*, Value>>;
void apply(const RecordType&, const Given&, void* record);  // or refuses, listing everything that is wrong

template <class T>
struct Draft {
    Given given;

    T applied_to(T record) const {
        apply(type_of<T>(), given, &record);
        return record;
    }
    bool gives(std::string_view name) const {
        for (auto& [f, value] : given)
            if (f->name == name) return true;
        return false;
    }
};

struct Sight {  // what of a record the reader may see in the clear
    bool personal = false, secret = false;
};

struct Json;
class JsonWriter;
std::string masked(Mask, const std::string& text);
std::string as_text(const Field&, const Value&);                        // for CSV, messages and people
std::optional<Value> parse_value(const Field&, std::string_view text);  // from a query or a cell; empty text: nothing
std::optional<Value> value_from_json(const Field&, const Json&);
void write_field(JsonWriter&, const Field&, const void* record, Sight);
void write_record(JsonWriter&, const RecordType&, const void* record,
                  Sight);                                    // the members only, inside an open object
Given given_from_json(const RecordType&, const Json& body);  // or refuses: unknown, by the server, unreadable
std::string difference(const RecordType&, const void* before, const void* after);  // JSON; personal fields: "changed"

}  // namespace unionhall

#include "platform/record_shapes.h"  // IWYU pragma: export
