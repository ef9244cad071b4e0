#include "members/import_rules.h"

#include <algorithm>
#include <array>

#include "members/rights_model.h"
#include "platform/identifiers.h"
#include "platform/tables_heading.h"
#include "platform/text.h"

namespace unionhall::members {

namespace {

using Names = std::vector<std::string>;

// clang-format off
const Names name_headings{"姓名", "职工姓名", "会员姓名", "员工姓名", "名字", "name", "fullname", "workername"};
const Names phone_headings{"手机号码", "手机号", "手机", "移动电话", "联系电话", "联系方式", "电话", "电话号码", "mobile", "mobilephone",
                           "phone", "phonenumber", "telephone", "cellphone"};
const Names occupation_headings{"岗位", "工种", "职业", "从事的工作", "从事工作", "职务", "行业", "群体类别", "occupation", "job", "trade", "position"};
const Names employer_headings{"工作单位", "单位", "单位名称", "用人单位", "企业名称", "公司", "所属公司", "所属平台", "平台", "employer", "company", "platform"};

// What is never stored, whatever the column is called around it (domain.md 5.1).
const Names never_stored{
    "民族", "族别", "宗教", "信仰", "政治", "党派", "党员", "团员", "入党", "籍贯", "户籍", "户口", "血型", "健康", "病史", "疾病", "残疾",
    "体检", "怀孕", "婚姻", "婚否", "生育", "人脸", "照片", "指纹", "虹膜", "声纹", "位置", "轨迹", "定位", "经纬度", "接单", "评分", "好评",
    "银行", "卡号", "账号", "微信", "qq", "家庭成员", "子女", "配偶", "父母", "上访", "信访", "维稳", "风险", "流动人口", "罢工",
    "ethnic", "nationality", "race", "religion", "faith", "belief", "political", "party", "household", "birthplace", "hometown", "blood", "health",
    "disability", "pregnan", "marital", "photo", "biometric", "fingerprint", "location", "gps", "rating", "bank", "wechat", "child",
    "spouse", "petition", "risk", "loyalty"};

const std::vector<std::pair<Occupation, Names>> synonyms{
    {Occupation::courier,             {"快递员", "快递", "物流快递员", "揽投员", "投递员", "邮递员", "courier"}},
    {Occupation::delivery_rider,      {"外卖配送员", "外卖骑手", "外卖员", "骑手", "送餐员", "网约送餐员", "网约配送员", "配送员", "rider", "deliveryrider"}},
    {Occupation::ride_hailing_driver, {"网约车司机", "网约车驾驶员", "网约车", "专车司机", "出租车司机", "ridehailingdriver", "taxidriver"}},
    {Occupation::truck_driver,        {"货车司机", "货运司机", "货运驾驶员", "卡车司机", "大车司机", "司机", "驾驶员", "truckdriver", "driver"}},
    {Occupation::domestic_worker,     {"家政服务员", "家政", "保姆", "月嫂", "domesticworker"}},
    {Occupation::care_worker,         {"护工护理员", "护工", "护理员", "养老护理员", "careworker", "carer"}},
    {Occupation::estate_agent,        {"房产中介员", "房产中介", "房产经纪人", "中介", "estateagent"}},
    {Occupation::security_cleaning,   {"保安保洁员", "保安", "保安员", "保洁", "保洁员", "清洁工", "securityguard", "cleaner", "securitycleaning"}},
    {Occupation::construction_worker, {"建筑工人", "建筑工", "农民工", "瓦工", "木工", "钢筋工", "constructionworker"}},
    {Occupation::other,               {"其他", "其它", "other"}},
};
// clang-format on

bool is_never_stored(const std::string& key) {
    return std::ranges::any_of(never_stored, [&](auto& word) { return key.find(word) != std::string::npos; });
}

}  // namespace

Columns columns_of(const TableRow& heading) {
    std::vector<std::string> keys;
    for (auto& text : heading.cells) keys.push_back(heading_key(text));
    Columns columns;
    columns.name = column_named(keys, name_headings);
    columns.phone = column_named(keys, phone_headings);
    columns.occupation = column_named(keys, occupation_headings);
    columns.employer_name = column_named(keys, employer_headings);
    std::vector<Problem> problems;
    if (columns.name < 0)
        problems.push_back({"name",
                            {"没有找到姓名列：第一行里应有一列叫“姓名”。",
                             "There is no column of names: one heading in the first row should be \"name\" or 姓名."}});
    if (columns.phone < 0)
        problems.push_back(
            {"phone",
             {"没有找到手机号码列：第一行里应有一列叫“手机号码”。",
              "There is no column of mobile phones: one heading in the first row should be \"mobile\" or 手机号码."}});
    refuse_if_any(std::move(problems));
    for (std::size_t i = 0; i < keys.size(); ++i) {
        auto at = static_cast<int>(i);
        bool is_used =
            at == columns.name || at == columns.phone || at == columns.occupation || at == columns.employer_name;
        if (is_used || keys[i].empty()) continue;
        (is_never_stored(keys[i]) ? columns.dropped : columns.unused)
            .push_back(without_numbers(first_characters(trimmed(heading.cells[i]), 40)));
    }
    return columns;
}

ListedRow listed(const TableRow& row, const Columns& columns) {
    bool lossy = std::ranges::find(row.lossy, static_cast<std::size_t>(columns.phone)) != row.lossy.end();
    return {row.number,
            cell_of(row, columns.name),
            cell_of(row, columns.phone),
            cell_of(row, columns.occupation),
            cell_of(row, columns.employer_name),
            lossy};
}

static void pack(std::string& out, std::uint64_t number) {
    for (; number >= 128; number >>= 7) out += static_cast<char>((number & 127) | 128);
    out += static_cast<char>(number);
}
static std::uint64_t unpack(std::string_view text, std::size_t& at) {
    std::uint64_t number = 0;
    for (int shift = 0; at < text.size(); shift += 7) {
        auto byte = static_cast<unsigned char>(text[at++]);
        number |= std::uint64_t(byte & 127) << shift;
        if (byte < 128) break;
    }
    return number;
}

static void pack(std::string& out, const std::string& text) {
    pack(out, text.size());
    out += text;
}
static std::string unpack_text(std::string_view text, std::size_t& at) {
    auto size = static_cast<std::size_t>(unpack(text, at));
    auto part = std::string(text.substr(at, size));
    at += size;
    return part;
}

static void pack_rows(std::string& out, std::span<const ListedRow> rows) {
    for (auto& row : rows) {
        pack(out, static_cast<std::uint64_t>(row.number) << 1 | (row.is_phone_lossy ? 1 : 0));
        for (auto* part : {&row.name, &row.phone, &row.occupation, &row.employer_name}) pack(out, *part);
    }
}
static std::vector<ListedRow> unpack_rows(std::string_view text, std::size_t at) {
    std::vector<ListedRow> rows;
    while (at < text.size()) {
        auto& row = rows.emplace_back();
        auto number = unpack(text, at);
        row.number = static_cast<std::int64_t>(number >> 1);
        row.is_phone_lossy = number & 1;
        for (auto* part : {&row.name, &row.phone, &row.occupation, &row.employer_name}) *part = unpack_text(text, at);
    }
    return rows;
}

std::string packed(std::span<const ListedRow> rows) {
    std::string out;
    pack_rows(out, rows);
    return out;
}
std::vector<ListedRow> unpacked(std::string_view text) { return unpack_rows(text, 0); }

std::string packed(const Contents& contents) {
    std::string out;
    for (auto* part : {&contents.format, &contents.dropped, &contents.unused}) pack(out, *part);
    pack_rows(out, contents.rows);
    return out;
}
Contents unpacked_contents(std::string_view text) {
    Contents contents;
    std::size_t at = 0;
    for (auto* part : {&contents.format, &contents.dropped, &contents.unused}) *part = unpack_text(text, at);
    contents.rows = unpack_rows(text, at);
    return contents;
}

std::optional<Occupation> occupation_named(const std::string& text) {
    auto key = heading_key(text);
    for (auto& [occupation, names] : synonyms)
        for (auto& wanted : names)
            if (key == wanted) return occupation;
    return {};
}

static Words in_row(const ListedRow& row, const Words& problem) {
    auto n = std::to_string(row.number);
    return {"第 " + n + " 行：" + problem.zh, "Row " + n + ": " + problem.en};
}

ReadRow read_row(const ListedRow& row) {
    // A number that stands in the wrong column is not kept in the clear.
    ReadRow read{.name = without_numbers(first_characters(row.name, person_name_characters_max)),
                 .phone = first_characters(row.phone, 40),
                 .employer_name = without_numbers(first_characters(row.employer_name, 100))};
    Words problem;
    auto add = [&](Words words) { problem = problem.empty() ? std::move(words) : problem + same(" ") + words; };
    auto name = check_person_name(row.name);
    if (row.name.empty())
        add({"没有姓名。", "There is no name."});
    else if (!name.ok())
        add(name.problem);
    else
        read.name = name.canonical;
    auto phone = check_mobile(row.phone);
    if (row.phone.empty())
        add({"没有手机号码。", "There is no mobile phone."});
    else if (row.is_phone_lossy)
        add({"手机号码在表格软件里丢了位数，请把这一列设为文本后重新填写。",
             "The phone lost digits in the spreadsheet: make that column text, and enter it again."});
    else if (!phone.ok())
        add(phone.problem);
    else
        read.phone = phone.canonical;
    if (!problem.empty()) read.problem = in_row(row, problem);
    if (auto occupation = row.occupation.empty() ? std::nullopt : occupation_named(row.occupation))
        read.occupation = *occupation;
    else if (!row.occupation.empty()) {
        auto text = without_numbers(first_characters(row.occupation, 40));
        read.remark = {"“" + text + "”不在职业表中，记为“其他”。",
                       "\"" + text + "\" is not in the list of occupations: kept as \"other\"."};
    }
    return read;
}

Words differences_of(const Compared& member, const Compared& list) {
    Words all;
    auto compare = [&](Words label, const std::string& was, const std::string& is) {
        if (is.empty() || folded(was) == folded(is)) return;
        Words one{label.zh + "：" + was + " → " + is, label.en + ": " + was + " → " + is};
        all = all.empty() ? one : all + Words{"；", "; "} + one;
    };
    compare({"姓名", "name"}, member.name, list.name);
    compare({"从事的工作", "occupation"}, member.occupation, list.occupation);
    compare({"工作单位", "employer"}, member.employer_name, list.employer_name);
    return all;
}

}  // namespace unionhall::members
