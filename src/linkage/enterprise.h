// The name of an enterprise as its parts: [region][trade name][industry][legal form][branch].
#pragma once

#include <string>
#include <string_view>

namespace unionhall::linkage {

struct EnterpriseName {
    std::u32string text;      // the whole, without what parts it
    std::u32string region;    // 新疆克拉玛依, from the front or from brackets; without 省, 市, 区 …
    std::u32string trade;     // 红石: what nobody else in the region and industry may be called
    std::u32string industry;  // 劳务派遣
    std::u32string form;      // 有限责任公司 as 有限公司; 股份有限公司, 厂, 店, ltd …
    std::u32string branch;    // 独山子分公司

    std::u32string core() const { return trade + industry; }
};

// Takes a folded text (characters.h). Chinese names are taken apart from both ends by lists of regions, industries and
// legal forms; of Latin ones only the legal form is taken off. trade is never empty unless text is.
EnterpriseName enterprise_name(std::u32string_view folded);

// How long a region the text begins with, suffix included; 0 when it begins with none. `bare` receives it without suffix.
std::size_t region_at(std::u32string_view text, std::u32string& bare);

}  // namespace unionhall::linkage
