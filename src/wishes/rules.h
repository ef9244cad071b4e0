// What is true of wishes whatever the database or the web may say: no I/O, no clock, no context.
#pragma once

#include "wishes/model.h"

namespace unionhall::wishes {

inline const Permission read{"wishes.read", {"查看微心愿", "See wishes"}};
inline const Permission manage{"wishes.manage", {"组织微心愿、发布心愿", "Hold rounds of wishes and publish wishes"}};
inline const Permission keep{"wishes.keep", {"在站点接收心愿物品", "Receive gifts at the station"}};
// Held by nobody through a role: the wisher with their own wish, the giver with what they took on.
inline const Permission own{"wishes.own", {"本人办理自己的心愿", "One's own wish."}};
inline const Permission give{"gifts.own", {"本人办理自己认领的心愿", "A wish one has taken on."}};
// Nobody holds it: time does it.
inline const Permission by_itself{"wishes.by_itself", {"到期", "Time."}};

inline constexpr std::int64_t wishes_a_round_max = 1;  // of one member
inline constexpr std::int64_t gifts_at_once_max = 3;   // that one giver has taken on and not brought yet
inline constexpr std::int64_t text_kept_days = 365;    // after a wish has ended
inline constexpr std::size_t digits_in_a_row_max = 6;  // more would be a telephone or a paper

inline constexpr const char* claim_days_rule = "wishes.claim_days";  // to bring what one took on

// A wish says what, and nothing of who or where to call.
std::vector<Problem> check_text(const std::string& text);
std::vector<Problem> check(const WishRound&);
bool has_ended(Status);
// A member may wish in the rounds of their own union and of the unions above it.
bool may_wish(std::string_view member_unit_path, const WishRound&);

Delta confirmed_delta(const Wish&);

}  // namespace unionhall::wishes
