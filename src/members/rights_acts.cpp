// What was done with a person's data, in words for that person: steps, and what the house does by itself. Acts that are a
// route of their own have the route's words (platform/act_names.h).
#include <map>

#include "members/lists.h"
#include "members/rights_api.h"

namespace unionhall::members {

// clang-format off
static const std::map<std::string, Words>& acts() {
    static const std::map<std::string, Words> all{
        {"application.confirm",     {"本人确认热线申请", "The application by telephone was confirmed"}},
        {"application.approve",     {"批准入会", "The application was approved"}},
        {"application.return",      {"退回补正", "The application was returned"}},
        {"application.refuse",      {"不予批准", "The application was refused"}},
        {"application.resubmit",    {"重新提交", "The application was submitted again"}},
        {"application.withdraw",    {"撤回申请", "The application was withdrawn"}},
        {"application.forgotten",   {"到期清除入会申请", "The application was cleared after its time"}},
        {"member.joined",           {"成为会员", "Joined"}},
        {"member.transfer",         {"转移会籍", "The membership was transferred"}},
        {"member.retain",           {"保留会籍", "The membership was retained"}},
        {"member.return",           {"恢复会籍", "The membership was taken up again"}},
        {"member.leave",            {"退会", "Left"}},
        {"member.merged",           {"与另一份会籍合并", "Merged with another membership of the same person"}},
        {"member.merged_away",      {"并入另一份会籍", "Made one with another membership of the same person"}},
        {"member.unmerged",         {"撤销会籍合并", "The merging was undone"}},
        {"member.restored",         {"撤销合并后恢复会籍", "The membership was restored when the merging was undone"}},
        {"member.erased",           {"删除会员资料", "The membership was erased"}},
        {"member.forgotten",        {"到期清除会员资料", "The membership was cleared after its time"}},
        {"person.forgotten",        {"按本人要求删除资料", "Everything was erased as wished"}},
        {"correction.accept",       {"同意更正", "The correction was accepted"}},
        {"correction.refuse",       {"不同意更正", "The correction was refused"}},
        {"correction.withdraw",     {"撤回更正申请", "The correction was withdrawn"}},
        {"legal_hold.release",      {"解除法定留存", "The legal hold was released"}},
        {"attendance.made",         {"签到", "Checked in"}},
        {"stand_entry.carry_out",   {"办理现场离线记录", "What was taken down at a stand was carried out"}},
        {"stand_entry.check_in",    {"现场离线签到入账", "A check-in at a stand was entered"}},
        {"stand_entry.close",       {"结束现场离线记录", "What was taken down at a stand was closed"}},
        {"stand_entry.forgotten",   {"清除现场离线记录内容", "What was taken down at a stand was cleared"}},
        {"session.ended",           {"退出或结束会话", "Signed out"}},
        {"session.opened",          {"登录", "Signed in"}},
        {"account.idle",            {"因长期不用关闭账号", "The account was closed, long unused"}},
    };
    return all;
}
// clang-format on

Naming naming_of_acts() { return naming_of_codes("verb", acts()); }

// Records that no route gives as they are.
template <class... T>
static std::map<std::string, Words> labels_of() {
    std::map<std::string, Words> all;
    for (auto* type : {&type_of<T>()...}) all.try_emplace(type->name, type->label);
    return all;
}

Naming naming_of_things() {
    return naming_of_codes("subject", labels_of<Person, Consent, Erasure, StandEntry, Import, ImportRow>());
}

}  // namespace unionhall::members
