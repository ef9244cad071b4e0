// An employer is a company, a site or a platform that workers name when they join; it has no access here.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "platform/context.h"
#include "platform/record.h"
#include "units/model.h"

namespace unionhall::employers {

// The work people do: the four key groups and the eight groups of the national drives (domain.md 3.1 M16), one list.
// It stands here because this is the first room that people's work matters to, and every room below sees it.
enum class Occupation {
    courier,
    delivery_rider,
    ride_hailing_driver,
    truck_driver,
    domestic_worker,
    care_worker,
    estate_agent,
    security_cleaning,
    construction_worker,
    other
};
BOOST_DESCRIBE_ENUM(Occupation, courier, delivery_rider, ride_hailing_driver, truck_driver, domestic_worker,
                    care_worker, estate_agent, security_cleaning, construction_worker, other)
std::vector<Words> labels_of(const Occupation*);

struct Employer {
    Id<Employer> id;
    Id<units::Unit> unit_id;  // the union that keeps this entry
    std::string unit_path;
    std::string name;
    std::string credit_code;  // GB 32100, canonical; empty when not known
    std::string division_code;
    std::string industry;                        // in words
    std::optional<Id<units::Unit>> own_unit_id;  // its own union, where it has one: the first choice of a home
    std::optional<std::int64_t> headcount;
    bool platform = false;  // gives out work through an app
    std::string name_key;   // the name folded, so that two spellings meet
    std::int64_t version = 1;
};
const RecordType& record_of(const Employer*);

// The employer of that name, in any spelling; one with a union of its own first.
std::optional<Employer> employer_named(Transaction&, const std::string& name);

// Keeps an employer that exists already: for demonstrations and imports.
Employer keep_employer(Context&, Employer);

inline const Permission read{"employers.read", {"查看用人单位", "See employers."}};

}  // namespace unionhall::employers
