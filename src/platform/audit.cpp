#include "platform/audit.h"

#include <algorithm>
#include <map>

#include "platform/crypto.h"
#include "platform/json.h"

namespace unionhall {

static constexpr std::size_t problems_max = 100;

// Length before content, so that no two different lines have the same text.
static std::string line_text(const Row& fields) {
    std::string text;
    auto append = [&](const std::string& part) { text += std::to_string(part.size()) + ":" + part + ";"; };
    for (auto& f : fields) {
        if (auto* s = std::get_if<std::string>(&f)) append(*s);
        if (auto* i = std::get_if<std::int64_t>(&f)) append(std::to_string(*i));
    }
    return text;
}

static std::string chained(const std::string& previous, const Row& fields) {
    return sha256(previous + line_text(fields));
}

void append_audit(Context& context, unsigned chain_number) {
    if (context.happened.empty()) return;
    auto chain = static_cast<std::int64_t>(chain_number);
    auto& tx = context.tx;
    // Takes the row of the chain first: on PostgreSQL another writer of this chain waits here.
    const std::string take = "update audit_heads set seq = seq where chain = $1 returning seq, hash";
    auto head = tx.rows(take, {chain});
    if (head.empty()) {  // the first line of all
        tx.run("insert into audit_heads (chain, seq, hash) values ($1, 0, $2) on conflict (chain) do nothing",
               {chain, Bytes{}});
        head = tx.rows(take, {chain});
    }
    auto seq = std::get<std::int64_t>(head.at(0).at(0));
    auto hash = std::get<Bytes>(head.at(0).at(1)).data;
    static const char* kinds[] = {"nobody", "staff", "worker"};
    for (auto& line : context.happened) {
        Row fields{chain,
                   ++seq,
                   context.now.us,
                   std::string(kinds[static_cast<int>(context.actor.kind)]),
                   context.actor.account_id,
                   line.verb,
                   line.subject,
                   line.subject_id,
                   line.unit_path,
                   context.request_id,
                   line.changes};
        hash = chained(hash, fields);
        fields.push_back(Bytes{hash});
        tx.send(std::string("insert into audit_lines (") + audit_columns +
                    ", hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                fields);
    }
    tx.send("update audit_heads set seq = $2, hash = $3 where chain = $1", Row{chain, seq, Bytes{hash}});
}

AuditReport verify_audit(Transaction& tx) {
    AuditReport report;
    auto found = [&](Words what) {
        if (report.problems.size() < problems_max) report.problems.push_back(std::move(what));
    };
    std::map<std::int64_t, std::pair<std::int64_t, std::string>> heads;
    for (auto& row : tx.rows("select chain, seq, hash from audit_heads"))
        heads[std::get<std::int64_t>(row[0])] = {std::get<std::int64_t>(row[1]), std::get<Bytes>(row[2]).data};
    std::int64_t chain = -1, seq = 0;
    std::string hash;
    auto close = [&] {
        if (chain < 0) return;
        auto name = std::to_string(chain);
        auto head = heads.find(chain);
        if (head == heads.end())
            found({"链 " + name + " 的链头不见了。", "The head of chain " + name + " is missing."});
        else if (head->second != std::pair(seq, hash))
            found({"链 " + name + " 的末尾与链头不符。", "The end of chain " + name + " is not what its head says."});
        if (head != heads.end()) heads.erase(head);
    };
    tx.each(std::string("select ") + audit_columns + ", hash from audit_lines order by chain, seq", {}, [&](Row& row) {
        auto stored = std::get<Bytes>(row.back()).data;
        row.pop_back();
        auto this_chain = std::get<std::int64_t>(row[0]);
        if (this_chain != chain) {
            close();
            chain = this_chain, seq = 0, hash.clear(), ++report.chains;
        }
        auto at = "chain " + std::to_string(chain) + ", line " + std::to_string(seq + 1);
        auto at_zh = "链 " + std::to_string(chain) + " 第 " + std::to_string(seq + 1) + " 行";
        if (std::get<std::int64_t>(row[1]) != seq + 1) found({at_zh + "缺失。", at + " is missing."});
        seq = std::get<std::int64_t>(row[1]);
        hash = chained(hash, row);
        if (hash != stored) found({at_zh + "与其哈希不符。", at + " is not what its hash says."});
        hash = stored;
        ++report.lines;
    });
    close();
    // A chain whose lines are all gone still has its head.
    for (auto& [name, head] : heads)
        if (head.first > 0)
            found({"链 " + std::to_string(name) + " 的记录全部不见了。",
                   "Every line of chain " + std::to_string(name) + " is gone."});
    return report;
}

std::vector<std::int64_t> audit_chains(Transaction& tx) {
    std::vector<std::int64_t> chains;
    for (auto& row : tx.rows("select chain from audit_heads order by chain"))
        chains.push_back(std::get<std::int64_t>(row[0]));
    return chains;
}

std::string audit_as_json_lines(Transaction& tx, std::int64_t chain, std::int64_t from_seq, std::int64_t limit) {
    static const char* const names[] = {"chain",   "seq",        "at",        "actor_kind", "actor_id", "verb",
                                        "subject", "subject_id", "unit_path", "request_id", "changes"};
    std::string all;
    tx.each(std::string("select ") + audit_columns +
                ", hash from audit_lines where chain = $1 and seq >= $2 order by seq limit $3",
            std::vector<Value>{chain, from_seq, std::min(limit, audit_export_lines_max)}, [&](Row& row) {
                JsonWriter w;
                w.begin_object();
                for (std::size_t i = 0; i < std::size(names); ++i) {
                    auto* number = std::get_if<std::int64_t>(&row[i]);
                    w.pair(names[i], number ? std::to_string(*number) : std::get<std::string>(row[i]));
                }
                all += w.pair("hash", hex(std::get<Bytes>(row.back()).data)).end_object().take() + "\n";
            });
    return all;
}

}  // namespace unionhall
