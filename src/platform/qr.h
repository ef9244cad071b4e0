// QR codes as pictures in SVG text, for cards, check-in and authenticator apps.
#pragma once

#include <string>
#include <string_view>

namespace unionhall {

constexpr std::size_t qr_bytes_max = 1000;  // what a phone still reads from a screen

// A square SVG without a size of its own: black on white with the quiet zone of four modules, medium correction.
// Its only text is the title that screen readers say, such as "会员证二维码". Throws std::out_of_range on a text that
// is empty or longer than qr_bytes_max.
std::string qr_svg(std::string_view text, std::string_view title);

}  // namespace unionhall
