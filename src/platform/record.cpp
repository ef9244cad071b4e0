#include "platform/record.h"

#include <cstdio>
#include <cstdlib>

#include "platform/text.h"

namespace unionhall {

const Field* RecordType::field(std::string_view wanted) const {
    for (auto& f : fields)
        if (f.name == wanted) return &f;
    return nullptr;
}

static void stop(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::abort();
}

static std::string hole(std::size_t n) { return "$" + std::to_string(n); }

static Field field_of(const FieldRow& row) {
    Field f{.name = row.name,
            .label = row.label,
            .shape = row.shape,
            .optional = row.optional,
            .choices = row.choices ? row.choices() : std::vector<Choice>(),
            .help_text = row.help_text};
    f.is_key = row.is_key, f.is_owner = row.is_owner, f.is_path = row.is_path, f.is_version = row.is_version;
    f.is_required = row.is_required, f.is_by_server = row.is_by_server;
    f.is_sortable = row.is_sortable, f.is_filterable = row.is_filterable, f.is_hidden = row.is_hidden;
    f.is_personal = row.is_personal, f.is_secret = row.is_secret, f.is_blind = row.is_blind;
    f.one_among = row.one_among;
    f.mask = row.mask, f.match = row.match, f.longest = row.longest;
    if (row.has_range) f.least = row.least, f.most = row.most;
    f.offset = row.offset, f.access = row.access, f.nested = row.nested;
    return f;
}

RecordType made_record_type(const char* name, const char* plural, Label label, std::initializer_list<FieldRow> rows,
                            std::size_t members) {
    RecordType type{.name = name, .plural = plural, .label = label, .fields = {}};
    type.fields.reserve(rows.size());
    for (auto& row : rows) type.fields.push_back(field_of(row));
    if (type.fields.size() != members) stop(type.name + ": every member of a record needs its row, and no row twice");
    std::string holes, sets, where;
    std::size_t n = 0;
    auto column = [&](const std::string& c, bool selected) {
        if (selected) type.columns += (type.columns.empty() ? "" : ", ") + c;
        type.insert_sql += (type.insert_sql.empty() ? "" : ", ") + c;
        holes += (holes.empty() ? "" : ", ") + hole(++n);
    };
    for (auto& f : type.fields) {
        if (f.label.zh.empty() || f.label.en.empty())
            stop(type.name + "." + f.name + " needs its label in both languages");
        for (auto& c : f.choices)
            if (c.label.empty()) stop(type.name + "." + f.name + ": the choice " + c.value + " needs its words");
        if (f.shape == Shape::records || f.shape == Shape::ids) continue;
        column(f.name, true);
        if (f.is_key)
            type.key = &f, where = f.name + " = " + hole(n);
        else if (f.is_version)
            type.version = &f, sets += (sets.empty() ? "" : ", ") + f.name + " = " + hole(n) + " + 1";
        else
            sets += (sets.empty() ? "" : ", ") + f.name + " = " + hole(n);
        if (f.is_version) where += (where.empty() ? "" : " and ") + f.name + " = " + hole(n);
        if (f.is_owner) type.owner = &f;
        if (f.is_path) type.path = &f;
        if (f.is_blind) {
            column(f.name + "_index", false);
            sets += ", " + f.name + "_index = " + hole(n);
        }
    }
    type.update_sql = "update " + type.plural + " set " + sets + " where " + where;
    type.insert_sql = "insert into " + type.plural + " (" + type.insert_sql + ") values (" + holes + ")";
    return type;
}

static bool is_empty(const Field& f, const Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return true;
    if (auto* text = std::get_if<std::string>(&value)) return text->empty();
    if (auto* i = std::get_if<std::int64_t>(&value)) return f.shape == Shape::id && *i == 0;
    return false;
}

static std::string plain_number(double d) {
    char text[32];
    std::snprintf(text, sizeof text, "%.15g", d);
    return text;
}

static void check_range(const Field& f, double number, std::vector<Problem>& problems) {
    if ((!f.least || number >= *f.least) && (!f.most || number <= *f.most)) return;
    auto low = plain_number(f.least.value_or(0)), high = plain_number(f.most.value_or(0));
    problems.push_back({f.name,
                        {f.label.zh + "应在 " + low + " 到 " + high + " 之间。",
                         f.label.en + " must lie between " + low + " and " + high + "."}});
}

std::vector<Problem> RecordType::check(const void* record) const {
    std::vector<Problem> problems;
    for (auto& f : fields) {
        if (f.shape == Shape::records) continue;
        Value value = f.get(record);
        if (is_empty(f, value)) {
            if (f.is_required) problems.push_back({f.name, {"请填写" + f.label.zh + "。", f.label.en + " is needed."}});
        } else if (auto* text = std::get_if<std::string>(&value)) {
            if (f.shape == Shape::text && characters(*text) > f.longest)
                problems.push_back({f.name,
                                    {f.label.zh + "不能超过 " + std::to_string(f.longest) + " 个字。",
                                     f.label.en + " is longer than " + std::to_string(f.longest) + " characters."}});
        } else if (auto* d = std::get_if<double>(&value)) {
            check_range(f, *d, problems);
        } else if (auto* i = std::get_if<std::int64_t>(&value); i && (f.least || f.most)) {
            check_range(f, static_cast<double>(*i), problems);
        }
    }
    return problems;
}

void apply(const RecordType& type, const Given& given, void* record) {
    std::vector<Problem> problems;
    for (auto& [f, value] : given)
        if (!f->set(record, value))
            problems.push_back(
                {f->name, {f->label.zh + "填写的内容无法识别。", f->label.en + " is not something we can read."}});
    for (auto& problem : type.check(record)) {
        bool said = false;
        for (auto& p : problems) said |= p.field == problem.field;
        if (!said) problems.push_back(std::move(problem));
    }
    refuse_if_any(std::move(problems));
}

std::string masked(Mask mask, const std::string& text) {
    if (text.empty()) return text;
    switch (mask) {
        case Mask::none:
            return text;
        case Mask::name:
            return mask_name(text);
        // The country is no secret, and 138****5678 is how people know it.
        case Mask::phone:
            return mask_phone(text.starts_with("+86") ? text.substr(3) : text);
        case Mask::id_number:
            return mask_id_number(text);
        case Mask::hidden:
            break;
    }
    return "••••";
}

}  // namespace unionhall
