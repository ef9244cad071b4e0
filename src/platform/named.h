// How a room hands over the names of its records (naming.h).
#pragma once

#include "platform/context.h"

namespace unionhall {

// A field of a record as a file says it; what is personal only if the asker may take it out of the house.
std::string text_in_file(Context&, const RecordType&, const Field&, const void* record);

// Records of which somebody may know or not, and the field that is their name.
template <class T>
Naming named(std::vector<std::string> fields, std::function<bool(Context&, const T&)> is_known, std::string name) {
    return {std::move(fields),
            [is_known = std::move(is_known), name = std::move(name)](Context& context, const Value& id) -> std::string {
                auto& type = type_of<T>();
                auto record = context.tx.first<T>("where id = $1", {id});
                return record && is_known(context, *record) ? text_in_file(context, type, *type.field(name), &*record)
                                                            : "";
            }};
}
// Those that are known where one holds a permission.
template <class T>
Naming named(std::vector<std::string> fields, const Permission& read, std::string name) {
    auto is_known = [read](Context& context, const T& record) {
        return context.may(read, std::get<std::string>(type_of<T>().path->get(&record)));
    };
    return named<T>(std::move(fields), is_known, std::move(name));
}

}  // namespace unionhall
