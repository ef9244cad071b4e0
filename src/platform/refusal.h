// A refusal is an answer, not a failure: the request was understood and the answer is no.
// Anything else that is thrown is a fault: logged, rolled back, answered with 500.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "platform/words.h"

namespace unionhall {

// One thing that is wrong with one field, as a whole sentence for the person who sent it.
struct Problem {
    std::string field;  // empty when the problem is with the whole
    Words message;
};

struct Refusal : std::runtime_error {
    enum class Reason {
        malformed,      // 400: not the shape we read
        not_signed_in,  // 401
        forbidden,      // 403
        unproved,       // 403 of a type of its own: prove your password first, then ask again
        not_found,      // 404, also where the asker may not know that it exists
        conflict,       // 409
        stale,          // 412: somebody else changed it first
        too_large,      // 413
        invalid,        // 422: everything that is wrong, at once
        unversioned,    // 428: a change must say which version it changes
        too_many,       // 429
        not_now,        // 503: full, or shutting down; try again
        not_saved       // 507: the store could not keep it
    };

    Refusal(Reason reason, Words title, std::vector<Problem> problems = {})
        : std::runtime_error(title.en), reason(reason), title(std::move(title)), problems(std::move(problems)) {}

    Reason reason;
    Words title;
    std::vector<Problem> problems;
    int retry_after_s = 0;    // for too_many and not_now
    bool keeps_work = false;  // what was written before it stays: a wrong code is counted even though the answer is no
};

inline Refusal not_found(const Words& what) {
    return {Refusal::Reason::not_found, {"没有找到这个" + what.zh + "。", "There is no such " + what.en + "."}};
}
inline Refusal conflict(Words why) { return {Refusal::Reason::conflict, std::move(why)}; }
inline Refusal forbidden(Words why) { return {Refusal::Reason::forbidden, std::move(why)}; }
inline Refusal too_many(Words why, std::int64_t retry_after_s) {
    Refusal later{Refusal::Reason::too_many, std::move(why)};
    later.retry_after_s = static_cast<int>(retry_after_s);
    return later;
}
// Keeps what the request has written so far; everything else about it is a refusal like any other.
inline Refusal kept(Refusal refusal) { return refusal.keeps_work = true, refusal; }
inline Refusal malformed(Words why) { return {Refusal::Reason::malformed, std::move(why)}; }

inline void refuse_if_any(std::vector<Problem> problems) {
    if (!problems.empty())
        throw Refusal(Refusal::Reason::invalid,
                      {"有些内容还不能接受，请按提示修改。", "Some of this cannot be accepted yet."},
                      std::move(problems));
}
inline void refuse(std::string field, Words message) { refuse_if_any({{std::move(field), std::move(message)}}); }

}  // namespace unionhall
