#include "platform/photo.h"

#include <doctest/doctest.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include <vector>

#include "platform/refusal.h"

namespace unionhall {
namespace {

std::vector<unsigned char> some_pixels(std::size_t width, std::size_t height, std::size_t channels) {
    std::vector<unsigned char> pixels(width * height * channels);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<unsigned char>(channels == 4 && i % 4 == 3 ? 0 : i / channels * 7 / width);
    return pixels;
}

std::string jpeg(int width, int height) {
    auto pixels = some_pixels(static_cast<std::size_t>(width), static_cast<std::size_t>(height), 3);
    auto* writer = tjInitCompress();
    unsigned char* out = nullptr;
    unsigned long size = 0;
    REQUIRE(tjCompress2(writer, pixels.data(), width, 0, height, TJPF_RGB, &out, &size, TJSAMP_420, 80, 0) == 0);
    std::string bytes(reinterpret_cast<const char*>(out), size);
    tjFree(out);
    tjDestroy(writer);
    return bytes;
}

std::string png(unsigned width, unsigned height) {
    auto pixels = some_pixels(width, height, 4);
    png_image image{};
    image.version = PNG_IMAGE_VERSION, image.width = width, image.height = height, image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    REQUIRE(png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr));
    std::string bytes(size, '\0');
    REQUIRE(png_image_write_to_memory(&image, bytes.data(), &size, 0, pixels.data(), 0, nullptr));
    return bytes.substr(0, size);
}

std::string webp(int width, int height) {
    auto pixels = some_pixels(static_cast<std::size_t>(width), static_cast<std::size_t>(height), 3);
    unsigned char* out = nullptr;
    auto size = WebPEncodeRGB(pixels.data(), width, height, width * 3, 80, &out);
    std::string bytes(reinterpret_cast<const char*>(out), size);
    WebPFree(out);
    return bytes;
}

// As a camera writes it: where it was taken stands in a segment of its own, right at the beginning.
std::string with_place(std::string bytes) {
    std::string exif = std::string("Exif\0\0", 6) + "GPSLatitude 45.5959 GPSLongitude 84.8739 13812345678";
    auto length = exif.size() + 2;
    std::string segment{'\xff', '\xe1', static_cast<char>(length >> 8), static_cast<char>(length & 255)};
    return bytes.insert(2, segment + exif);
}

std::string why_refused(const std::string& bytes) {
    try {
        photo_of(bytes);
    } catch (const Refusal& refusal) {
        return refusal.problems.empty() ? refusal.title.zh : refusal.problems[0].message.zh;
    }
    return "";
}

}  // namespace

TEST_CASE("of a photo the picture alone is kept, whatever format it came in, and no larger than it is shown") {
    auto kept = photo_of(with_place(jpeg(640, 480)));
    CHECK(kept.width == 640);
    CHECK(kept.height == 480);
    CHECK(kept.jpeg.starts_with("\xff\xd8\xff"));
    for (auto* told : {"Exif", "GPS", "45.5959", "13812345678"}) CHECK(kept.jpeg.find(told) == std::string::npos);
    CHECK(photo_of(png(300, 200)).jpeg.starts_with("\xff\xd8\xff"));
    CHECK(photo_of(webp(320, 240)).width == 320);
    auto large = photo_of(jpeg(3300, 2200));
    CHECK(large.width == 1100);
    CHECK(large.height == 733);
    CHECK(large.jpeg.size() <= photo_kept_bytes_max);
    CHECK(photo_of(large.jpeg).width == 1100);  // its own answer is a photo again
}

TEST_CASE("what is no photo, is cut short, or announces more than there may be, is refused with a sentence") {
    auto huge = jpeg(640, 480);
    auto head = huge.find("\xff\xc0");
    REQUIRE(head != std::string::npos);
    huge.replace(head + 5, 4, "\xea\x60\xea\x60");  // 60,000 by 60,000
    struct Case {
        std::string bytes;
        const char* says;
    };
    auto whole_jpeg = jpeg(640, 480), whole_png = png(640, 480), whole_webp = webp(640, 480);
    const std::vector<Case> cases{
        {"", "请上传 JPEG、PNG 或 WebP"},
        {"GIF89a......", "请上传 JPEG、PNG 或 WebP"},
        {"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "请上传 JPEG、PNG 或 WebP"},
        {"\xff\xd8\xff", "读不完整"},
        {"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "读不完整"},
        {std::string("\x89PNG\r\n\x1a\n", 8), "读不完整"},
        {std::string("RIFF\xff\xff\xff\xffWEBPVP8 ....", 20), "读不完整"},
        {huge, "照片太大"},
        {jpeg(640, 100), "照片太小"},
        {whole_jpeg.substr(0, whole_jpeg.size() / 2), "读不完整"},
        {whole_png.substr(0, whole_png.size() / 2), "读不完整"},
        {whole_webp.substr(0, whole_webp.size() / 2), "读不完整"},
        {std::string(photo_bytes_max + 1, 'x'), "超过 8 MB"},
    };
    for (auto& one : cases) {
        CAPTURE(one.bytes.substr(0, 12));
        auto said = why_refused(one.bytes);
        CHECK_MESSAGE(said.find(one.says) != std::string::npos, said);
    }
    // Every byte of a small photo turned round, one at a time: a picture or a refusal, and nothing else.
    auto small = webp(200, 200);
    for (std::size_t at = 0; at < small.size(); ++at) {
        auto turned = small;
        turned[at] = static_cast<char>(~turned[at]);
        why_refused(turned);
    }
}

}  // namespace unionhall
