#include "linkage/enterprise.h"

#include <doctest/doctest.h>

#include "linkage/characters.h"

namespace unionhall::linkage {

static EnterpriseName parsed(std::string_view name) {
    std::u32string folded;
    fold_utf8(name, folded);
    return enterprise_name(folded);
}

TEST_CASE("the name of an enterprise comes apart into region, trade name, industry, legal form and branch") {
    struct Case {
        std::string name, region, trade, industry, form, branch;
    };
    for (auto& c : std::vector<Case>{
             {"喀什红石劳务派遣有限公司", "喀什", "红石", "劳务派遣", "有限公司", ""},
             {"新疆红石劳务派遣有限责任公司", "新疆", "红石", "劳务派遣", "有限公司", ""},
             {"红石（喀什）劳务派遣有限公司", "喀什", "红石", "劳务派遣", "有限公司", ""},
             {"克拉玛依市独山子区恒通物流有限公司", "克拉玛依独山子", "恒通", "物流", "有限公司", ""},
             {"新疆维吾尔自治区昌吉回族自治州瑞丰农业科技有限公司", "新疆昌吉", "瑞丰", "农业科技", "有限公司", ""},
             {"红石劳务派遣有限公司独山子分公司", "", "红石", "劳务派遣", "有限公司", "独山子分公司"},
             {"紅石勞務派遣有限公司", "", "红石", "劳务派遣", "有限公司", ""},
             {"天山石油技术股份有限公司", "", "天山", "石油技术", "股份有限公司", ""},
             {"新疆有限公司", "", "新疆", "", "有限公司", ""},
             {"有限公司", "", "有限", "", "有限公司", ""},
             {"老王修理店", "", "老王修理", "", "店", ""},
             {"Acme Trading Co., Ltd.", "", "acmetrading", "", "ltd", ""},
             {"", "", "", "", "", ""}}) {
        auto name = parsed(c.name);
        CHECK_MESSAGE(to_utf8(name.region) == c.region, c.name);
        CHECK_MESSAGE(to_utf8(name.trade) == c.trade, c.name);
        CHECK_MESSAGE(to_utf8(name.industry) == c.industry, c.name);
        CHECK_MESSAGE(to_utf8(name.form) == c.form, c.name);
        CHECK_MESSAGE(to_utf8(name.branch) == c.branch, c.name);
    }
}

TEST_CASE("what offices change about a name leaves its core alone") {
    auto core = parsed("乌鲁木齐红石劳务派遣有限公司").core();
    for (auto other : {"红石劳务派遣有限责任公司", "乌鲁木齐市红石劳务派遣有限公司", "红石（乌鲁木齐）劳务派遣有限公司",
                       "红石(乌鲁木齐)劳务派遣有限公司", "乌鲁木齐红石劳务派遣有限公司喀什分公司",
                       "烏魯木齊紅石勞務派遣有限公司", "乌鲁木齐 红石 劳务派遣 有限公司"})
        CHECK_MESSAGE(parsed(other).core() == core, other);
    CHECK(parsed("乌鲁木齐蓝石劳务派遣有限公司").core() != core);
}

TEST_CASE("no text makes it lose its way") {
    for (auto hostile : {"（", "）", "（（（", "有限公司有限公司有限公司", "分公司", "公司分公司", "市",
                         "新疆新疆新疆新疆", "()()()", "𠮷野家", "\xFF\xFE"})
        CHECK(parsed(hostile).text.size() < 100);
    CHECK(parsed(std::string(3'000, 'a')).trade.size() == 3'000);
}

}  // namespace unionhall::linkage
