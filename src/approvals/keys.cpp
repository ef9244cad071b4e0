// Data keys: which there are, taking a new one into use, and sealing everything anew in the background. Interrupted at
// any moment it goes on where it stood, because each piece commits with its place.
#include <algorithm>

#include "approvals/handlers.h"
#include "approvals/store.h"

namespace unionhall::approvals {

// clang-format off
const RecordType& record_of(const KeyRow*) {
    static const auto type = record<KeyRow>("data_key", "", {"数据密钥", "data key"}, {
        field(&KeyRow::key_id,     "key_id",     {"编号", "Number"}),
        field(&KeyRow::purpose,    "purpose",    {"用途", "Purpose"}),
        field(&KeyRow::suite,      "suite",      {"算法", "Cipher"}),
        field(&KeyRow::created_at, "created_at", {"建立时间", "Made at"}),
        field(&KeyRow::is_in_use,  "is_in_use",  {"正在用它加密", "Seals now"}),
    });
    return type;
}
const RecordType& record_of(const RotationRow*) {
    static const auto type = record<RotationRow>("key_rotation", "", {"密钥更换", "change of keys"}, {
        field(&RotationRow::key_id,     "key_id",     {"新密钥", "New key"}),
        field(&RotationRow::status,     "status",     {"状态", "Status"}),
        field(&RotationRow::progress,   "progress",   {"已处理", "Looked at"}),
        field(&RotationRow::goal,       "goal",       {"总数", "Of"}),
        field(&RotationRow::started_at, "started_at", {"开始", "Began"}),
        field(&RotationRow::sealed_at,  "sealed_at",  {"全部改用新密钥", "All sealed anew"}),
        field(&RotationRow::ended_at,   "ended_at",   {"旧密钥删除", "Old keys dropped"}),
        field(&RotationRow::note,       "note",       {"说明", "Note"}).at_most(500),
    });
    return type;
}
// clang-format on

std::vector<KeyRow> list_keys(Context& context, const Nothing&) {
    std::vector<KeyRow> rows;
    for (auto& key : stored_keys(context.tx))
        rows.push_back({key.key_id,
                        key.purpose,
                        key.suite,
                        {key.created},
                        context.services.vault.key_in_use(key.purpose) == key.key_id});
    return rows;
}

static Words note_of(const Rotation& r) {
    if (r.status == "settling")
        return {"新密钥已存好，正在通知各个服务进程。", "The new key is stored; every server learns it."};
    if (r.status == "resealing")
        return {"正在后台逐批改用新密钥，可以照常使用。", "Everything is being sealed anew, a little at a time."};
    if (r.status == "waiting")
        return {"已没有资料依赖旧密钥。做一次备份（unionhall backup），旧密钥随后自动删除。",
                "Records no longer need the old key. Make a backup (unionhall backup); then it is dropped by itself."};
    return {"旧密钥已删除。", "The old keys are gone."};
}

std::vector<RotationRow> list_rotations(Context& context, const Nothing&) {
    std::vector<RotationRow> rows;
    for (auto& r : rotations(context.tx))
        rows.push_back({r.key_id, r.status, r.progress, r.goal, r.started_at, r.sealed_at, r.ended_at,
                        note_of(r).in(context.language)});
    return rows;
}

std::int64_t begin_rotation(Context& context) {
    auto& vault = context.services.vault;
    auto stored = held_keys(context.tx, vault);
    for (auto& r : rotations(context.tx))
        if (r.status == "settling" || r.status == "resealing")
            throw conflict({"上一次更换还没有完成。", "The last change of keys is not finished yet."});
    if (std::ranges::count(stored, Vault::for_index, &WrappedKey::purpose) >=
        static_cast<std::ptrdiff_t>(Vault::index_keys_max))
        throw conflict({"上一次更换的旧密钥还没有删除：请先做一次备份（unionhall backup），旧密钥删除后再更换。",
                        "The old keys of the last change are still here: make a backup first (unionhall backup), and "
                        "change keys again when they are dropped."});
    auto keys = vault.prepared_keys();
    for (auto& key : keys) key.created = context.now.us;
    store_keys(context.tx, keys);
    Rotation r{.id = context.services.ids.next(),
               .key_id = keys.back().key_id,
               .status = "settling",
               .started_at = context.now};
    begin(context.tx, r);
    add_job(context, reseal_job, r.id, "", {context.now.us + Vault::settling_us});
    return r.key_id;
}

bool reseal_piece(Context& context, std::int64_t id, const std::string&) {
    auto& vault = context.services.vault;
    auto found = rotation_of(context.tx, id);
    if (!found || (found->status != "settling" && found->status != "resealing")) return false;
    auto r = *found;
    auto keys = stored_keys(context.tx);
    std::erase_if(keys, [&](auto& key) { return key.key_id > static_cast<std::uint32_t>(r.key_id); });
    if (keys.empty() || keys.back().key_id != static_cast<std::uint32_t>(r.key_id))
        throw std::runtime_error("the new data key is not stored");
    for (auto& key : keys) {  // the one for look-ups comes before the one for columns, and is used before it
        vault.learn(key);
        vault.use(key.key_id);
    }
    if (r.status == "settling") {
        r.status = "resealing";
        r.goal = rows_to_reseal(context.tx);
    }
    r.place = reseal_some(context.tx, vault, r.place);
    r.progress += r.place.looked_at;
    if (r.place.is_at_end) {
        r.status = "waiting";
        r.progress = r.goal = std::max(r.progress, r.goal);
        r.sealed_at = context.now;
        r.place = {};
    }
    keep(context.tx, r);
    show_progress(context.tx, reseal_job, r);
    return r.status == "resealing";
}

// What still hangs on an old key after the first pass was written by a server that had not learned the new one yet.
static bool is_needed_still(Context& context, const WrappedKey& old) {
    auto columns = columns_of_bytes(context.tx);
    bool another_pass = false, is_needed = false;
    for (auto& use : uses_of_key(context.tx, old)) {
        is_needed = true;
        auto column = std::ranges::find(columns, use.place, &SealedColumn::place);
        another_pass |= column != columns.end() && !column->key.empty();
    }
    if (another_pass)
        for (ResealPlace place; !place.is_at_end;) place = reseal_some(context.tx, context.services.vault, place);
    return is_needed;
}

bool drop_unused_keys(Context& context, bool is_backed_up_elsewhere) {
    auto& vault = context.services.vault;
    auto all = rotations(context.tx);
    if (all.empty() || all.front().status != "waiting") return false;
    auto r = all.front();
    if (!is_backed_up_elsewhere && !is_backed_up_since(context.tx, r.sealed_at)) return false;
    auto keys = stored_keys(context.tx);
    std::erase_if(keys, [&](auto& key) { return key.key_id >= static_cast<std::uint32_t>(r.key_id); });
    std::uint32_t index_in_use = 0;
    for (auto& key : keys) {
        if (key.purpose == Vault::for_index) index_in_use = key.key_id;
        if (key.purpose != Vault::for_columns) continue;
        if (is_needed_still(context, key)) return false;
        drop_key(context.tx, key.key_id);
    }
    // Whatever bears the new seal bears the new hash: nothing bears an old seal, so nothing needs the old hash.
    for (auto& key : keys)
        if (key.purpose == Vault::for_index && key.key_id != index_in_use) drop_key(context.tx, key.key_id);
    r.status = "done";
    r.ended_at = context.now;
    keep(context.tx, r);
    // The vault forgets them when it next follows the stored rows: until then nothing is sealed with them.
    Happened line{.verb = "key.dropped", .subject = "data_key", .subject_id = r.key_id, .changes = "{}"};
    context.happened.push_back(line);
    vault.use(static_cast<std::uint32_t>(r.key_id));
    return true;
}

}  // namespace unionhall::approvals
