#include "members/stand_rules.h"

namespace unionhall::members {

// clang-format off
const Workflow<StandPass, PassStatus>& pass_flow() {
    using enum PassStatus;
    static const Workflow<StandPass, PassStatus> flow{&StandPass::status, open, {
        // step      from             to       who may  label
        {"revoke",   {open},          revoked, enrol,   {"停用", "Revoke"}},
        {"restore",  {revoked},       open,    enrol,   {"恢复使用", "Restore"}},
        {"close",    {open, revoked}, closed,  enrol,   {"结束并销毁密钥", "Close and destroy its key"}},
    }};
    return flow;
}

const Workflow<StandEntry, EntryStatus>& entry_flow() {
    using enum EntryStatus;
    static const Workflow<StandEntry, EntryStatus> flow{&StandEntry::status, handed_over, {
        // step        from           to       who may  label
        {"carry_out",  {handed_over}, settled, enrol,   {"更正后办理", "Put right and carry out"}},
        {"close",      {handed_over}, closed,  enrol,   {"不再办理", "Close"}},
    }};
    return flow;
}
// clang-format on

std::optional<Words> objection_to(const StandPass& pass, Instant now) {
    if (pass.status == PassStatus::revoked)
        return Words{
            "这台设备的通行证已停用。记录仍在设备上，请联系工会恢复后再上传。",
            "The pass of this device is revoked. The entries stay on the device: ask your union to restore it, then send again."};
    if (pass.status == PassStatus::closed || !pass.private_key || now > pass.send_until)
        return Words{
            "通行证已结束，设备上的记录不能再打开。请联系本人重新办理。",
            "The pass is closed and what is sealed to it cannot be opened any more. Ask the worker to apply again."};
    return {};
}

std::optional<Words> objection_to_time(const StandPass& pass, Instant taken_at, Instant now) {
    if (taken_at < plus_seconds(pass.issued_at, -clock_slack_s))
        return Words{
            "登记时间早于通行证的签发时间，请检查设备的时钟，由本人重新办理。",
            "It was taken down before the pass was issued. Check the clock of the device, and have it done again."};
    if (taken_at > pass.expires_at)
        return Words{"登记时通行证已过期，请重新准备设备，由本人重新办理。",
                     "The pass had expired when it was taken down. Prepare the device again, and have it done again."};
    if (taken_at > plus_seconds(now, clock_slack_s))
        return Words{"登记时间在将来，请检查设备的时钟。",
                     "It was taken down in the future. Check the clock of the device."};
    return {};
}

NoticeRead notice_read(const std::string& version, const std::string& hash) {
    auto& newest = notices().back();
    if (version != newest.version)
        return {.problems = {{"notice_version",
                              {"告知书已更新，请本人阅读新的告知书后重新签名。",
                               "The notice has changed since: the worker reads the new one and signs again."}}}};
    for (auto language : {Language::zh, Language::en})
        if (hash_of(newest, language) == hash) return {.language = language};
    return {.problems = {
                {"notice_hash",
                 {"设备上显示的告知书与系统中的不一致，请重新准备设备，由本人重新签名。",
                  "The device showed other words than our notice. Prepare it again, and the worker signs again."}}}};
}

std::string token_text(const StandPass& pass) {
    return "pass|" + pass.id.text() + "|" + id_text(pass.account_id) + "|" + pass.unit_id.text() + "|" +
           to_text(pass.expires_at) + "|" + pass.public_key;
}

std::string seal_context(const StandPass& pass, const std::string& entry_key) {
    return pass.id.text() + "|" + entry_key;
}

Words receipt_words(const StandEntry& entry) {
    if (entry.status == EntryStatus::handed_over) return {"已移交给工会处理。", "Handed over to the union."};
    if (entry.status == EntryStatus::closed)
        return {"工会已处理并关闭。", "The union has dealt with it and closed it."};
    if (entry.already_there)
        return {
            "这位职工已有会籍或正在办理的申请，没有重复提交。本人登录后可以查看。",
            "This worker has a membership or an open application already; nothing was made twice. They can see it after signing in."};
    if (entry.kind == EntryKind::check_in) return {"签到已收到。", "The check-in has arrived."};
    return {"入会申请已收到，由工会委员会审核。", "The application has arrived; the committee decides."};
}

}  // namespace unionhall::members
