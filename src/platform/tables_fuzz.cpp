// libFuzzer over read_table: every input must end in rows or in a Refusal with a sentence in both languages.
#include <cstdint>
#include <cstdlib>

#include "platform/refusal.h"
#include "platform/tables.h"
#include "platform/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace unionhall;
    TableLimits limits;
    limits.unpacked_bytes_max = 16UL << 20;
    limits.rows_max = 1000;
    try {
        read_table("fuzz", {reinterpret_cast<const char*>(data), size}, limits, [](const TableRow& row) {
            for (const std::string& cell : row.cells)
                if (!is_utf8(cell)) std::abort();
        });
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
    }
    return 0;
}
