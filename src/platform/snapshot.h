// A record as text and back, exactly: for what is changed in a way that can be undone. Whoever keeps such a text seals it.
#pragma once

#include <string>

#include "platform/record.h"

namespace unionhall {

std::string snapshot_of(const RecordType&, const void* record);
// Throws std::runtime_error when the text is not one of this kind of record.
void restore_from(const RecordType&, const std::string& snapshot, void* record);

template <class T>
std::string snapshot_of(const T& record) {
    return snapshot_of(type_of<T>(), &record);
}
template <class T>
T restored(const std::string& snapshot) {
    T record;
    restore_from(type_of<T>(), snapshot, &record);
    return record;
}

}  // namespace unionhall
