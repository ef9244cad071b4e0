// What proves and protects a membership: the card, the consent, the look at somebody's data, the change of standing.
#pragma once

#include "members/model.h"

namespace unionhall::members {

struct Card {
    Id<Card> id;
    Id<Member> member_id;
    std::string number;
    Bytes nonce;  // what the token of the QR is made of
    Instant issued_at, revoked_at;
};
const RecordType& record_of(const Card*);

enum class Purpose { membership };
BOOST_DESCRIBE_ENUM(Purpose, membership)
std::vector<Words> labels_of(const Purpose*);

struct Consent {
    Id<Consent> id;
    Id<Person> person_id;
    Id<Application> application_id;
    Purpose purpose = Purpose::membership;
    std::string text_version, text_hash;
    Instant given_at, withdrawn_at;
};
const RecordType& record_of(const Consent*);

struct Look {
    Id<Look> id;
    Id<Person> person_id;
    std::int64_t account_id = 0;
    Instant at;
    std::string who, unit_name, reason, what;
};
const RecordType& record_of(const Look*);

enum class Change { left, retained, returned, moved_out, moved_in };
BOOST_DESCRIBE_ENUM(Change, left, retained, returned, moved_out, moved_in)
std::vector<Words> labels_of(const Change*);

struct MemberChange {
    Id<MemberChange> id;
    Id<Member> member_id;
    Id<units::Unit> unit_id;
    Date day;
    Change what = Change::left;
    std::int64_t amount = 0;  // to the number of active members of that unit
    std::string note;
};
const RecordType& record_of(const MemberChange*);

}  // namespace unionhall::members
