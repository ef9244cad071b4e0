#include "accounts/sign_in_store.h"

namespace unionhall::accounts {

std::vector<SessionRow> sessions_of(Context& context, std::int64_t account_id) {
    std::vector<SessionRow> all;
    for (
        auto& row : context.tx.rows(
            "select id, created_at, last_used_at, ends_at, device from sessions where account_id = $1 and ends_at > $2 "
            "order by last_used_at desc limit $3",
            {account_id, context.now.us, sessions_shown_max})) {
        auto number = [&](std::size_t i) { return std::get<std::int64_t>(row[i]); };
        all.push_back({{number(0)},
                       {account_id},
                       {number(1)},
                       {number(2)},
                       {number(3)},
                       std::get<std::string>(row[4]),
                       number(0) == context.actor.session_id});
    }
    return all;
}

void end_session(Transaction& tx, std::int64_t session_id) {
    tx.run("delete from sessions where id = $1", {session_id});
}

void end_other_sessions(Transaction& tx, std::int64_t account_id, std::int64_t kept_session_id) {
    tx.run("delete from sessions where account_id = $1 and id <> $2", {account_id, kept_session_id});
}

}  // namespace unionhall::accounts
