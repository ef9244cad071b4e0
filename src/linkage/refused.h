// A refusal of linkage: everything that is wrong with what was given, each as a sentence in both languages.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace unionhall::linkage {

struct Complaint {
    std::size_t line = 0;  // of the text or file, from 1; 0 when it is about the whole
    std::string zh, en;
};

// what() is the English title and, below it, every complaint with its line.
class Refused : public std::runtime_error {
  public:
    Refused(std::string title, std::vector<Complaint> complaints)
        : std::runtime_error(told(title, complaints)), complaints_(std::move(complaints)) {}

    const std::vector<Complaint>& complaints() const { return complaints_; }

  private:
    static std::string told(const std::string& title, const std::vector<Complaint>& complaints) {
        auto text = title;
        for (auto& c : complaints) text += "\n  " + (c.line ? "line " + std::to_string(c.line) + ": " : "") + c.en;
        return text;
    }
    std::vector<Complaint> complaints_;
};

}  // namespace unionhall::linkage
