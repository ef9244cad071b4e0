// What the heading of a table means, whoever wrote it, and the cells below it.
#pragma once

#include <string>
#include <vector>

#include "platform/tables.h"

namespace unionhall {

// Folded, without blanks, marks, and brackets with what they hold: "姓 名（必填）*" and "姓名：" are "姓名".
std::string heading_key(const std::string& heading);

// Of the columns with these keys the one that stands first among the names; −1 when none does.
int column_named(const std::vector<std::string>& keys, const std::vector<std::string>& names);

// Without blanks around it; empty where there is no such column.
std::string cell_of(const TableRow&, int column);

}  // namespace unionhall
