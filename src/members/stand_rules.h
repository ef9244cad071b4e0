// What is true of a stand without a network, whatever the database or the web may say: no I/O, no clock.
#pragma once

#include "members/notice.h"
#include "members/rules.h"
#include "members/stand_model.h"

namespace unionhall::members {

inline constexpr std::int64_t pass_lives_s = 24 * 3600, pass_sends_s = 7 * 24 * 3600, handed_over_kept_days = 30;
inline constexpr std::int64_t clock_slack_s = 600;   // by which a device's clock may be wrong
inline constexpr std::int64_t passes_open_max = 20;  // of one cadre
inline constexpr std::int64_t entries_of_pass_max = 2'000;
inline constexpr std::size_t stand_homes_max = 2'000, stand_divisions_max = 200;
inline constexpr std::size_t entry_key_bytes_max = 40, sealed_bytes_max = 60'000;

const Workflow<StandPass, PassStatus>& pass_flow();
const Workflow<StandEntry, EntryStatus>& entry_flow();
inline const Workflow<StandPass, PassStatus>& workflow_of(const StandPass*) { return pass_flow(); }
inline const Workflow<StandEntry, EntryStatus>& workflow_of(const StandEntry*) { return entry_flow(); }

// What keeps an entry from being taken, or nothing: the pass is revoked, closed or past sending; or the entry was taken
// before the pass was issued, after it had expired, or later than now.
std::optional<Words> objection_to(const StandPass&, Instant now);
std::optional<Words> objection_to_time(const StandPass&, Instant taken_at, Instant now);

// The newest notice in the language whose hash the device kept; a problem when the notice has changed since, or when the
// hash is of other words.
struct NoticeRead {
    Language language = Language::zh;
    std::vector<Problem> problems;
};
NoticeRead notice_read(const std::string& version, const std::string& hash);

// Lays the corrections over the content; returns the names of the fields that changed by it, with commas.
template <class Corrections>
std::string put_right(StandContent& content, const Corrections& given) {
    std::string names;
    auto keep = [&](const char* name, auto& old, const auto& now, bool is_given) {
        if (!is_given || old == now) return;
        old = now;
        names += (names.empty() ? "" : ",") + std::string(name);
    };
    keep("phone", content.phone, given.phone, !given.phone.empty());
    keep("division_code", content.division_code, given.division_code, !given.division_code.empty());
    keep("card_number", content.card_number, given.card_number, !given.card_number.empty());
    keep("unit_id", content.unit_id, given.unit_id, given.unit_id.has_value());
    keep("event_id", content.event_id, std::optional<Id<events::Event>>{}, given.without_event);
    return names;
}

// What the token of a pass is made of, besides a key of the house.
std::string token_text(const StandPass&);
// What an entry is sealed with as its context.
std::string seal_context(const StandPass&, const std::string& entry_key);

// In words for the cadre at the device.
Words receipt_words(const StandEntry&);

}  // namespace unionhall::members
