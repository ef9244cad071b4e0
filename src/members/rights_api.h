// What a person may ask about their own data, and what staff do about it, over HTTP. Private to this room.
#pragma once

#include "members/rights_store.h"
#include "platform/app.h"

namespace unionhall::members {

// GET /api/my/export: everything as JSON to take away, or with ?format=html as a page to print.
Response export_my_data(Call&);

struct ErasureLine {  // what becomes of one kind of record
    std::string record;
    std::int64_t rows = 0;
    bool now = false;  // erased at once, or emptied to one in a count
    std::string then;  // what happens to it, and when
    std::optional<Date> until;
};
const RecordType& record_of(const ErasureLine*);
struct HoldShown {
    std::string reason, document_number;
    std::optional<Date> ends_on;
};
const RecordType& record_of(const HoldShown*);
struct ErasurePlan {
    bool ends_membership = false;        // a living membership ends with it
    bool withdraws_application = false;  // an application in its cooling-off days is withdrawn with it
    bool held = false;                   // nothing can go before the holds end; the wish is kept until then
    std::string says;
    Instant asked_at, done_at;
    std::vector<HoldShown> holds;
    std::vector<ErasureLine> lines;
};
const RecordType& record_of(const ErasurePlan*);
ErasurePlan plan_erasure(Context&, const Nothing&);

// What was done, and to what, in words for the person: rights_acts.cpp.
Naming naming_of_acts();
Naming naming_of_things();
Routes rights_routes();

}  // namespace unionhall::members
