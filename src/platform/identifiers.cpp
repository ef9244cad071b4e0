// Papers and codes with check digits. Phones: identifiers_phone.cpp; names: identifiers_name.cpp.
#include "platform/identifiers.h"

#include <algorithm>
#include <array>

#include "platform/digits.h"
#include "platform/text.h"

namespace unionhall {

namespace {

constexpr int age_years_max = 130;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// Half width, upper case, without blanks and hyphens.
std::string bare(std::string_view text) {
    std::string out = folded(text);
    std::erase_if(out, [](char c) { return c == ' ' || c == '-'; });
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = char(c - 32);
    return out;
}

std::optional<Date> date_in(std::string_view eight_digits) {
    auto part = [&](std::size_t at, std::size_t n) { return std::string(eight_digits.substr(at, n)); };
    return parse_date(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2));
}

// The first two digits of every division there is, and of the cards of residents beyond the mainland.
bool is_known_province(std::string_view two) {
    constexpr std::string_view known =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
    return known.find(two) != std::string_view::npos;
}

PaperKind kind_of_18(std::string_view text) {
    if (text[0] == '9') return PaperKind::foreign_permanent;
    for (auto prefix : {"810000", "820000", "830000"})
        if (text.starts_with(prefix)) return PaperKind::resident_permit;
    return PaperKind::citizen;
}

CheckedPaper check_18(std::string text, Date today) {
    CheckedPaper found;
    found.kind = kind_of_18(text);
    found.canonical = text;
    if (citizen_check_digit(std::string_view(text).substr(0, 17)) != text[17]) {
        found.problem = {
            "这个证件号码的校验位不对，请对照证件逐位核对。",
            "The last character does not fit this number. Please compare it with the card, digit by digit."};
        return found;
    }
    found.born = date_in(std::string_view(text).substr(6, 8));
    if (!found.born)
        found.problem = {"这个证件号码里的出生日期不存在，请核对第 7 至 14 位。",
                         "The date of birth in this number does not exist. Please check digits 7 to 14."};
    else if (*found.born > today)
        found.problem = {"这个证件号码里的出生日期还没有到，请核对第 7 至 14 位。",
                         "The date of birth in this number is in the future. Please check digits 7 to 14."};
    else if (int(found.born->year()) + age_years_max < int(today.year()))
        found.problem = {"这个证件号码里的出生日期太早，请核对第 7 至 14 位。",
                         "The date of birth in this number is too long ago. Please check digits 7 to 14."};
    else if (!is_known_province(std::string_view(text).substr(text[0] == '9' ? 1 : 0, 2)))
        found.warning = {"证件号码里的地区代码不常见，请再看一眼；确认无误可以继续。",
                         "The region code in this number is unusual. Please look again; if it is right, carry on."};
    return found;
}

bool is_letters_then_digits(std::string_view text, std::size_t letters, std::size_t digits) {
    return text.size() == letters + digits && std::ranges::all_of(text.substr(0, letters), is_letter) &&
           std::ranges::all_of(text.substr(letters), is_digit);
}

std::optional<PaperKind> kind_without_check(std::string_view text) {
    if (is_letters_then_digits(text, 3, 12)) return PaperKind::foreign_permanent;
    if (!text.empty() && (text[0] == 'H' || text[0] == 'M') &&
        (is_letters_then_digits(text, 1, 8) || is_letters_then_digits(text, 1, 10)))
        return PaperKind::travel_permit;
    if (text.size() == 8 && all_digits(text)) return PaperKind::travel_permit;
    bool plain = std::ranges::all_of(text, [](char c) { return is_digit(c) || is_letter(c); });
    if (plain && text.size() >= 6 && text.size() <= 12 && std::ranges::any_of(text, is_letter) &&
        std::ranges::count_if(text, is_digit) >= 4)
        return PaperKind::passport;
    return {};
}

const Words old_number{"这是 15 位的旧号码，请填写新证件上的 18 位号码。",
                       "This is an old number of 15 digits. Please give the one of 18 characters on the present card."};

// GB 32100 leaves out I O Z S V.
constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool credit_check_holds(std::string_view code) {
    constexpr std::array weights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += int(credit_alphabet.find(code[i])) * weights[i];
    return code[17] == credit_alphabet[std::size_t((31 - sum % 31) % 31)];
}

bool organisation_check_holds(std::string_view code) {
    constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (is_digit(code[i]) ? code[i] - '0' : code[i] - 'A' + 10) * weights[i];
    return code[8] == "0X987654321"[sum % 11];  // 11 − s mod 11, where 10 is X and 11 is 0
}

}  // namespace

char citizen_check_digit(std::string_view digits) {
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    if (digits.size() != weights.size() || !all_digits(digits)) return '?';
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

std::string canonical_id_number(std::string_view text) {
    std::string out = bare(text);
    if (out.size() != 15 || !all_digits(out)) return out;
    out.insert(6, "19");
    return out + citizen_check_digit(out);
}

CheckedPaper check_id_paper(std::string_view text, Date today) {
    std::string paper = bare(text);
    if (paper.size() == 18 && all_digits(std::string_view(paper).substr(0, 17)) &&
        (is_digit(paper[17]) || paper[17] == 'X'))
        return check_18(std::move(paper), today);
    CheckedPaper found;
    if (paper.size() == 15 && all_digits(paper)) {
        found.problem = old_number;
    } else if (auto kind = kind_without_check(paper)) {
        found.kind = *kind;
        found.canonical = paper;
    } else {
        found.problem = {"这不像一个证件号码。居民身份证是 18 位；也可以填写居留证、通行证或护照上的号码。",
                         "This does not look like the number of a paper. A resident identity card has 18 characters; "
                         "a residence card, a travel permit or a passport will do as well."};
    }
    return found;
}

CheckedPaper check_citizen_number(std::string_view text, Date today) {
    CheckedPaper found = check_id_paper(text, today);
    if (found.ok() && found.kind != PaperKind::citizen)
        found.problem = {"这里需要居民身份证号码（18 位）。",
                         "Here the number of a resident identity card is needed (18 characters)."};
    return found;
}

Checked check_organisation_code(std::string_view text) {
    std::string code = bare(text);
    bool shaped = code.size() == 9 && std::ranges::all_of(code, [](char c) { return is_digit(c) || is_letter(c); }) &&
                  (is_digit(code[8]) || code[8] == 'X');
    if (!shaped)
        return {.problem = {"组织机构代码是 9 位，例如 D2143569-X。",
                            "An organisation code has 9 characters, for example D2143569-X."}};
    Checked found{.canonical = code.substr(0, 8) + "-" + code[8]};
    if (!organisation_check_holds(code)) {
        found.may_insist = true;
        found.problem = {"这个组织机构代码的校验位不对，请核对。",
                         "The last character does not fit this organisation code. Please check it."};
    }
    return found;
}

Checked check_credit_code(std::string_view text) {
    std::string code = bare(text);
    bool shaped = code.size() == 18 && all_digits(std::string_view(code).substr(2, 6)) &&
                  std::ranges::all_of(code, [](char c) { return credit_alphabet.find(c) != std::string_view::npos; });
    if (!shaped)
        return {.problem = {"统一社会信用代码是 18 位数字和大写字母（没有 I、O、Z、S、V），第 3 至 8 位是数字。",
                            "A unified social credit code has 18 digits and capital letters (never I, O, Z, S, V), "
                            "with digits only from the 3rd to the 8th place."}};
    Checked found{.canonical = code};
    if (!credit_check_holds(code) || !organisation_check_holds(std::string_view(code).substr(8, 9))) {
        found.may_insist = true;
        found.problem = {"这个统一社会信用代码的校验位不对，请对照证书核对。如果证书上确实如此，请写明理由后保留。",
                         "The check characters do not fit this credit code. Please compare it with the certificate; "
                         "if it really says so, keep it and give the reason."};
    }
    return found;
}

bool is_trade_union_code(std::string_view credit_code) { return bare(credit_code).starts_with('8'); }

}  // namespace unionhall
