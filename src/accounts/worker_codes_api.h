// One-time codes of workers, who may turn them on beside the code by text message (ASVS 6.6.1), and who may lose the app
// that makes them. Private to this room.
#pragma once

#include "accounts/sign_in_api.h"

namespace unionhall::accounts {

struct OwnCode {
    std::string one_time_code;
};
struct EndOfCodes {
    std::optional<Instant> ends_at;  // none: they are off now, or stay on
    std::string says;
};
const RecordType& record_of(const OwnCode*);
const RecordType& record_of(const EndOfCodes*);

// A wrong code on a phone that is signed in: after `failures_max` of them the session ends, and its owner's door stays open.
void count_in_session(Context&);
void tell_codes_are_on(Context&, const Account&);
// Turned off, they are turned on again after a while only: each time is a text message to pay for.
inline constexpr std::int64_t on_again_s = 600;
void refuse_on_again(const Context&, const Credentials&);
bool have_ended(const Context&, const Credentials&);  // the app was lost, and the wait is over
// The account and its credentials, held, once codes whose wait is over are taken off.
Held without_ended_codes(Context&, Id<Account>);

EndOfCodes end_codes(Context&, const Draft<OwnCode>&);  // by one of them, at once
// The app is lost: after `lost_codes_hours` a code by text message is enough again. Until then the phone and every device
// that is signed in are told, and whoever has the app keeps the codes on. Whoever gets hold of the number alone has to go
// unnoticed for that long. Said anew at most once in `lost_again_s`: each time is a text message to pay for.
inline constexpr std::int64_t lost_again_s = 3600;
EndOfCodes lose_codes(Context&, const Draft<Nothing>&);
EndOfCodes lose_codes_at_door(Context&, const Draft<PhoneSignIn>&);  // by a code sent to the phone
EndOfCodes keep_codes(Context&, const Draft<OwnCode>&);              // by one of the app, which is not lost then
Current see_codes_ended(Context&, const Draft<Nothing>&);            // `codes_end_at` is not shown any more

}  // namespace unionhall::accounts
