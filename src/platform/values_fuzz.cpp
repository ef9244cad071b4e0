// The small readers of texts from outside: each gives a value that is written back as it was read, or none.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/crypto.h"
#include "platform/date.h"
#include "platform/id.h"
#include "platform/identifiers.h"
#include "platform/qr.h"
#include "platform/text.h"
#include "platform/totp.h"

using namespace unionhall;

namespace {

void hold(bool is_so) {
    if (!is_so) std::abort();
}

void check_codes(std::string_view text) {
    if (auto bytes = from_base64url(text)) hold(base64url(*bytes) == text);
    if (auto bytes = from_hex(text)) hold(hex(*bytes) == lower_ascii(text));
    if (auto bytes = from_base32(text)) hold(from_base32(base32(*bytes)) == bytes);
    hold(from_base64url(base64url(text)) == text && from_hex(hex(text)) == text);
}

void check_times(std::string_view text) {
    if (auto date = parse_date(text)) hold(to_text(*date) == text);
    if (auto at = parse_instant(text)) hold(parse_instant(to_text(*at)) == at);
    if (auto id = parse_id(text)) hold(parse_id(id_text(*id)) == id && lower_ascii(id_text(*id)) == lower_ascii(text));
}

// What is accepted is canonical: read again, it stays as it is.
void check_identifiers(std::string_view text) {
    auto today = *parse_date("2026-03-01");
    if (auto phone = check_phone(text); phone.ok()) hold(check_phone(phone.canonical).canonical == phone.canonical);
    if (auto phone = check_mobile(text); phone.ok()) hold(check_mobile(phone.canonical).canonical == phone.canonical);
    if (auto paper = check_id_paper(text, today); paper.ok())
        hold(check_id_paper(paper.canonical, today).canonical == paper.canonical);
    if (auto code = check_credit_code(text); code.ok())
        hold(check_credit_code(code.canonical).canonical == code.canonical);
    if (auto code = check_organisation_code(text); code.ok())
        hold(check_organisation_code(code.canonical).canonical == code.canonical);
    if (auto name = check_person_name(text); name.ok())
        hold(check_person_name(name.canonical).canonical == name.canonical);
    static_cast<void>(canonical_id_number(text));
    static_cast<void>(canonical_phone(text));
}

void check_texts(std::string_view text) {
    hold(characters(first_characters(text, 5)) <= 5);
    hold(folded(folded(text)) == folded(text));
    hold(is_utf8(text) == is_utf8(std::string(text) + "a"));
    // A mask hides something of every text that is more than blanks.
    if (is_utf8(text) && !trimmed(text).empty()) hold(mask_phone(text).find('*') != std::string::npos);
    if (!text.empty() && text.size() <= 40 && is_utf8(text)) hold(qr_svg(text, text).starts_with("<svg"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    check_codes(text);
    check_times(text);
    check_identifiers(text);
    check_texts(text);
    return 0;
}
