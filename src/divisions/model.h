// Administrative divisions: provinces to streets, with the codes of the statistics table.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "platform/context.h"
#include "platform/record.h"

namespace unionhall::divisions {

enum class Level { province, city, county, street };
BOOST_DESCRIBE_ENUM(Level, province, city, county, street)
std::vector<Words> labels_of(const Level*);

struct Division {
    std::string code;  // 2, 4, 6 or 9 digits
    std::string name;
    Level level = Level::street;
    std::string parent_code;
    std::string full_name;  // with its parents: names repeat (domain.md 4.3)
};
const RecordType& record_of(const Division*);

std::optional<Division> division_of(Transaction&, const std::string& code);
std::string full_name_of(Transaction&, const std::string& code);  // "" when there is none

// Reads code|name|parent lines, parents first, as tools/ makes them at installation. Replaces what is there.
// Returns how many. Throws a fault naming the first line it cannot read.
std::size_t load(Transaction&, const std::string& file);

}  // namespace unionhall::divisions
