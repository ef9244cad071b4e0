// How a page of a list is asked for, so that a wide reach over a million rows is not read from end to end for fifty of them.
#pragma once

#include "platform/api.h"

namespace unionhall {

struct PageOrder {
    const Field* by = nullptr;  // null: by id
    bool is_down = true;
    // What rows are compared by. What is not given comes before everything, on both databases, and has a place in the list
    // that a cursor can name.
    std::string column(const RecordType& type) const {
        if (!by) return type.key->name;
        return by->optional
                   ? "coalesce(" + by->name + ", " + (is_text() ? "''" : std::to_string(number_not_given)) + ")"
                   : by->name;
    }
    std::string sql(const RecordType& type) const {  // " order by name desc, id desc"
        std::string down = is_down ? " desc" : "";
        return " order by " + (by ? column(type) + down + ", " : "") + type.key->name + down;
    }
    Value not_given() const { return is_text() ? Value{std::string()} : Value{number_not_given}; }

  private:
    static constexpr std::int64_t number_not_given = -(std::int64_t{1} << 62);
    bool is_text() const { return by->shape == Shape::text || by->shape == Shape::date || by->shape == Shape::choice; }
};

// What a list is asked for, condition by condition. A condition takes its values by `hole`.
struct PageQuestion {
    std::vector<std::string> places;   // on the path: what is within reach, and within the unit asked for
    std::vector<std::string> filters;  // everything else
    std::string search, cursor;        // the rows that match; the rows after those seen already
    bool is_exact = false;             // the search is for one value that an index finds: it leads
    std::vector<Value> values;

    std::string hole(Value value) {
        values.push_back(std::move(value));
        return "$" + std::to_string(values.size());
    }
};

// A place of at most so many rows is read through, whatever else is asked; of so many, when only some of them are sought, which
// then need not be sorted.
inline constexpr std::int64_t place_rows_max = 1000, place_rows_filtered_max = 5000;
// Of a larger one so many rows, in the order asked for, are tried before anything is collected and sorted.
inline constexpr std::int64_t window_rows_max = 10000;
// So many entries of an index that says where each row lies are passed over to fill a page.
inline constexpr std::int64_t passed_over_rows_max = 20000;
// In a large one that is filtered, so many rows are counted at most.
inline constexpr std::int64_t count_filtered_max = 1000;

struct PagePlan {
    std::string page, count;  // conditions for a page from the cursor on, and for counting; "" for none
    std::int64_t count_max = count_shown_max;
};
// Words the conditions so that the index is taken which leads to `rows` rows soonest. Neither engine can know how many
// rows a reach holds and how they lie in an order; SQLite takes every reach for a small one. So the rows are asked: is
// the place small? are enough of the next ones in the order within it? is what is sought rare anywhere?
PagePlan plan_page(Transaction&, const RecordType&, const PageQuestion&, const PageOrder&, std::int64_t rows);

// One question with only those of `values` that it names.
std::optional<Value> first_answer(Transaction&, const std::string& sql, const std::vector<Value>& values);

}  // namespace unionhall
