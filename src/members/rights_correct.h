// Putting one's data right: what the person changes at once, what the committee compares with a paper first, and a new
// phone, proved by a code (domain.md P5; PIPL 46).
#pragma once

#include "members/rights_store.h"
#include "platform/app.h"

namespace unionhall::members {

struct CorrectionAsked {
    std::string field;  // name, id_number, occupation, division_code or employer_name
    Secret value;
    std::string reason;
};
const RecordType& record_of(const CorrectionAsked*);

struct CorrectionShown {               // as the person sees it: nothing covered
    std::optional<Id<Correction>> id;  // none: corrected at once
    std::string field, label, wanted;
    std::optional<CorrectionStatus> status;
    std::string says, note;
    Instant asked_at, decided_at;
};
const RecordType& record_of(const CorrectionShown*);

struct PhoneGiven {
    Secret phone, code, one_time_code;
};
const RecordType& record_of(const PhoneGiven*);
struct PhoneChanged {
    std::string says;
};
const RecordType& record_of(const PhoneChanged*);

std::vector<CorrectionShown> list_my_corrections(Context&, const Nothing&);
CorrectionShown ask_correction(Context&, const Draft<CorrectionAsked>&);
CorrectionShown withdraw_correction(Context&, const Correction&, const Draft<StepTaken>&);
Correction take_correction_step(Context&, const Correction& before, Correction next, const StepTaken&);
PhoneChanged change_my_phone(Context&, const Draft<PhoneGiven>&);

}  // namespace unionhall::members
