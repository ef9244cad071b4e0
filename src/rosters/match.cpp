#include "rosters/match.h"

#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "platform/text.h"
#include "rosters/store.h"

namespace unionhall::rosters {

namespace {

// What was found ahead, on its way to the write: for each place (a row, an entry, a member) its likenesses.
struct Found {
    std::int64_t left = 0, right = 0;  // ids; of rows waiting in a piece, the number of the row
    double weight = 0;
    std::string grounds;
};

constexpr char between_parts = '\x1f';

std::string found_text(std::int64_t begun_with, const std::vector<Found>& all) {
    auto text = std::to_string(begun_with) + "\n";
    for (auto& one : all)
        text += std::to_string(one.left) + between_parts + std::to_string(one.right) + between_parts +
                std::to_string(one.weight) + between_parts + one.grounds + "\n";
    return text;
}

std::int64_t whole_number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<Found> found_in(const std::string& text, std::int64_t& begun_with) {
    std::vector<Found> all;
    bool is_first = true;
    for (auto& line : split(text, '\n')) {
        if (std::exchange(is_first, false)) {
            begun_with = whole_number(line);
            continue;
        }
        auto parts = split(line, between_parts);
        if (parts.size() == 4)
            all.push_back({whole_number(parts[0]), whole_number(parts[1]), std::stod(parts[2]), parts[3]});
    }
    return all;
}

std::map<std::int64_t, std::vector<Candidate>> candidates_of(const std::vector<Found>& all) {
    std::map<std::int64_t, std::vector<Candidate>> by_left;
    for (auto& one : all) by_left[one.left].push_back({one.right, one.weight, one.grounds});
    return by_left;
}

// The entry a row means: by its code, else by its name where neither has another code.
ListedEmployer* entry_of(std::vector<ListedEmployer>& entries, const RosterRow& row) {
    for (auto& entry : entries)
        if (!row.credit_code.empty() && entry.credit_code == row.credit_code) return &entry;
    auto key = name_key_of(row.name);
    for (auto& entry : entries)
        if (entry.name_key == key && (entry.credit_code.empty() || row.credit_code.empty())) return &entry;
    return nullptr;
}

void lay_over(ListedEmployer& entry, const Roster& roster, const RosterRow& row) {
    entry.name = row.name;
    entry.name_key = name_key_of(row.name);
    if (!row.credit_code.empty()) entry.credit_code = row.credit_code;
    if (!row.division_code.empty()) entry.division_code = row.division_code;
    if (row.headcount) entry.headcount = row.headcount;
    entry.row_number = row.number;
    entry.roster_id = roster.id;
    if (!entry.times_listed || roster.as_of_on > entry.last_listed_on) entry.last_listed_on = roster.as_of_on;
    ++entry.times_listed;
}

// Rows that are looked at for the first time: they find their entry, or make one.
void take_piece(Context& context, Roster& roster, const RosterPiece& piece, const std::vector<Found>& found) {
    auto candidates = candidates_of(found);
    auto entries = entries_for(context.tx, roster.unit_id, piece.rows);
    std::vector<ListedEmployer> fresh;
    for (auto& row : piece.rows) {
        auto* entry = entry_of(entries, row);
        auto* made_just_now = entry ? nullptr : entry_of(fresh, row);
        if ((entry && entry->roster_id == roster.id) || made_just_now) {
            ++roster.rows_repeated;
            continue;
        }
        if (entry) {
            roster.rows_decided_before += entry->decision != Decision::none;
            lay_over(*entry, roster, row);
            settle_state(*entry, candidates[row.number]);
            context.tx.update(*entry);
            continue;
        }
        auto& made = fresh.emplace_back(ListedEmployer{.id = context.new_id<ListedEmployer>(),
                                                       .unit_id = roster.unit_id,
                                                       .unit_path = roster.unit_path,
                                                       .first_listed_on = roster.as_of_on});
        lay_over(made, roster, row);
        settle_state(made, candidates[row.number]);
    }
    context.tx.insert_all(fresh);
    drop_piece(context.tx, roster.id, piece.position);
    roster.rows_done += static_cast<std::int64_t>(piece.rows.size());
}

// Entries of a list that was compared before: our employers may have changed since.
bool take_entries(Context& context, Roster& roster, std::int64_t begun_with, const std::vector<Found>& found) {
    if (begun_with != roster.last_matched) return true;  // another piece came between: this one is asked for again
    auto entries = entries_after(context.tx, roster.id, roster.last_matched, rows_per_piece);
    auto candidates = candidates_of(found);
    for (auto& entry : entries) {
        settle_state(entry, candidates[entry.id.number]);
        context.tx.update(entry);
        roster.last_matched = entry.id.number;
    }
    roster.rows_done += static_cast<std::int64_t>(entries.size());
    return entries.size() == rows_per_piece;
}

std::vector<Found> compared(Context& context, const Roster& roster, const std::vector<ComparedEmployer>& listed,
                            const std::vector<std::int64_t>& ids) {
    auto ours = employers_within(context.tx, roster.unit_path);
    std::vector<ComparedEmployer> known;
    for (auto& employer : ours) known.push_back({employer.name, employer.credit_code, employer.division_code});
    std::vector<Found> all;
    for (auto& one : likenesses(listed, known))
        all.push_back({ids[one.left], ours[one.right].id.number, one.weight, one.grounds});
    return all;
}

// A pair found before keeps what was decided. It belongs to the lowest unit that found it: units above see it, too.
void see_again(Context& context, DuplicatePair& pair, const DuplicatePair& now) {
    bool moves_down = pair.unit_path != now.unit_path && is_within(now.unit_path, pair.unit_path);
    if (!moves_down && pair.weight_hundredths == now.weight_hundredths && pair.grounds == now.grounds) return;
    if (moves_down) pair.unit_id = now.unit_id, pair.unit_path = now.unit_path;
    pair.weight_hundredths = now.weight_hundredths;
    pair.grounds = now.grounds;
    context.tx.update(pair);
}

constexpr std::int64_t of_entries = -1;  // in the place of a piece's position

}  // namespace

std::string match_ahead(Context& context, std::int64_t roster_id, const std::string&) {
    auto roster = context.find(Id<Roster>{roster_id});
    if (roster.status != RosterStatus::matching) return "";
    std::vector<ComparedEmployer> listed;
    std::vector<std::int64_t> ids;
    if (auto piece = next_piece(context.tx, roster.id)) {
        for (auto& row : piece->rows) {
            listed.push_back({row.name, row.credit_code, row.division_code});
            ids.push_back(row.number);
        }
        return found_text(piece->position, compared(context, roster, listed, ids));
    }
    if (roster.last_matched == of_entries) return found_text(of_entries, {});
    for (auto& entry : entries_after(context.tx, roster.id, roster.last_matched, rows_per_piece)) {
        listed.push_back({entry.name, entry.credit_code, entry.division_code});
        ids.push_back(entry.id.number);
    }
    return found_text(roster.last_matched, compared(context, roster, listed, ids));
}

bool match_piece(Context& context, std::int64_t roster_id, const std::string&) {
    auto roster = context.find(Id<Roster>{roster_id});
    if (roster.status != RosterStatus::matching) return false;
    std::int64_t begun_with = 0;
    auto found = found_in(context.finding, begun_with);
    bool more = false;
    if (auto piece = next_piece(context.tx, roster.id)) {
        // The first comparison of a list; its entries are settled with their rows.
        roster.last_matched = of_entries;
        more = true;
        if (piece->position == begun_with) take_piece(context, roster, *piece, found);
    } else if (roster.last_matched != of_entries) {
        more = take_entries(context, roster, begun_with, found);
    }
    recount(context.tx, roster);
    if (!more) {
        roster.status = workflow_of(&roster).step(roster.status, "finish").to;
        roster.matched_at = context.now;
        roster.rows_done = roster.rows_total;
        roster.last_matched = 0;
    }
    context.tx.update(roster);
    return more;
}

std::string search_ahead(Context& context, std::int64_t search_id, const std::string&) {
    auto search = context.find(Id<DuplicateSearch>{search_id});
    auto people = people_within(context.tx, search.unit_path);
    std::vector<ComparedPerson> all;
    for (auto& person : people) all.push_back(person.compared);
    std::vector<Found> found;
    for (auto& one : likely_duplicates(all)) {
        auto a = people[one.left].member_id, b = people[one.right].member_id;
        found.push_back({std::min(a, b), std::max(a, b), one.weight, one.grounds});
    }
    return found_text(static_cast<std::int64_t>(people.size()), found);
}

bool search_piece(Context& context, std::int64_t search_id, const std::string&) {
    auto search = context.find(Id<DuplicateSearch>{search_id});
    if (search.status == SearchStatus::done) return false;
    auto found = found_in(context.finding, search.people);
    std::set<std::int64_t> ids, there;
    for (auto& one : found) ids.insert({one.left, one.right});
    std::vector<std::int64_t> all_ids(ids.begin(), ids.end());
    for (auto id : members_among(context.tx, all_ids)) there.insert(id);
    std::map<std::pair<std::int64_t, std::int64_t>, DuplicatePair> known;
    for (auto& pair : pairs_among(context.tx, all_ids))
        known[{pair.member_id.number, pair.other_member_id.number}] = pair;
    std::vector<DuplicatePair> fresh;
    std::set<std::int64_t> still_alike;
    for (auto& one : found) {
        if (!there.contains(one.left) || !there.contains(one.right)) continue;
        ++search.pairs;
        DuplicatePair pair{.id = context.new_id<DuplicatePair>(),
                           .unit_id = search.unit_id,
                           .unit_path = search.unit_path,
                           .member_id = {one.left},
                           .other_member_id = {one.right},
                           .weight_hundredths = std::llround(one.weight * 100),
                           .grounds = one.grounds,
                           .found_at = context.now};
        auto before = known.find({one.left, one.right});
        if (before == known.end()) {
            fresh.push_back(std::move(pair));
        } else {
            see_again(context, before->second, pair);
            still_alike.insert(before->second.id.number);
        }
    }
    // What no longer looks alike and nobody decided about asks nobody any more.
    for (auto& pair : pairs_of_unit(context.tx, search.unit_id))
        if (pair.status == PairStatus::open && !still_alike.contains(pair.id.number)) drop_pair(context.tx, pair.id);
    context.tx.insert_all(fresh);
    search.pairs_new = static_cast<std::int64_t>(fresh.size());
    search.status = SearchStatus::done;
    search.ended_at = context.now;
    context.tx.update(search);
    return false;
}

}  // namespace unionhall::rosters
