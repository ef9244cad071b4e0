#include "accounts/store.h"

#include <algorithm>

#include "platform/crypto.h"
#include "platform/identifiers.h"
#include "platform/outbox.h"
#include "platform/password.h"
#include "platform/settings.h"
#include "platform/vault.h"

namespace unionhall::accounts {

// A clock that stood wrong and is right again: what was begun later than this from now was begun by the wrong one, and
// would hold until its day comes.
static constexpr std::int64_t clock_error_s_max = 24 * 3600;

static std::string totp_context(Id<Account> id) { return "credentials|totp_secret|" + id.text(); }

std::optional<Account> account_by_login(Transaction& tx, const std::string& login) {
    return tx.first<Account>("where login = $1 and kind = 'staff'", {login});
}

static constexpr const char* credential_columns =
    "password_hash, totp_secret, totp_last_step, failures, locked_until, first_until, codes_end_at, codes_lost_at, "
    "totp_offered_at, totp_offered_to, codes_on_at";

static Credentials read_credentials(Context& context, Id<Account> id, const std::vector<Row>& rows) {
    if (rows.empty()) return {};
    auto& row = rows[0];
    Credentials c{.password_hash = std::get<std::string>(row[0]),
                  .totp_last_step = std::get<std::int64_t>(row[2]),
                  .failures = std::get<std::int64_t>(row[3]),
                  .locked_until = {std::get<std::int64_t>(row[4])},
                  .first_until = {std::get<std::int64_t>(row[5])},
                  .totp_offered_at = {std::get<std::int64_t>(row[8])},
                  .totp_offered_to = std::get<std::int64_t>(row[9]),
                  .codes_lost_at = {std::get<std::int64_t>(row[7])},
                  .codes_end_at = {std::get<std::int64_t>(row[6])},
                  .codes_on_at = {std::get<std::int64_t>(row[10])}};
    auto& settings = context.services.settings;
    if (c.locked_until > plus_seconds(context.now, settings.lock_minutes * 60)) c.locked_until = {};
    if (c.codes_end_at > plus_seconds(context.now, settings.lost_codes_hours * 3600 + clock_error_s_max))
        c.codes_end_at = {};
    if (c.codes_lost_at > context.now) c.codes_lost_at = {};
    if (c.codes_on_at > context.now) c.codes_on_at = {};
    if (auto* sealed = std::get_if<Bytes>(&row[1]))
        c.totp_secret = context.services.vault.unseal(sealed->data, totp_context(id));
    return c;
}

Credentials credentials_of(Context& context, Id<Account> id) {
    auto question = std::string("select ") + credential_columns + " from credentials where account_id = $1";
    return read_credentials(context, id, context.tx.rows(question, {id.number}));
}

Credentials credentials_held(Context& context, Id<Account> id) {
    auto question =
        std::string("update credentials set failures = failures where account_id = $1 returning ") + credential_columns;
    return read_credentials(context, id, context.tx.rows(question, {id.number}));
}

void keep_credentials(Context& context, Id<Account> id, const Credentials& c) {
    Value totp;
    if (!c.totp_secret.empty()) totp = Bytes{context.services.vault.seal(c.totp_secret, totp_context(id))};
    context.tx.run(
        "insert into credentials (account_id, password_hash, totp_secret, totp_last_step, failures, locked_until, "
        "first_until, codes_end_at, codes_lost_at, totp_offered_at, totp_offered_to, codes_on_at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (account_id) do update set "
        "password_hash = $2, totp_secret = $3, totp_last_step = $4, failures = $5, locked_until = $6, first_until = $7, "
        "codes_end_at = $8, codes_lost_at = $9, totp_offered_at = $10, totp_offered_to = $11, codes_on_at = $12",
        {id.number, c.password_hash, totp, c.totp_last_step, c.failures, c.locked_until.us, c.first_until.us,
         c.codes_end_at.us, c.codes_lost_at.us, c.totp_offered_at.us, c.totp_offered_to, c.codes_on_at.us});
}

void Credentials::without_codes() {
    totp_secret.clear();
    totp_last_step = totp_offered_to = 0;
    if (password_hash.empty()) failures = 0, locked_until = {};  // of a worker: what was counted were these codes
    // When the app was last said to be lost, and when codes were turned on, stays: each is a text message to pay for, and
    // turning them off and on is no way round the wait.
    totp_offered_at = codes_end_at = {};
}

Held held(Context& context, Id<Account> id) {
    auto credentials = credentials_held(context, id);
    return {context.find(id), std::move(credentials)};
}

Instant first_password_ends(const Context& context) {
    return plus_seconds(context.now, context.services.settings.first_password_hours * 3600);
}

std::string open_session(Context& context, const Account& account, const std::string& device) {
    auto token = base64url(random_bytes(32));
    auto& settings = context.services.settings;
    auto life_s = account.kind == Kind::worker ? settings.worker_session_days * 86400 : settings.session_hours * 3600;
    context.tx.run(
        "insert into sessions (id, account_id, token_hash, created_at, last_used_at, ends_at, device, proved_at) values "
        "($1, $2, $3, $4, $4, $5, $6, $4)",
        {context.services.ids.next(), account.id.number, Bytes{sha256(token)}, context.now.us,
         plus_seconds(context.now, life_s).us, device});
    context.tx.run("update accounts set last_sign_in_at = $2 where id = $1", {account.id.number, context.now.us});
    return token;
}

bool began_before(Transaction& tx, std::int64_t session_id, Instant at) {
    return tx.number("select count(*) from sessions where id = $1 and created_at < $2", {session_id, at.us}) == 1;
}

std::int64_t count_wrong_code(Transaction& tx, std::int64_t session_id) {
    auto rows =
        tx.rows("update sessions set wrong_codes = wrong_codes + 1 where id = $1 returning wrong_codes", {session_id});
    return rows.empty() ? 1 : std::get<std::int64_t>(rows[0][0]);
}

void forget_wrong_codes(Transaction& tx, std::int64_t session_id) {
    tx.run("update sessions set wrong_codes = 0 where id = $1 and wrong_codes > 0", {session_id});
}

std::string renew_session(Context& context) {
    auto token = base64url(random_bytes(32));
    // Who came by the token before this one never got the one between: the earlier stays the one they have.
    context.tx.run(
        "update sessions set replaced_hash = case when $4 = 1 then replaced_hash else token_hash end, token_hash = $2, "
        "replaced_at = $3, proved_at = $3 where id = $1",
        {context.actor.session_id, Bytes{sha256(token)}, context.now.us,
         std::int64_t{context.actor.has_earlier_token}});
    return token;
}

void end_sessions(Transaction& tx, std::int64_t account_id) {
    tx.run("delete from sessions where account_id = $1", {account_id});
}

std::vector<RoleGrant> grants_of(Transaction& tx, Id<Account> id, Date today) {
    return tx.select<RoleGrant>(
        "where account_id = $1 and granted_on <= $2 and (ends_on is null or ends_on >= $2) order by id",
        {id.number, to_text(today)});
}

std::vector<RoleGrant> grants_held(Transaction& tx, Id<Account> id) {
    return tx.select<RoleGrant>("where account_id = $1 order by id", {id.number});
}

std::vector<std::pair<std::int64_t, std::string>> holders_of(Transaction& tx, std::string_view permission,
                                                             const std::string& unit_path, Date today) {
    std::vector<std::pair<std::int64_t, std::string>> holders;
    for (
        auto& row : tx.rows(
            "select a.id, a.name, g.role from role_grants g join accounts a on a.id = g.account_id where a.status = 'active' "
            "and g.granted_on <= $2 and (g.ends_on is null or g.ends_on >= $2) and g.unit_path <> '' "
            "and substr(cast($1 as text), 1, length(g.unit_path)) = g.unit_path order by a.id, g.id",
            {unit_path, to_text(today)})) {
        Role role{};
        ShapeOf<Role>::from(role, row[2]);
        auto& may = permissions_of(role);
        std::pair one{std::get<std::int64_t>(row[0]), std::get<std::string>(row[1])};
        bool is_new = holders.empty() || holders.back().first != one.first;
        if (is_new && std::ranges::find(may, permission) != may.end()) holders.push_back(one);
        if (std::ssize(holders) == holders_max) break;
    }
    return holders;
}

bool holds(Transaction& tx, std::int64_t account_id, std::string_view permission, const std::string& unit_path,
           Date today) {
    for (
        auto& row : tx.rows(
            "select g.role from role_grants g join accounts a on a.id = g.account_id where a.id = $3 and a.status = 'active' "
            "and g.granted_on <= $2 and (g.ends_on is null or g.ends_on >= $2) and g.unit_path <> '' "
            "and substr(cast($1 as text), 1, length(g.unit_path)) = g.unit_path",
            {unit_path, to_text(today), account_id})) {
        Role role{};
        ShapeOf<Role>::from(role, row[0]);
        auto& may = permissions_of(role);
        if (std::ranges::find(may, permission) != may.end()) return true;
    }
    return false;
}

bool was_reset_by(Transaction& tx, std::int64_t account_id, std::int64_t by, Instant since) {
    return tx
        .number(
            "select 1 from audit_lines where subject_id = $1 and at > $2 and verb = 'account.reset' and actor_id = $3 limit 1",
            {account_id, since.us, by})
        .has_value();
}

std::string name_of_account(Transaction& tx, std::int64_t id) {
    return tx.text("select name from accounts where id = $1", {id}).value_or("");
}

void lend(Context& context, const Lent& lent) {
    context.tx.run(
        "insert into lent_permissions (id, account_id, permission, unit_path, ends_at, approval_id) values ($1, $2, $3, $4, $5, $6)",
        {context.services.ids.next(), lent.account_id, lent.permission, lent.unit_path, lent.ends_at.us,
         lent.approval_id});
}

std::int64_t account_of_session(Transaction& tx, std::int64_t session_id) {
    auto id = tx.number("select account_id from sessions where id = $1", {session_id});
    if (!id) throw not_found({"会话", "session"});
    return *id;
}

// The session, its account and each role in one question, as it comes with every request: a row for each role.
static std::vector<Row> session_with_roles(Transaction& tx, bool is_earlier, const std::string& token, Instant now) {
    static const std::string question =
        "select s.id, s.account_id, s.last_used_at, a.kind, a.name, a.unit_id, a.person_id, "
        "case when a.totp_enabled then 1 else 0 end, "
        "case when exists (select 1 from lent_permissions l where l.account_id = a.id and l.ends_at > $2) then 1 else 0 end, "
        "s.proved_at, coalesce(c.first_until, 0), g.role, g.unit_path, "
        "case when s.replaced_hash is null then 0 else 1 end from sessions s join accounts a on a.id = s.account_id "
        "left join credentials c on c.account_id = a.id left join role_grants g on g.account_id = a.id "
        "and g.granted_on <= $4 and (g.ends_on is null or g.ends_on >= $4) "
        "where s.ends_at > $2 and s.created_at <= $3 and a.status = 'active' and ";
    static const std::string by_token = question + "s.token_hash = $1 order by g.id";
    static const std::string by_earlier = question + "s.replaced_hash = $1 order by g.id";
    return tx.rows(is_earlier ? by_earlier : by_token,
                   {Bytes{sha256(token)}, now.us, plus_seconds(now, clock_error_s_max).us, to_text(day_at(now))});
}

Actor actor_of(Transaction& tx, const std::string& token, Instant now, std::int64_t idle_minutes) {
    auto found = session_with_roles(tx, false, token, now);
    bool is_earlier = found.empty();
    if (is_earlier) found = session_with_roles(tx, true, token, now);
    if (found.empty()) return {};
    auto& row = found[0];
    auto number = [&](std::size_t i) {
        return std::holds_alternative<std::int64_t>(row[i]) ? std::get<std::int64_t>(row[i]) : 0;
    };
    bool is_staff = std::get<std::string>(row[3]) == "staff";
    if (is_staff && number(2) + idle_minutes * 60 * 1000000 < now.us) return {};
    Actor actor{.kind = is_staff ? Actor::Kind::staff : Actor::Kind::worker,
                .account_id = number(1),
                .session_id = number(0),
                .person_id = number(6),
                .unit_id = number(5),
                .name = std::get<std::string>(row[4])};
    constexpr std::int64_t servers_differ_s_max = 60;
    actor.proved_at_us = is_earlier || number(9) > plus_seconds(now, servers_differ_s_max).us ? 0 : number(9);
    actor.has_earlier_token = is_earlier;
    actor.has_renewed_token = !is_earlier && number(13) != 0;
    if (!is_staff) return actor;
    actor.lacks_codes = number(7) == 0;
    actor.has_first_password = number(10) != 0;
    for (auto& grant : found) {
        if (!std::holds_alternative<std::string>(grant[11])) break;  // no role at all
        Role role{};
        ShapeOf<Role>::from(role, grant[11]);
        for (auto& permission : permissions_of(role))
            actor.grants.push_back({permission, std::get<std::string>(grant[12])});
    }
    if (number(8))
        for (auto& lent :
             tx.rows("select permission, unit_path from lent_permissions where account_id = $1 and ends_at > $2",
                     {actor.account_id, now.us}))
            actor.grants.push_back({std::get<std::string>(lent[0]), std::get<std::string>(lent[1])});
    return actor;
}

std::string phone_of_account(Transaction& tx, std::int64_t id) {
    auto account = tx.first<Account>("where id = $1", {id});
    return account ? account->phone.plain : "";
}

void attach_person(Transaction& tx, std::int64_t account_id, std::int64_t person_id) {
    tx.run("update accounts set person_id = $2 where id = $1", {account_id, person_id ? Value{person_id} : Value{}});
}

void attach_person_to_phone(Transaction& tx, const std::string& phone, std::int64_t person_id) {
    auto arguments = tx.blinds("phone", phone, {person_id});
    tx.send("update accounts set person_id = $3 where phone_index in ($1, $2) and kind = 'worker'", arguments);
}

std::optional<Account> worker_of_phone(Transaction& tx, const std::string& phone) {
    return tx.first<Account>("where phone_index in ($1, $2) and kind = 'worker'", tx.blinds("phone", phone));
}

std::int64_t account_of_phone(Transaction& tx, const std::string& phone) {
    return tx
        .number("select id from accounts where phone_index in ($1, $2) and kind = 'worker'", tx.blinds("phone", phone))
        .value_or(0);
}

// Keyed: six digits and a phone are few enough to be guessed behind a plain hash.
static constexpr const char* code_hashed_as = "phone_code";
static std::string hashed_code(const std::string& phone, Purpose purpose, const std::string& code) {
    return name_of(purpose) + "|" + phone + "|" + code;
}

void send_code(Context& context, const std::string& phone, Purpose purpose) {
    auto& tx = context.tx;
    auto hour_ago = plus_seconds(context.now, -3600).us;
    // Those that a signed-in phone asks for itself are counted apart: strangers cannot use them up.
    auto recent = tx.rows(
        "select count(*), max(created_at), min(created_at) from phone_codes where phone_index in ($1, $2) "
        "and created_at > $3 and created_at <= $4 and case when purpose = $5 then 1 else 0 end = $6",
        tx.blinds("phone", phone,
                  {hour_ago, plus_seconds(context.now, code_lives_s).us, name_of(Purpose::prove),
                   std::int64_t{purpose == Purpose::prove}}));
    auto last = std::get_if<std::int64_t>(&recent[0][1]);
    auto wait_s = last ? (*last - context.now.us) / 1000000 + code_resend_s : 0;
    if (std::get<std::int64_t>(recent[0][0]) >= codes_per_phone_max)
        wait_s = std::max(wait_s, (std::get<std::int64_t>(recent[0][2]) - hour_ago) / 1000000 + 1);
    if (wait_s > 0)
        throw too_many({"验证码发得太频繁，请稍后再试。", "Too many codes were asked for. Please wait a little."},
                       wait_s);
    // Six digits, each equally likely.
    std::uint32_t number = 0;
    do {
        auto bytes = random_bytes(4);
        number = 0;
        for (unsigned char b : bytes) number = number << 8 | b;
    } while (number >= 4294000000u);
    auto code = std::to_string(number % 1000000);
    code.insert(0, 6 - code.size(), '0');
    use_up_codes(context, phone, purpose);
    tx.run(
        "insert into phone_codes (id, phone_index, purpose, code_hash, created_at, ends_at, tries, used) values ($1, $2, $3, $4, $5, $6, 0, false)",
        {context.services.ids.next(), tx.blind_to_store("phone", phone), name_of(purpose),
         tx.blind_to_store(code_hashed_as, hashed_code(phone, purpose, code)), context.now.us,
         plus_seconds(context.now, code_lives_s).us});
    auto what = label_of(purpose);
    Words text{"【职工之家】" + code + " 是您的" + what.zh + "验证码，10 分钟内有效。请不要告诉别人。",
               "[Unionhall] " + code + " is your code for " + what.en + ", valid for 10 minutes. Tell it to nobody."};
    send_message(context, Channel::sms, phone, text.in(context.language));
    if (context.services.settings.is_demonstration) context.finding = code;
}

void use_up_codes(Context& context, const std::string& phone, Purpose purpose) {
    context.tx.run("update phone_codes set used = true where phone_index in ($1, $2) and purpose = $3",
                   context.tx.blinds("phone", phone, {name_of(purpose)}));
}

bool check_code(Context& context, const std::string& phone, Purpose purpose, const std::string& code, bool uses_up) {
    auto& tx = context.tx;
    // Counted before it is looked at: of several at once each waits for the one before, and sees what that left.
    auto found = tx.rows(
        "update phone_codes set tries = tries + 1 where used = false and id = (select id from phone_codes where phone_index "
        "in ($1, $2) and purpose = $3 and used = false and ends_at > $4 and ends_at <= $5 order by created_at desc limit 1) "
        "returning id, code_hash, tries",
        tx.blinds("phone", phone, {name_of(purpose), context.now.us, plus_seconds(context.now, 2 * code_lives_s).us}));
    if (found.empty()) return false;
    auto id = std::get<std::int64_t>(found[0][0]);
    auto tries = std::get<std::int64_t>(found[0][2]);
    auto& kept = std::get<Bytes>(found[0][1]).data;
    bool is_right = false;
    for (auto& hash : tx.blinds(code_hashed_as, hashed_code(phone, purpose, code)))
        is_right |= equal_in_constant_time(kept, std::get<Bytes>(hash).data);
    if ((is_right && uses_up) || tries >= code_tries_max)
        tx.run("update phone_codes set used = true where id = $1", {id});
    return is_right;
}

Account make_staff(Context& context, const NewStaff& given) {
    Account account{.id = context.new_id<Account>(),
                    .unit_id = {given.unit_id},
                    .login = given.login,
                    .name = given.name,
                    .status = Status::active};
    context.insert(account);
    PasswordHasher hasher;
    Credentials credentials{.password_hash = hasher.hash(given.password)};
    if (given.is_first_password) credentials.first_until = first_password_ends(context);
    keep_credentials(context, account.id, credentials);
    for (auto role : given.roles) {
        RoleGrant grant{.id = context.new_id<RoleGrant>(),
                        .account_id = account.id,
                        .role = role,
                        .unit_id = {given.unit_id},
                        .granted_on = context.today};
        context.insert(grant);
    }
    return account;
}

Account make_worker(Context& context, const std::string& phone) {
    Account account{.id = context.new_id<Account>(), .kind = Kind::worker, .phone = {phone}, .status = Status::active};
    context.tx.insert(account);
    return account;
}

}  // namespace unionhall::accounts
