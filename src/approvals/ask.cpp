// Asking for something that takes two people: what is wanted is checked, put into plain words, and hashed with them.
#include "approvals/handlers.h"
#include "approvals/store.h"
#include "drives/model.h"
#include "platform/settings.h"

namespace unionhall::approvals {

// clang-format off
const RecordType& record_of(const Asked*) {
    static const auto type = record<Asked>("approval_asked", "", {"双人审批申请", "request for two people"}, {
        field(&Asked::kind,        "kind",        {"事项", "What"}).required(),
        field(&Asked::unit_id,     "unit_id",     {"涉及的工会", "Unit concerned"}).required(),
        field(&Asked::reason,      "reason",      {"理由", "Reason"}).required().at_most(500)
            .help("批准人和名单上的本人都能看到。", "Whoever approves reads it, and so do the people on the list."),
        field(&Asked::drive_id,    "drive_id",    {"入会行动", "Drive"}),
        field(&Asked::occupation,  "occupation",  {"从事的工作", "Occupation"}),
        field(&Asked::with_phones, "with_phones", {"包括手机号码", "With phone numbers"}),
        field(&Asked::before,      "before",      {"此日之前确认的名单", "Lists committed before"}),
        field(&Asked::account_id,  "account_id",  {"授予账号", "Account"}),
        field(&Asked::role,        "role",        {"角色", "Role"}),
        field(&Asked::ends_on,     "ends_on",     {"到期日期", "Ends on"}),
    });
    return type;
}
// clang-format on

namespace {

std::string zh_of(std::int64_t n) { return std::to_string(n); }

Words members_meant(Context& context, const Approval& a, const Wanted& w, const std::string& unit) {
    Words who{"“" + unit + "”及其下级的 " + zh_of(a.people) + " 名在册会员",
              std::to_string(a.people) + " active members of \"" + unit + "\" and everything below it"};
    if (w.drive_id) {
        auto title = context.find(*w.drive_id).title;
        who.zh += "（入会行动“" + title + "”）";
        who.en += " (drive \"" + title + "\")";
    }
    if (w.occupation) {
        who.zh += "（" + label_of(*w.occupation).zh + "）";
        who.en += " (" + label_of(*w.occupation).en + ")";
    }
    return who;
}

Words plain_words(Context& context, const Approval& a, const Wanted& w) {
    auto unit = units::name_of_unit(context.tx, a.unit_id.number);
    auto hours = std::to_string(context.services.settings.unmasked_hours);
    switch (a.kind) {
        case Kind::member_export: {
            auto who = members_meant(context, a, w, unit);
            return {
                "把" + who.zh + "的姓名、会员证号、所属工会、入会日期、从事的工作" +
                    (w.with_phones ? "和完整的手机号码" : "") +
                    "导出成一个表格。只能下载一次；每一行都写有申请编号和申请人、批准人的姓名；名单上的每个人都会在“谁看过我的资料”里看到。",
                "Writes the names, card numbers, unions, days of joining and occupations" +
                    std::string(w.with_phones ? ", and the phone numbers in full," : "") + " of " + who.en +
                    " into one table. It can be downloaded once; each row bears the number of this request and the "
                    "names of who asked and who approved; each person sees it under \"Who looked at my data\"."};
        }
        case Kind::list_unmasking: {
            auto who = members_meant(context, a, w, unit);
            return {
                "让申请人在 " + hours + " 小时内看到" + who.zh +
                    "未脱敏的姓名等资料（手机和证件号码仍然遮盖），到时自动恢复；名单上的每个人都会在“谁看过我的资料”里看到。",
                "Lets whoever asked see the names and other masked fields of " + who.en + " for " + hours +
                    " hours (phones and id numbers stay covered), then ends by itself; each person sees it under "
                    "\"Who looked at my data\"."};
        }
        case Kind::invitation_erasure:
            return {"永久删除“" + unit + "”及其下级在 " + to_text(*w.before) + " 之前确认的名单里没有人领取的 " +
                        zh_of(a.people) + " 份邀请和名单各行，不能恢复。已入会的人不受影响。",
                    "Deletes for good " + std::to_string(a.people) +
                        " invitations that nobody took up, with the rows of their lists, committed before " +
                        to_text(*w.before) + " in \"" + unit +
                        "\" and everything below it. Nobody who joined is affected."};
        case Kind::role_grant: {
            auto account = context.find(*w.account_id);
            Words until = w.ends_on ? Words{"，到 " + to_text(*w.ends_on) + " 为止", ", until " + to_text(*w.ends_on)}
                                    : Words{"，没有到期日", ", without an end"};
            return {"把“" + label_of(*w.role).zh + "”授给" + account.name + "（登录名 " + account.login +
                        "），范围是“" + unit + "”及其全部下级" + until.zh + "。",
                    "Makes " + account.name + " (sign-in name " + account.login + ") \"" + label_of(*w.role).en +
                        "\" at \"" + unit + "\" and everything below it" + until.en + "."};
        }
        case Kind::key_rotation:
            break;
    }
    return {
        "启用一把新的数据密钥，并在后台把全部加密内容逐批改用新密钥；旧密钥在确认没有任何内容使用、且做过新备份之后才删除。期间照常使用。",
        "Takes a new data key into use and seals everything anew in the background, a little at a time. The old key goes "
        "only when nothing uses it and a new backup was made. Everybody goes on working."};
}

void require_fields(const Asked& asked) {
    std::vector<Problem> problems;
    auto missing = [&](bool is_missing, const char* field, Words message) {
        if (is_missing) problems.push_back({field, std::move(message)});
    };
    if (asked.kind == Kind::role_grant) {
        missing(!asked.account_id, "account_id", {"请选择授予哪个账号。", "Say to which account."});
        missing(!asked.role, "role", {"请选择角色。", "Say which role."});
    }
    if (asked.kind == Kind::invitation_erasure)
        missing(!asked.before, "before", {"请填写日期。", "Say before which day."});
    refuse_if_any(std::move(problems));
}

// Only what belongs to the kind is taken over, so that nothing unread is approved.
Wanted wanted_by(Context& context, const Asked& asked) {
    Wanted w;
    if (asked.kind == Kind::member_export) {
        w.drive_id = asked.drive_id, w.occupation = asked.occupation;
        w.with_phones = asked.with_phones.value_or(false);
    }
    if (asked.kind == Kind::member_export || asked.kind == Kind::list_unmasking)
        w.up_to_member = newest_member(context.tx);
    if (asked.kind == Kind::invitation_erasure) w.before = asked.before;
    if (asked.kind == Kind::role_grant) w.account_id = asked.account_id, w.role = asked.role, w.ends_on = asked.ends_on;
    return w;
}

std::int64_t count_people(Context& context, const Approval& a, const Wanted& w) {
    if (a.kind == Kind::member_export || a.kind == Kind::list_unmasking)
        return count_concerned(context.tx, a.unit_path, w);
    if (a.kind == Kind::invitation_erasure)
        return members::count_stale_invitations(context.tx, a.unit_path, beginning_of(*w.before));
    return a.kind == Kind::role_grant ? 1 : 0;
}

}  // namespace

Approval ask(Context& context, const Asked& asked) {
    auto path = context.unit_path(asked.unit_id.number);
    if (path.empty() || !context.may(needed_to_ask(asked.kind), path)) {
        if (!context.actor.may_somewhere(needed_to_ask(asked.kind))) context.require(needed_to_ask(asked.kind), path);
        refuse("unit_id", {"这个工会不在您的管理范围。", "That unit is outside your reach."});
    }
    require_fields(asked);
    auto w = wanted_by(context, asked);
    if (w.account_id) {
        accounts::RoleGrant grant{.account_id = *w.account_id, .role = *w.role, .unit_id = asked.unit_id};
        refuse_if_any(accounts::check_grant(context, grant, context.actor.account_id));
    }
    Approval a{.id = context.new_id<Approval>(),
               .unit_id = asked.unit_id,
               .unit_path = path,
               .kind = asked.kind,
               .payload = canonical(w),
               .reason = asked.reason,
               .asked_by = context.actor.account_id,
               .asked_by_name = context.actor.name,
               .asked_at = context.now,
               .expires_at = plus_seconds(context.now, context.services.settings.request_hours * 3600)};
    a.people = count_people(context, a, w);
    if (asked.kind == Kind::member_export || asked.kind == Kind::list_unmasking) {
        if (!a.people) refuse("unit_id", {"这里没有符合条件的会员。", "There are no such members here."});
        if (a.people > export_members_max)
            refuse("unit_id", {"一次最多 " + std::to_string(export_members_max) + " 人，请缩小范围。",
                               "At most " + std::to_string(export_members_max) + " people at once. Ask for fewer."});
    }
    auto words = plain_words(context, a, w);
    a.plain_zh = words.zh, a.plain_en = words.en;
    a.payload_hash = hash_of(a);
    context.insert(a);
    return a;
}

}  // namespace unionhall::approvals
