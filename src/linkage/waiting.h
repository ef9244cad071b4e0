// Texts on their way into a dictionary, many at a time: where they belong lies far apart in memory and is asked for ahead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linkage/dictionary.h"

namespace unionhall::linkage {

class Waiting {
  public:
    void clear() { all_.clear(), ends_.assign(1, 0), hashes_.clear(); }
    std::size_t size() const { return hashes_.size(); }

    // `write` appends a text to what it is given.
    template <class Write>
    void add(const Dictionary<char32_t>& to, Write write) {
        write(all_);
        auto text = std::u32string_view(all_).substr(ends_.back());
        ends_.push_back(all_.size());
        hashes_.push_back(hash_of(text));
        to.prefetch(hashes_.back());
    }
    // Calls take(i, number) with the number of each; of an empty text it is 0.
    template <class Take>
    void intern(Dictionary<char32_t>& to, Take take) const {
        prefetch(to);
        for (std::size_t i = 0; i < size(); ++i) take(i, text(i).empty() ? 0 : to.intern(text(i), hashes_[i]));
    }
    // The same with 0 for those that are not there.
    template <class Take>
    void find(const Dictionary<char32_t>& in, Take take) const {
        prefetch(in);
        for (std::size_t i = 0; i < size(); ++i) take(i, in.find(text(i), hashes_[i]));
    }

  private:
    std::u32string_view text(std::size_t i) const {
        return std::u32string_view(all_).substr(ends_[i], ends_[i + 1] - ends_[i]);
    }
    void prefetch(const Dictionary<char32_t>& in) const {
        for (auto hash : hashes_) in.prefetch_text(hash);
    }

    std::u32string all_;
    std::vector<std::size_t> ends_{0};
    std::vector<std::uint64_t> hashes_;
};

}  // namespace unionhall::linkage
