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

#include <cstddef>
#include <functional>
#include <initializer_list>
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

using Visit = std::function<void(const void*)>;

// How the value of one C++ type is reached in memory: one set of functions a type, shared by all fields of it.
struct Access {
    Value (*to)(const void* member) = nullptr;
    bool (*from)(void* member, const Value&) = nullptr;  // false: the value does not fit
    void (*each)(const void* member, const Visit&) = nullptr;
};

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
    const char* one_among = nullptr;  // see FieldRow::one_each
    Mask mask = Mask::none;
    Match match = Match::none;
    std::size_t longest = 200;  // characters
    std::optional<double> least = {}, most = {};

    std::ptrdiff_t offset = 0;  // of the member in its struct
    Access access = {};
    const RecordType& (*nested)() = nullptr;

    Value get(const void* record) const { return access.to(static_cast<const char*>(record) + offset); }
    bool set(void* record, const Value& value) const { return access.from(static_cast<char*>(record) + offset, value); }
    void each(const void* record, const Visit& visit) const {
        access.each(static_cast<const char*>(record) + offset, visit);
    }
};

// A row of a record's table as the room writes it: literals and marks only. It needs no destructor and copies like a
// number, or each table would compile for ten seconds; `record` makes the Field of it.
struct FieldRow {
    const char* name = "";
    Label label = {}, help_text = {};
    std::ptrdiff_t offset = 0;
    Access access = {};
    std::vector<Choice> (*choices)() = nullptr;
    const RecordType& (*nested)() = nullptr;
    Shape shape = Shape::text;
    Mask mask = Mask::none;
    Match match = Match::none;
    std::size_t longest = 200;
    double least = 0, most = 0;
    bool optional = false, is_key = false, is_owner = false, is_path = false, is_version = false;
    bool is_required = false, is_by_server = false, is_sortable = false, is_filterable = false, is_hidden = false;
    bool is_personal = false, is_secret = false, is_blind = false, has_range = false;
    const char* one_among = nullptr;

    FieldRow& help(const char* zh, const char* en) { return help_text = {zh, en}, *this; }
    FieldRow& required() { return is_required = true, *this; }
    FieldRow& at_most(std::size_t characters) { return longest = characters, *this; }
    FieldRow& between(double low, double high) { return has_range = true, least = low, most = high, *this; }
    FieldRow& by_server() { return is_by_server = true, *this; }
    FieldRow& sortable() { return is_sortable = true, *this; }
    FieldRow& filterable() { return is_filterable = true, *this; }
    FieldRow& searched(Match how) { return match = how, *this; }
    FieldRow& hidden() { return is_hidden = is_by_server = true, *this; }  // stored, never sent
    // Shown masked unless the reader's grant says otherwise.
    FieldRow& personal(Mask how) { return is_personal = true, mask = how, *this; }
    // Equality look-ups through a keyed hash in the column <name>_index. Only for a Secret.
    FieldRow& blind() { return is_blind = true, *this; }
    // The same, and no two rows have the same value, of all or of those for which `among` holds, as its unique index says.
    // While a new key for look-ups is being taken into use, equal values have unequal hashes: Transaction then sees to it.
    FieldRow& one_each(const char* among = "true") { return one_among = among, blind(); }
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
FieldRow field(V T::*member, const char* name, Label label);  // record_shapes.h

template <class T, class V>
FieldRow key(V T::*member) {
    auto f = field(member, "id", {"编号", "Id"}).by_server();
    f.is_key = true;
    return f;
}
template <class T, class V>
FieldRow owner(V T::*member, Label label) {
    auto f = field(member, "unit_id", label).required().filterable();
    f.is_owner = true;
    return f;
}
template <class T>
FieldRow path(std::string T::*member) {
    auto f = field(member, "unit_path", {"组织路径", "Place in the tree"}).hidden();
    f.is_path = true;
    return f;
}
template <class T>
FieldRow version(std::int64_t T::*member) {
    auto f = field(member, "version", {"版本", "Version"}).by_server();
    f.is_version = true;
    return f;
}
// Records within an answer: for what goes out only, never stored.
template <class T, class N>
FieldRow many(std::vector<N> T::*member, const char* name, Label label);  // record_shapes.h

RecordType made_record_type(const char* name, const char* plural, Label label, std::initializer_list<FieldRow>,
                            std::size_t members);

// Stops the program when a member of T has no row: a forgotten field is found by the first test that touches it.
template <class T>
RecordType record(const char* name, const char* plural, Label label, std::initializer_list<FieldRow> rows) {
    return made_record_type(name, plural, label, rows, boost::pfr::tuple_size_v<T>);
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
// What changed, as JSON; personal fields say only "changed". Of something new, texts left empty are not named.
std::string difference(const RecordType&, const void* before, const void* after);

}  // namespace unionhall

#include "platform/record_shapes.h"  // IWYU pragma: export
