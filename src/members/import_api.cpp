// Lists over HTTP: bringing one, correcting a row, committing, undoing, and watching the progress.
#include "members/handlers.h"
#include "members/import_run.h"
#include "members/rights_model.h"
#include "members/store_lists.h"
#include "platform/text.h"

namespace unionhall::members {

// clang-format off
const RecordType& record_of(const ImportAsked*) {
    static const auto type = record<ImportAsked>("import_asked", "", {"导入说明", "import"}, {
        owner(&ImportAsked::unit_id, {"导入的工会", "Unit"}),
        field(&ImportAsked::drive_id,      "drive_id",      {"入会行动", "Drive"}),
        field(&ImportAsked::employer_id,   "employer_id",   {"用人单位", "Employer"}),
        field(&ImportAsked::employer_name, "employer_name", {"提供名单的单位", "List from"}).at_most(100),
        field(&ImportAsked::file_name,     "file_name",     {"文件名", "File name"}).required().at_most(200),
    });
    return type;
}
// clang-format on

static Contents contents_of(const std::string& file_name, std::string_view bytes) {
    Contents contents;
    Columns columns;
    bool has_heading = false;
    TableLimits limits{.bytes_max = import_bytes_max, .rows_max = import_rows_max};
    auto format = read_table(file_name, bytes, limits, [&](const TableRow& row) {
        if (!has_heading)
            columns = columns_of(row), has_heading = true;
        else
            contents.rows.push_back(listed(row, columns));
    });
    if (contents.rows.empty()) refuse("file", {"文件里除了标题没有内容。", "Below the heading the file is empty."});
    contents.format = format == TableFormat::csv ? "csv" : "xlsx";
    contents.dropped = unionhall::join(columns.dropped, ", ");
    contents.unused = unionhall::join(columns.unused, ", ");
    return contents;
}

std::string read_list_ahead(Context& context, const Request& request) {
    check_door(may(import_lists), context, type_of<Import>(), nullptr);
    auto name = request.query.find("file_name");
    return packed(contents_of(name == request.query.end() ? "" : name->second, request.body));
}

Import bring_list(Context& context, const ImportAsked& asked, std::string_view) {
    auto path = context.unit_path(asked.unit_id.number);
    if (path.empty() || !context.may(import_lists, path))
        refuse("unit_id", {"您不能为这个工会导入名单。", "You may not import lists for that unit."});
    if (asked.employer_id) {
        auto employer = context.tx.first<employers::Employer>("where id = $1", {asked.employer_id->number});
        if (!employer || !context.may(employers::read, employer->unit_path))
            refuse("employer_id", {"没有这个用人单位，请重新选择或直接填写名称。",
                                   "There is no such employer. Choose another, or write its name."});
    }
    auto contents = unpacked_contents(context.finding);
    Import import{.id = context.new_id<Import>(),
                  .unit_id = asked.unit_id,
                  .drive_id = asked.drive_id,
                  .employer_id = asked.employer_id,
                  .employer_name = without_numbers(asked.employer_name),
                  .file_name = without_numbers(asked.file_name),
                  .format = contents.format,
                  .rows_total = static_cast<std::int64_t>(contents.rows.size()),
                  .dropped_columns = contents.dropped,
                  .unused_columns = contents.unused,
                  .language = context.language == Language::en ? "en" : "zh",
                  .created_at = context.now};
    context.insert(import);
    if (contents.rows.size() <= rows_per_piece) {
        check_rows(context, import, contents.rows);
        check_piece(context, import);
        context.tx.update(import);
        return import;
    }
    std::span<const ListedRow> rest = contents.rows;
    for (std::int64_t position = 0; !rest.empty(); ++position) {
        auto piece = rest.first(std::min(rows_per_piece, rest.size()));
        keep_piece(context, import.id, position, packed(piece));
        rest = rest.subspan(piece.size());
    }
    add_job(context, "imports.check", import.id.number);
    return import;
}

static bool run_piece(Context& context, std::int64_t id, bool (*piece)(Context&, Import&)) {
    auto import = context.find(Id<Import>{id});
    bool more = piece(context, import);
    context.tx.update(import);
    return more;
}

bool check_some(Context& context, std::int64_t id, const std::string&) { return run_piece(context, id, check_piece); }
bool commit_some(Context& context, std::int64_t id, const std::string&) { return run_piece(context, id, commit_piece); }
bool clear_some(Context& context, std::int64_t id, const std::string&) {
    auto import = context.find(Id<Import>{id});
    // Committed again in the meantime: these invitations are wanted.
    return import.status == ImportStatus::undone && clear_piece(context, import);
}

Import take_import_step(Context& context, const Import&, Import next, const StepTaken& taken) {
    bool is_small = next.rows_total <= static_cast<std::int64_t>(rows_per_piece);
    if (taken.step == "commit") {
        next.rows_done = 0;
        next.undone_at = {};
        if (is_small)
            while (commit_piece(context, next)) {}
        else
            add_job(context, "imports.commit", next.id.number);
    } else {
        // Invisible from this moment on; the rows themselves go in the background when there are many.
        next.undone_at = context.now;
        next.accepted = accepted_invitations(context.tx, next.id);
        if (clear_piece(context, next)) add_job(context, "imports.clear", next.id.number);
    }
    context.tx.update(next);
    return next;
}

ImportRow correct_row(Context& context, const ImportRow& before, const Draft<ImportRow>& draft) {
    auto import = context.find(before.import_id);
    if (import.status != ImportStatus::checked && import.status != ImportStatus::undone)
        throw conflict({"现在是“" + label_of(import.status).zh + "”，不能修改名单里的行。",
                        "It is \"" + label_of(import.status).en + "\" now, so rows cannot be changed."});
    auto row = recheck_row(context, import, before, draft.applied_to(before));
    context.tx.update(import);
    return row;
}

static std::string progress_text(const Import& import) {
    JsonWriter w;
    w.begin_object()
        .pair("status", name_of(import.status))
        .pair("rows_total", import.rows_total)
        .pair("rows_done", import.rows_done);
    w.pair("rows_new", import.rows_new)
        .pair("rows_member", import.rows_member)
        .pair("rows_duplicate", import.rows_duplicate);
    w.pair("rows_unreadable", import.rows_unreadable).end_object();
    return "event: progress\ndata: " + w.take() + "\n\n";
}

Response stream_progress(Call& call) {
    auto& context = call.context;
    auto import = context.find(Id<Import>{call.id});
    context.require(import_lists, import.unit_path, type_of<Import>().label);
    Response response{.content_type = "text/event-stream; charset=utf-8"};
    response.stream = [database = context.services.database, id = import.id, last = std::string()](bool& done) mutable {
        std::string text;
        database->read([&](Transaction& tx) {
            auto now = tx.first<Import>("where id = $1", {id.number});
            done = !now || (now->status != ImportStatus::reading && now->status != ImportStatus::committing);
            if (now) text = progress_text(*now);
        });
        if (text == last) return std::string();
        last = text;
        return text;
    };
    return response;
}

}  // namespace unionhall::members
