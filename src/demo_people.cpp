#include "demo_people.h"

namespace unionhall {

static const std::vector<const char*> surnames{
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡",   "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董",   "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",   "丁", "魏", "薛",
    "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "欧阳", "单", "解", "仇"};
static const std::vector<const char*> given{
    "伟",   "芳",   "娜",   "敏",   "静",   "磊",   "强",   "洋",   "勇",   "艳",   "杰",   "涛",   "明",
    "超",   "秀英", "霞",   "平",   "刚",   "桂英", "建华", "建国", "志强", "海燕", "雪梅", "玉兰", "文博",
    "子涵", "宇航", "浩然", "思远", "晓东", "春梅", "国庆", "小龙", "丽华", "永福", "立新", "红梅", "志刚",
    "少华", "佳怡", "梓轩", "俊杰", "婷婷", "大勇", "德胜", "金凤", "长河", "振宇", "一鸣"};
static const std::vector<const char*> long_first{"阿依古丽", "古丽娜尔", "买买提", "艾尼瓦尔", "叶尔兰",
                                                 "巴合提",   "迪丽达尔", "努尔兰", "哈丽旦",   "库尔班"};
static const std::vector<const char*> long_second{"艾力", "吐尔逊", "阿不都拉", "热合曼",
                                                  "哈山", "依明",   "托合提",   "马木提"};
static const std::vector<const char*> latin{"Maria Petrova", "John Smith", "Aigerim Nur", "David Lee"};
static const std::vector<const char*> employers_named{
    "天山货运有限公司", "北疆快递有限公司", "油城外卖配送站", "准噶尔物流有限公司",
    "晨光家政服务中心", "平安出行车队",     "戈壁建筑劳务队", ""};

std::string DemoPeople::name() {
    auto shape = below(100);
    if (shape < 8)
        return std::string(long_first[below(long_first.size())]) + "·" + long_second[below(long_second.size())];
    if (shape == 99) return latin[below(latin.size())];
    return std::string(surnames[below(surnames.size())]) + given[below(given.size())];
}

std::string DemoPeople::phone() {
    // 1990 followed by seven digits in an order that looks like none; over ten million the next block begins.
    auto n = phones_++;
    auto mixed = n % 10000000 * 6364123 % 10000000;
    auto digits = std::to_string(mixed);
    return "+861" + std::to_string(990 + n / 10000000) + std::string(7 - digits.size(), '0') + digits;
}

members::Joined DemoPeople::next(Date from, Date to) {
    using employers::Occupation;
    static const std::vector<Occupation> work{Occupation::truck_driver,      Occupation::truck_driver,
                                              Occupation::courier,           Occupation::courier,
                                              Occupation::delivery_rider,    Occupation::delivery_rider,
                                              Occupation::delivery_rider,    Occupation::ride_hailing_driver,
                                              Occupation::domestic_worker,   Occupation::construction_worker,
                                              Occupation::security_cleaning, Occupation::other};
    members::Joined person{.name = name(), .phone = phone()};
    auto channel = below(10);
    person.channel = channel < 5   ? members::Channel::online
                     : channel < 9 ? members::Channel::on_site
                                   : members::Channel::hotline;
    person.occupation = work[below(work.size())];
    person.employer_name = employers_named[below(employers_named.size())];
    person.joined_on = plus_days(from, static_cast<int>(below(static_cast<std::size_t>(days_between(from, to)) + 1)));
    return person;
}

}  // namespace unionhall
