// How a spreadsheet of people is understood: which column is which, what is never stored, and what a row says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "members/lists.h"
#include "platform/tables.h"

namespace unionhall::members {

inline constexpr std::size_t import_rows_max = 200'000, import_bytes_max = 64UL << 20;

// Columns found by their headings, in Chinese or English; counted from 0, -1: not there.
struct Columns {
    int name = -1, phone = -1, occupation = -1, employer_name = -1;
    std::vector<std::string> dropped;  // headings of what is never stored (domain.md 5.1)
    std::vector<std::string> unused;   // other headings that an invitation does not need
};
// Refuses (invalid) when there is no column of names or of mobile phones, naming the headings that would do.
Columns columns_of(const TableRow& heading);

struct ListedRow {  // what is kept of a row of the file
    std::int64_t number = 0;
    std::string name, phone, occupation, employer_name;
    bool is_phone_lossy = false;  // digits were lost before we saw it
};
ListedRow listed(const TableRow&, const Columns&);
std::string packed(std::span<const ListedRow>);
std::vector<ListedRow> unpacked(std::string_view);

struct Contents {  // what a file says, on its way from the reading to the writing half of a request
    std::string format, dropped, unused;
    std::vector<ListedRow> rows;
};
std::string packed(const Contents&);
Contents unpacked_contents(std::string_view);

struct ReadRow {
    std::string name, phone, employer_name;  // canonical where they are right, else as written
    Occupation occupation = Occupation::other;
    Words problem;  // empty: it can be read. Says row, what, and what to do
    Words remark;   // something to know that hinders nothing
};
ReadRow read_row(const ListedRow&);

// The occupation a text names, in Chinese or English, by its code or a usual synonym.
std::optional<Occupation> occupation_named(const std::string& text);

// "姓名：… → …；" field by field, what the list says otherwise than the member's record; empty: nothing.
struct Compared {
    std::string name, occupation, employer_name;
};
Words differences_of(const Compared& member, const Compared& list);

}  // namespace unionhall::members
