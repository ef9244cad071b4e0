// A stand that works without a network: the pass its device holds, what the device seals, and what is answered to it.
#pragma once

#include "members/model.h"
#include "platform/workflow.h"

namespace unionhall::members {

enum class PassStatus { open, revoked, closed };
BOOST_DESCRIBE_ENUM(PassStatus, open, revoked, closed)
std::vector<Words> labels_of(const PassStatus*);

// What lets one device take people's applications for a day. Each pass has a pair of keys of its own: the device seals to
// the public one, and once the private one is wiped nobody opens what was sealed to it.
struct StandPass {
    Id<StandPass> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::int64_t account_id = 0;  // the cadre who prepared the device, and who helps
    std::string cadre;            // their name
    std::optional<Id<events::Event>> event_id;
    std::string device;
    PassStatus status = PassStatus::open;
    Instant issued_at;
    Instant expires_at;                 // the last moment at which something may be taken down
    Instant send_until;                 // the last moment at which it may be sent
    std::string public_key;             // base64url
    std::optional<Secret> private_key;  // base64url
    std::int64_t entries = 0;           // how many came in
    std::int64_t version = 1;
};
const RecordType& record_of(const StandPass*);
const Workflow<StandPass, PassStatus>& workflow_of(const StandPass*);

struct StandPassAsked {
    Id<units::Unit> unit_id;
    std::optional<Id<events::Event>> event_id;
    std::string device;
};
const RecordType& record_of(const StandPassAsked*);

// What the device keeps of its pass. The token is told this once and stored nowhere.
struct StandPassIssued {
    Id<StandPass> id;
    Id<units::Unit> unit_id;
    std::string unit_name, cadre;
    std::optional<Id<events::Event>> event_id;
    Instant issued_at, expires_at, send_until;
    std::string public_key, token;
};
const RecordType& record_of(const StandPassIssued*);

// Where people of a place and a trade are led to, for choosing without a network. An empty occupation: all the others.
struct StandHome {
    std::string division_code, division_name;
    std::string occupation;
    Id<units::Unit> unit_id;
    std::string unit_name, reason;
};
const RecordType& record_of(const StandHome*);
struct StandPackAsked {
    Id<units::Unit> unit_id;
};
const RecordType& record_of(const StandPackAsked*);

// What a device sends: one entry, sealed to the pass, with the context "<pass id>|<entry key>". A cadre may put right
// what was written wrongly; who joins, their consent and their signature cannot be changed.
struct StandSending {
    std::string token, entry_key, sealed;
    std::string phone, division_code, card_number;  // empty: as sealed
    std::optional<Id<units::Unit>> unit_id;
    bool without_event = false;
    std::string reason;  // of handing over: what stood in the way
};
const RecordType& record_of(const StandSending*);

// What is in an entry once its seal is opened.
struct StandContent {
    EntryKind kind = EntryKind::application;
    Instant taken_at;
    std::string name, phone, id_number;
    std::optional<Occupation> occupation;
    std::string division_code, employer_name;
    std::optional<Id<units::Unit>> unit_id;  // the union that was shown
    std::optional<Id<events::Event>> event_id;
    std::string signature, notice_version, notice_hash;
    bool voluntary = false;
    std::string card_number;
    bool representative = false, took_oath = false;
};
const RecordType& record_of(const StandContent*);

// The same to the cadre who wrote it, for putting it right.
struct StandContentShown {
    EntryKind kind = EntryKind::application;
    Instant taken_at;
    std::string name, phone;
    std::optional<Occupation> occupation;
    std::string division_code, employer_name;
    std::optional<Id<units::Unit>> unit_id;
    std::optional<Id<events::Event>> event_id;
    std::string card_number;
};
const RecordType& record_of(const StandContentShown*);

struct StandReceipt {
    std::string entry_key;
    EntryKind kind = EntryKind::application;
    EntryStatus status = EntryStatus::settled;
    bool already_there = false;
    std::optional<Id<Application>> application_id;
    std::string sentence;
};
const RecordType& record_of(const StandReceipt*);

struct StandEntryStep {
    std::string step, note;
    std::string phone, division_code, card_number;
    std::optional<Id<units::Unit>> unit_id;
    bool without_event = false;
};
const RecordType& record_of(const StandEntryStep*);

}  // namespace unionhall::members
