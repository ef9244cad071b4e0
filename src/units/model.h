// A unit is one node of the union tree: a federation, an industry union, a joint or a grassroots union.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "platform/context.h"
#include "platform/record.h"

namespace unionhall::units {

enum class Kind { general_federation, industry_union, federation, joint_union, grassroots_union };
BOOST_DESCRIBE_ENUM(Kind, general_federation, industry_union, federation, joint_union, grassroots_union)
std::vector<Words> labels_of(const Kind*);

enum class Status { preparing, active, merged, revoked };
BOOST_DESCRIBE_ENUM(Status, preparing, active, merged, revoked)
std::vector<Words> labels_of(const Status*);

struct Unit {
    Id<Unit> id;
    std::optional<Id<Unit>> parent_id;
    std::string name;
    std::string short_name;
    Kind kind = Kind::grassroots_union;
    std::string division_code;   // the area it covers: 2, 4, 6 or 9 digits; empty: none of its own
    std::string industry_group;  // an occupation, for a union of one trade; empty: everybody
    std::string address;
    std::string phone;  // of the office: public
    Status status = Status::active;
    std::optional<Date> established_on;
    std::string path;
    std::int64_t children_made = 0;  // how many children it has ever had: each gets a step of its own in the path
    std::int64_t version = 1;
};
const RecordType& record_of(const Unit*);

std::optional<Unit> unit_of(Transaction&, Id<Unit>);
std::string name_of_unit(Transaction&, std::int64_t unit_id);  // "" when there is none
std::string path_of_unit(Transaction&, std::int64_t unit_id);  // "" when there is none

// Puts a new unit under its parent (or at the top) and dates that parenthood from `from`. Rules about kinds are the
// caller's: routes ask them, demonstrations and imports bring trees that exist.
Unit found_unit(Transaction&, Unit, Date from);

// Active units whose area or trade covers a place and an occupation, for choosing a home: those of the division itself
// and of the divisions around it.
std::vector<Unit> units_covering(Transaction&, const std::string& division_code);

}  // namespace unionhall::units
