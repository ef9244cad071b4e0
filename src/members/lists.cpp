#include "members/lists.h"

namespace unionhall::members {

// Held by nobody: what the system does by itself.
static const Permission by_itself{"members.by_itself", {"系统自动完成", "Done by the system itself."}};

// clang-format off
std::vector<Words> labels_of(const ImportStatus*) {
    return {{"正在核对", "Reading"}, {"待确认", "Checked"}, {"正在写入", "Committing"}, {"已确认", "Committed"}, {"已撤销", "Undone"}};
}
std::vector<Words> labels_of(const InvitationStatus*) { return {{"待本人确认", "Open"}, {"已申请入会", "Accepted"}}; }

const std::vector<Choice>& row_kinds() {
    static const std::vector<Choice> kinds{
        {"new", {"新邀请", "New"}}, {"member", {"已入会或已申请", "Already a member"}},
        {"duplicate", {"重复", "Duplicate"}}, {"unreadable", {"无法识别", "Unreadable"}}};
    return kinds;
}

const Workflow<Import, ImportStatus>& import_flow() {
    using enum ImportStatus;
    static const Workflow<Import, ImportStatus> flow{&Import::status, reading, {
        // step     from               to          who may       label
        {"check",   {reading},         checked,    by_itself,    {"核对完成", "Checked"}},
        {"commit",  {checked, undone}, committing, import_lists, {"确认导入", "Commit"}},
        {"finish",  {committing},      committed,  by_itself,    {"写入完成", "Finished"}},
        {"undo",    {committed},       undone,     import_lists, {"撤销导入", "Undo"}},
    }};
    return flow;
}

const RecordType& record_of(const Import*) {
    static const auto type = record<Import>("import", "imports", {"名单导入", "import"}, {
        key  (&Import::id),
        owner(&Import::unit_id, {"导入的工会", "Unit"}),
        path (&Import::unit_path),
        field(&Import::drive_id,        "drive_id",        {"入会行动", "Drive"}).filterable(),
        field(&Import::employer_id,     "employer_id",     {"用人单位", "Employer"}).filterable(),
        field(&Import::employer_name,   "employer_name",   {"提供名单的单位", "List from"}).at_most(100),
        field(&Import::file_name,       "file_name",       {"文件名", "File name"}).at_most(200),
        field(&Import::format,          "format",          {"格式", "Format"}).by_server(),
        field(&Import::status,          "status",          {"状态", "Status"}).by_server().filterable(),
        field(&Import::rows_total,      "rows_total",      {"总行数", "Rows"}).by_server(),
        field(&Import::rows_done,       "rows_done",       {"已处理行数", "Rows done"}).by_server(),
        field(&Import::rows_new,        "rows_new",        {"新邀请", "New"}).by_server(),
        field(&Import::rows_member,     "rows_member",     {"已入会或已申请", "Already members"}).by_server(),
        field(&Import::rows_duplicate,  "rows_duplicate",  {"重复", "Duplicates"}).by_server(),
        field(&Import::rows_unreadable, "rows_unreadable", {"无法识别", "Unreadable"}).by_server(),
        field(&Import::accepted,        "accepted",        {"撤销前已被接受", "Accepted before the undo"}).by_server(),
        field(&Import::dropped_columns, "dropped_columns", {"未保存的列", "Columns never stored"}).by_server().at_most(2000)
            .help("我们从不保存这些内容，读到后立即丢弃。", "We never store these; they were dropped as soon as they were read."),
        field(&Import::unused_columns,  "unused_columns",  {"未使用的列", "Columns not used"}).by_server().at_most(2000),
        field(&Import::language,        "language",        {"语言", "Language"}).hidden(),
        field(&Import::created_at,      "created_at",      {"上传时间", "Uploaded"}).by_server().sortable(),
        field(&Import::committed_at,    "committed_at",    {"确认时间", "Committed"}).by_server(),
        field(&Import::undone_at,       "undone_at",       {"撤销时间", "Undone"}).by_server(),
        version(&Import::version),
    });
    return type;
}

const RecordType& record_of(const ImportRow*) {
    static const auto type = [] {
        auto kind = field(&ImportRow::kind, "kind", {"核对结果", "Result"}).by_server().filterable();
        kind.shape = Shape::choice;
        kind.choices = [] { return row_kinds(); };
        return record<ImportRow>("import_row", "import_rows", {"导入行", "row"}, {
            key  (&ImportRow::id),
            field(&ImportRow::import_id,     "import_id",     {"导入", "Import"}).by_server().filterable(),
            owner(&ImportRow::unit_id, {"导入的工会", "Unit"}).by_server(),
            path (&ImportRow::unit_path),
            field(&ImportRow::row_number,    "row_number",    {"行号", "Row"}).by_server().sortable(),
            kind,
            field(&ImportRow::name,          "name",          {"姓名", "Name"}).at_most(50).personal(Mask::name),
            field(&ImportRow::phone,         "phone",         {"手机号码", "Mobile phone"}).at_most(40).blind().personal(Mask::phone),
            field(&ImportRow::occupation,    "occupation",    {"从事的工作", "Occupation"}),
            field(&ImportRow::employer_name, "employer_name", {"工作单位", "Employer"}).at_most(100),
            field(&ImportRow::note,          "note",          {"说明", "Note"}).by_server().at_most(500),
            field(&ImportRow::differences,   "differences",   {"与会员资料的差异", "Differences from the member"}).by_server().at_most(1000).personal(Mask::hidden),
            version(&ImportRow::version),
        });
    }();
    return type;
}

const RecordType& record_of(const Invitation*) {
    static const auto type = record<Invitation>("invitation", "invitations", {"入会邀请", "invitation"}, {
        key  (&Invitation::id),
        owner(&Invitation::unit_id, {"发出邀请的工会", "Unit"}),
        path (&Invitation::unit_path),
        field(&Invitation::import_id,     "import_id",     {"导入", "Import"}).by_server().filterable(),
        field(&Invitation::employer_id,   "employer_id",   {"用人单位", "Employer"}).by_server().filterable(),
        field(&Invitation::employer_name, "employer_name", {"工作单位", "Employer"}).by_server().at_most(100),
        field(&Invitation::drive_id,      "drive_id",      {"入会行动", "Drive"}).by_server().filterable(),
        field(&Invitation::name,          "name",          {"姓名", "Name"}).by_server().at_most(50).personal(Mask::name),
        field(&Invitation::phone,         "phone",         {"手机号码", "Mobile phone"}).by_server().at_most(40).blind().personal(Mask::phone).searched(Match::prefix),
        field(&Invitation::occupation,    "occupation",    {"从事的工作", "Occupation"}).by_server(),
        field(&Invitation::status,        "status",        {"状态", "Status"}).by_server().filterable(),
        version(&Invitation::version),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::members
