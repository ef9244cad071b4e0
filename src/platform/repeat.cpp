#include "platform/repeat.h"

#include <algorithm>

#include "platform/crypto.h"
#include "platform/vault.h"

namespace unionhall {

static constexpr std::size_t idempotency_key_bytes_max = 80;
static constexpr std::int64_t idempotency_kept_s = 24 * 3600;

static std::string sealing_context(const PostKey& key) { return "idempotency|" + key.who + "|" + key.name; }

// Keyed: a short body with a phone in it could be guessed behind a plain hash.
static constexpr const char* hashed_as = "idempotency";

PostKey key_of(const Request& request, const Actor& actor) {
    auto* given = request.header("idempotency-key");
    if (!given || given->empty() || given->size() > idempotency_key_bytes_max)
        throw malformed({"请带上 Idempotency-Key（不超过 80 个字符），重复提交时才不会办两次。",
                         "Send an Idempotency-Key (at most 80 characters), so that sending twice does it once."});
    // Those who are not signed in are kept apart by what they ask.
    return {actor.account_id ? id_text(actor.account_id) : "anyone " + request.path, *given,
            sha256(request.method + " " + request.path + "\n" + request.body)};
}

std::optional<Response> earlier_answer(Transaction& tx, const Vault& vault, const PostKey& key) {
    auto found = tx.rows("select request, status, answer from idempotency_keys where actor = $1 and key = $2",
                         {key.who, key.name});
    if (found.empty()) return {};
    auto& kept = std::get<Bytes>(found[0][0]).data;
    // An answer kept by an earlier version, for a day at most, stands under the plain hash.
    auto hashes = vault.blinds(hashed_as, key.what);
    if (std::ranges::find(hashes, kept) == hashes.end() && kept != key.what)
        throw Refusal(Refusal::Reason::conflict,
                      {"这个 Idempotency-Key 已用于另一项请求，请换一个。",
                       "This Idempotency-Key was used for another request. Take a new one."});
    Response again{.status = static_cast<int>(std::get<std::int64_t>(found[0][1]))};
    again.body = vault.unseal(std::get<Bytes>(found[0][2]).data, sealing_context(key));
    again.headers.emplace_back("Idempotent-Replay", "true");
    return again;
}

void remember_answer(Context& context, const PostKey& key, const Response& response) {
    auto& vault = context.services.vault;
    context.tx.send(
        "insert into idempotency_keys (actor, key, request, status, answer, at) values ($1, $2, $3, $4, $5, $6)",
        Row{key.who, key.name, Bytes{vault.blind_to_store(hashed_as, key.what)},
            static_cast<std::int64_t>(response.status), Bytes{vault.seal(response.body, sealing_context(key))},
            context.now.us});
}

bool has_answers_to_forget(Transaction& tx, Instant now) {
    return tx
        .number("select 1 from idempotency_keys where at < $1 limit 1", {plus_seconds(now, -idempotency_kept_s).us})
        .has_value();
}

void forget_answers(Transaction& tx, Instant now) {
    tx.run("delete from idempotency_keys where at < $1", {plus_seconds(now, -idempotency_kept_s).us});
}

}  // namespace unionhall
