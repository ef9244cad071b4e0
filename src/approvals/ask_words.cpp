// What a request will do, in plain words of both languages: what is approved is what stands here.
#include "approvals/handlers.h"
#include "drives/model.h"
#include "platform/settings.h"

namespace unionhall::approvals {
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

// By its number only: whoever approves does not see members.
Words member_named(const Wanted& w, const std::string& unit) {
    return {"“" + unit + "”的一名会员（编号 " + w.member_id->text() + "）",
            "one member of \"" + unit + "\" (number " + w.member_id->text() + ")"};
}

Words hold_words(const Wanted& w, const std::string& unit) {
    Words who = w.member_id ? member_named(w, unit)
                            : Words{"“" + unit + "”及其下级全体人员", "everybody of \"" + unit + "\" and below"};
    Words from = w.begins_on ? Words{"从 " + to_text(*w.begins_on) + " 起", "from " + to_text(*w.begins_on)}
                             : Words{"从批准之日起", "from the day of approval"};
    Words until = w.ends_on ? Words{"到 " + to_text(*w.ends_on) + " 为止", "until " + to_text(*w.ends_on)}
                            : Words{"直到解除", "until it is released"};
    Words told = w.is_untold ? Words{"依法不告知本人。", "The law forbids to tell the person."}
                             : Words{"本人能看到这项留存。", "The person can see it."};
    return {from.zh + "，" + until.zh + "，停止删除" + who.zh + "的资料，本人要求删除的也要等候。依据：" +
                w.document_number + "。" + told.zh,
            "Stops every deletion of data of " + who.en + ", also where they ask for it, " + from.en + ", " + until.en +
                ". Paper: " + w.document_number + ". " + told.en};
}

Words disclosure_words(const Wanted& w, const std::string& unit) {
    auto who = member_named(w, unit);
    auto basis = label_of(*w.basis);
    return {"把" + who.zh + "的下列资料提供给“" + w.recipient + "”：" + w.fields + "。用于：" + w.purpose + "。依据：" +
                basis.zh + "（" + w.document_number + "）。本人会在“我的资料给了谁”里看到。",
            "Gives \"" + w.recipient + "\" these data of " + who.en + ": " + w.fields + ". For: " + w.purpose +
                ". Ground: " + basis.en + " (" + w.document_number +
                "). The person sees it under \"Who was given my data\"."};
}

Words member_codes_words(const Wanted& w, const std::string& unit) {
    auto who = member_named(w, unit);
    return {
        "停用" + who.zh +
            "的动态口令，并让其所有设备退出登录，短信会告知本人。之后凭短信验证码登录。请先请本人到场，核对身份证件。",
        "Takes the one-time codes of " + who.en +
            " off and signs all their devices out; a text message tells them. They sign in by text message then. Have "
            "them come in person first, and look at their identity card."};
}

}  // namespace

Words plain_words(Context& context, const Approval& a, const Wanted& w) {
    auto unit = units::name_of_unit(context.tx, a.unit_id.number);
    auto hours = std::to_string(context.services.settings.unmasked_hours);
    switch (a.kind) {
        case Kind::member_export: {
            auto who = members_meant(context, a, w, unit);
            return {
                "把" + who.zh + "的姓名、会员证号、所属工会、入会日期、从事的工作" +
                    (w.with_phones ? "和完整的手机号码" : "") +
                    "导出成一个表格。要由两个人批准；只能下载一次；每一行都写有申请编号和申请人、两位批准人的姓名；名单上的每个人都会在“谁看过我的资料”里看到。",
                "Writes the names, card numbers, unions, days of joining and occupations" +
                    std::string(w.with_phones ? ", and the phone numbers in full," : "") + " of " + who.en +
                    " into one table. Two people approve it. It can be downloaded once; each row bears the number of this "
                    "request and the names of who asked and of both who approved; each person sees it under \"Who looked at my data\"."};
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
        case Kind::code_removal: {
            if (w.member_id) return member_codes_words(w, unit);
            auto account = context.find(*w.account_id);
            return {
                "停用" + account.name + "（登录名 " + account.login +
                    "）的动态口令，并让其所有设备退出登录。之后凭密码登录，并须重新启用动态口令。请先向本人当面核实手机确已遗失。",
                "Takes the one-time codes of " + account.name + " (sign-in name " + account.login +
                    ") off and signs all their devices out. They sign in by password then and set codes up anew. "
                    "Ask them in person first whether the phone is really lost."};
        }
        case Kind::legal_hold:
            return hold_words(w, unit);
        case Kind::hold_release: {
            auto paper = members::hold_of(context.tx, *w.hold_id)->document_number;
            return {"解除“" + unit + "”依据“" + paper +
                        "”设置的法定留存。到期的资料和本人要求删除的资料随后会被删除，不能恢复。",
                    "Releases the legal hold at \"" + unit + "\" (paper " + paper +
                        "). What is due, and what people asked to have erased, is deleted for good afterwards."};
        }
        case Kind::disclosure:
            return disclosure_words(w, unit);
        case Kind::key_rotation:
            break;
    }
    return {
        "启用一把新的数据密钥，并在后台把全部加密内容逐批改用新密钥；旧密钥在确认没有任何内容使用、且做过新备份之后才删除。期间照常使用。",
        "Takes a new data key into use and seals everything anew in the background, a little at a time. The old key goes "
        "only when nothing uses it and a new backup was made. Everybody goes on working."};
}

}  // namespace unionhall::approvals
