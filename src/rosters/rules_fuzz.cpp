// A list of others, whatever its headings and cells say: read as what it is, or refused with a sentence; of workers no cell
// is kept.
#include <cstdint>
#include <cstdlib>

#include "platform/refusal.h"
#include "platform/text.h"
#include "rosters/rules.h"

using namespace unionhall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    if (!is_utf8(text)) return 0;
    rosters::RosterReader reader;
    std::int64_t number = 0;
    for (auto& line : split(text, '\n')) {
        TableRow row;
        row.number = ++number;
        row.cells = split(line, ',');
        try {
            reader.take(row);
        } catch (const Refusal& refusal) {
            if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
            return 0;
        }
    }
    if (reader.is_of_workers() && !reader.rows().empty()) std::abort();
    if (reader.problems().size() > rosters::problems_shown_max) std::abort();
    auto again = rosters::unpacked(rosters::packed(reader.rows(), 0, reader.rows().size()));
    if (again.size() != reader.rows().size()) std::abort();
    for (std::size_t i = 0; i < again.size(); ++i)
        if (again[i].name != reader.rows()[i].name || again[i].headcount != reader.rows()[i].headcount) std::abort();
    try {
        reader.finish();
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
    }
    return 0;
}
