// Once a minute: requests whose time is over expire, mass look-ups raise an alarm, and old keys that nothing needs go.
#include "approvals/handlers.h"
#include "approvals/store.h"
#include "platform/settings.h"

namespace unionhall::approvals {

// clang-format off
const RecordType& record_of(const AlarmSeen*) {
    static const auto type = record<AlarmSeen>("alarm_seen", "", {"处理警报", "what was found"}, {
        field(&AlarmSeen::note, "note", {"处理说明", "What was found"}).required().at_most(500),
    });
    return type;
}
// clang-format on

static void expire(Context& context) {
    for (auto& before : overdue(context.tx, context.now)) {
        auto a = before;
        a.status = Status::expired;
        context.tx.update(a);
        context.note("approval.expired", &before, &a);
    }
}

static void raise_alarms(Context& context) {
    auto most = context.services.settings.looks_an_hour;
    if (!most) return;
    auto hour_ago = plus_seconds(context.now, -3600);
    for (auto& [account_id, people] : members::looks_by_account(context.tx, hour_ago)) {
        if (people - people_reached(context.tx, account_id, hour_ago) <= most) continue;
        if (has_alarm_since(context.tx, account_id, hour_ago)) continue;
        auto account = context.tx.first<accounts::Account>("where id = $1", {account_id});
        if (!account || !account->unit_id) continue;
        Alarm alarm{.id = context.new_id<Alarm>(),
                    .unit_id = account->unit_id,
                    .account_id = account->id,
                    .who = account->name,
                    .amount = people,
                    .at = context.now};
        context.insert(alarm);
        context.note<Alarm>("alarm.raised", nullptr, &alarm);
    }
}

bool watch(Context& context, std::int64_t, const std::string&) {
    expire(context);
    raise_alarms(context);
    drop_unused_keys(context, false);
    return false;
}

Alarm deal_with_alarm(Context& context, const Alarm& before, const Draft<AlarmSeen>& draft) {
    if (before.is_seen) throw conflict({"这条警报已经处理过。", "This alarm was dealt with already."});
    if (before.account_id.number == context.actor.account_id)
        throw conflict({"关于自己的警报由别人处理。", "Somebody else deals with an alarm about oneself."});
    auto alarm = before;
    alarm.is_seen = true;
    alarm.note = draft.applied_to({}).note;
    context.update(alarm);
    return alarm;
}

}  // namespace unionhall::approvals
