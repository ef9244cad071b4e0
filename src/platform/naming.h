// The words behind an id or a code, for files that people read: each room names its own records, and the platform asks
// it wherever another record points there.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/record.h"

namespace unionhall {

struct Context;

struct Naming {
    std::vector<std::string> fields;  // what they are called wherever they stand, as "unit_id" and "parent_id"
    // "" when there is no such record, or the asker may not know of it.
    std::function<std::string(Context&, const Value&)> name_of;
};
using Namings = std::vector<Naming>;

// The words for codes that stand under that name: what a field holds → how it is called; "" for any other code.
Naming naming_of_codes(const char* field, std::map<std::string, Words>);

}  // namespace unionhall
