#include "bulletins/model.h"

namespace unionhall {

std::vector<Words> labels_of(const Qualifier*) {
    return {{"准确数", "Exact"}, {"以上（余）", "More than"}, {"约数", "Rounded"}, {"推算", "Reconstructed"}};
}

}  // namespace unionhall

namespace unionhall::bulletins {

// clang-format off
std::vector<Words> labels_of(const Status*) {
    return {{"草稿", "Draft"}, {"已核对", "Checked"}, {"已发布", "Published"}, {"更正中", "Being corrected"}};
}

const RecordType& record_of(const Bulletin*) {
    static const auto type = record<Bulletin>("bulletin", "bulletins", {"通报", "bulletin"}, {
        key    (&Bulletin::id),
        owner  (&Bulletin::unit_id, {"发布单位", "Published by"}),
        path   (&Bulletin::unit_path),
        field  (&Bulletin::drive_id,     "drive_id",     {"集中入会行动", "Joining drive"}).filterable(),
        field  (&Bulletin::title,        "title",        {"标题", "Title"}).required().at_most(100).sortable().searched(Match::anywhere),
        field  (&Bulletin::body,         "body",         {"正文", "Text"}).required().at_most(20000)
            .help("段落之间空一行；数字写成 {drives.members}，按万显示写成 {drives.members:wan}。",
                  "A blank line between paragraphs; a figure is written {drives.members}, in wan {drives.members:wan}."),
        field  (&Bulletin::figures,      "figures",      {"另列数字", "Further figures"}).at_most(1000)
            .help("只在表格里列出的数字，用逗号分开。", "Figures for the table only, with commas between."),
        field  (&Bulletin::period_from,  "period_from",  {"起始月份", "From month"}).at_most(7),
        field  (&Bulletin::period_to,    "period_to",    {"截止月份", "To month"}).at_most(7),
        field  (&Bulletin::status,       "status",       {"状态", "Status"}).by_server().filterable(),
        field  (&Bulletin::number,       "number",       {"期号", "Number"}).by_server().sortable(),
        field  (&Bulletin::edition,      "edition",      {"版次", "Edition"}).by_server(),
        field  (&Bulletin::reason,       "reason",       {"更正原因", "Why it is corrected"}).by_server().at_most(500),
        field  (&Bulletin::published_at, "published_at", {"发布时间", "Published at"}).by_server().sortable().filterable(),
        version(&Bulletin::version),
    });
    return type;
}

const RecordType& record_of(const TypedFigure*) {
    static const auto type = record<TypedFigure>("typed_figure", "typed_figures", {"手工填写的数字", "figure typed by hand"}, {
        key    (&TypedFigure::id),
        field  (&TypedFigure::bulletin_id,   "bulletin_id",   {"通报", "Bulletin"}).required().filterable(),
        field  (&TypedFigure::key,           "key",           {"代号", "Name in the text"}).required().at_most(30)
            .help("小写字母和数字，如 leaflets，正文里写 {typed.leaflets}。", "Small letters and digits, such as leaflets; written {typed.leaflets} in the text."),
        field  (&TypedFigure::label,         "label",         {"名称", "Label"}).required().at_most(60),
        field  (&TypedFigure::value,         "value",         {"数值", "Value"}).required().between(0, 1e15),
        field  (&TypedFigure::unit_of_count, "unit_of_count", {"单位", "Unit of count"}).required().at_most(20),
        field  (&TypedFigure::qualifier,     "qualifier",     {"准确程度", "How exact"}).required(),
        field  (&TypedFigure::source,        "source",        {"来源", "Source"}).required().at_most(200),
        field  (&TypedFigure::as_of_on,      "as_of_on",      {"截至日期", "As of"}).required(),
        version(&TypedFigure::version),
    });
    return type;
}

const RecordType& record_of(const Edition*) {
    static const auto type = record<Edition>("edition", "bulletin_editions", {"版次", "edition"}, {
        key  (&Edition::id),
        field(&Edition::bulletin_id,  "bulletin_id",  {"通报", "Bulletin"}).by_server(),
        field(&Edition::edition,      "edition",      {"版次", "Edition"}).by_server(),
        field(&Edition::number,       "number",       {"期号", "Number"}).by_server(),
        field(&Edition::unit_name,    "unit_name",    {"发布单位", "Published by"}).by_server(),
        field(&Edition::title,        "title",        {"标题", "Title"}).by_server(),
        field(&Edition::body,         "body",         {"正文", "Text"}).by_server().at_most(40000),
        field(&Edition::reason,       "reason",       {"更正原因", "Why it was corrected"}).by_server().at_most(500),
        field(&Edition::published_at, "published_at", {"发布时间", "Published at"}).by_server(),
    });
    return type;
}

const RecordType& record_of(const FrozenFigure*) {
    static const auto type = record<FrozenFigure>("frozen_figure_row", "frozen_figures", {"固定的数字", "frozen figure"}, {
        key  (&FrozenFigure::id),
        field(&FrozenFigure::bulletin_id,   "bulletin_id",   {"通报", "Bulletin"}).by_server(),
        field(&FrozenFigure::edition,       "edition",       {"版次", "Edition"}).by_server(),
        field(&FrozenFigure::position,      "position",      {"次序", "Place in the order"}).by_server(),
        field(&FrozenFigure::typed,         "typed",         {"手工填写", "Typed by hand"}).by_server(),
        field(&FrozenFigure::key,           "key",           {"代号", "Name in the text"}).by_server(),
        field(&FrozenFigure::label_zh,      "label_zh",      {"名称", "Label in Chinese"}).by_server(),
        field(&FrozenFigure::label_en,      "label_en",      {"英文名称", "Label in English"}).by_server(),
        field(&FrozenFigure::value,         "value",         {"数值", "Value"}).by_server(),
        field(&FrozenFigure::unit_zh,       "unit_zh",       {"单位", "Unit of count in Chinese"}).by_server(),
        field(&FrozenFigure::unit_en,       "unit_en",       {"英文单位", "Unit of count in English"}).by_server(),
        field(&FrozenFigure::qualifier,     "qualifier",     {"准确程度", "How exact"}).by_server(),
        field(&FrozenFigure::definition_zh, "definition_zh", {"口径", "Definition in Chinese"}).by_server(),
        field(&FrozenFigure::definition_en, "definition_en", {"英文口径", "Definition in English"}).by_server(),
        field(&FrozenFigure::as_of,         "as_of",         {"截至", "As of"}).by_server(),
        field(&FrozenFigure::period_zh,     "period_zh",     {"统计期", "Period in Chinese"}).by_server(),
        field(&FrozenFigure::period_en,     "period_en",     {"英文统计期", "Period in English"}).by_server(),
        field(&FrozenFigure::breakdown,     "breakdown",     {"分项", "Breakdown"}).by_server().at_most(100000),
        field(&FrozenFigure::evidence,      "evidence",      {"明细", "Rows behind it"}).by_server(),
    });
    return type;
}
// clang-format on

}  // namespace unionhall::bulletins
