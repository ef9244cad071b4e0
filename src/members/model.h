// Workers who join, of their own will: the person, the application, the membership and its card.
// This header is the room's front door: other rooms include nothing else from here.
#pragma once

#include "accounts/model.h"
#include "employers/model.h"
#include "platform/context.h"
#include "platform/free_text.h"
#include "platform/record.h"
#include "units/model.h"

namespace unionhall::events {
struct Event;
}
namespace unionhall::drives {
struct Drive;
}

namespace unionhall::members {

using employers::Occupation;

enum class Channel { online, on_site, hotline };
BOOST_DESCRIBE_ENUM(Channel, online, on_site, hotline)
std::vector<Words> labels_of(const Channel*);

enum class ApplicationStatus { awaiting_code, submitted, returned, approved, refused, withdrawn };
BOOST_DESCRIBE_ENUM(ApplicationStatus, awaiting_code, submitted, returned, approved, refused, withdrawn)
std::vector<Words> labels_of(const ApplicationStatus*);

enum class MemberStatus { active, retained, left };
BOOST_DESCRIBE_ENUM(MemberStatus, active, retained, left)
std::vector<Words> labels_of(const MemberStatus*);

// One human being, once. Name and phone are enough (domain.md 5.1); an id number only where the person gives it.
struct Person {
    Id<Person> id;
    std::string name;
    Secret phone;  // canonical
    std::optional<Secret> id_number;
    Occupation occupation = Occupation::other;
    std::string division_code;
    std::string employer_name;
    std::int64_t version = 1;
};
const RecordType& record_of(const Person*);

struct Invitation;

// The application is the evidence that joining was the person's own act: what they were shown, when, by which channel.
// Withdrawn, it keeps nothing of the person: it is one in a count.
struct Application {
    Id<Application> id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::optional<Id<Person>> person_id;
    std::string name;
    std::optional<Secret> phone;
    Channel channel = Channel::online;
    Occupation occupation = Occupation::other;
    std::string employer_name;
    std::string division_code;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<events::Event>> event_id;
    std::optional<Id<Invitation>> invitation_id;
    std::string home_reason;  // why this unit, in words
    ApplicationStatus status = ApplicationStatus::submitted;
    Instant submitted_at;
    Instant decided_at;
    std::string decision_note;
    Date cooling_ends_on;  // the last day on which it can be withdrawn without a trace
    std::string notice_version;
    std::string notice_hash;
    std::optional<Secret> signature;  // on site: the path of the signature, as SVG
    std::int64_t helped_by = 0;       // on site and by telephone: the account of the cadre
    std::int64_t version = 1;
};
const RecordType& record_of(const Application*);

// The membership. What lists show is kept beside it, so that a page of a million members is one question.
struct Member {
    Id<Member> id;
    std::optional<Id<Person>> person_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string name;
    std::string name_initials;  // pinyin: "zs" for 张三
    std::optional<Secret> phone;
    std::string card_number;
    Date joined_on;
    Id<units::Unit> joined_unit_id;  // the unit that approved it: the count of joinings stays there
    Channel channel = Channel::online;
    Occupation occupation = Occupation::other;
    std::string employer_name;
    std::optional<Id<drives::Drive>> drive_id;
    std::optional<Id<events::Event>> event_id;
    MemberStatus status = MemberStatus::active;
    std::optional<Date> left_on;
    std::int64_t version = 1;
};
const RecordType& record_of(const Member*);

struct StandPass;

// What a stand took down without a network, once for each entry of its device: when, by whose help, what became of it.
enum class EntryKind { application, check_in };
BOOST_DESCRIBE_ENUM(EntryKind, application, check_in)
std::vector<Words> labels_of(const EntryKind*);

enum class EntryStatus { handed_over, settled, closed };
BOOST_DESCRIBE_ENUM(EntryStatus, handed_over, settled, closed)
std::vector<Words> labels_of(const EntryStatus*);

struct StandEntry {
    Id<StandEntry> id;
    Id<StandPass> pass_id;
    Id<units::Unit> unit_id;
    std::string unit_path;
    std::string entry_key;  // made by the device
    EntryKind kind = EntryKind::application;
    EntryStatus status = EntryStatus::settled;
    bool already_there = false;  // the person had a membership or an open application: nothing was made a second time
    Instant taken_at;            // by the clock of the device, set by ours when the pass was issued
    Instant received_at;
    std::int64_t helped_by = 0;  // the account of the cadre
    std::optional<Id<Application>> application_id;
    std::optional<Id<Member>> member_id;
    std::optional<Id<events::Event>> event_id;
    bool representative = false, took_oath = false;
    std::string corrected;          // names of the fields that the cadre put right afterwards
    std::string reason;             // of one that was handed over: what stood in the way
    std::optional<Secret> content;  // of one that was handed over, until it is settled or closed
    std::int64_t version = 1;
};
const RecordType& record_of(const StandEntry*);

// --- for the rooms below ---

// What other rooms may react to, in the same transaction; throwing a Refusal there refuses the whole:
//   application.submitted, application.by_hotline  a request to join came in (drive_id and event_id are as given)
//   application.confirmed                          one by telephone stands, the worker having given the code
//   application.approve                            the applicant is a member
//   member.erased                                  withdrawn in the cooling-off time: the member of that id is gone,
//                                                  and whoever keeps something of them removes it now
//   stand_entry.check_in                           a stand without a network took down that a member came to an event
//   import.brought                                 a list came in, perhaps for a drive: see drive_of_import
//   stand_pass.issued                              a device was prepared, perhaps for an event: see event_of_pass
//   member.merged_away                             the member of that id is one with another now (merging_of): whoever
//                                                  keeps something of them moves it there, and remembers it (keep_moved)
//   member.restored                                that was undone: what moved goes back (moved_rows)
inline const std::string member_erased = "member.erased";

inline const std::string member_merged_away = "member.merged_away", member_restored = "member.restored";

std::optional<Application> application_of(Transaction&, Id<Application>);
// Who joins at an event joins in the drive the event belongs to.
void put_in_drive(Context&, Application, Id<drives::Drive>);
std::optional<Id<drives::Drive>> drive_of_import(Transaction&, std::int64_t import_id);
std::optional<Id<events::Event>> event_of_pass(Transaction&, std::int64_t pass_id);
std::optional<Member> member_of(Transaction&, Id<Member>);
// The number of one that was merged leads to the one that was kept.
std::optional<Member> member_by_card(Transaction&, const std::string& card_number);
// The living membership of a person.
std::optional<Member> member_of_person(Transaction&, std::int64_t person_id);
// The worker who is asking, as a person; found by their phone when they joined before they ever signed in. 0: none yet.
std::int64_t person_asking(Context&);

// Why somebody looks, where it is asked in an address: a few words, because what is typed freely could name somebody, and
// addresses are kept in many places (ASVS 14.2.1).
enum class Occasion { ordinary, checking, contacting, serving, complaint };
BOOST_DESCRIBE_ENUM(Occasion, ordinary, checking, contacting, serving, complaint)
std::vector<Words> labels_of(const Occasion*);

// Keeps that the actor looked at this member's data: the member sees who, from which unit, what and why.
void record_look(Context&, const Member&, const std::string& reason, const std::string& what);

// How many different people each account looked at since then: account, people. For alarms on mass look-ups.
std::vector<std::pair<std::int64_t, std::int64_t>> looks_by_account(Transaction&, Instant since);

// What waits in a unit's own tree: applications to decide, lists that were checked and are not committed yet.
std::int64_t count_to_decide(Transaction&, const std::string& unit_path);
std::int64_t count_checked_lists(Transaction&, const std::string& unit_path);
std::int64_t count_corrections(Transaction&, const std::string& unit_path);
std::int64_t count_fresh_warnings(Transaction&, const std::string& unit_path);
std::int64_t count_rules_waiting(Transaction&, const std::string& unit_path);  // for somebody else's confirmation

// Lists of a unit's own tree that were committed before that moment: what nobody took up of them, as invitations and as
// rows. `erase` removes at most `limit` of each and returns how many went; invitations that were taken up stay.
std::int64_t count_stale_invitations(Transaction&, const std::string& unit_path, Instant committed_before);
std::int64_t erase_stale_invitations(Transaction&, const std::string& unit_path, Instant committed_before,
                                     std::int64_t limit);

// Free text about a person, which stays when they are forgotten: without numbers, and with "本人" for their name.
std::string without_person(std::string text, const std::string& name);

// What a law or a consent wants done with a member's data, which takes a second person (approvals).
enum class Basis { consent, law, vital };
BOOST_DESCRIBE_ENUM(Basis, consent, law, vital)
std::vector<Words> labels_of(const Basis*);
struct LegalHold;

struct HoldWanted {  // stops every deletion: of one member, or, without one, of everybody in the unit's tree
    Id<units::Unit> unit_id;
    std::optional<Id<Member>> member_id;
    std::string reason, document_number;
    std::optional<Date> begins_on, ends_on;
    bool told = true;  // false: the law forbids to tell the person
};
struct HoldKept {
    Id<units::Unit> unit_id;
    std::string unit_path, document_number;
    bool is_in_force = false;
};
std::optional<HoldKept> hold_of(Transaction&, Id<LegalHold>);

struct DisclosureWanted {  // somebody outside the union is given something about this member
    Id<Member> member_id;
    std::string recipient, purpose;
    Basis basis = Basis::consent;
    std::string document_number, fields;
};
// As two people agreed; each has its line in the audit. Refuse what is not possible (any more).
void place_hold_by_two(Context&, const HoldWanted&, const std::string& set_by);
void release_hold_by_two(Context&, Id<LegalHold>, const std::string& released_by);
void disclose_by_two(Context&, const DisclosureWanted&, const std::string& given_by);

// --- two memberships of one person (README: merging) ---

struct MemberMerge;
struct MergeLine {  // one field of both, masked as the reader's rights say
    std::string label, kept, other, after;
    bool differs = false;
};
const RecordType& record_of(const MergeLine*);
struct MergeMove {  // rows of one table that go over to the one that stays
    std::string label;
    std::int64_t rows = 0;
};
const RecordType& record_of(const MergeMove*);
struct MergePlan {
    Id<Member> kept_id, other_id;
    std::int64_t kept_version = 0, other_version = 0;
    std::vector<MergeLine> lines;
    std::vector<MergeMove> moves;
    std::string says, obstacles;  // whole sentences, a line each; no obstacles: it can be done
    Date undo_until_on;
};
const RecordType& record_of(const MergePlan*);

// What merging would do, field by field; writes nothing. Needs members.read for both.
MergePlan plan_merge(Context&, Id<Member> kept, Id<Member> other);

struct MergeWanted {
    Id<Member> kept, other;
    std::int64_t kept_version = 0, other_version = 0;  // as the plan showed them: else refused (stale)
    std::string reason;
};
// Makes one membership of two, whole; both phones are told. Needs members.manage for both. Refuses (conflict) with every
// obstacle the plan names.
Id<MemberMerge> merge_members(Context&, const MergeWanted&);
// Puts both back as they were; until the day the plan named. Refuses when something done since would be lost.
void undo_merge(Context&, Id<MemberMerge>, const std::string& reason);

// For rooms that react: who became one with whom. The newest of that other one.
struct Merging {
    Id<MemberMerge> id;
    Id<Member> kept, other;
    bool other_joined_first = false;  // the joining that counts is the first
};
Merging merging_of(Transaction&, std::int64_t other_member_id);
// A row that was moved, or, with its content (platform/snapshot.h), taken out or changed.
struct MovedRow {
    std::string place;  // named by whoever moved it: "wishes.member_id"
    std::int64_t row_id = 0;
    std::string was = {};
};
void keep_moved(Context&, Id<MemberMerge>, const std::vector<MovedRow>&);
std::vector<MovedRow> moved_rows(Transaction&, Id<MemberMerge>, const std::string& place);

// Permission to see members, which rooms that show members ask too.
inline const Permission read{"members.read", {"查看会员和入会申请", "See members and applications."}};
inline const Permission enrol{"members.enrol", {"现场和热线受理入会", "Take applications on site and by telephone."}};
inline const Permission import_lists{"members.import", {"导入邀请名单", "Import lists of people to invite."}};

// --- for demonstrations and commands ---

struct Joined {  // somebody who joined elsewhere or earlier
    std::int64_t unit_id = 0;
    std::string name, phone;  // phone canonical
    Channel channel = Channel::online;
    Occupation occupation = Occupation::other;
    std::string employer_name, division_code;
    std::int64_t drive_id = 0, event_id = 0;
    Date joined_on;
};
// Brings members in as they are, with person, card and counts, a thousand or so at a time. Returns their ids.
std::vector<Id<Member>> bring_members(Context&, const std::vector<Joined>&);

}  // namespace unionhall::members
