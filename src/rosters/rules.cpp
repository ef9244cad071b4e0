#include "rosters/rules.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "platform/identifiers.h"
#include "platform/tables_heading.h"
#include "platform/text.h"

namespace unionhall::rosters {

namespace {

constexpr std::size_t refused_max = 20;  // of our employers that an entry was found not to be
constexpr std::size_t rows_named_max = 5;

using Headings = std::vector<std::string>;

// clang-format off
const Headings employer_names{"单位名称", "企业名称", "用人单位", "用人单位名称", "纳税人名称", "市场主体名称", "公司名称", "名称", "单位",
                              "employer", "employername", "company", "companyname", "name"};
const Headings credit_codes{"统一社会信用代码", "社会信用代码", "信用代码", "纳税人识别号", "creditcode", "uscc"};
const Headings divisions{"区划代码", "行政区划代码", "行政区划", "divisioncode", "division", "district"};
const Headings headcounts{"职工人数", "从业人数", "从业人员数", "用工人数", "参保人数", "员工人数", "人数", "headcount", "employees"};
const Headings consents{"本人授权编号", "授权编号", "授权同意编号", "同意编号", "本人同意编号", "consentreference", "consent"};
const Headings of_workers{"姓名", "职工姓名", "员工姓名", "骑手姓名", "司机姓名", "从业人员姓名", "会员姓名", "身份证号", "身份证号码", "身份证件号码",
                          "公民身份号码", "证件号码", "手机", "手机号", "手机号码", "工号", "workername", "fullname", "idnumber", "mobile",
                          "mobilephone"};
// clang-format on

std::string cell_in(const TableRow& row, int column) {
    auto text = cell_of(row, column);
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
}

std::optional<std::int64_t> count_in(const std::string& text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool is_whole = error == std::errc() && end == text.data() + text.size();
    return is_whole && value >= 0 && value <= 10'000'000 ? std::optional(value) : std::nullopt;
}

std::string division_in(const std::string& text) {
    bool is_code = (text.size() == 6 || text.size() == 9 || text.size() == 12) &&
                   std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return is_code ? text.substr(0, std::min<std::size_t>(text.size(), 9)) : "";
}

Words in_row(std::int64_t number, const Words& problem) {
    auto n = std::to_string(number);
    return {"第 " + n + " 行：" + problem.zh, "Row " + n + ": " + problem.en};
}

constexpr char between_cells = '\x1f', between_rows = '\n';

}  // namespace

void RosterReader::take(const TableRow& row) {
    if (!std::exchange(has_heading_, true)) return take_heading(row);
    if (is_of_workers_) return take_worker(row);
    RosterRow read{.number = row.number,
                   .name = without_numbers(first_characters(cell_in(row, name_), 100)),
                   .division_code = division_in(cell_in(row, division_)),
                   .headcount = count_in(cell_in(row, headcount_))};
    auto code = cell_in(row, credit_code_);
    Words problem;
    if (name_key_of(read.name).empty()) problem = {"没有单位名称。", "There is no name of an employer."};
    if (!code.empty()) {
        auto checked = check_credit_code(code);
        if (checked.ok() || checked.may_insist)
            read.credit_code = checked.canonical;
        else if (problem.empty())
            problem = checked.problem;
    }
    if (problem.empty()) return rows_.push_back(std::move(read));
    ++unreadable_;
    if (problems_.size() < problems_shown_max) problems_.push_back(in_row(row.number, problem));
}

void RosterReader::take_heading(const TableRow& heading) {
    std::vector<std::string> keys;
    for (auto& text : heading.cells) keys.push_back(heading_key(text));
    is_of_workers_ = column_named(keys, of_workers) >= 0;
    consent_ = column_named(keys, consents);
    if (!is_of_workers_) {
        name_ = column_named(keys, employer_names);
        credit_code_ = column_named(keys, credit_codes);
        division_ = column_named(keys, divisions);
        headcount_ = column_named(keys, headcounts);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto at = static_cast<int>(i);
        bool is_used = at == name_ || at == credit_code_ || at == division_ || at == headcount_ || at == consent_;
        if (!is_used && !keys[i].empty())
            unused_.push_back(without_numbers(first_characters(trimmed(heading.cells[i]), 40)));
    }
}

void RosterReader::take_worker(const TableRow& row) {
    ++workers_;
    if (characters(cell_in(row, consent_)) >= 4) return;
    ++without_consent_;
    if (rows_without_consent_.size() < rows_named_max) rows_without_consent_.push_back(std::to_string(row.number));
}

void RosterReader::finish() const {
    if (is_of_workers_ && without_consent_) {
        auto rows = join(rows_without_consent_, ", ");
        auto n = std::to_string(without_consent_);
        refuse("file",
               {"这是一份职工名单，其中 " + n + " 行没有本人授权编号（如第 " + rows +
                    " 行）。未经每个人本人同意，不能接收职工名单；请让对方只提供单位名称、代码和人数。",
                "This is a list of workers, and " + n + " of its rows carry no consent reference (rows " + rows +
                    ", say). Lists of workers are not accepted without each one's consent: ask for names, codes and "
                    "headcounts of employers instead."});
    }
    if (!is_of_workers_ && name_ < 0)
        refuse("file",
               {"没有找到单位名称列：第一行里应有一列叫“单位名称”。",
                "There is no column of employers: one heading in the first row should be \"employer\" or 单位名称."});
    if (!rows_total() && !unreadable_)
        refuse("file", {"文件里除了标题没有内容。", "Below the heading the file is empty."});
}

std::string packed(const std::vector<RosterRow>& rows, std::size_t from, std::size_t count) {
    std::string text;
    for (auto i = from; i < std::min(rows.size(), from + count); ++i) {
        auto& row = rows[i];
        text += std::to_string(row.number);
        for (auto* cell : {&row.name, &row.credit_code, &row.division_code}) (text += between_cells) += *cell;
        text += between_cells;
        if (row.headcount) text += std::to_string(*row.headcount);
        text += between_rows;
    }
    return text;
}

std::vector<RosterRow> unpacked(std::string_view text) {
    std::vector<RosterRow> rows;
    for (auto& line : split(text, between_rows)) {
        auto cells = split(line, between_cells);
        if (cells.size() != 5) continue;
        rows.push_back({count_in(cells[0]).value_or(0), cells[1], cells[2], cells[3], count_in(cells[4])});
    }
    return rows;
}

std::string name_key_of(const std::string& name) {
    std::string key;
    auto text = folded(name);
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        bool is_mark = c == U' ' || c == U'(' || c == U')' || c == U'（' || c == U'）' || c == U'·' || c == U'-' ||
                       c == U'.' || c == U',' || c == U'，' || c == U'、';
        if (!is_mark) append_character(key, c);
    }
    return key;
}

static bool is_refused(const ListedEmployer& entry, std::int64_t employer_id) {
    return std::ranges::count(split(entry.refused, ' '), id_text(employer_id)) > 0;
}

void settle_state(ListedEmployer& entry, const std::vector<Candidate>& candidates) {
    if (entry.decision == Decision::same) return;
    const Candidate *best = nullptr, *second = nullptr;
    for (auto& candidate : candidates) {
        if (is_refused(entry, candidate.employer_id)) continue;
        (best ? second : best) = &candidate;
        if (second) break;
    }
    // Nothing but what it was found not to be: the grounds of that stay, for whoever takes the decision back.
    if (!best && entry.decision == Decision::different) return;
    entry.employer_id.reset();
    entry.weight_hundredths.reset();
    entry.grounds.clear();
    entry.state = State::not_ours;
    if (!best) return;
    // Another employer of ours may be this one, after all: that is a new question.
    entry.decision = Decision::none;
    entry.employer_id = Id<employers::Employer>{best->employer_id};
    entry.weight_hundredths = std::llround(best->weight * 100);
    entry.grounds = best->grounds;
    bool codes_differ = best->grounds.find(" code/else:") != std::string::npos;
    bool is_contended = second && second->weight > best->weight - sure_margin;
    entry.state = best->weight >= sure_from && !codes_differ && !is_contended ? State::ours : State::look;
}

void decide_same(ListedEmployer& entry, Id<employers::Employer> employer) {
    if (entry.employer_id != employer) entry.grounds.clear(), entry.weight_hundredths.reset();
    entry.employer_id = employer;
    entry.decision = Decision::same;
    entry.state = State::ours;
}

void decide_different(ListedEmployer& entry) {
    if (!entry.employer_id)
        throw conflict({"这一行没有可比的单位，不需要判断。", "There is nothing of ours to compare it with."});
    auto all = split(entry.refused, ' ');
    std::erase(all, "");
    if (all.size() >= refused_max) all.erase(all.begin());
    all.push_back(entry.employer_id->text());
    entry.refused = join(all, " ");
    entry.employer_id.reset();
    entry.weight_hundredths.reset();
    entry.decision = Decision::different;
    entry.state = State::not_ours;
}

void undo_decision(ListedEmployer& entry) {
    if (entry.decision == Decision::none) throw conflict({"这一行还没有判断。", "Nothing was decided about it."});
    if (entry.decision == Decision::different) {
        auto all = split(entry.refused, ' ');
        if (auto id = parse_id(all.back())) entry.employer_id = Id<employers::Employer>{*id};
        all.pop_back();
        entry.refused = join(all, " ");
        auto told_again = told(entry.grounds);
        if (!entry.grounds.empty()) entry.weight_hundredths = std::llround(told_again.weight * 100);
    }
    entry.decision = Decision::none;
    entry.state = State::look;
}

}  // namespace unionhall::rosters
