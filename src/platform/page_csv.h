// A list as a file for a spreadsheet: words where the API has codes and ids.
#pragma once

#include <map>

#include "platform/context.h"
#include "platform/message.h"
#include "platform/tables.h"

namespace unionhall {

// One row a record. A choice, yes and no are said in the asker's language, a time by the clock of Beijing; an id by the
// name of what it stands for, and left out where no room names it; a code stays, with its name beside it. The record's
// own id comes last. Kept between rows: each name that was looked up.
class PageCsv {
  public:
    PageCsv(Context&, const RecordType&);
    void append(const void* record);
    Response take();

  private:
    struct Column {
        const Field* field;
        const Naming* naming;  // null: the value itself
    };
    const std::string& name_of(const Column&, const Value&);

    Context& context_;
    const RecordType& type_;
    std::vector<Column> columns_;
    std::map<std::pair<const Naming*, std::string>, std::string> names_;
    CsvWriter csv_;
};

}  // namespace unionhall
