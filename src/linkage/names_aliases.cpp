#include "linkage/names_aliases.h"

#include <algorithm>

#include "linkage/beginnings.h"

namespace unionhall::linkage {

namespace {

// A line is one name; each of its spellings is in use. Spellings that sound alike need no line: coarse sounds do those.
constexpr std::u32string_view classes[] = {
    U"买买提 麦麦提 买合买提 麦合麦提 穆罕默德 默罕默德 穆罕穆德 马哈茂德",
    U"艾合买提 阿合买提 艾合麦提 艾海提 艾买提 艾麦提 艾哈迈德 阿赫买提",
    U"阿卜杜 阿布都 阿不都 阿布杜 阿不杜 阿卜都 阿布独 阿不独",
    U"热合曼 热赫曼 热合满 拉合曼 热黑曼",
    U"热依木 热义木 热伊木 热西木 拉伊木",
    U"依布拉音 伊布拉音 依布拉英 伊布拉欣 易卜拉欣 依不拉音 伊不拉音 依卜拉音 伊卜拉欣 依布拉依木",
    U"玉素甫 玉素普 玉苏甫 玉苏普 优素福 尤素夫 玉索甫",
    U"司马义 斯马义 司马依 司马伊 伊斯马伊力 依斯马伊力 伊斯玛仪 司马仪",
    U"吾买尔 乌买尔 吾麦尔 乌麦尔 奥马尔 欧麦尔 吾玛尔",
    U"艾山 艾散 哈桑 哈山 艾桑",
    U"玉山 侯赛因 玉赛音 吾散 候赛因",
    U"马合木提 买合木提 麦合木提 玛合木提 马哈木提 买哈木提",
    U"木沙 穆萨 木萨 穆沙 毛沙",
    U"达吾提 达乌提 达伍提 达伍德 达吾德",
    U"肉孜 肉兹 茹孜 若孜 肉仔 如孜",
    U"米吉提 买吉提 麦吉提 马吉提 米及提",
    U"哈力克 哈里克 海力克 哈利克",
    U"卡德尔 卡迪尔 喀迪尔 卡地尔 卡的尔 哈德尔",
    U"吐尔逊 图尔逊 吐逊 图逊 吐尔荪 图尔荪 吐尔孙 图尔孙",
    U"吐尔洪 图尔洪 吐洪 图洪 吐尔红",
    U"亚森 牙生 亚生 雅森 牙森",
    U"库尔班 古尔邦 库班 库尔邦 古尔班",
    U"沙吾提 萨吾提 沙乌提 沙武提",
    U"赛买提 萨麦提 赛麦提 沙买提 色买提 萨买提",
    U"祖农 祖侬 组农 祖隆",
    U"热孜万 热孜婉 热孜宛 热兹万 热孜湾 热则万",
    U"再努尔 则努尔 孜努尔 载努尔 早努尔",
    U"帕塔尔 帕太尔 帕他尔",
    U"海热提 海拉提 艾热提 黑热提",
    U"海力力 哈里里 海里力 海力里 哈力里",
    U"加马力 贾马力 加玛力 贾玛力 贾迈勒 加马里",
    U"古丽 古力 姑丽 古莉 姑力 古里 古丽娅",
    U"帕提玛 法蒂玛 帕提曼 帕提麦 帕提妈 法图麦 帕坦木",
    U"阿依夏 阿伊莎 阿依霞 阿依先木 阿伊夏",
    U"再娜甫 在那甫 再那甫 宰纳甫",
    U"赛迪 赛地 色迪 赛德 赛依提 赛义德 塞义德",
    U"哈斯木 喀斯木 卡斯木 哈西木 卡西木",
    U"艾力 阿里 艾里 艾利 阿力",
    U"乌斯曼 吾斯曼 奥斯曼 吾司曼",
    U"尼亚孜 尼牙孜 尼亚子 尼牙子 尼亚兹",
    U"托乎提 托合提 托胡提 托呼提",
    U"巴吐尔 巴图尔 巴特尔 巴土尔 巴哈提尔",
    U"努尔 奴尔 努儿",
    U"叶尔 也尔 耶尔",
    U"别克 拜克 比克 伯克",
};

const Beginnings& all_classes() {
    static const Beginnings made = [] {
        Beginnings all;
        unsigned number = 0;
        for (auto line : classes) {
            ++number;
            while (!line.empty()) {
                auto end = std::min(line.find(U' '), line.size());
                all.add(line.substr(0, end), number);
                line.remove_prefix(std::min(end + 1, line.size()));
            }
        }
        return all;
    }();
    return made;
}

}  // namespace

std::pair<std::size_t, unsigned> alias_at(std::u32string_view text) { return all_classes().longest(text); }

}  // namespace unionhall::linkage
