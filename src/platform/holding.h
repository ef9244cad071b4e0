// What the rooms keep about a person, said once, table by table: the person's own view and export, the forgetting, and a
// test of the house are read off these rows, so that a new table cannot be forgotten (domain.md P5, P6).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/db.h"

namespace unionhall {

// Which number of the person stands in the column.
enum class Holder { person, member, account, application, phone, any };

// What becomes of the rows when the person is forgotten.
enum class Fate {
    erased,   // they go
    emptied,  // they stay as one in a count, and what says who it was is emptied
    kept      // a law wants them kept; nothing in them says who it was, once the rest is gone
};

// The numbers and phones under which rows may know one person.
struct HeldUnder {
    std::int64_t person_id = 0, account_id = 0;
    std::vector<std::int64_t> member_ids, application_ids;
    std::vector<std::string> phones;  // canonical
};

struct Holding {
    std::string table, column;
    Holder by = Holder::person;
    Fate fate = Fate::erased;
    Words label, purpose;
    std::string emptied_by = {};  // of an emptied table: the assignments, as SQL
    std::string also = {};        // a further condition, as SQL
    std::string newest_first = "id desc";
    // Hands over the rows as records whose tables say how each field is read; null: nothing to show beyond another table.
    std::function<void(Transaction&, const std::string& rest, const std::vector<Value>&,
                       const std::function<void(const RecordType&, const void*)>&)>
        read = nullptr;
};
using Holdings = std::vector<Holding>;

template <class T>
Holding shown(Holding holding) {
    holding.read = [](Transaction& tx, const std::string& rest, const std::vector<Value>& values,
                      const std::function<void(const RecordType&, const void*)>& visit) {
        for (auto& record : tx.select<T>(rest, values)) visit(type_of<T>(), &record);
    };
    return holding;
}

// What the platform itself keeps: messages, the audit, answers given once.
Holdings platform_holdings();

inline constexpr std::int64_t held_rows_shown_max = 2000;  // of one table, newest first

// Every row about this person in that table, newest first.
using HeldVisitor = std::function<void(const RecordType&, const void*)>;
void visit_held(Transaction&, const Holding&, const HeldUnder&, const HeldVisitor&);
std::int64_t count_held(Transaction&, const Holding&, const HeldUnder&);
// Erases or empties the rows as their table says; those to be kept are left. Returns how many.
std::int64_t forget_held(Transaction&, const Holding&, const HeldUnder&);

}  // namespace unionhall
