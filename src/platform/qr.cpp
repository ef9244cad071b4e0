// Modules by libqrencode, drawn as one path of rows.
#include "platform/qr.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace unionhall {

namespace {

constexpr int quiet_modules = 4;

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                out += c;
        }
    return out;
}

}  // namespace

std::string qr_svg(std::string_view text, std::string_view title) {
    if (text.empty() || text.size() > qr_bytes_max) throw std::out_of_range("the text does not fit into a QR code");
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
        QRcode_free);
    if (!code) throw std::runtime_error("the QR code could not be made");
    auto side = std::to_string(code->width + 2 * quiet_modules);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                      "\" role=\"img\" shape-rendering=\"crispEdges\"><title>" + escaped(title) +
                      "</title><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path d=\"";
    auto dark = [&](int x, int y) { return x < code->width && (code->data[y * code->width + x] & 1); };
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) {
            int start = x;
            while (dark(x, y)) ++x;
            if (x > start)
                out += "M" + std::to_string(start + quiet_modules) + " " + std::to_string(y + quiet_modules) + "h" +
                       std::to_string(x - start) + "v1h-" + std::to_string(x - start) + "z";
        }
    return out + "\"/></svg>";
}

}  // namespace unionhall
