#include "employers/rules.h"

#include "platform/identifiers.h"
#include "platform/text.h"

namespace unionhall::employers {

std::string name_key_of(const std::string& name) {
    std::string key;
    auto text = folded(name);
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = next_character(text, at);
        // Brackets come in two widths and are often left out, as blanks are.
        if (c == U' ' || c == U'(' || c == U')' || c == U'（' || c == U'）') continue;
        append_character(key, c);
    }
    return key;
}

std::vector<Problem> settle(Employer& employer) {
    std::vector<Problem> problems;
    employer.name_key = name_key_of(employer.name);
    if (employer.name_key.empty())
        problems.push_back({"name", {"请填写单位名称。", "Say what the employer is called."}});
    if (!employer.credit_code.empty()) {
        auto checked = check_credit_code(employer.credit_code);
        // Some early codes fail their check digit; they are on paper and stay usable (domain.md 4.2).
        if (!checked.ok() && !checked.may_insist) problems.push_back({"credit_code", checked.problem});
        if (!checked.canonical.empty()) employer.credit_code = checked.canonical;
    }
    auto& code = employer.division_code;
    bool is_code = code.empty() || ((code.size() == 2 || code.size() == 4 || code.size() == 6 || code.size() == 9) &&
                                    code.find_first_not_of("0123456789") == std::string::npos);
    if (!is_code)
        problems.push_back(
            {"division_code", {"区划代码应为 2、4、6 或 9 位数字。", "A division code has 2, 4, 6 or 9 digits."}});
    return problems;
}

}  // namespace unionhall::employers
