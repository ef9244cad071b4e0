#include "platform/page_csv.h"

#include <algorithm>

#include "platform/china_time.h"
#include "platform/named.h"
#include "platform/settings.h"

namespace unionhall {

static std::string in_words(Language language, const Field& f, const Value& value) {
    if (auto* yes = std::get_if<bool>(&value)) return Words(*yes ? Label{"是", "Yes"} : Label{"否", "No"}).in(language);
    auto* number = std::get_if<std::int64_t>(&value);
    if (number && f.shape == Shape::instant) return *number ? china_time({*number}) : "";
    auto text = as_text(f, value);
    for (auto& choice : f.choices)
        if (choice.value == text) return choice.label.in(language);
    return text;
}

std::string text_in_file(Context& context, const RecordType& type, const Field& f, const void* record) {
    auto text = in_words(context.language, f, f.get(record));
    // A file leaves the house: with what is personal in it, it takes a request of two people (approvals).
    auto may_go = [&] {
        return !context.services.settings.four_eyes &&
               (!type.path || context.sight(std::get<std::string>(type.path->get(record))).personal);
    };
    bool is_clear = !f.is_secret && (!f.is_personal || may_go());
    return is_clear ? text : masked(f.mask == Mask::none ? Mask::hidden : f.mask, text);
}

static std::string heading_of(Language language, const Field& f, bool is_name_beside) {
    Words heading = f.label;
    if (is_name_beside) heading = heading + Words{"（名称）", " (name)"};
    if (f.shape == Shape::instant) heading = heading + Words{"（北京时间）", " (Beijing time)"};
    return heading.in(language);
}

PageCsv::PageCsv(Context& context, const RecordType& type) : context_(context), type_(type) {
    std::vector<std::string> headings;
    auto add = [&](const Field& f, const Naming* naming) {
        columns_.push_back({&f, naming});
        headings.push_back(heading_of(context.language, f, naming && f.shape != Shape::id));
    };
    for (auto& f : type.fields) {
        if (f.is_hidden || f.is_key || f.is_version || f.shape == Shape::records) continue;
        auto naming = std::ranges::find_if(context.services.namings, [&](auto& each) {
            return std::ranges::find(each.fields, f.name) != each.fields.end();
        });
        bool is_named = naming != context.services.namings.end();
        if (f.shape != Shape::id) add(f, nullptr);
        if (is_named) add(f, &*naming);
    }
    if (type.key) add(*type.key, nullptr);
    csv_.append(headings);
}

const std::string& PageCsv::name_of(const Column& column, const Value& value) {
    auto text = as_text(*column.field, value);
    auto [known, is_new] = names_.try_emplace({column.naming, text});
    if (is_new && !text.empty()) known->second = column.naming->name_of(context_, value);
    return known->second;
}

void PageCsv::append(const void* record) {
    std::vector<std::string> cells;
    for (auto& column : columns_)
        cells.push_back(column.naming ? name_of(column, column.field->get(record))
                                      : text_in_file(context_, type_, *column.field, record));
    csv_.append(cells);
}

Response PageCsv::take() {
    Response file{.content_type = "text/csv; charset=utf-8", .body = csv_.take()};
    file.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + type_.plural + ".csv\"");
    return file;
}

}  // namespace unionhall
