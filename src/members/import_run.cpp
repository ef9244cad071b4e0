#include "members/import_run.h"

#include <algorithm>
#include <set>

#include "members/store_lists.h"
#include "platform/text.h"

namespace unionhall::members {

namespace {

Language language_of(const Import& import) { return import.language == "en" ? Language::en : Language::zh; }

std::int64_t& count_of(Import& import, const std::string& kind) {
    if (kind == "new") return import.rows_new;
    if (kind == "member") return import.rows_member;
    if (kind == "duplicate") return import.rows_duplicate;
    return import.rows_unreadable;
}

// What the database knows of the phones of some rows, asked once for all of them.
struct Knowledge {
    std::map<std::string, KnownMember> members;
    std::map<std::string, bool> applicants, invited;
    std::map<std::string, std::int64_t> rows;  // earlier rows of this import
};

Knowledge knowledge_of(Context& context, const Import& import, const Phones& phones) {
    return {members_among(context.tx, phones),
            applicants_among(context.tx, phones),
            invited_among(context.tx, phones, import.id),
            {}};
}

void set(ImportRow& row, const Import& import, const char* kind, const Words& note) {
    row.kind = kind;
    row.note = note.in(language_of(import));
}

std::string label_in(Occupation occupation, Language language) { return label_of(occupation).in(language); }

void set_member(ImportRow& row, const Import& import, const KnownMember& known) {
    // What a member's record says is shown only to the unit that keeps it; of others the list is told no more than this.
    if (!is_within(known.unit_path, import.unit_path)) {
        set(row, import, "member", {"已是会员，无需邀请。", "A member already: no invitation is needed."});
        return;
    }
    auto language = language_of(import);
    Occupation kept{};
    ShapeOf<Occupation>::from(kept, known.occupation);
    auto listed = row.occupation == Occupation::other ? std::string() : label_in(row.occupation, language);
    auto differences = differences_of({known.name, label_in(kept, language), known.employer_name},
                                      {row.name, listed, row.employer_name});
    row.differences = differences.in(language);
    set(row, import, "member",
        differences.empty() ? Words{"已是会员，资料一致。", "A member already, with the same data."}
                            : Words{"已是会员，资料有差异；会员资料不会被名单改动。",
                                    "A member already, with differences; a list never changes a member."});
}

void classify(ImportRow& row, const Import& import, const std::string& phone, const Knowledge& known,
              const Words& remark) {
    row.differences.clear();
    if (auto earlier = known.rows.find(phone); earlier != known.rows.end() && earlier->second != row.row_number) {
        auto n = std::to_string(earlier->second);
        set(row, import, "duplicate", {"与第 " + n + " 行的手机号码相同。", "Has the same phone as row " + n + "."});
    } else if (auto member = known.members.find(phone); member != known.members.end()) {
        set_member(row, import, member->second);
    } else if (known.applicants.contains(phone)) {
        set(row, import, "member", {"已提交入会申请，无需邀请。", "Has applied already: no invitation is needed."});
    } else if (known.invited.contains(phone)) {
        set(row, import, "duplicate", {"已在另一份名单中受邀。", "Invited by another list already."});
    } else {
        set(row, import, "new", remark);
    }
}

ReadRow read_into(ImportRow& row, const ListedRow& listed) {
    auto read = read_row(listed);
    row.name = read.name;
    row.phone.reset();
    if (!read.phone.empty()) row.phone = Secret{read.phone};
    row.employer_name = read.employer_name;
    return read;
}

}  // namespace

void check_rows(Context& context, Import& import, const std::vector<ListedRow>& listed) {
    std::vector<ImportRow> rows;
    std::vector<Words> remarks;
    std::vector<std::string> phones, asked;  // of each row, "" of one that cannot be read, which keeps its own note
    rows.reserve(listed.size());
    for (auto& line : listed) {
        auto& row = rows.emplace_back(ImportRow{.id = context.new_id<ImportRow>(),
                                                .import_id = import.id,
                                                .unit_id = import.unit_id,
                                                .unit_path = import.unit_path,
                                                .row_number = line.number});
        auto read = read_into(row, line);
        row.occupation = read.occupation;
        if (row.employer_name.empty()) row.employer_name = import.employer_name;
        remarks.push_back(read.remark);
        if (!read.problem.empty()) {
            set(row, import, "unreadable", read.problem);
            phones.emplace_back();
            continue;
        }
        phones.push_back(read.phone);
        asked.push_back(read.phone);
    }
    const Phones all(context.tx, asked);
    auto known = knowledge_of(context, import, all);
    known.rows = rows_among(context.tx, all, import.id);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!phones[i].empty()) {
            known.rows.try_emplace(phones[i], rows[i].row_number);
            classify(rows[i], import, phones[i], known, remarks[i]);
        }
        ++count_of(import, rows[i].kind);
    }
    context.tx.insert_all(rows);
    import.rows_done += static_cast<std::int64_t>(rows.size());
}

ImportRow recheck_row(Context& context, Import& import, ImportRow before, ImportRow after) {
    auto phone_of = [](const ImportRow& row) {
        return row.kind != "unreadable" && row.phone ? row.phone->plain : std::string();
    };
    ListedRow line{after.row_number, after.name, after.phone ? after.phone->plain : "", "", after.employer_name, false};
    auto read = read_into(after, line);
    if (read.problem.empty())
        set(after, import, "new", {});
    else
        set(after, import, "unreadable", read.problem);
    if (!read.problem.empty()) after.differences.clear();
    --count_of(import, before.kind);
    ++count_of(import, after.kind);
    context.tx.update(after);
    std::vector<std::string> phones;
    for (auto& phone : {phone_of(before), phone_of(after)})
        if (!phone.empty() && std::ranges::find(phones, phone) == phones.end()) phones.push_back(phone);
    auto known = knowledge_of(context, import, Phones(context.tx, phones));
    std::vector<ImportRow> sharing;
    for (auto& phone : phones)
        std::ranges::move(rows_with_phone(context.tx, import.id, phone), std::back_inserter(sharing));
    // Rows that share a phone are looked at in their order: the first one counts, the others are its duplicates.
    for (auto& row : sharing) {
        auto phone = phone_of(row);
        auto was = row;
        known.rows.try_emplace(phone, row.row_number);
        classify(row, import, phone, known, {});
        if (row.kind == was.kind && row.note == was.note && row.differences == was.differences) continue;
        --count_of(import, was.kind);
        ++count_of(import, row.kind);
        context.tx.update(row);
        if (row.id == after.id) after = row;
    }
    return after;
}

bool check_piece(Context& context, Import& import) {
    if (import.status != ImportStatus::reading) return false;
    auto piece = next_piece(context, import.id);
    if (piece) {
        check_rows(context, import, unpacked(piece->second));
        drop_piece(context.tx, import.id, piece->first);
    }
    if (import.rows_done < import.rows_total) return true;
    import.status = import_flow().step(import.status, "check").to;
    return false;
}

// Rows still new become invitations; who has joined, applied or been invited elsewhere since the check does not.
static void invite(Context& context, Import& import, std::vector<ImportRow> rows) {
    std::erase_if(rows, [](auto& row) { return !row.phone; });  // forgotten since
    std::vector<std::string> phones;
    for (auto& row : rows) phones.push_back(row.phone.value().plain);
    auto known = knowledge_of(context, import, Phones(context.tx, phones));
    std::vector<Invitation> invitations;
    invitations.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& row = rows[i];
        bool is_news = known.members.contains(phones[i]) || known.applicants.contains(phones[i]) ||
                       known.invited.contains(phones[i]);
        if (is_news) {
            auto was = row.kind;
            classify(row, import, phones[i], known, {});
            --count_of(import, was);
            ++count_of(import, row.kind);
            context.tx.update(row);
            continue;
        }
        invitations.push_back({.id = context.new_id<Invitation>(),
                               .unit_id = import.unit_id,
                               .unit_path = import.unit_path,
                               .import_id = import.id,
                               .employer_id = import.employer_id,
                               .employer_name = row.employer_name,
                               .drive_id = import.drive_id,
                               .name = row.name,
                               .phone = row.phone,
                               .occupation = row.occupation});
    }
    context.tx.insert_all(invitations);
}

bool commit_piece(Context& context, Import& import) {
    if (import.status != ImportStatus::committing) return false;
    // What an undone commit left is taken away first, so that nobody is invited twice.
    if (import.rows_done == 0 && clear_piece(context, import)) return true;
    auto rows = new_rows_after(context.tx, import.id, import.rows_done, rows_per_piece);
    bool is_last = rows.size() < rows_per_piece;
    if (!rows.empty()) {
        auto last = rows.back().row_number;
        invite(context, import, std::move(rows));
        import.rows_done = last;
    }
    if (!is_last) return true;
    import.rows_done = import.rows_total;
    import.committed_at = context.now;
    import.status = import_flow().step(import.status, "finish").to;
    return false;
}

bool clear_piece(Context& context, const Import& import) {
    return remove_open_invitations(context.tx, import.id, rows_per_piece) == static_cast<std::int64_t>(rows_per_piece);
}

}  // namespace unionhall::members
