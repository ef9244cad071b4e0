// The only files that speak SQL about members: store*.cpp. People, applications, memberships and what belongs to them.
#pragma once

#include "members/evidence.h"
#include "members/rules.h"
#include "platform/api.h"

namespace unionhall::members {

std::optional<Person> person_of(Transaction&, std::int64_t person_id);
std::optional<Person> person_by_phone(Transaction&, const std::string& canonical_phone);
bool is_id_number_of_another(Transaction&, const std::string& id_number, std::int64_t person_id);

std::optional<Application> open_application_of(Transaction&, std::int64_t person_id);
std::optional<Application> newest_application_of(Transaction&, std::int64_t person_id);
std::vector<Application> applications_of(Transaction&, std::int64_t person_id);
std::optional<Application> waiting_for_code(Transaction&, const std::string& canonical_phone);
std::optional<Member> newest_membership_of(Transaction&, std::int64_t person_id);
// The membership that an approved application made.
std::optional<Member> membership_from(Transaction&, const Application&);

bool is_card_number_taken(Transaction&, const std::string& number);
std::optional<Card> card_of(Transaction&, Id<Member>);  // the one in force
void revoke_cards(Transaction&, Id<Member>, Instant at);

// What the holder of the nonce may know: whether this card is in force. Nothing else leaves the database.
bool is_card_in_force(Transaction&, const std::string& nonce);

std::vector<Consent> consents_of(Transaction&, std::int64_t person_id);
void withdraw_consents(Transaction&, std::int64_t person_id, Instant at);
std::vector<Look> looks_of(Transaction&, std::int64_t person_id);
std::vector<MemberChange> changes_of(Transaction&, Id<Member>);

// Removes the membership with its card and history, the consent, and the lists' mention of that phone.
void erase_member(Transaction&, const Member&);
void erase_consents_of(Transaction&, Id<Application>);
// Removes the person with every look at them, unless another application or membership still needs them.
void erase_person(Transaction&, Id<Person>);

// What the rows themselves say, for the recounts of the measures.
using Counted = std::function<void(const Delta&)>;
void count_joined(Transaction&, const DaySpan&, const Counted&);
void count_active(Transaction&, const DaySpan&, const Counted&);
void count_drives(Transaction&, const DaySpan&, const Counted&);

}  // namespace unionhall::members
