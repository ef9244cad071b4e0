// A list of words, asked for the longest with which a text begins.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace unionhall::linkage {

class Beginnings {
  public:
    // Words of characters below 0x10000; of the same word twice the first stays. Their text must outlive the list.
    void add(std::u32string_view word, unsigned number) {
        auto& group = group_of_[word[0]];
        if (!group) {
            groups_.emplace_back();
            group = static_cast<std::uint16_t>(groups_.size());
        }
        auto& words = groups_[group - 1u];
        words.insert(
            std::ranges::upper_bound(words, word.size(), std::greater(), [](auto& w) { return w.text.size(); }),
            {word, number});
    }

    // Its length and number; {0, 0} when the text begins with none.
    std::pair<std::size_t, unsigned> longest(std::u32string_view text) const {
        if (text.empty() || text[0] > 0xFFFF || !group_of_[text[0]]) return {0, 0};
        for (auto& word : groups_[group_of_[text[0]] - 1u])
            if (text.starts_with(word.text)) return {word.text.size(), word.number};
        return {0, 0};
    }

  private:
    struct Word {
        std::u32string_view text;
        unsigned number;
    };
    std::vector<std::uint16_t> group_of_ = std::vector<std::uint16_t>(0x10000);  // by first character; 0 is none
    std::vector<std::vector<Word>> groups_;                                      // the longest first
};

}  // namespace unionhall::linkage
