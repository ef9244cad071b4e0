// The way through an .xlsx: what kind of package it is, its workbook, styles and strings, and the sheet to read.
#include <map>

#include "platform/tables_parts.h"
#include "platform/tables_sheet.h"
#include "platform/tables_xml.h"
#include "platform/tables_zip.h"
#include "platform/text.h"

namespace unionhall::tables {
namespace {

struct Relation {
    std::string type, target;  // the last word of the type; the part it leads to
};

// Follows "../a/b" from the folder of `from`; an absolute target begins at the root.
std::string resolved(std::string_view from, std::string_view target) {
    std::vector<std::string> steps;
    if (!target.starts_with('/')) {
        steps = split(from, '/');
        steps.pop_back();
    }
    for (std::string& step : split(target, '/')) {
        if (step == "..") {
            if (!steps.empty()) steps.pop_back();
        } else if (!step.empty() && step != ".") {
            steps.push_back(std::move(step));
        }
    }
    return join(steps, "/");
}

class RelationsReader : public XmlHandler {
  public:
    explicit RelationsReader(std::string_view from) : from_(from) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External") return;
        const std::string_view type = attributes["Type"];
        const std::string id(attributes["Id"]);
        found.emplace(id,
                      Relation{std::string(type.substr(type.rfind('/') + 1)), resolved(from_, attributes["Target"])});
        if (found.size() > relations_max) refuse_broken();
    }
    std::map<std::string, Relation> found;

  private:
    static constexpr std::size_t relations_max = 10'000;
    std::string_view from_;
};

class ContentTypesReader : public XmlHandler {
  public:
    explicit ContentTypesReader(std::string_view part) : part_("/" + lower_ascii(part)) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "Override" && lower_ascii(attributes["PartName"]) == part_) type = attributes["ContentType"];
        if (name == "Default" && type.empty() && part_.ends_with("." + lower_ascii(attributes["Extension"])))
            type = attributes["ContentType"];
    }
    std::string type;

  private:
    std::string part_;
};

struct SheetEntry {
    std::string relation;
    bool hidden;
};

class WorkbookReader : public XmlHandler {
  public:
    explicit WorkbookReader(const TableLimits& limits) : limits_(limits) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
        if (name != "sheet") return;
        const std::string_view state = attributes["state"];
        sheets.push_back({std::string(attributes["id"]), !state.empty() && state != "visible"});
        const std::string max = std::to_string(limits_.sheets_max);
        if (sheets.size() > limits_.sheets_max)
            refuse_size({"这个文件超过了 " + max + " 张工作表。请只保留需要的那一张，另存后再上传。",
                         "This file has more than " + max + " sheets. Please keep only the one you need and save it."});
    }
    bool from_1904 = false;
    std::vector<SheetEntry> sheets;

  private:
    const TableLimits& limits_;
};

class StylesReader : public XmlHandler {
  public:
    explicit StylesReader(const TableLimits& limits) : limits_(limits) {}
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt") codes_[std::string(attributes["numFmtId"])] = format_of_code(attributes["formatCode"]);
        if (name == "cellXfs") in_cell_formats_ = true;
        if (name == "xf" && in_cell_formats_) formats.push_back(format_of(std::string(attributes["numFmtId"])));
        if (formats.size() > limits_.styles_max || codes_.size() > limits_.styles_max) refuse_broken();
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") in_cell_formats_ = false;
    }
    std::vector<NumberFormat> formats;

  private:
    NumberFormat format_of(const std::string& id) const {
        const auto own = codes_.find(id);
        if (own != codes_.end()) return own->second;
        return id.size() <= 3 && !id.empty() && id.find_first_not_of("0123456789") == std::string::npos
                   ? built_in_format(std::stoi(id))
                   : NumberFormat{};
    }

    const TableLimits& limits_;
    std::map<std::string, NumberFormat> codes_;
    bool in_cell_formats_ = false;
};

class StringsReader : public XmlHandler {
  public:
    StringsReader(const TableLimits& limits, std::size_t bytes_max, SharedStrings& strings)
        : limits_(limits), rich_(bytes_max), strings_(strings) {}
    void start(std::string_view name, const XmlAttributes&) override {
        if (name != "si") return rich_.start(name);
        const std::string max = std::to_string(limits_.shared_strings_max);
        if (strings_.size() >= limits_.shared_strings_max)
            refuse_size({"这个文件里不同的文字超过了 " + max + " 条。请分成几个文件上传。",
                         "This file holds more than " + max + " different texts. Please split it into several files."});
    }
    void end(std::string_view name) override {
        if (name == "si")
            strings_.add(rich_.take());
        else
            rich_.end(name);
    }
    void text(std::string_view piece) override { rich_.text(piece); }

  private:
    const TableLimits& limits_;
    RichText rich_;
    SharedStrings& strings_;
};

std::map<std::string, Relation> relations_of(Package& package, const std::string& part, const TableLimits& limits) {
    const std::size_t slash = part.rfind('/') + 1;
    const std::string list = part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
    RelationsReader reader(part);
    if (package.has(list)) read_xml(package, list, "Relationships", limits, reader);
    return std::move(reader.found);
}

// The first part of a kind that is really there; empty when none is.
std::string part_of_kind(const Package& package, const std::map<std::string, Relation>& relations,
                         std::string_view kind) {
    for (const auto& [id, relation] : relations)
        if (relation.type == kind && package.has(relation.target)) return relation.target;
    return {};
}

[[noreturn]] void refuse_kind() {
    refuse_file(
        {"这个压缩文件不是 .xlsx 表格（可能是 Word、WPS、ODS 文件，或装着表格的压缩包）。请用表格软件另存为 .xlsx 或 "
         "CSV 后再上传。",
         "This is not an .xlsx table (perhaps a Word, WPS or ODS file, or an archive with a table in it). Please save "
         "the "
         "table as .xlsx or CSV and upload that."});
}

std::string workbook_part(Package& package, const TableLimits& limits) {
    if (!package.has("[Content_Types].xml")) refuse_kind();
    const std::string part = part_of_kind(package, relations_of(package, "", limits), "officeDocument");
    if (part.empty()) refuse_kind();
    ContentTypesReader types(part);
    read_xml(package, "[Content_Types].xml", "Types", limits, types);
    if (types.type.find("sheet") == std::string::npos || !types.type.ends_with("main+xml")) refuse_kind();
    return part;
}

}  // namespace

void read_xlsx(std::string_view bytes, const TableLimits& limits, RowSink& sink) {
    Package package(bytes, limits);
    const std::string part = workbook_part(package, limits);
    const std::map<std::string, Relation> relations = relations_of(package, part, limits);
    WorkbookReader sheets(limits);
    read_xml(package, part, "workbook", limits, sheets);

    Workbook workbook;
    workbook.from_1904 = sheets.from_1904;
    if (const std::string styles = part_of_kind(package, relations, "styles"); !styles.empty()) {
        StylesReader reader(limits);
        read_xml(package, styles, "styleSheet", limits, reader);
        workbook.styles = std::move(reader.formats);
    }
    if (const std::string strings = part_of_kind(package, relations, "sharedStrings"); !strings.empty()) {
        StringsReader reader(limits, sink.longest_cell_bytes(), workbook.strings);
        read_xml(package, strings, "sst", limits, reader);
    }
    for (const SheetEntry& sheet : sheets.sheets) {
        const auto relation = relations.find(sheet.relation);
        if (relation == relations.end()) refuse_broken();
        if (sheet.hidden || relation->second.type != "worksheet") continue;
        read_sheet(package, relation->second.target, workbook, limits, sink);
        if (sink.any()) return;
    }
}

}  // namespace unionhall::tables
