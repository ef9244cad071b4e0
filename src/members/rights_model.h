// What the law gives a person over their own data, as records: corrections, disclosures, holds, the wish to be forgotten,
// and the rows of the rule table that say how long anything is kept (domain.md 3.6 P5–P7, 5.5).
#pragma once

#include "members/model.h"
#include "platform/workflow.h"

namespace unionhall::members {

enum class CorrectedField { name, id_number };
BOOST_DESCRIBE_ENUM(CorrectedField, name, id_number)
std::vector<Words> labels_of(const CorrectedField*);
enum class CorrectionStatus { asked, accepted, refused, withdrawn };
BOOST_DESCRIBE_ENUM(CorrectionStatus, asked, accepted, refused, withdrawn)
std::vector<Words> labels_of(const CorrectionStatus*);

struct Correction {  // of what the committee has to compare with a paper; the rest is corrected at once
    Id<Correction> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Id<Person> person_id;
    Id<Member> member_id;
    CorrectedField field = CorrectedField::name;
    std::string wanted_name;
    std::optional<Secret> wanted_id_number;
    std::string reason;
    CorrectionStatus status = CorrectionStatus::asked;
    Instant asked_at, decided_at;
    std::string note;
    std::int64_t version = 1;
};
const RecordType& record_of(const Correction*);
const Workflow<Correction, CorrectionStatus>& correction_flow();
inline const Workflow<Correction, CorrectionStatus>& workflow_of(const Correction*) { return correction_flow(); }

struct Disclosure {  // somebody outside the union was given something about this person
    Id<Disclosure> id;
    Id<Person> person_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    Instant at;
    std::string recipient, purpose;
    Basis basis = Basis::consent;
    std::string document_number, fields;
    std::string given_by;
};
const RecordType& record_of(const Disclosure*);

enum class HoldStatus { in_force, released };
BOOST_DESCRIBE_ENUM(HoldStatus, in_force, released)
std::vector<Words> labels_of(const HoldStatus*);

struct LegalHold {  // stops every deletion: of one person, or of everybody in a unit's tree
    Id<LegalHold> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::optional<Id<Member>> member_id;
    std::optional<Id<Person>> person_id;
    std::string reason, document_number;
    std::optional<Date> begins_on, ends_on;
    bool told = true;  // false: the law forbids to tell the person
    std::string set_by;
    Instant set_at;
    std::string released_by;
    Instant released_at;
    HoldStatus status = HoldStatus::in_force;
    std::int64_t version = 1;
};
const RecordType& record_of(const LegalHold*);
const Workflow<LegalHold, HoldStatus>& hold_flow();
inline const Workflow<LegalHold, HoldStatus>& workflow_of(const LegalHold*) { return hold_flow(); }

struct Erasure {  // the person's wish to be forgotten; done_at 0: it waits for a hold to end
    Id<Erasure> id;
    Id<Person> person_id;
    std::int64_t account_id = 0;
    Instant asked_at, done_at;
};
const RecordType& record_of(const Erasure*);

struct RuleRow {  // a deadline or threshold: everywhere (no unit) or in one unit's tree, between two days
    Id<RuleRow> id;
    std::string name;
    std::optional<Id<units::Unit>> unit_id;
    std::string unit_path;
    std::optional<Date> valid_from, valid_until;
    std::int64_t amount = 0;
    std::string basis;
    std::int64_t set_by = 0;  // 0: by the program
    std::string set_by_name;
    bool awaits_second =
        false;  // keeps something for a shorter time, and nobody else has confirmed it: it is not in force
    std::string confirmed_by_name;
    std::int64_t version = 1;
};
std::vector<Choice> rules_to_set();  // what a rule row may be named, as people know it
const RecordType& record_of(const RuleRow*);

inline const Permission hold{"members.hold", {"设置法定留存", "Place and release legal holds."}};
inline const Permission see_retention{"retention.read", {"查看删除报告", "See what was deleted and what is due."}};
inline const Permission set_retention{"retention.manage", {"修改保存期限", "Change how long data is kept."}};
inline const Permission confirm_retention{"retention.confirm",
                                          {"确认缩短保存期限", "Confirm that data is kept for a shorter time."}};

}  // namespace unionhall::members
