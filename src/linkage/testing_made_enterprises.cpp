// Made-up enterprises, named as the rules for names of enterprises ask: region, trade name, industry, legal form.
#include <string_view>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage::testing {

namespace {

constexpr const char* regions =
    "新疆|650000 乌鲁木齐|650102 乌鲁木齐市|650103 克拉玛依|650203 克拉玛依市独山子区|650202 喀什|653101 和田|653201 昌吉|652301 阿克苏|652901 伊宁市|654002 石河子|659001 北京|110105 "
    "上海|310115 广州市|440106 成都|510104 兰州|620102 西安市|610102 银川|640104";
constexpr std::string_view trade_characters =
    "恒通远达瑞丰金盛华泰宏博安信顺亿嘉乐同德永兴绿源雪昆明珠汇众诚腾飞锦绣鼎润泽世纪阳光新星鑫龙凤祥福康佳美益隆昌利伟业天成广海蓝正道和悦思创智云联捷优品盈";
constexpr const char* industries =
    "劳务派遣 人力资源 物流 货运 运输 商贸 贸易 餐饮管理 餐饮 酒店管理 信息技术 网络科技 电子商务 科技 建筑工程 建筑安装 装饰 物业服务 物业管理 石油技术 油田技术 化工 机械 汽车维修 "
    "汽车租赁 家政服务 保洁 保安服务 快递 配送 农业科技 养殖 食品 医药 医疗器械 教育 文化传媒 广告 旅游 房地产开发 投资 咨询 园林绿化 能源 电力";
constexpr const char* forms = "有限公司 有限公司 有限公司 有限公司 有限责任公司 有限责任公司 股份有限公司 厂 店 合作社";
constexpr std::string_view surnames =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
constexpr std::string_view given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧巧美红玉兰平刚桂香文辉力健新波宁龙林斌梅";

struct Enterprise {
    std::string region, trade, industry, form, code, phone, person, district, address;
};

std::string one_of(std::string_view characters, Chance& chance) {
    auto all = from_utf8(characters);
    return to_utf8(std::u32string(1, all[chance.below(all.size())]));
}

std::string credit_code(const std::string& district, Chance& chance) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    auto code = "91" + district;
    while (code.size() < 17) code += alphabet[chance.below(alphabet.size())];
    std::size_t sum = 0, weight = 1;
    for (char c : code) {
        sum += alphabet.find(c) * weight;
        weight = weight * 3 % 31;
    }
    return code + alphabet[(31 - sum % 31) % 31];
}

class World {
  public:
    explicit World(std::uint64_t seed) : chance(seed) {}

    Enterprise enterprise() {
        Enterprise e;
        auto region = chance.of(regions_);
        auto bar = region.find('|');
        e.region = region.substr(0, bar);
        e.district = region.substr(bar + 1);
        for (auto n = 2 + chance.happens(0.3); n > 0; --n) e.trade += one_of(trade_characters, chance);
        e.industry = chance.of(industries_);
        e.form = chance.of(forms_);
        e.code = credit_code(e.district, chance);
        e.phone = new_phone();
        e.person = new_person();
        e.address = new_address(e);
        return e;
    }
    Enterprise varied(Enterprise e) {
        auto kind = chance.share();
        if (kind < 0.15)
            e.region = "";
        else if (kind < 0.25)
            e.trade += "（" + e.region + "）", e.region = "";
        if (e.form == "有限公司" && chance.happens(0.2)) e.form = "有限责任公司";
        if (e.form == "有限责任公司" && chance.happens(0.3)) e.form = "有限公司";
        if (chance.happens(0.05)) e.form += "独山子分公司";
        if (chance.happens(0.04)) e.industry = chance.of(industries_);
        if (chance.happens(0.02)) e.trade = one_of(trade_characters, chance) + e.trade.substr(3);
        if (chance.happens(0.35)) e.code = "";
        if (!e.code.empty() && chance.happens(0.1)) e.code = e.code.substr(8, 9);
        if (chance.happens(0.3)) e.phone = new_phone();
        if (chance.happens(0.2)) e.phone = "";
        if (chance.happens(0.15)) e.person = new_person();
        if (chance.happens(0.2)) e.person = "";
        if (chance.happens(0.2)) e.address = new_address(e);
        if (chance.happens(0.1)) e.district = "";
        return e;
    }
    void write(std::ostream& out, std::size_t id, const Enterprise& e) {
        out << id << ',' << e.region << e.trade << e.industry << e.form << ',' << e.code << ',' << e.phone << ','
            << e.person << ',' << e.district << ',' << e.address << '\n';
    }

    Chance chance;

  private:
    std::string new_phone() {
        return "1" + std::to_string(3 + chance.below(7)) + std::to_string(100'000'000 + chance.below(900'000'000));
    }
    std::string new_person() {
        auto name = one_of(surnames, chance) + one_of(given, chance);
        return chance.happens(0.7) ? name + one_of(given, chance) : name;
    }
    std::string new_address(const Enterprise& e) {
        return e.region + one_of(trade_characters, chance) + one_of(trade_characters, chance) + "路" +
               std::to_string(1 + chance.below(400)) + "号" + std::to_string(1 + chance.below(30)) + "室";
    }

    std::vector<std::string> regions_ = words_in(regions), industries_ = words_in(industries), forms_ = words_in(forms);
};

}  // namespace

void make_enterprises(const MadeOptions& o, std::ostream& left, std::ostream& right, std::ostream& truth) {
    World world(o.seed);
    std::vector<Enterprise> all;
    while (all.size() < o.left + o.right - o.common) all.push_back(world.enterprise());
    auto on_left = shuffled(o.left, world.chance), on_right = shuffled(o.right, world.chance);
    const char* headings = "id,name,credit_code,phone,legal_person,district,address\n";
    std::vector<std::size_t> place_of(o.left);
    left << headings;
    for (std::size_t i = 0; i < o.left; ++i) {
        place_of[on_left[i]] = i + 1;
        world.write(left, i + 1, all[on_left[i]]);
    }
    right << headings;
    truth << "left_id,right_id\n";
    for (std::size_t i = 0; i < o.right; ++i) {
        bool is_common = on_right[i] < o.common;
        world.write(right, i + 1, world.varied(all[is_common ? on_right[i] : o.left - o.common + on_right[i]]));
        if (is_common) truth << place_of[on_right[i]] << ',' << i + 1 << '\n';
    }
}

}  // namespace unionhall::linkage::testing
