// The SQL of a worker's own account where their rights are concerned: another phone, and what is kept of them here.
#include "accounts/store.h"

namespace unionhall::accounts {
namespace {

struct HeldSession {
    Id<HeldSession> id;
    Instant created_at, last_used_at, ends_at;
    std::string device;
};
struct HeldAccount {
    Id<HeldAccount> id;
    Secret phone;
    Instant last_sign_in_at;
    bool totp_enabled = false;
};
struct HeldCodes {  // not the secret: whoever reads it could make the codes
    Id<Account> account_id;
    std::int64_t failures = 0;
    Instant locked_until, codes_lost_at, codes_end_at, totp_offered_at, codes_on_at;
};

// clang-format off
const RecordType& record_of(const HeldSession*) {
    static const auto type = record<HeldSession>("held_session", "sessions", {"登录会话", "session"}, {
        key  (&HeldSession::id),
        field(&HeldSession::created_at,   "created_at",   {"开始", "Began"}),
        field(&HeldSession::last_used_at, "last_used_at", {"最近使用", "Last used"}),
        field(&HeldSession::ends_at,      "ends_at",      {"最迟结束", "Ends at the latest"}),
        field(&HeldSession::device,       "device",       {"设备", "Device"}),
    });
    return type;
}
const RecordType& record_of(const HeldAccount*) {
    static const auto type = record<HeldAccount>("held_account", "accounts", {"登录账号", "account"}, {
        key  (&HeldAccount::id),
        field(&HeldAccount::phone,           "phone",           {"手机号码", "Mobile phone"}),
        field(&HeldAccount::last_sign_in_at, "last_sign_in_at", {"最近登录", "Last signed in"}),
        field(&HeldAccount::totp_enabled,    "totp_enabled",    {"已启用动态口令", "One-time codes on"}),
    });
    return type;
}
const RecordType& record_of(const HeldCodes*) {
    static const auto type = record<HeldCodes>("held_codes", "credentials", {"动态口令", "one-time codes"}, {
        field(&HeldCodes::account_id,   "account_id",   {"账号", "Account"}),
        field(&HeldCodes::failures,     "failures",     {"连续输错次数", "Wrong ones in a row"}),
        field(&HeldCodes::locked_until, "locked_until", {"锁定到", "Locked until"}),
        field(&HeldCodes::totp_offered_at, "totp_offered_at", {"显示密钥的时间", "The secret was shown"}),
        field(&HeldCodes::codes_on_at, "codes_on_at", {"启用时间", "Turned on"}),
        field(&HeldCodes::codes_lost_at, "codes_lost_at", {"登记验证器丢失", "The app was said to be lost"}),
        field(&HeldCodes::codes_end_at, "codes_end_at", {"停用时间", "They end"}),
    });
    return type;
}
// clang-format on

}  // namespace

void change_phone(Transaction& tx, std::int64_t account_id, const std::string& phone) {
    auto account = tx.first<Account>("where id = $1", {account_id});
    if (!account) throw not_found(type_of<Account>().label);
    account->phone = Secret{phone};
    tx.update(*account);
}

Holdings holdings() {
    return {
        shown<HeldAccount>({.table = "accounts",
                            .column = "id",
                            .by = Holder::account,
                            .fate = Fate::erased,
                            .label = {"登录账号", "Your account"},
                            .purpose = {"让您用自己的手机登录", "So that you can sign in with your own phone"}}),
        shown<HeldSession>(
            {.table = "sessions",
             .column = "account_id",
             .by = Holder::account,
             .fate = Fate::erased,
             .label = {"登录会话", "Your sessions"},
             .purpose = {"让您保持登录，并能发现陌生设备", "To keep you signed in, and to show you strange devices"}}),
        shown<HeldCodes>({.table = "credentials",
                          .column = "account_id",
                          .by = Holder::account,
                          .fate = Fate::erased,
                          .label = {"动态口令（密钥不显示：谁有它，谁就能算出口令）",
                                    "One-time codes; not their secret, from which anybody could make them"},
                          .purpose = {"您启用或准备启用，让登录多一道核对",
                                      "One check more when you sign in, which you turned on or were about to"},
                          .newest_first = "account_id"}),
        {.table = "phone_codes",
         .column = "phone_index",
         .by = Holder::phone,
         .fate = Fate::erased,
         .label = {"短信验证码的校验值", "Check values of codes sent to you"},
         .purpose = {"核实手机在您手中", "To know that the phone is in your hand"}},
    };
}

}  // namespace unionhall::accounts
