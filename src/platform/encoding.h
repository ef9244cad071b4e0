// Bytes from other people's programs become UTF-8: office files in China are as often GB 18030 as they are UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace unionhall {

enum class Encoding { utf8, utf8_bom, utf16_le, utf16_be, gb18030 };

// By byte order mark; else UTF-8 when all of it is well-formed UTF-8; else GB 18030. Never fails: GB 18030 is a guess,
// which the Decoder then holds to.
Encoding encoding_of(std::string_view bytes);

// Turns a file into UTF-8 piece by piece; pieces may be cut anywhere. The mark at the beginning is not part of the
// text. Bytes that are not text in that encoding → Refusal naming the byte (from 1) and the line (from 1).
class Decoder {
  public:
    explicit Decoder(Encoding);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    // The answer holds until the next call.
    std::string_view feed(std::string_view chunk);
    // After the last chunk: half a character at the end is refused.
    void finish();

  private:
    struct Converter;
    std::unique_ptr<Converter> converter_;
};

// All at once, for texts that fit in memory twice. `found` may be null.
std::string to_utf8(std::string_view bytes, Encoding* found = nullptr);

}  // namespace unionhall
