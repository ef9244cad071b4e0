// Who is asking, what they may do, and where. A grant is a permission at a unit; it reaches that unit and everything
// below it. The tree is a stored path ("/1/k/3/"), so reach is a range of text: from the path up to its successor.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/words.h"

namespace unionhall {

struct Permission {
    std::string_view name = {};
    Label about = {};
};

struct Grant {
    std::string permission, unit_path;
};

// Names and other personal fields in the clear; without it they are masked. Everybody's own data is clear to them.
inline const Permission see_personal{"personal.see",
                                     {"查看未脱敏的个人信息", "See names and other personal fields unmasked."}};

// True when `path` is the unit at `top` or below it.
inline bool is_within(std::string_view path, std::string_view top) { return !top.empty() && path.starts_with(top); }

// The first text after everything that begins with the path: '/' is followed by '0'.
inline std::string after_path(std::string path) {
    if (!path.empty()) path.back() = '0';
    return path;
}

struct Actor {
    enum class Kind { nobody, staff, worker };

    Kind kind = Kind::nobody;
    std::int64_t account_id = 0, session_id = 0;
    std::int64_t person_id = 0;  // of a worker, once there is one
    std::int64_t unit_id = 0;    // of staff: the unit they work for
    std::string name;            // of staff: shown to those whose data they looked at
    std::vector<Grant> grants;
    bool lacks_codes = false;         // staff who have not set up one-time codes yet
    bool has_first_password = false;  // staff whose password somebody else set: they may choose their own, and no more
    std::int64_t proved_at_us = 0;    // when the session last proved who it is, by password or phone
    bool has_renewed_token = false;  // the session got this token in the place of another, which ends when this is used
    bool has_earlier_token = false;  // it came by that other

    bool may(const Permission& permission, std::string_view unit_path) const {
        return std::ranges::any_of(
            grants, [&](auto& g) { return g.permission == permission.name && is_within(unit_path, g.unit_path); });
    }
    bool may_somewhere(const Permission& permission) const {
        return std::ranges::any_of(grants, [&](auto& g) { return g.permission == permission.name; });
    }
    // The tops of the parts of the tree where the permission holds, none inside another; sorted.
    std::vector<std::string> reach(const Permission& permission) const {
        std::vector<std::string> tops;
        for (auto& g : grants)
            if (g.permission == permission.name) tops.push_back(g.unit_path);
        std::ranges::sort(tops);
        std::vector<std::string> outer;
        for (auto& top : tops)
            if (outer.empty() || !is_within(top, outer.back())) outer.push_back(top);
        return outer;
    }
};

// What a route asks of the person at the door. There is no default: every route says.
struct Door {
    enum class Kind { anyone, signed_in, worker, staff, permitted } kind;
    Permission permission = {};
    // To staff who have yet to set up one-time codes, where the house requires them, or to choose their own password.
    bool is_open_without_codes = false;
};
inline Door anyone() { return {Door::Kind::anyone}; }
inline Door signed_in() { return {Door::Kind::signed_in}; }
inline Door a_worker() { return {Door::Kind::worker}; }  // signed in by a code to their own phone
inline Door staff() { return {Door::Kind::staff}; }
inline Door even_without_codes(Door door) { return {door.kind, std::move(door.permission), true}; }
inline Door may(const Permission& permission) { return {Door::Kind::permitted, permission}; }

}  // namespace unionhall
