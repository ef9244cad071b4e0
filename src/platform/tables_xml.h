// XML as events, never as a tree, and without anything that makes XML dangerous. Not for rooms.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/tables.h"
#include "platform/tables_zip.h"

namespace unionhall::tables {

// The attributes of one tag, by name without prefix.
class XmlAttributes {
  public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    std::string_view operator[](std::string_view name) const;  // empty when it is not there

  private:
    const char** pairs_;
};

// Names come without prefix. Text may come in pieces.
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view) {}
    virtual void text(std::string_view) {}
    virtual std::int64_t near_row() const { return 0; }  // for the sentence that says where the file is damaged
};

// Reads one part whose outermost tag must be `root`. Refuses what is not well-formed, any DOCTYPE (so no entity is ever
// declared, expanded or fetched), tags nested too deeply or too long. What a handler throws ends the reading.
void read_xml(Package& package, std::string_view part, std::string_view root, const TableLimits& limits,
              XmlHandler& handler);

}  // namespace unionhall::tables
