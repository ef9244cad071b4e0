// Whatever is sent as a photo: it is refused with a sentence, or becomes a JPEG within its limits that is a photo itself.
#include <cstdint>
#include <cstdlib>

#include "platform/photo.h"
#include "platform/refusal.h"

using namespace unionhall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        auto photo = photo_of({reinterpret_cast<const char*>(data), size});
        if (!photo.jpeg.starts_with("\xff\xd8\xff") || photo.jpeg.size() > photo_kept_bytes_max) std::abort();
        if (photo.width > photo_kept_side_max || photo.height > photo_kept_side_max) std::abort();
        if (photo.jpeg.find("Exif") < 64) std::abort();  // where a camera writes what else it knows
    } catch (const Refusal& refusal) {
        if (refusal.title.zh.empty() || refusal.title.en.empty()) std::abort();
    }
    return 0;
}
