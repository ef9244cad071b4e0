// Made-up people with Chinese names.
#include <array>
#include <map>
#include <string_view>
#include <unordered_set>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage::testing {

namespace {

// Surnames with their share among ten thousand; together they are most people.
constexpr std::string_view surnames =
    "王716 李712 张673 刘517 陈452 杨308 黄223 赵229 吴205 周212 徐163 孙154 马129 朱130 胡131 郭119 何117 林104 高103 罗86 郑85 梁84 谢77 "
    "宋73 唐72 许65 邓65 韩63 冯62 曹60 彭59 曾56 肖58 田53 董52 潘51 袁51 蔡49 蒋49 余48 于48 杜47 叶46 程46 魏45 苏44 吕44 丁43 任41 卢41 "
    "姚40 沈40 钟39 姜39 崔38 谭38 陆37 范37 汪35 廖35 石34 金34 韦33 贾33 夏32 付32 方31 邹30 熊29 白29 孟28 秦28 邱27 侯27 江26 尹26 薛25 "
    "闫25 段24 雷24 龙23 黎23 史22 陶22 贺21 毛20 郝20 顾19 龚19 邵18 万18 覃17 武17 钱16 戴16 严15 欧阳9 上官3 单8 仇7 解7 查6";
constexpr std::string_view given =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧巧美红玉兰萍燕玲桂香月莺媛雪荣爱妹霞莉珍贞瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘滢馥筠柔竹霭凝晓欢"
    "刚毅俊峰建平保东文辉力永健世广志义兴良海山仁波贵福生龙元全国胜学祥才发武新利清飞彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮"
    "翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘";
constexpr std::string_view in_tradition =
    "张張陈陳刘劉杨楊赵趙黄黃吴吳孙孫马馬郑鄭罗羅华華丽麗伟偉强強军軍艳豔杰傑涛濤红紅兰蘭爱愛贞貞颖穎国國东東辉輝义義兴興贵貴龙龍学學发發飞飛达達进進坚堅会會乐樂绍紹庆慶泽澤树樹时時钧鈞腾騰风風"
    "肖肖蒋蔣叶葉苏蘇吕呂任任卢盧钟鍾谭譚陆陸范範贾賈邹鄒闫閆贺賀顾顧龚龔万萬钱錢严嚴欧歐单單邓鄧韩韓冯馮许許谢謝";
// Elements of long names; spellings of one element stand between slashes.
constexpr std::string_view firsts =
    "阿依/阿伊 古丽/古力 努尔/奴尔 买买提/麦麦提/买合买提 阿卜杜/阿不都/阿布都 玉素甫/玉素普/优素福 吐尔逊/图尔逊/吐逊 艾合买提/艾海提/阿合买提 帕提/法提 "
    "热依/热伊 阿迪/阿地 米娜/米那 佐日/佐热 再努/则努 海丽/海里 迪丽/狄丽 木合/木哈 塔伊/塔依 沙拉/萨拉 卡米/喀米 叶尔/也尔 巴合/巴哈 哈力/哈里 赛比/塞比 "
    "伊力/依力 吾买/乌买 库尔/古尔 亚库/牙库 肉孜/如孜 苏比/素比 凯丽/开丽 马依/玛依 尼加/尼牙 托合/托乎";
constexpr std::string_view seconds =
    "古丽/古力/姑丽 买买提/麦麦提 江/疆 尔/儿 提/题 汗/罕 别克/拜克 曼/满 木/姆 热合曼/热赫曼 丁/定 娜/那 夏/霞 拜/白 什/西 克/科 甫/普 力/里/利 尼沙/妮萨 "
    "孜/兹 拉/腊 米提/米德 依木/伊木 班/邦 山/善 巴依/巴伊 艾力/艾里 卡尔/喀尔 努斯 外力/瓦力 赛/色 扎提/孜提 伯克";
constexpr std::array separators{"·", "•", "．", "・", "‧", " ", "　", "-"};
constexpr std::string_view districts =
    "650102 650103 650104 650105 650106 650107 650109 650202 650203 650204 650402 650502 652301 652302 652323 652701 652801 652901 652928 653001 653101 "
    "653121 653125 653126 653130 653201 653221 653223 654002 654003 654021 654023 654201 654202 654301 659001 659002 640104 640106 110105 110107 231202";
constexpr std::string_view regions =
    "新疆 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 库尔勒 阿克苏 喀什 和田 伊宁 塔城 石河子 银川 北京";
constexpr std::string_view trades =
    "红石天山广泽恒通瑞丰金盾远航华泰宏达鑫源博雅安信顺通亿嘉乐和同德永兴绿洲雪莲昆仑西域大漠明珠汇众诚盛腾飞锦绣东方";
constexpr std::string_view industries =
    "劳务派遣 外卖配送 物流 运输 商贸 餐饮管理 信息技术 网络科技 建筑工程 物业服务 矿业 石油技术 家政服务 快递 电子商务 农业科技 保安服务 汽车租赁";

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> all;
    for (auto c : from_utf8(text)) all.push_back(to_utf8(std::u32string(1, c)));
    return all;
}

std::vector<std::string> spellings(const std::string& element) {
    std::vector<std::string> all{""};
    for (char c : element) c == '/' ? void(all.emplace_back()) : void(all.back() += c);
    return all;
}

struct Element {
    std::size_t first, second;  // second: seconds.size() is none
};

struct Person {
    bool is_long = false;
    std::string surname, given;  // of Han
    Element own{}, father{};     // of long names
    bool has_father = false, is_male = false;
    std::string birth, id, phone, district;
    std::size_t employer = 0;
};

class World {
  public:
    explicit World(const MadeOptions& o)
        : chance_(o.seed), employers_(std::max<std::size_t>(20, (o.left + o.right) / 40)) {
        for (auto& word : words_in(surnames.data())) {
            auto digits = word.find_first_of("0123456789");
            for (int n = std::stoi(word.substr(digits)); n > 0; --n) surname_.push_back(word.substr(0, digits));
        }
        given_ = characters_of(given);
        for (auto& c : given_) by_reading_[std::string(Characters::tables().reading(from_utf8(c)[0]))].push_back(c);
        auto pairs = characters_of(in_tradition);
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) traditional_[pairs[i]] = pairs[i + 1];
        for (auto& e : words_in(firsts.data())) first_.push_back(spellings(e));
        for (auto& e : words_in(seconds.data())) second_.push_back(spellings(e));
        district_ = words_in(districts.data());
        region_ = words_in(regions.data());
        industry_ = words_in(industries.data());
        trade_ = characters_of(trades);
    }

    Chance& chance() { return chance_; }

    Person person() {
        Person p;
        p.is_long = chance_.happens(0.22);
        p.is_male = chance_.happens(0.5);
        p.surname = chance_.of(surname_);
        p.given = given_[chance_.ranked(given_.size())];
        if (chance_.happens(0.8)) p.given += given_[chance_.ranked(given_.size())];
        p.own = element();
        p.father = element();
        p.has_father = chance_.happens(0.94);
        p.district = district_[chance_.ranked(district_.size())];
        place_in_time(p);
        p.employer = chance_.ranked(employers_);
        return p;
    }

    // A brother, a sister or a twin: the same surname or father, the same place, sometimes the same phone and day.
    Person sibling(const Person& of) {
        auto p = person();
        p.is_long = of.is_long;
        p.surname = of.surname;
        p.father = of.father;
        p.has_father = of.has_father;
        p.district = of.district;
        auto birth = of.birth;
        place_in_time(p, chance_.happens(0.2) ? &birth : nullptr);
        if (chance_.happens(0.2)) p.phone = of.phone;
        return p;
    }

    std::string new_phone() {
        for (;;) {
            auto phone =
                "1" + std::to_string(3 + chance_.below(7)) + std::to_string(100'000'000 + chance_.below(900'000'000));
            if (phones_.insert(std::stoull(phone)).second) return phone;
        }
    }

    std::string name_of(const Person& p, bool is_varied) {
        if (!p.is_long) return is_varied ? varied_han(p.surname, p.given) : p.surname + p.given;
        auto own = long_name(p.own, is_varied), father = p.has_father ? long_name(p.father, is_varied) : "";
        std::string between = "·";
        if (is_varied && chance_.happens(0.4)) between = chance_.of(separators);
        if (is_varied && chance_.happens(0.06)) father = "";
        if (is_varied && !father.empty() && chance_.happens(0.02)) std::swap(own, father);
        if (is_varied && chance_.happens(0.05)) between = "";
        return father.empty() ? own : own + between + father;
    }

    std::string employer_of(std::size_t number, bool is_varied) {
        Chance own(number * 7919 + 17);
        auto region = own.of(region_);
        auto name = trade_[own.below(trade_.size())] + trade_[own.below(trade_.size())];
        if (own.happens(0.3)) name += trade_[own.below(trade_.size())];
        auto industry = own.of(industry_);
        auto form = own.happens(0.2) ? "有限责任公司" : "有限公司";
        if (!is_varied) return region + name + industry + form;
        if (chance_.happens(0.25)) form = form == std::string("有限公司") ? "有限责任公司" : "有限公司";
        auto place = chance_.share();
        auto core = name + industry + form;
        auto whole = place < 0.15   ? core
                     : place < 0.25 ? name + "（" + region + "）" + industry + form
                     : place < 0.3  ? region + "市" + core
                                    : region + core;
        if (chance_.happens(0.05)) whole += chance_.of(region_) + "分公司";
        return whole;
    }
    std::size_t other_employer() { return chance_.ranked(employers_); }

  private:
    Element element() {
        return {chance_.ranked(first_.size()), chance_.happens(0.85) ? chance_.ranked(second_.size()) : second_.size()};
    }

    std::string long_name(const Element& e, bool is_varied) {
        auto spelling = [&](const std::vector<std::string>& all) {
            return is_varied && chance_.happens(0.3) ? chance_.of(all) : all[0];
        };
        return spelling(first_[e.first]) + (e.second < second_.size() ? spelling(second_[e.second]) : "");
    }

    std::string varied_han(std::string surname, std::string name) {
        auto parts = characters_of(name);
        if (chance_.happens(0.025)) {
            auto& part = parts[chance_.below(parts.size())];
            part = chance_.of(by_reading_[std::string(Characters::tables().reading(from_utf8(part)[0]))]);
        }
        if (chance_.happens(0.01)) parts[0] = chance_.of(given_);  // another character, misread
        std::string whole = surname;
        for (auto& part : parts) whole += part;
        if (parts.size() == 2 && chance_.happens(0.005)) whole = surname + parts[1] + parts[0];
        if (chance_.happens(0.01)) {
            std::string other;
            for (auto& c : characters_of(whole)) other += traditional_.contains(c) ? traditional_[c] : c;
            whole = other;
        }
        if (chance_.happens(0.01)) whole.insert(3, chance_.happens(0.5) ? " " : "　");
        return whole;
    }

    void place_in_time(Person& p, const std::string* birth = nullptr) {
        auto two = [](std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        p.birth =
            birth ? *birth
                  : std::to_string(1958 + chance_.below(48)) + two(1 + chance_.below(12)) + two(1 + chance_.below(28));
        auto home = chance_.happens(0.7) ? p.district : district_[chance_.below(district_.size())];
        do {
            auto serial = chance_.below(500) * 2 + (p.is_male ? 1 : 0);
            p.id = home + p.birth + (serial < 100 ? "0" : "") + two(serial);
        } while (!ids_.insert(std::stoull(p.id)).second);
        constexpr std::array<unsigned, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        unsigned sum = 0;
        for (std::size_t i = 0; i < 17; ++i) sum += static_cast<unsigned>(p.id[i] - '0') * weights[i];
        p.id += "10X98765432"[sum % 11];
        p.phone = new_phone();
    }

    Chance chance_;
    std::size_t employers_;
    std::vector<std::string> surname_, given_, district_, region_, industry_, trade_;
    std::vector<std::vector<std::string>> first_, second_;
    std::map<std::string, std::vector<std::string>> by_reading_;
    std::map<std::string, std::string> traditional_;
    std::unordered_set<std::uint64_t> ids_, phones_;
};

std::string wide(const std::string& ascii) {
    std::u32string text;
    for (char c : ascii) text.push_back(static_cast<char32_t>(c) + 0xFEE0);
    return to_utf8(text);
}

std::string written_id(const Person& p, bool is_varied, Chance& chance) {
    if (chance.happens(is_varied ? 0.30 : 0.12)) return "";
    if (!is_varied) return p.id;
    auto kind = chance.share();
    if (kind < 0.035) return mistyped_digits(p.id.substr(0, 17), chance) + p.id.substr(17);
    if (kind < 0.05 && p.birth[0] == '1') return p.id.substr(0, 6) + p.id.substr(8, 9);
    if (kind < 0.06) return p.id.substr(0, 17);
    if (kind < 0.07) return wide(p.id);
    if (kind < 0.20 && p.id.back() == 'X') return p.id.substr(0, 17) + "x";
    return p.id;
}

std::string written_phone(const std::string& phone, bool is_varied, Chance& chance) {
    if (phone.empty()) return "";
    auto kind = is_varied ? chance.share() : 1;
    if (kind < 0.04) return "+86" + phone;
    if (kind < 0.08) return phone.substr(0, 3) + "-" + phone.substr(3, 4) + "-" + phone.substr(7);
    if (kind < 0.10) return mistyped_digits(phone, chance);
    return phone;
}

void write_person(std::ostream& out, std::size_t id, const Person& p, World& world, bool is_varied,
                  const std::string& borrowed_phone) {
    auto& chance = world.chance();
    auto employer = p.employer;
    auto phone = borrowed_phone.empty() ? p.phone : borrowed_phone;
    auto district = p.district;
    auto birth = p.birth;
    if (is_varied) {
        if (chance.happens(0.25)) employer = world.other_employer();
        if (chance.happens(0.30)) phone = world.new_phone();
        if (chance.happens(0.05)) phone = "";
        if (chance.happens(0.12)) district = "650" + std::to_string(102 + chance.below(8));
        if (chance.happens(0.01)) birth = birth.substr(0, 4) + mistyped_digits(birth.substr(4), chance);
        if (chance.happens(0.10)) birth = birth.substr(0, 4) + "-" + birth.substr(4, 2) + "-" + birth.substr(6);
        if (chance.happens(0.10)) birth = "";
    }
    out << id << ',' << world.name_of(p, is_varied) << ','
        << (chance.happens(is_varied ? 0.003 : 0) ? ""
            : p.is_male                           ? "男"
                                                  : "女")
        << ',' << birth << ',' << written_id(p, is_varied, chance) << ',' << written_phone(phone, is_varied, chance)
        << ',' << (chance.happens(0.06) ? "" : world.employer_of(employer, is_varied)) << ','
        << (chance.happens(0.02) ? "" : district) << '\n';
}

}  // namespace

void make_people_zh(const MadeOptions& o, std::ostream& left, std::ostream& right, std::ostream& truth) {
    World world(o);
    auto& chance = world.chance();
    std::vector<Person> people;
    people.reserve(o.left + o.right - o.common);
    while (people.size() < o.left + o.right - o.common)
        people.push_back(!people.empty() && chance.happens(0.04) ? world.sibling(people[chance.below(people.size())])
                                                                 : world.person());
    // The first o.left people are on the left; of these, o.common are on the right too, among others that are not.
    auto on_left = shuffled(o.left, chance), on_right = shuffled(o.right, chance);
    const char* headings = "id,name,sex,dob,idno,phone,employer,district\n";
    left << headings;
    for (std::size_t i = 0; i < o.left; ++i) write_person(left, i + 1, people[on_left[i]], world, false, "");
    right << headings;
    std::vector<std::size_t> place_of(o.left);
    for (std::size_t i = 0; i < o.left; ++i) place_of[on_left[i]] = i + 1;
    truth << "left_id,right_id\n";
    for (std::size_t i = 0; i < o.right; ++i) {
        bool is_common = on_right[i] < o.common;
        auto& person = people[is_common ? on_right[i] : o.left - o.common + on_right[i]];
        auto borrowed = !is_common && chance.happens(0.02) ? people[chance.below(o.left)].phone : "";
        write_person(right, i + 1, person, world, true, borrowed);
        if (is_common) truth << place_of[on_right[i]] << ',' << i + 1 << '\n';
    }
}

}  // namespace unionhall::linkage::testing
