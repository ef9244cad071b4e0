// A bulletin is a text with figures in it. Published, its figures are frozen with how they were counted, and it becomes
// an edition that never changes. This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "drives/model.h"
#include "platform/context.h"
#include "platform/numbers.h"
#include "platform/record.h"
#include "platform/workflow.h"
#include "units/model.h"

namespace unionhall {
BOOST_DESCRIBE_ENUM(Qualifier, exact, more_than, rounded, reconstructed)
std::vector<Words> labels_of(const Qualifier*);
}  // namespace unionhall

namespace unionhall::bulletins {

enum class Status { draft, checked, published, correcting };
BOOST_DESCRIBE_ENUM(Status, draft, checked, published, correcting)
std::vector<Words> labels_of(const Status*);

struct Bulletin {
    Id<Bulletin> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::optional<Id<drives::Drive>> drive_id;  // whose figures {drives.…} are
    std::string title;
    std::string
        body;  // paragraphs with a blank line between; figures as {drives.members}, in 万 as {drives.members:wan}
    std::string figures;                 // further ones for the table, with commas between
    std::string period_from, period_to;  // months, for figures of the tree; empty: no limit
    Status status = Status::draft;
    std::int64_t number = 0;   // of the unit's bulletins, once it is out
    std::int64_t edition = 0;  // the newest one out; 0: none yet
    std::string reason;        // why it is being corrected
    Instant published_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const Bulletin*);
const Workflow<Bulletin, Status>& workflow_of(const Bulletin*);

// A figure that nobody counted here: typed by hand, and shown apart (domain.md AC-38).
struct TypedFigure {
    Id<TypedFigure> id;
    Id<Bulletin> bulletin_id;
    std::string key;  // {typed.leaflets} in the body names it "leaflets"
    std::string label;
    std::int64_t value = 0;
    std::string unit_of_count;
    Qualifier qualifier = Qualifier::exact;
    std::string source;
    Date as_of_on{};
    std::int64_t version = 1;
};
const RecordType& record_of(const TypedFigure*);

struct Edition {  // what was published, word by word; written once
    Id<Edition> id;
    Id<Bulletin> bulletin_id;
    std::int64_t edition = 0;
    std::int64_t number = 0;
    std::string unit_name, title, body;
    std::string reason;  // of a correction
    Instant published_at;
};
const RecordType& record_of(const Edition*);

struct FrozenFigure {  // written once, with everything a reader needs to judge it
    Id<FrozenFigure> id;
    Id<Bulletin> bulletin_id;
    std::int64_t edition = 0, position = 0;
    bool typed = false;
    std::string key;
    std::string label_zh, label_en;
    double value = 0;
    std::string unit_zh, unit_en;  // of count
    Qualifier qualifier = Qualifier::exact;
    std::string definition_zh, definition_en;  // of a typed figure: its source
    Instant as_of;
    std::string period_zh, period_en;
    std::string breakdown;  // JSON, small counts already left out; "" for none
    std::string evidence;   // the page of the console with the rows behind it
};
const RecordType& record_of(const FrozenFigure*);

// Bulletins of a unit's own tree that wait to be published, and drafts that wait to be checked: for the work list.
std::int64_t count_waiting(Transaction&, const std::string& unit_path, Status);

// --- for demonstrations and commands: as the routes do it, without a door ---
Bulletin draft_bulletin(Context&, Bulletin);
Bulletin publish_bulletin(Context&, Bulletin);

}  // namespace unionhall::bulletins
