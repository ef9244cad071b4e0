// The kinds of C++ member a record may have, and how each becomes a Value and back. Included by record.h only.
#pragma once

#include <bit>

namespace unionhall {

template <>
struct ShapeOf<std::string> {
    static constexpr Shape shape = Shape::text;
    static Value to(const std::string& v) { return v; }
    static bool from(std::string& v, const Value& value) {
        auto* s = std::get_if<std::string>(&value);
        return s && (v = *s, true);
    }
};
template <>
struct ShapeOf<Secret> {
    static constexpr Shape shape = Shape::text;
    static Value to(const Secret& v) { return v.plain; }
    static bool from(Secret& v, const Value& value) { return ShapeOf<std::string>::from(v.plain, value); }
};
template <>
struct ShapeOf<Bytes> {
    static constexpr Shape shape = Shape::text;
    static Value to(const Bytes& v) { return v; }
    static bool from(Bytes& v, const Value& value) {
        auto* b = std::get_if<Bytes>(&value);
        return b && (v = *b, true);
    }
};
template <>
struct ShapeOf<std::int64_t> {
    static constexpr Shape shape = Shape::integer;
    static Value to(std::int64_t v) { return v; }
    static bool from(std::int64_t& v, const Value& value) {
        auto* i = std::get_if<std::int64_t>(&value);
        return i && (v = *i, true);
    }
};
template <>
struct ShapeOf<Cents> {
    static constexpr Shape shape = Shape::cents;
    static Value to(Cents v) { return v.amount; }
    static bool from(Cents& v, const Value& value) { return ShapeOf<std::int64_t>::from(v.amount, value); }
};
template <>
struct ShapeOf<Instant> {
    static constexpr Shape shape = Shape::instant;
    static Value to(Instant v) { return v.us; }
    static bool from(Instant& v, const Value& value) { return ShapeOf<std::int64_t>::from(v.us, value); }
};
template <>
struct ShapeOf<double> {
    static constexpr Shape shape = Shape::real;
    static Value to(double v) { return v; }
    static bool from(double& v, const Value& value) {
        if (auto* d = std::get_if<double>(&value)) return v = *d, true;
        if (auto* i = std::get_if<std::int64_t>(&value)) return v = static_cast<double>(*i), true;
        return false;
    }
};
template <>
struct ShapeOf<bool> {
    static constexpr Shape shape = Shape::boolean;
    static Value to(bool v) { return v; }
    static bool from(bool& v, const Value& value) {
        if (auto* b = std::get_if<bool>(&value)) return v = *b, true;
        // SQLite keeps true and false as 1 and 0.
        if (auto* i = std::get_if<std::int64_t>(&value); i && (*i == 0 || *i == 1)) return v = *i == 1, true;
        return false;
    }
};
template <>
struct ShapeOf<Date> {
    static constexpr Shape shape = Shape::date;
    static Value to(Date v) { return to_text(v); }
    static bool from(Date& v, const Value& value) {
        auto* s = std::get_if<std::string>(&value);
        auto date = s ? parse_date(*s) : std::nullopt;
        return date && (v = *date, true);
    }
};
template <class T>
struct ShapeOf<Id<T>> {
    static constexpr Shape shape = Shape::id;
    static Value to(const Id<T>& v) { return v.number; }
    static bool from(Id<T>& v, const Value& value) { return ShapeOf<std::int64_t>::from(v.number, value); }
};
template <class T>
struct ShapeOf<std::vector<Id<T>>> {  // in an answer or a question, never a column
    static constexpr Shape shape = Shape::ids;
    static Value to(const std::vector<Id<T>>& v) {
        std::string all;
        for (auto& id : v) all += (all.empty() ? "" : ",") + id.text();
        return all;
    }
    static bool from(std::vector<Id<T>>& v, const Value& value) {
        auto* s = std::get_if<std::string>(&value);
        if (!s) return false;
        v.clear();
        for (std::size_t at = 0; at < s->size(); at += 14) {
            auto id = parse_id(std::string_view(*s).substr(at, 13));
            if (!id) return false;
            v.push_back({*id});
        }
        return true;
    }
};
template <class E>
requires std::is_enum_v<E>
struct ShapeOf<E> {
    static constexpr Shape shape = Shape::choice;
    static Value to(E v) { return std::string(boost::describe::enum_to_string(v, "")); }
    static bool from(E& v, const Value& value) {
        auto* s = std::get_if<std::string>(&value);
        return s && boost::describe::enum_from_string(s->c_str(), v);
    }
};
template <class V>
struct ShapeOf<std::optional<V>> {
    static constexpr Shape shape = ShapeOf<V>::shape;
    static Value to(const std::optional<V>& v) { return v ? ShapeOf<V>::to(*v) : Value{}; }
    static bool from(std::optional<V>& v, const Value& value) {
        if (std::holds_alternative<std::monostate>(value)) return v.reset(), true;
        return ShapeOf<V>::from(v.emplace(), value);
    }
};

template <class V>
struct Bare {
    using type = V;
};
template <class V>
struct Bare<std::optional<V>> {
    using type = V;
};

// Each enum of a record has, beside its BOOST_DESCRIBE_ENUM, `labels_of(const E*)`: its words in the same order.
template <class E>
std::vector<Choice> choices_of() {
    std::vector<Choice> choices;
    std::vector<Words> labels = labels_of(static_cast<const E*>(nullptr));
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto e) {
        choices.push_back({e.name, choices.size() < labels.size() ? labels[choices.size()] : Words{}});
    });
    return choices;
}
template <class E>
std::string name_of(E value) {
    return boost::describe::enum_to_string(value, "");
}
template <class E>
Words label_of(E value) {
    for (auto& choice : choices_of<E>())
        if (choice.value == name_of(value)) return choice.label;
    return {};
}

// One for each type of member, not one for each member.
template <class V>
Access access_to() {
    return {[](const void* member) { return ShapeOf<V>::to(*static_cast<const V*>(member)); },
            [](void* member, const Value& value) { return ShapeOf<V>::from(*static_cast<V*>(member), value); }};
}

// A pointer to a data member is the distance from the beginning of its struct (Itanium C++ ABI, 2.3).
template <class T, class V>
std::ptrdiff_t offset_of(V T::*member) {
    return std::bit_cast<std::ptrdiff_t>(member);
}

template <class T, class V>
FieldRow field(V T::*member, const char* name, Label label) {
    using Plain = typename Bare<V>::type;
    FieldRow f{.name = name, .label = label, .offset = offset_of(member), .access = access_to<V>()};
    f.shape = ShapeOf<V>::shape;
    f.optional = is_optional<V>;
    if constexpr (std::is_enum_v<Plain>) f.choices = &choices_of<Plain>;
    f.is_secret = std::is_same_v<Plain, Secret>;
    return f;
}

template <class T, class N>
FieldRow many(std::vector<N> T::*member, const char* name, Label label) {
    FieldRow f{.name = name, .label = label, .offset = offset_of(member)};
    f.access = {[](const void*) { return Value{}; }, [](void*, const Value&) { return false; },
                [](const void* items, const Visit& visit) {
                    for (auto& item : *static_cast<const std::vector<N>*>(items)) visit(&item);
                }};
    f.shape = Shape::records;
    f.nested = &type_of<N>;
    f.is_by_server = true;
    return f;
}

}  // namespace unionhall
