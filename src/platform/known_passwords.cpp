#include "platform/known_passwords.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "platform/password.h"
#include "platform/text.h"

namespace unionhall {

static constexpr std::string_view first_line = "# unionhall passwords 1";
static constexpr std::size_t passwords_bytes_max = 8 << 20;

KnownPasswords KnownPasswords::load(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("the list of passwords " + file.string() +
                                 " is missing: make it with tools/assets.sh");
    std::string text(passwords_bytes_max, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    text.resize(std::size_t(in.gcount()));
    text.shrink_to_fit();
    try {
        return read(std::move(text));
    } catch (const std::runtime_error& error) {
        throw std::runtime_error(file.string() + ": " + error.what() + "; make it anew with tools/assets.sh");
    }
}

KnownPasswords KnownPasswords::read(std::string text) {
    if (!text.starts_with(first_line)) throw std::runtime_error("this is no list of passwords");
    KnownPasswords known;
    known.text_ = std::move(text);
    std::string_view all = known.text_, before;
    for (auto at = all.find('\n'); at != std::string_view::npos && at + 1 < all.size();) {
        auto end = all.find('\n', at + 1);
        auto one = all.substr(at + 1, end == std::string_view::npos ? end : end - at - 1);
        if (characters(one) < password_characters_min || one <= before)
            throw std::runtime_error("line " + std::to_string(known.passwords_.size() + 2) +
                                     " is too short or out of order");
        known.passwords_.emplace_back(at + 1, one.size());
        before = one;
        at = end;
    }
    if (known.passwords_.size() < known_passwords_min) throw std::runtime_error("it holds too few");
    return known;
}

bool KnownPasswords::contains(std::string_view folded) const {
    std::string_view all = text_;
    auto found =
        std::ranges::lower_bound(passwords_, folded, {}, [&](auto& one) { return all.substr(one.first, one.second); });
    return found != passwords_.end() && all.substr(found->first, found->second) == folded;
}

}  // namespace unionhall
