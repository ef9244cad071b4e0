#include "platform/pinyin.h"

#include <doctest/doctest.h>

namespace unionhall {

// A few lines as tools/pinyin.mjs writes them.
static Pinyin pinyin() {
    return Pinyin::read(R"(# unionhall pinyin 2 from a test
a 阿
ceng 曾
chang 长
chi 迟
chou 仇
dan 丹单
fang 芳
guo 国
jie 解
li 丽
lv 绿
san 三
tai 泰
wei 尉
xin 信
xiong 雄
yi 依
gu 古
zhang 张
surname 单 shan
surname 仇 qiu
surname 解 xie
surname 曾 zeng
surname 尉迟 yu chi
)");
}

TEST_CASE("names are read without tones, and the surname as a surname") {
    struct Case {
        const char *name, *full, *initials;
    };
    auto table = pinyin();
    for (auto& [name, full, initials] : {
             Case{"张三", "zhangsan", "zs"},
             {"单雄信", "shanxiongxin", "sxx"},
             {"雄单", "xiongdan", "xd"},
             {"仇芳", "qiufang", "qf"},
             {"解丽", "xieli", "xl"},
             {"曾国长", "zengguochang", "zgc"},
             {"尉迟泰", "yuchitai", "yct"},
             {"尉", "wei", "w"},
             {"绿", "lv", "l"},
             {"阿依古丽·阿丽", "ayiguliali", "ayglal"},
             {"张 三", "zhangsan", "zs"},
             {"Mary-Jane O'Neil", "maryjaneoneil", "mo"},
             {"张三A", "zhangsana", "zsa"},
             {"张𠮷", "zhang𠮷", "z𠮷"},
             {"", "", ""},
         }) {
        CHECK_MESSAGE(table.full(name) == full, name);
        CHECK_MESSAGE(table.initials(name) == initials, name);
    }
}

TEST_CASE("a missing table says how to make it") {
    CHECK_THROWS_WITH(Pinyin::load("no such file"),
                      "the pinyin table no such file is missing: make it with tools/assets.sh");
    for (const char* wrong : {"", "zhang 张\n", "# unionhall pinyin 2\nzhang\n", "# unionhall pinyin 2\nzhang \xff\n"})
        CHECK_THROWS(Pinyin::read(wrong));
}

}  // namespace unionhall
