// Pinyin of names, for searching: without tones, in small letters, the surname read as a surname (domain.md 4.6).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace unionhall {

// Safe for concurrent use once it is made. One character has one reading, so it is right for most names, not for all:
// search by the name itself as well.
class Pinyin {
  public:
    // The file that tools/assets.sh makes. Throws a fault that names it when it is missing or not such a file.
    static Pinyin load(const std::filesystem::path& file);
    static Pinyin read(std::string_view text);

    // "张三" → "zhangsan", "单雄信" → "shanxiongxin", "阿依古丽·买买提" → "ayigulimaimaiti", "Mary Li" → "maryli".
    // ü is v. Blanks and dots fall out; a character without a reading stays as it is.
    std::string full(std::string_view name) const;

    // "张三" → "zs", "Mary Li" → "ml".
    std::string initials(std::string_view name) const;

  private:
    std::vector<std::string> syllables_of(std::string_view name) const;

    std::vector<std::string> readings_;
    std::unordered_map<char32_t, std::size_t> reading_of_;  // by its place in readings_
    std::map<std::string, std::vector<std::string>, std::less<>>
        surnames_;  // of one or two characters, syllable by syllable
};

}  // namespace unionhall
