// The only files that speak SQL about wishes.
#pragma once

#include "platform/context.h"
#include "wishes/rules.h"

namespace unionhall::wishes {

inline constexpr std::int64_t shown_max = 200;
std::vector<WishRound> open_rounds_around(Transaction&,
                                          const std::string& unit_path);            // of that unit and those above it
std::int64_t wishes_in_round(Transaction&, Id<WishRound>, std::int64_t member_id);  // that were not withdrawn
std::vector<Wish> wishes_of_member(Transaction&, std::int64_t member_id);           // newest first
// Of that member, at most `moved_wishes_max`; and that wish, if it is there still and is `from`'s, is `to`'s.
inline constexpr std::int64_t moved_wishes_max = 10'000;
std::vector<std::int64_t> wish_ids_of(Transaction&, std::int64_t member_id);
void give_wish(Transaction&, std::int64_t wish_id, std::int64_t from, std::int64_t to);
std::vector<Wish> published_wishes(Transaction&);  // in rounds that are open, the longest waiting first
std::vector<Wish> gifts_of(Transaction&, std::int64_t account_id);
std::int64_t gifts_under_way(Transaction&, std::int64_t account_id);
// Published or submitted, in a round that is over; taken on before that moment and not brought.
std::vector<Wish> wishes_to_expire(Transaction&, Date today);
std::vector<Wish> wishes_claimed_before(Transaction&, const std::string& unit_path, Instant);
std::int64_t claim_days(Transaction&, Date today);
// Of wishes that ended before then: the text, and who it was.
void forget_texts(Transaction&, Instant ended_before);
// Of a membership that never was: open wishes end as withdrawn, and none says any more what was wished, and by whom.
void forget_wishes_of(Transaction&, std::int64_t member_id, Instant now);

void recount_confirmed(Transaction&, const DaySpan&, const std::function<void(const Delta&)>&);
Holdings holdings();

}  // namespace unionhall::wishes
