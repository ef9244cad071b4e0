// Decoding by ICU's converters, in strict mode: what is illegal is refused, never replaced by a question mark.
#include "platform/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <new>

#include "platform/refusal.h"
#include "platform/text.h"

namespace unionhall {
namespace {

constexpr std::size_t unit_count_per_step = 16'384;

const char* icu_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8:
        case Encoding::utf8_bom:
            return "UTF-8";
        case Encoding::utf16_le:
            return "UTF-16LE";
        case Encoding::utf16_be:
            return "UTF-16BE";
        case Encoding::gb18030:
            return "gb18030";
    }
    return "UTF-8";
}

std::string shown_name(Encoding encoding) {
    if (encoding == Encoding::gb18030) return "GB 18030";
    return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be ? "UTF-16" : "UTF-8";
}

std::size_t mark_size(Encoding encoding) {
    if (encoding == Encoding::utf8_bom) return 3;
    return encoding == Encoding::utf16_le || encoding == Encoding::utf16_be ? 2 : 0;
}

[[noreturn]] void refuse_byte(Encoding encoding, std::uint64_t byte, std::uint64_t line) {
    const std::string at = std::to_string(byte), row = std::to_string(line), name = shown_name(encoding);
    throw Refusal(Refusal::Reason::invalid,
                  {"文件第 " + row + " 行（第 " + at + " 个字节）的文字编码有误，按 " + name +
                       " 读不出来。请用表格软件打开，另存为 UTF-8 的 CSV 或 .xlsx 后再上传。",
                   "Line " + row + " (byte " + at + ") of the file is not text in " + name +
                       ". Please open it in your spreadsheet, save it as CSV in UTF-8 or as .xlsx, and upload that."});
}

}  // namespace

struct Decoder::Converter {
    explicit Converter(Encoding encoding) : encoding(encoding), mark_left(mark_size(encoding)) {
        UErrorCode error = U_ZERO_ERROR;
        icu = ucnv_open(icu_name(encoding), &error);
        if (U_FAILURE(error)) throw std::bad_alloc();
        ucnv_setToUCallBack(icu, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
        units.resize(unit_count_per_step);
    }
    ~Converter() { ucnv_close(icu); }

    // True when there is more to come although the input may be used up: the buffer was full.
    bool step(const char*& from, const char* end, bool last) {
        const char* const begin = from;
        UErrorCode error = U_ZERO_ERROR;
        UChar* to = units.data() + units_held;
        ucnv_toUnicode(icu, &to, units.data() + units.size(), &from, end, nullptr, last, &error);
        bytes += static_cast<std::uint64_t>(from - begin);
        // A pair cut by the end of the buffer waits for its other half.
        const bool cut = to != units.data() && U16_IS_LEAD(to[-1]);
        append(units.data(), cut ? to - 1 : to);
        units_held = cut ? 1 : 0;
        if (cut) units.front() = to[-1];
        if (error == U_BUFFER_OVERFLOW_ERROR) return true;
        if (error == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
        if (U_FAILURE(error)) refuse_illegal();
        return false;
    }

    // ICU has already read the illegal bytes; they are counted back so that the person is led to the first of them.
    [[noreturn]] void refuse_illegal() {
        char illegal[32];
        std::int8_t length = sizeof illegal;
        UErrorCode error = U_ZERO_ERROR;
        ucnv_getInvalidChars(icu, illegal, &length, &error);
        const std::uint64_t behind = U_SUCCESS(error) && length > 0 ? static_cast<std::uint64_t>(length) : 1;
        refuse_byte(encoding, bytes >= behind ? bytes - behind + 1 : 1, line);
    }

    void append(const UChar* from, const UChar* to) {
        if (from == to) return;
        // Three bytes hold any unit of UTF-16, and a pair of them needs four.
        const std::size_t before = out.size();
        out.resize(before + 3 * static_cast<std::size_t>(to - from));
        std::int32_t written = 0;
        UErrorCode error = U_ZERO_ERROR;
        u_strToUTF8(out.data() + before, static_cast<std::int32_t>(out.size() - before), &written, from,
                    static_cast<std::int32_t>(to - from), &error);
        if (U_FAILURE(error)) refuse_byte(encoding, std::max<std::uint64_t>(bytes, 1), line);
        out.resize(before + static_cast<std::size_t>(written));
        count_lines(std::string_view(out).substr(before));
    }

    void count_lines(std::string_view text) {
        for (const char c : text) {
            if (c == '\r' || (c == '\n' && !after_cr)) ++line;
            after_cr = c == '\r';
        }
    }

    Encoding encoding;
    UConverter* icu = nullptr;
    std::size_t mark_left;
    std::u16string units;
    std::size_t units_held = 0;
    std::string out;
    std::uint64_t bytes = 0, line = 1;
    bool after_cr = false;
};

Encoding encoding_of(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return Encoding::utf8_bom;
    if (bytes.starts_with("\xFF\xFE")) return Encoding::utf16_le;
    if (bytes.starts_with("\xFE\xFF")) return Encoding::utf16_be;
    return is_utf8(bytes) ? Encoding::utf8 : Encoding::gb18030;
}

Decoder::Decoder(Encoding encoding) : converter_(std::make_unique<Converter>(encoding)) {}
Decoder::~Decoder() = default;

std::string_view Decoder::feed(std::string_view chunk) {
    Converter& c = *converter_;
    const std::size_t mark = std::min(c.mark_left, chunk.size());
    c.mark_left -= mark;
    c.bytes += mark;
    chunk.remove_prefix(mark);
    c.out.clear();
    const char* from = chunk.data();
    const char* const end = from + chunk.size();
    while (c.step(from, end, false)) {}
    return c.out;
}

void Decoder::finish() {
    const char* from = "";
    converter_->out.clear();
    converter_->step(from, from, true);
}

std::string to_utf8(std::string_view bytes, Encoding* found) {
    const Encoding encoding = encoding_of(bytes);
    if (found) *found = encoding;
    if (encoding == Encoding::utf8) return std::string(bytes);
    Decoder decoder(encoding);
    constexpr std::size_t chunk_bytes = 65'536;
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) out += decoder.feed(bytes.substr(at, chunk_bytes));
    decoder.finish();
    return out;
}

}  // namespace unionhall
