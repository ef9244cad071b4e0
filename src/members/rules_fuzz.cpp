// What workers and employers hand in: signatures, tokens of cards, numbers of cards, rows of lists. Accepted as what it
// is, or refused with a sentence.
#include <cstdint>
#include <cstdlib>

#include "members/card_rules.h"
#include "members/import_rules.h"
#include "members/rules.h"
#include "platform/crypto.h"
#include "platform/refusal.h"
#include "platform/text.h"
#include "platform/vault.h"

using namespace unionhall;

namespace {

void check_row(std::string_view text) {
    TableRow heading, row;
    for (auto& cell : split(std::string(text), '\n')) (heading.cells.size() < 5 ? heading : row).cells.push_back(cell);
    row.cells.resize(heading.cells.size());
    row.number = 2;
    members::Columns columns;
    try {
        columns = members::columns_of(heading);
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
        return;
    }
    auto listed = members::listed(row, columns);
    auto read = members::read_row(listed);
    if (read.problem.empty() && read.phone.empty()) std::abort();
    auto again = members::unpacked(members::packed(std::span(&listed, 1)));
    if (again.size() != 1 || again[0].name != listed.name || again[0].phone != listed.phone) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto vault = Vault::in_memory();
    std::string_view text(reinterpret_cast<const char*>(data), size);
    auto nonce = members::nonce_of_token(vault, text);
    if (nonce.size() != members::card_nonce_bytes) std::abort();
    // A forgery. By hashes: the fuzzer looks on where texts are compared, and would learn the token from us.
    if (sha256(members::card_token(vault, nonce)) == sha256(text)) std::abort();
    if (members::is_card_number(text) && text.size() != members::card_digits) std::abort();
    if (members::is_signature(text))
        for (char c : text)
            if (std::string_view("ML ,0123456789").find(c) == std::string_view::npos) std::abort();
    if (is_utf8(text)) check_row(text);
    return 0;
}
