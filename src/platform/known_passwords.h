// The passwords that leaks of other systems hold most often: nobody may choose one (ASVS 6.2.4, 6.2.12).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall {

class KnownPasswords {
  public:
    KnownPasswords() = default;  // none

    // The file that tools/assets.sh makes: a first line that names it, then one password a line, folded, sorted by bytes.
    // Throws a fault that names the file when it is missing, is no such file, is not sorted, or holds fewer than
    // `known_passwords_min`.
    static KnownPasswords load(const std::filesystem::path& file);
    static KnownPasswords read(std::string text);

    bool contains(std::string_view folded) const;
    std::size_t size() const { return passwords_.size(); }

    static constexpr std::size_t known_passwords_min = 3000;  // as many as ASVS 6.2.4 asks for

  private:
    std::string text_;
    std::vector<std::pair<std::size_t, std::size_t>> passwords_;  // where each stands in the text, and its length
};

}  // namespace unionhall
