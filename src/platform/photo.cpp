#include "platform/photo.h"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "platform/refusal.h"

namespace unionhall {

namespace {

struct Pixels {  // three bytes each, row by row from the top
    std::size_t width = 0, height = 0;
    std::vector<unsigned char> colours = {};
};

[[noreturn]] void refuse_photo(const Words& why) {
    throw Refusal(Refusal::Reason::invalid, {"这张照片不能接受。", "This photo cannot be accepted."}, {{"file", why}});
}
[[noreturn]] void unreadable_photo() {
    refuse_photo(
        {"照片读不完整，可能已损坏。请重新拍一张。", "The photo cannot be read to its end. Please take another."});
}

const unsigned char* start_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// Said by the head of the file alone, before room is made for what it announces.
Pixels room_for(std::uint64_t width, std::uint64_t height) {
    auto [shorter, longer] = std::minmax(width, height);
    if (shorter < photo_side_min)
        refuse_photo({"照片太小，每边至少 200 像素。", "The photo is too small: each side has 200 pixels at least."});
    if (longer > photo_side_max || width * height > photo_pixels_max)
        refuse_photo({"照片太大，最多 2400 万像素、每边 8000 像素。",
                      "The photo is too large: at most 24 million pixels, and 8,000 on a side."});
    return {width, height, std::vector<unsigned char>(width * height * 3)};
}

using TurboJpeg = std::unique_ptr<void, int (*)(void*)>;

Pixels pixels_of_jpeg(std::string_view bytes) {
    TurboJpeg reader(tjInitDecompress(), tjDestroy);
    if (!reader) throw std::bad_alloc();
    int width = 0, height = 0, sampling = 0, colours = 0;
    if (tjDecompressHeader3(reader.get(), start_of(bytes), bytes.size(), &width, &height, &sampling, &colours) != 0 ||
        width <= 0 || height <= 0)
        unreadable_photo();
    if (colours == TJCS_CMYK || colours == TJCS_YCCK)
        refuse_photo({"这张 JPEG 是印刷用的颜色（CMYK），请另存为普通照片。",
                      "This JPEG has the colours of print (CMYK). Please save it as an ordinary photo."});
    auto pixels = room_for(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height));
    constexpr int stop_at_first_fault = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
    if (tjDecompress2(reader.get(), start_of(bytes), bytes.size(), pixels.colours.data(), width, 0, height, TJPF_RGB,
                      stop_at_first_fault) != 0)
        unreadable_photo();
    return pixels;
}

Pixels pixels_of_png(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) unreadable_photo();
    std::unique_ptr<png_image, void (*)(png_image*)> freed(&image, png_image_free);
    auto pixels = room_for(image.width, image.height);
    image.format = PNG_FORMAT_RGB;
    png_color white{255, 255, 255};
    if (!png_image_finish_read(&image, &white, pixels.colours.data(), 0, nullptr) || image.warning_or_error)
        unreadable_photo();
    return pixels;
}

Pixels pixels_of_webp(std::string_view bytes) {
    WebPBitstreamFeatures features{};
    if (WebPGetFeatures(start_of(bytes), bytes.size(), &features) != VP8_STATUS_OK || features.width <= 0 ||
        features.height <= 0)
        unreadable_photo();
    if (features.has_animation)
        refuse_photo({"这是动图，请上传一张照片。", "This is a moving picture. Please send a photo."});
    auto pixels = room_for(static_cast<std::uint64_t>(features.width), static_cast<std::uint64_t>(features.height));
    if (!features.has_alpha) {
        if (!WebPDecodeRGBInto(start_of(bytes), bytes.size(), pixels.colours.data(), pixels.colours.size(),
                               features.width * 3))
            unreadable_photo();
        return pixels;
    }
    std::vector<unsigned char> see_through(pixels.width * pixels.height * 4);
    if (!WebPDecodeRGBAInto(start_of(bytes), bytes.size(), see_through.data(), see_through.size(), features.width * 4))
        unreadable_photo();
    for (std::size_t i = 0; i < pixels.width * pixels.height; ++i)
        for (std::size_t c = 0; c < 3; ++c) {
            unsigned alpha = see_through[4 * i + 3], colour = see_through[4 * i + c];
            pixels.colours[3 * i + c] = static_cast<unsigned char>((colour * alpha + 255 * (255 - alpha)) / 255);
        }
    return pixels;
}

// Each new pixel is the mean of `by` times `by` old ones; what is left over at the edges is cut off.
Pixels made_smaller(const Pixels& from, std::size_t by) {
    Pixels to{from.width / by, from.height / by, {}};
    to.colours.resize(to.width * to.height * 3);
    for (std::size_t y = 0; y < to.height; ++y)
        for (std::size_t x = 0; x < to.width; ++x)
            for (std::size_t c = 0; c < 3; ++c) {
                std::size_t sum = 0;
                for (std::size_t row = y * by; row < (y + 1) * by; ++row)
                    for (std::size_t column = x * by; column < (x + 1) * by; ++column)
                        sum += from.colours[(row * from.width + column) * 3 + c];
                to.colours[(y * to.width + x) * 3 + c] = static_cast<unsigned char>(sum / (by * by));
            }
    return to;
}

std::string jpeg_of(const Pixels& pixels, int quality) {
    TurboJpeg writer(tjInitCompress(), tjDestroy);
    if (!writer) throw std::bad_alloc();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    auto failed = tjCompress2(writer.get(), pixels.colours.data(), static_cast<int>(pixels.width), 0,
                              static_cast<int>(pixels.height), TJPF_RGB, &out, &size, TJSAMP_420, quality, 0);
    std::unique_ptr<unsigned char, void (*)(unsigned char*)> freed(out, tjFree);
    if (failed) throw std::runtime_error("a photo could not be written: " + std::string(tjGetErrorStr2(writer.get())));
    return {reinterpret_cast<const char*>(out), size};
}

Pixels pixels_of(std::string_view bytes) {
    if (bytes.starts_with("\xff\xd8\xff")) return pixels_of_jpeg(bytes);
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return pixels_of_png(bytes);
    if (bytes.starts_with("RIFF") && bytes.size() > 16 && bytes.substr(8, 4) == "WEBP") return pixels_of_webp(bytes);
    refuse_photo({"请上传 JPEG、PNG 或 WebP 格式的照片。", "Please send a photo as JPEG, PNG or WebP."});
}

}  // namespace

Photo photo_of(std::string_view bytes) {
    if (bytes.size() > photo_bytes_max)
        throw Refusal(Refusal::Reason::too_large,
                      {"照片超过 8 MB，请缩小后再上传。", "The photo is over 8 MB. Please make it smaller."});
    auto pixels = pixels_of(bytes);
    auto longer = std::max(pixels.width, pixels.height);
    if (auto by = (longer + photo_kept_side_max - 1) / photo_kept_side_max; by > 1) pixels = made_smaller(pixels, by);
    Photo photo{.width = pixels.width, .height = pixels.height};
    for (int quality : {84, 72, 60, 45}) {
        photo.jpeg = jpeg_of(pixels, quality);
        if (photo.jpeg.size() <= photo_kept_bytes_max) return photo;
    }
    refuse_photo({"照片细节太多，压缩后仍然太大，请换一张。", "The photo stays too large. Please take another."});
}

}  // namespace unionhall
