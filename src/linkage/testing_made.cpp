#include "linkage/testing_made.h"

#include <numeric>
#include <sstream>
#include <utility>

namespace unionhall::linkage::testing {

std::vector<std::string> words_in(const char* text) {
    std::istringstream in(text);
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

std::string mistyped_digits(std::string digits, Chance& chance) {
    if (digits.size() < 2) return digits;
    auto at = chance.below(digits.size() - 1);
    if (chance.happens(0.3) && digits[at] != digits[at + 1])
        std::swap(digits[at], digits[at + 1]);
    else
        digits[at] = static_cast<char>('0' + (static_cast<std::size_t>(digits[at] - '0') + 1 + chance.below(9)) % 10);
    return digits;
}

std::vector<std::size_t> shuffled(std::size_t count, Chance& chance) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    for (auto i = count; i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
    return order;
}

}  // namespace unionhall::linkage::testing
