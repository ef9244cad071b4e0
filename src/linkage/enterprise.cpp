#include "linkage/enterprise.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "linkage/characters.h"

namespace unionhall::linkage {

namespace {

struct Form {
    std::u32string_view written, meant;
};
// The longest that ends a name wins.
constexpr Form forms[] = {
    {U"集团有限责任公司", U"有限公司"},
    {U"集团股份有限公司", U"股份有限公司"},
    {U"集团有限公司", U"有限公司"},
    {U"有限责任公司", U"有限公司"},
    {U"股份有限公司", U"股份有限公司"},
    {U"有限公司", U"有限公司"},
    {U"股份公司", U"股份有限公司"},
    {U"有限责任", U"有限公司"},
    {U"集团公司", U"有限公司"},
    {U"总公司", U"有限公司"},
    {U"有限合伙", U"合伙企业"},
    {U"合伙企业", U"合伙企业"},
    {U"普通合伙", U"合伙企业"},
    {U"公司", U"有限公司"},
    {U"集团", U"有限公司"},
    {U"专业合作社", U"合作社"},
    {U"合作社", U"合作社"},
    {U"个体工商户", U"个体"},
    {U"个体户", U"个体"},
    {U"经营部", U"店"},
    {U"门市部", U"店"},
    {U"商行", U"店"},
    {U"服务部", U"店"},
    {U"工作室", U"店"},
    {U"事务所", U"事务所"},
    {U"加工厂", U"厂"},
    {U"制造厂", U"厂"},
    {U"厂", U"厂"},
    {U"店", U"店"},
    {U"incorporated", U"inc"},
    {U"corporation", U"corp"},
    {U"limited", U"ltd"},
    {U"company", U"co"},
    {U"gmbh", U"gmbh"},
    {U"corp", U"corp"},
    {U"llc", U"llc"},
    {U"plc", U"plc"},
    {U"inc", U"inc"},
    {U"ltd", U"ltd"},
    {U"co", U"co"},
};
constexpr std::u32string_view branches[] = {U"分公司", U"分店",     U"分厂", U"分部", U"营业部", U"办事处",
                                            U"项目部", U"分支机构", U"分行", U"支行", U"服务站", U"网点"};
constexpr std::u32string_view industries[] = {
    U"劳务派遣", U"人力资源", U"人才服务", U"劳务",       U"劳动服务", U"信息技术", U"网络科技", U"信息科技",
    U"电子科技", U"生物科技", U"农业科技", U"环保科技",   U"新能源",   U"科技发展", U"科技",     U"技术",
    U"信息",     U"网络",     U"软件",     U"电子商务",   U"电子",     U"通信",     U"物流",     U"货运",
    U"运输",     U"客运",     U"仓储",     U"供应链",     U"快递",     U"速递",     U"速运",     U"配送",
    U"搬家",     U"出租汽车", U"汽车租赁", U"汽车销售",   U"汽车维修", U"汽车",     U"餐饮管理", U"餐饮服务",
    U"餐饮",     U"酒店管理", U"酒店",     U"宾馆",       U"食品",     U"饭店",     U"餐厅",     U"建筑工程",
    U"建筑安装", U"建设工程", U"建筑",     U"建设",       U"装饰",     U"装修",     U"市政",     U"园林绿化",
    U"园林",     U"工程",     U"建材",     U"房地产开发", U"房地产",   U"置业",     U"地产",     U"物业管理",
    U"物业服务", U"物业",     U"商贸",     U"贸易",       U"商业",     U"实业",     U"超市",     U"百货",
    U"家政服务", U"家政",     U"保洁",     U"清洁",       U"保安服务", U"保安",     U"石油技术", U"石油",
    U"油田技术", U"油田",     U"化工",     U"石化",       U"能源",     U"矿业",     U"煤业",     U"电力",
    U"燃气",     U"热力",     U"水务",     U"机械",       U"机电",     U"设备",     U"制造",     U"材料",
    U"钢铁",     U"金属",     U"塑料",     U"纺织",       U"服装",     U"印刷",     U"包装",     U"家具",
    U"农业",     U"农牧",     U"牧业",     U"种植",       U"养殖",     U"棉业",     U"果业",     U"粮油",
    U"医药",     U"药业",     U"医疗",     U"医疗器械",   U"健康",     U"养老",     U"教育",     U"培训",
    U"文化传媒", U"文化",     U"传媒",     U"广告",       U"旅游",     U"旅行社",   U"体育",     U"健身",
    U"美容",     U"美发",     U"投资",     U"控股",       U"咨询",     U"财务",     U"租赁",     U"担保",
    U"保险代理", U"经纪",     U"管理",     U"服务",       U"销售",     U"开发",     U"发展",     U"维修",
    U"安装",     U"检测",     U"设计",     U"进出口",     U"国际",     U"产业",     U"工贸",     U"环境",
    U"环保",     U"安全"};

bool is_letter(char32_t c) {
    auto what = Characters::tables().class_of(c);
    return what == CharacterClass::letter || what == CharacterClass::digit;
}
bool is_open(char32_t c) { return c == '(' || c == '[' || c == U'【' || c == U'〔' || c == U'〈'; }
bool is_close(char32_t c) { return c == ')' || c == ']' || c == U'】' || c == U'〕' || c == U'〉'; }

// Letters and digits, those in brackets apart. Latin words keep one blank between them until the form is off.
void read(std::u32string_view folded, std::u32string& outside, std::vector<std::u32string>& brackets) {
    int depth = 0;
    for (auto c : folded) {
        if (is_open(c)) {
            if (depth++ == 0) brackets.emplace_back();
        } else if (is_close(c)) {
            depth = std::max(0, depth - 1);
        } else if (is_letter(c)) {
            (depth ? brackets.back() : outside).push_back(c);
        }
    }
}

// Words by their last character, so that the end of a name is held only against those that may fit.
template <class Word, std::size_t n>
std::unordered_map<char32_t, std::vector<Word>> by_last(const Word (&words)[n], auto text_of) {
    std::unordered_map<char32_t, std::vector<Word>> all;
    for (auto& word : words) all[text_of(word).back()].push_back(word);
    return all;
}

std::u32string take_form(std::u32string& text) {
    static const auto all = by_last(forms, [](auto& form) { return form.written; });
    auto found = text.empty() ? all.end() : all.find(text.back());
    if (found == all.end()) return {};
    const Form* best = nullptr;
    for (auto& form : found->second)
        if (text.ends_with(form.written) && text.size() > form.written.size() &&
            (!best || form.written.size() > best->written.size()))
            best = &form;
    if (!best) return {};
    text.resize(text.size() - best->written.size());
    return std::u32string(best->meant);
}

// 某某有限公司独山子分公司: what stands behind the legal form, when it ends as a branch does.
std::u32string take_branch(std::u32string& text) {
    for (auto ending : branches) {
        if (!text.ends_with(ending)) continue;
        auto end = text.size() - ending.size();
        auto form = text.rfind(U"公司", end);
        if (form == text.npos || form + 2 > end) continue;
        auto branch = text.substr(form + 2);
        text.resize(form + 2);
        return branch;
    }
    return {};
}

std::u32string take_industry(std::u32string& text) {
    static const auto all = by_last(industries, [](auto& word) { return word; });
    auto begin = text.size();
    for (bool is_found = true; is_found && begin > 0;) {
        is_found = false;
        std::size_t best = 0;
        auto rest = std::u32string_view(text).substr(0, begin);
        if (auto fits = all.find(rest.back()); fits != all.end())
            for (auto word : fits->second)
                if (word.size() > best && rest.ends_with(word)) best = word.size();
        if (best && best < begin) begin -= best, is_found = true;
    }
    // A trade name has two characters at least: 大发展贸易 is not called 大.
    while (begin < 2 && begin < text.size()) ++begin;
    auto industry = text.substr(begin);
    text.resize(begin);
    return industry;
}

std::u32string take_regions(std::u32string& text) {
    std::u32string region, bare;
    for (int i = 0; i < 3; ++i) {
        auto length = region_at(text, bare);
        if (!length || length + 2 > text.size()) break;
        region += bare;
        text.erase(0, length);
    }
    // A county or district is in no list; after a region, or alone with its suffix, it is seen by that.
    for (std::size_t at = 2; at <= 4 && at + 3 <= text.size(); ++at) {
        auto c = text[at];
        bool is_suffix =
            c == U'县' || c == U'旗' || (c == U'区' && !region.empty()) || (c == U'市' && text[at + 1] != U'场');
        if (!is_suffix) continue;
        region += text.substr(0, at);
        text.erase(0, at + 1);
        break;
    }
    return region;
}

}  // namespace

EnterpriseName enterprise_name(std::u32string_view folded) {
    EnterpriseName name;
    std::u32string rest, bare;
    std::vector<std::u32string> brackets;
    read(folded, rest, brackets);
    if (rest.empty())
        for (auto& inner : brackets) rest += inner;
    name.text = rest;
    for (auto& inner : brackets) {
        if (name.text == inner) continue;
        name.text += inner;
        auto length = region_at(inner, bare);
        if (length == inner.size()) name.region += bare;
    }
    name.branch = take_branch(rest);
    name.form = take_form(rest);
    if (name.form == U"ltd" || name.form == U"inc")  // Co., Ltd.
        take_form(rest);
    name.region = take_regions(rest) + name.region;
    name.industry = take_industry(rest);
    name.trade = rest;
    return name;
}

}  // namespace unionhall::linkage
