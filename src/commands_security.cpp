#include "commands_security.h"

#include <fstream>
#include <iostream>

#include "approvals/model.h"
#include "platform/audit_head.h"
#include "platform/crypto.h"
#include "platform/file_lock.h"
#include "platform/new_file.h"
#include "platform/reseal.h"

namespace unionhall {

namespace fs = std::filesystem;

static bool tell(const std::vector<Words>& problems) {
    for (auto& problem : problems) std::cout << problem.en << "\n";
    return problems.empty();
}

static std::string trusted_key(House& house, const std::string& given) {
    auto text = given.empty() ? head_public_key(head_key_file(house.paths())) : given;
    auto key = from_base64url(text);
    if (!key || key->size() != 32) throw std::runtime_error("the public key is 43 letters of base64url");
    return *key;
}

int audit_verify(House& house, const fs::path& heads, const std::string& public_key) {
    AuditReport report;
    HeadsReport compared;
    house.database().read([&](Transaction& tx) {
        report = verify_audit(tx);
        if (heads.empty()) return;
        std::ifstream in(heads);
        if (!in) throw std::runtime_error("cannot read " + heads.string());
        compared = verify_heads(tx, in, trusted_key(house, public_key));
    });
    std::cout << report.lines << " lines in " << report.chains << " chains\n";
    if (!heads.empty()) std::cout << compared.heads << " heads in " << heads.string() << "\n";
    bool is_whole = tell(report.problems);
    is_whole = tell(compared.problems) && is_whole;
    std::cout << (is_whole ? "The audit is whole.\n" : "The audit is NOT whole.\n");
    if (is_whole && heads.empty())
        std::cout << "Whether its end was cut off, only heads kept elsewhere can tell: --heads FILE.\n";
    return is_whole ? 0 : 1;
}

int audit_export(House& house, const fs::path& out) {
    NewFile file(out.string() + ".unfinished");
    std::int64_t lines = 0;
    house.database().read([&](Transaction& tx) {
        for (auto chain : audit_chains(tx))
            for (std::int64_t from = 1;; from += audit_export_lines_max) {
                auto some = audit_as_json_lines(tx, chain, from, audit_export_lines_max);
                if (some.empty()) break;
                lines += std::ranges::count(some, '\n');
                file.write(some);
            }
    });
    file.give_name(out);
    std::cout << lines << " lines written to " << out.string() << "\n";
    return 0;
}

int audit_head_now(House& house) {
    auto file = heads_file(house.paths(), house.settings());
    HeadKeeper keeper(house.database(), head_key_file(house.paths()), file);
    keeper.keep_now(now_instant());
    auto head = keeper.last();
    if (!head.number) throw std::runtime_error("the audit has no lines yet");
    std::cout << as_json_line(head) << "\n# public key " << base64url(head.public_key) << ", kept in " << file.string()
              << "\n";
    return 0;
}

int keys_list(House& house) {
    house.database().read([&](Transaction& tx) {
        for (auto& key : stored_keys(tx)) {
            std::cout << key.key_id << "\t" << key.purpose << "\t" << key.suite << "\t" << to_text(Instant{key.created})
                      << (house.vault().key_in_use(key.purpose) == key.key_id ? "\tin use" : "") << "\n";
            if (key.purpose != Vault::for_columns) continue;
            for (auto& use : uses_of_key(tx, key)) std::cout << "\t" << use.place << "\t" << use.values << "\n";
        }
    });
    return 0;
}

static Happened line(const std::string& verb, std::int64_t key) {
    return {.verb = verb, .subject = "data_key", .subject_id = key, .unit_path = "", .changes = "{}"};
}

int keys_rotate(House& house) {
    std::int64_t key = 0;
    house.application().as_system("key.rotated", [&](Context& context) {
        key = approvals::begin_rotation(context);
        context.happened.push_back(line("key.rotated", key));
    });
    std::cout
        << "Data key " << key
        << " and a new key for look-ups are stored. The server seals everything anew in the background; \"unionhall keys "
        << "list\" shows what is left.\n";
    return 0;
}

int keys_change_master(House& house) {
    FileLock lock(keys_lock_file(house.paths()), keys_are_held, keys_wait_max);
    // Before anything is touched: another change may have ended since this house was opened, with a key file like ours.
    house.database().write_now([&](Transaction& tx) { held_keys(tx, house.vault()); });
    auto next = next_key_file(house.paths()), file = key_file(house.paths());
    if (fs::exists(next)) fs::remove(next);  // of a change that was cut off before it took effect
    Vault::create(next);
    house.application().as_system("master_key.changed", [&](Context& context) {
        house.vault().follow(held_keys(context.tx, house.vault()), context.now.us);
        replace_keys(context.tx, house.vault().wrapped_by(next));
        context.happened.push_back(line("master_key.changed", 0));
    });
    auto old = file;
    for (int n = 1; fs::exists(old); ++n) old = file.string() + ".old" + std::to_string(n);
    fs::rename(file, old);
    fs::rename(next, file);
    std::cout << "The master key was changed: " << file.string() << "\n"
              << "Start the server anew. The old one, " << old.string()
              << ", opens older backups: keep it in a safe as long as you keep those, and not here.\n";
    return 0;
}

int keys_drop(House& house, bool is_backed_up_elsewhere) {
    bool dropped = false;
    house.application().as_system("key.dropped", [&](Context& context) {
        dropped = approvals::drop_unused_keys(context, is_backed_up_elsewhere);
    });
    std::cout << (dropped
                      ? "The old data keys are gone.\n"
                      : "Nothing was dropped: something is sealed with the old key still (unionhall keys list), or no "
                        "backup was made since everything was sealed anew.\n");
    return dropped ? 0 : 1;
}

}  // namespace unionhall
