#include "accounts/system_store.h"

namespace unionhall::accounts {

std::vector<AuditRow> audit_lines(Transaction& tx, const AuditQuery& query) {
    auto subject = query.subject.empty() ? std::int64_t{0} : parse_id(query.subject).value_or(-1);
    std::vector<AuditRow> lines;
    for (
        auto& row : tx.rows(
            "select chain, seq, at, actor_kind, actor_id, verb, subject, subject_id, request_id, changes from audit_lines "
            "where ($1 = '' or verb = $1) and ($2 = 0 or subject_id = $2) and ($3 = 0 or (at, chain, seq) < "
            "((select b.at from audit_lines b where b.chain = $4 and b.seq = $3), $4, $3)) "
            "order by at desc, chain desc, seq desc limit $5",
            {query.verb, subject, query.before_seq.value_or(0), query.before_chain.value_or(0), query.limit})) {
        auto number = [&](std::size_t i) { return std::get<std::int64_t>(row[i]); };
        auto text = [&](std::size_t i) { return std::get<std::string>(row[i]); };
        lines.push_back({number(0),
                         number(1),
                         {number(2)},
                         text(3),
                         number(4) ? id_text(number(4)) : "",
                         text(5),
                         text(6),
                         number(7) ? id_text(number(7)) : "",
                         text(8),
                         text(9)});
    }
    return lines;
}

}  // namespace unionhall::accounts
