#include "rosters/store.h"

#include <map>

namespace unionhall::rosters {

namespace {

constexpr std::size_t values_per_question_max = 400;

// "($3, $4, …)" for `count` values that stand behind `before` others.
std::string holes(std::size_t before, std::size_t count) {
    std::string text = "(";
    for (std::size_t i = 0; i < count; ++i) text += (i ? ", $" : "$") + std::to_string(before + i + 1);
    return text + ")";
}

// Calls `ask` with some values at a time.
template <class T, class Ask>
void in_parts(const std::vector<T>& all, Ask ask) {
    for (std::size_t from = 0; from < all.size(); from += values_per_question_max)
        ask(std::vector<T>(
            all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), from + values_per_question_max))));
}

}  // namespace

void keep_pieces(Transaction& tx, Id<Roster> id, const std::vector<RosterRow>& rows) {
    for (std::size_t from = 0; from < rows.size(); from += rows_per_piece)
        tx.run("insert into roster_pieces (roster_id, position, rows_text) values ($1, $2, $3)",
               {id.number, static_cast<std::int64_t>(from), packed(rows, from, rows_per_piece)});
}

std::optional<RosterPiece> next_piece(Transaction& tx, Id<Roster> id) {
    for (auto& row :
         tx.rows("select position, rows_text from roster_pieces where roster_id = $1 order by position limit 1",
                 {id.number}))
        return RosterPiece{std::get<std::int64_t>(row[0]), unpacked(std::get<std::string>(row[1]))};
    return {};
}

void drop_piece(Transaction& tx, Id<Roster> id, std::int64_t position) {
    tx.run("delete from roster_pieces where roster_id = $1 and position = $2", {id.number, position});
}

void drop_pieces(Transaction& tx, Id<Roster> id) {
    tx.run("delete from roster_pieces where roster_id = $1", {id.number});
}

std::vector<ListedEmployer> entries_for(Transaction& tx, Id<units::Unit> unit, const std::vector<RosterRow>& rows) {
    std::vector<std::string> codes, names;
    for (auto& row : rows) {
        if (!row.credit_code.empty()) codes.push_back(row.credit_code);
        names.push_back(name_key_of(row.name));
    }
    std::map<std::int64_t, ListedEmployer> found;
    auto gather = [&](const char* column, const std::vector<std::string>& wanted) {
        in_parts(wanted, [&](const std::vector<std::string>& part) {
            std::vector<Value> values{unit.number};
            values.insert(values.end(), part.begin(), part.end());
            auto where = "where unit_id = $1 and " + std::string(column) + " in " + holes(1, part.size());
            for (auto& entry : tx.select<ListedEmployer>(where, values)) found.emplace(entry.id.number, entry);
        });
    };
    gather("credit_code", codes);
    gather("name_key", names);
    std::vector<ListedEmployer> all;
    for (auto& [id, entry] : found) all.push_back(std::move(entry));
    return all;
}

std::vector<ListedEmployer> entries_after(Transaction& tx, Id<Roster> id, std::int64_t after_id, std::size_t limit) {
    return tx.select<ListedEmployer>("where roster_id = $1 and id > $2 order by id limit $3",
                                     {id.number, after_id, static_cast<std::int64_t>(limit)});
}

std::int64_t count_entries(Transaction& tx, Id<Roster> id) {
    return tx.number("select count(*) from listed_employers where roster_id = $1", {id.number}).value_or(0);
}

void recount(Transaction& tx, Roster& roster) {
    roster.rows_ours = roster.rows_look = roster.rows_not_ours = 0;
    for (auto& row : tx.rows("select state, count(*) from listed_employers where roster_id = $1 group by state",
                             {roster.id.number})) {
        auto& state = std::get<std::string>(row[0]);
        auto& count = state == "ours" ? roster.rows_ours : state == "look" ? roster.rows_look : roster.rows_not_ours;
        count = std::get<std::int64_t>(row[1]);
    }
}

std::vector<employers::Employer> employers_within(Transaction& tx, const std::string& unit_path) {
    return tx.select<employers::Employer>("where unit_path >= $1 and unit_path < $2 order by id limit $3",
                                          {unit_path, after_path(unit_path), employers_compared_max});
}

static constexpr const char* on_the_rolls = "unit_path >= $1 and unit_path < $2 and status <> 'left'";

std::int64_t count_people_within(Transaction& tx, const std::string& unit_path) {
    return tx
        .number(std::string("select count(*) from members where person_id is not null and ") + on_the_rolls,
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

std::vector<KnownPerson> people_within(Transaction& tx, const std::string& unit_path) {
    std::vector<KnownPerson> all;
    std::map<std::int64_t, std::size_t> place_of;  // by person
    tx.visit<members::Member>(std::string("where person_id is not null and ") + on_the_rolls + " order by id limit $3",
                              {unit_path, after_path(unit_path), people_compared_max}, [&](members::Member& member) {
                                  place_of[member.person_id->number] = all.size();
                                  all.push_back({member.id.number,
                                                 {.name = member.name,
                                                  .phone = member.phone ? member.phone->plain : "",
                                                  .employer_name = member.employer_name}});
                              });
    std::vector<std::int64_t> persons;
    for (auto& [id, place] : place_of) persons.push_back(id);
    in_parts(persons, [&](const std::vector<std::int64_t>& part) {
        std::vector<Value> values(part.begin(), part.end());
        for (auto& person : tx.select<members::Person>("where id in " + holes(0, part.size()), values)) {
            auto& compared = all[place_of[person.id.number]].compared;
            if (person.id_number) compared.id_number = person.id_number->plain;
            compared.division_code = person.division_code;
        }
    });
    return all;
}

std::vector<std::int64_t> members_among(Transaction& tx, const std::vector<std::int64_t>& ids) {
    std::vector<std::int64_t> there;
    in_parts(ids, [&](const std::vector<std::int64_t>& part) {
        std::vector<Value> values(part.begin(), part.end());
        for (auto& row :
             tx.rows("select id from members where person_id is not null and id in " + holes(0, part.size()), values))
            there.push_back(std::get<std::int64_t>(row[0]));
    });
    return there;
}

std::vector<DuplicatePair> pairs_of_unit(Transaction& tx, Id<units::Unit> unit) {
    return tx.select<DuplicatePair>("where unit_id = $1 order by id", {unit.number});
}

std::vector<DuplicatePair> pairs_among(Transaction& tx, const std::vector<std::int64_t>& member_ids) {
    std::vector<DuplicatePair> all;
    in_parts(member_ids, [&](const std::vector<std::int64_t>& part) {
        std::vector<Value> values(part.begin(), part.end());
        for (auto& pair : tx.select<DuplicatePair>("where member_id in " + holes(0, part.size()), values))
            all.push_back(std::move(pair));
    });
    return all;
}

std::vector<DuplicatePair> pairs_of_member(Transaction& tx, std::int64_t member_id) {
    return tx.select<DuplicatePair>("where member_id = $1 or other_member_id = $1 order by id", {member_id});
}

void drop_pairs_of(Transaction& tx, std::int64_t member_id) {
    tx.run("delete from duplicate_pairs where member_id = $1 or other_member_id = $1", {member_id});
}

void drop_pair(Transaction& tx, Id<DuplicatePair> id) {
    tx.run("delete from duplicate_pairs where id = $1", {id.number});
}

std::int64_t count_to_look_at(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from listed_employers where state = 'look' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

std::int64_t count_open_pairs(Transaction& tx, const std::string& unit_path) {
    return tx
        .number("select count(*) from duplicate_pairs where status = 'open' and unit_path >= $1 and unit_path < $2",
                {unit_path, after_path(unit_path)})
        .value_or(0);
}

}  // namespace unionhall::rosters
