// The numbers and names people and organisations are known by: what makes one acceptable, and its one spelling.
// Sources of the rules: domain.md 4.1, 4.2, 4.5, 4.6, with all its examples in the test.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "platform/date.h"
#include "platform/words.h"

namespace unionhall {

// What a check found. With a problem the value is refused; a warning is shown and refuses nothing.
struct Checked {
    std::string canonical;  // the one spelling to store and to blind; empty when even its shape is wrong
    Words problem;
    Words warning;
    bool may_insist = false;  // the problem is only a check digit, and papers with wrong ones exist: a person may
                              // keep the value by giving a reason, which is recorded

    bool ok() const { return problem.empty(); }
};

// --- people's papers ---

enum class PaperKind {
    citizen,            // resident identity card, GB 11643, 18 characters
    resident_permit,    // of Hong Kong, Macao and Taiwan residents: 810000, 820000, 830000, 18 characters
    foreign_permanent,  // since December 2023: 18 characters beginning with 9; before: 3 letters and 12 digits
    travel_permit,      // of Hong Kong and Macao residents: H or M and 8 or 10 digits; of Taiwan residents: 8 digits
    passport            // letters and digits; has no check of its own
};

struct CheckedPaper : Checked {
    PaperKind kind = PaperKind::citizen;
    std::optional<Date> born;  // where the number says so
};

// Recognises the paper by its shape. A birth date must be real, not after `today` and at most 130 years before it.
// An unknown or abolished division is never a problem: old codes live on in numbers.
CheckedPaper check_id_paper(std::string_view text, Date today);

// The same, and only a citizen's own card will do.
CheckedPaper check_citizen_number(std::string_view text, Date today);

// The spelling to look a number up by, for any text: upper case, half width, without blanks and hyphens;
// an old number of 15 digits becomes the one of 18 it was replaced by (for searching only).
std::string canonical_id_number(std::string_view text);

char citizen_check_digit(std::string_view first_17_digits);  // MOD 11-2; '?' unless 17 digits

// --- organisations ---

// Unified social credit code, GB 32100, with the organisation code inside it. Some early codes fail their checks:
// may_insist is then set.
Checked check_credit_code(std::string_view text);
Checked check_organisation_code(std::string_view text);  // GB 11714, canonical "D2143569-X"
bool is_trade_union_code(std::string_view credit_code);  // registered as a trade union: begins with 8

// --- phones ---

enum class PhoneKind { mobile, landline, service, short_number, abroad };

struct CheckedPhone : Checked {
    PhoneKind kind = PhoneKind::mobile;
};

// canonical: "+8613812345678", "+869911234567" or "+869911234567;ext=12", "4001234567", "12351", "+85291234567".
CheckedPhone check_phone(std::string_view text);

// A number that can receive a code: mainland mobile, or one abroad in full.
CheckedPhone check_mobile(std::string_view text);

// The spelling to look a number up by, for any text: canonical where it is a number, else what is left without blanks.
std::string canonical_phone(std::string_view text);

// As people write it: 138 1234 5678, 0991-1234567 转 12, +852 91234567.
std::string phone_for_reading(const std::string& canonical);

// --- names ---

constexpr std::size_t person_name_characters_min = 2;
constexpr std::size_t person_name_characters_max = 50;

// Any script, rare characters included. canonical: dots between the parts as U+00B7, single blanks, none between Han
// characters.
Checked check_person_name(std::string_view text);

}  // namespace unionhall
