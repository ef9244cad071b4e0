// Lists of people to invite: the file that came, its rows as we read them, and the invitations made from them.
#pragma once

#include "members/model.h"
#include "members/rules.h"

namespace unionhall::members {

enum class ImportStatus { reading, checked, committing, committed, undone };
BOOST_DESCRIBE_ENUM(ImportStatus, reading, checked, committing, committed, undone)
std::vector<Words> labels_of(const ImportStatus*);

struct Import {
    Id<Import> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<employers::Employer>> employer_id;
    std::string employer_name;
    std::string file_name, format;
    ImportStatus status = ImportStatus::reading;
    std::int64_t rows_total = 0, rows_done = 0;  // of the reading, and then of the committing
    std::int64_t rows_new = 0, rows_member = 0, rows_duplicate = 0, rows_unreadable = 0;
    std::int64_t accepted = 0;  // when it was undone: invitations that had been accepted by then, and stay
    std::string dropped_columns, unused_columns;
    std::string language;  // of whoever brought it: the notes are written in it
    Instant created_at, committed_at, undone_at;
    std::int64_t version = 1;
};
const RecordType& record_of(const Import*);

struct ImportRow {
    Id<ImportRow> id;
    Id<Import> import_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::int64_t row_number = 0;  // as in the spreadsheet
    std::string kind;             // one of row_kinds()
    std::string name;
    std::optional<Secret> phone;  // canonical where it is a number, else as it was written
    Occupation occupation = Occupation::other;
    std::string employer_name;
    std::string note, differences;
    std::int64_t version = 1;
};
const RecordType& record_of(const ImportRow*);

// "new", "member", "duplicate", "unreadable": texts, because C++ keeps the first of these words for itself.
const std::vector<Choice>& row_kinds();

enum class InvitationStatus { open, accepted };
BOOST_DESCRIBE_ENUM(InvitationStatus, open, accepted)
std::vector<Words> labels_of(const InvitationStatus*);

// Exists for others only while its import is committed.
struct Invitation {
    Id<Invitation> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Import> import_id;
    std::optional<Id<employers::Employer>> employer_id;
    std::string employer_name;
    std::optional<Id<drives::Drive>> drive_id;
    std::string name;
    std::optional<Secret> phone;
    Occupation occupation = Occupation::other;
    InvitationStatus status = InvitationStatus::open;
    std::int64_t version = 1;
};
const RecordType& record_of(const Invitation*);

const Workflow<Import, ImportStatus>& import_flow();
inline const Workflow<Import, ImportStatus>& workflow_of(const Import*) { return import_flow(); }

}  // namespace unionhall::members
