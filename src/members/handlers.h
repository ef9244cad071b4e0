// What the routes of this room take and give, and who answers: the table itself stands in api.cpp.
#pragma once

#include "members/evidence.h"
#include "members/lists.h"
#include "members/merge_model.h"
#include "members/rules.h"
#include "platform/app.h"

namespace unionhall::members {

// --- join_api.cpp: the notice, the chooser and the three channels ---

struct NoticeShown {
    std::string version, hash, text, voluntariness;
    bool demonstration = false;
};
const RecordType& record_of(const NoticeShown*);
NoticeShown show_notice(Context&, const Nothing&);

struct HomeQuery {
    std::string division_code;
    std::optional<Occupation> occupation;
    std::string employer_name;
};
const RecordType& record_of(const HomeQuery*);
struct HomeProposal {
    Id<units::Unit> unit_id;
    std::string unit_name, reason;
};
const RecordType& record_of(const HomeProposal*);
HomeProposal propose_home(Context&, const HomeQuery&);

// An application as the applicant sees it: their own, so nothing is masked.
struct MyApplication {
    Id<Application> id;
    Id<units::Unit> unit_id;
    std::string unit_name, name;
    Occupation occupation = Occupation::other;
    std::string employer_name, division_code, home_reason;
    ApplicationStatus status = ApplicationStatus::submitted;
    Instant submitted_at, decided_at;
    std::string decision_note;
    Date cooling_ends_on;
    std::int64_t version = 1;
};
const RecordType& record_of(const MyApplication*);
MyApplication shown_to_applicant(Context&, const Application&);

struct JoinRequest {
    std::string name;
    std::optional<Secret> id_number;
    std::optional<Occupation> occupation;
    std::string division_code, employer_name;
    std::optional<Id<units::Unit>> unit_id;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<Invitation>> invitation_id;
    std::string notice_version;
    std::optional<bool> voluntary;
};
const RecordType& record_of(const JoinRequest*);
MyApplication join_online(Context&, const Draft<JoinRequest>&);

struct AssistedRequest {
    std::string name;
    Secret phone;
    std::optional<Secret> id_number;
    std::optional<Occupation> occupation;
    std::string division_code, employer_name;
    std::optional<Id<units::Unit>> unit_id;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<events::Event>> event_id;
    std::optional<Secret> signature;
    std::string notice_version;
    std::optional<bool> voluntary;
};
const RecordType& record_of(const AssistedRequest*);
Application join_on_site(Context&, const Draft<AssistedRequest>&);
Application join_by_hotline(Context&, const Draft<AssistedRequest>&);
// What both have in common: checks the applicant, finds the home, refuses what is outside the cadre's reach.
struct Way;
Application join_assisted(Context&, const AssistedRequest&, Way, std::vector<Problem>);

struct CodeGiven {
    Secret phone, code;
};
const RecordType& record_of(const CodeGiven*);
MyApplication confirm_hotline(Context&, const Draft<CodeGiven>&);

// --- decide_api.cpp ---

Application take_application_step(Context&, const Application& before, Application next, const StepTaken&);

struct DecisionsAsked {
    std::vector<Id<Application>> ids;
    std::string step, note;
};
const RecordType& record_of(const DecisionsAsked*);
struct DecisionProblem {
    Id<Application> id;
    std::string message;
};
const RecordType& record_of(const DecisionProblem*);
struct DecisionsTaken {
    std::vector<Id<Application>> done;
    std::vector<DecisionProblem> problems;
};
const RecordType& record_of(const DecisionsTaken*);
DecisionsTaken decide_many(Context&, const Draft<DecisionsAsked>&);

// --- members_api.cpp ---

struct LookReason {
    Occasion reason = Occasion::ordinary;
};
const RecordType& record_of(const LookReason*);
Member look_at_member(Context&, const Member&, const LookReason&);

struct RevealAsked {
    std::string field, reason;
};
const RecordType& record_of(const RevealAsked*);
struct Revealed {
    std::string value;
};
const RecordType& record_of(const Revealed*);
Revealed reveal_field(Context&, const Member&, const Draft<RevealAsked>&);

struct MemberStep {
    std::string step, note;
    std::optional<Id<units::Unit>> unit_id;  // of a transfer: where to
};
const RecordType& record_of(const MemberStep*);
Route member_steps_route();

struct MemberHistory {
    std::vector<MemberChange> items;
};
const RecordType& record_of(const MemberHistory*);
MemberHistory show_history(Context&, const Member&, const Nothing&);
MergesShown show_merges(Context&, const Member&, const Nothing&);

// --- card_api.cpp ---

Response check_card(Call&);
Response card_page(Call&);

// --- my_api.cpp ---

Response show_my(Call&);
struct StoredField {  // rights_data.cpp
    std::string record;
    std::int64_t row = 0;  // of that kind of record, newest first, from 1
    std::string label, value, purpose;
};
const RecordType& record_of(const StoredField*);
std::vector<StoredField> list_my_data(Context&, const Nothing&);
struct ConsentShown {
    Id<Consent> id;
    std::string purpose, text_version, text_hash;
    Instant given_at, withdrawn_at;
    std::string follows;
};
const RecordType& record_of(const ConsentShown*);
std::vector<ConsentShown> list_my_consents(Context&, const Nothing&);
ConsentShown withdraw_consent(Context&, const Consent&, const Draft<StepTaken>&);
std::vector<Look> list_my_looks(Context&, const Nothing&);

struct OwnStep {
    std::string step;
    std::string name, division_code, employer_name;
    std::optional<Occupation> occupation;
};
const RecordType& record_of(const OwnStep*);
MyApplication take_own_step(Context&, const Draft<OwnStep>&);

// --- import_api.cpp ---

struct ImportAsked {
    Id<units::Unit> unit_id;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<employers::Employer>> employer_id;
    std::string employer_name, file_name;
};
const RecordType& record_of(const ImportAsked*);
// Reads the file before the writing begins, so that nobody waits for it; what it found is handed to bring_list.
std::string read_list_ahead(Context&, const Request&);
Import bring_list(Context&, const ImportAsked&, std::string_view);
Import take_import_step(Context&, const Import& before, Import next, const StepTaken&);
ImportRow correct_row(Context&, const ImportRow&, const Draft<ImportRow>&);
Response stream_progress(Call&);
bool check_some(Context&, std::int64_t import_id, const std::string&);
bool commit_some(Context&, std::int64_t import_id, const std::string&);
bool clear_some(Context&, std::int64_t import_id, const std::string&);

}  // namespace unionhall::members
