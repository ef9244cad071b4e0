// Photographs as people send them: read by the libraries of their formats, and written anew. Of what came in nothing is kept
// but the picture itself: no place, no time, no camera, no thumbnail, no text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace unionhall {

inline constexpr std::size_t photo_bytes_max = 8UL << 20;  // as it comes
inline constexpr std::size_t photo_side_max = 8'000, photo_side_min = 200, photo_pixels_max = 24'000'000;
inline constexpr std::size_t photo_kept_side_max = 1'600, photo_kept_bytes_max = 600'000;

struct Photo {
    std::string jpeg;  // baseline or progressive, three colours, at most photo_kept_bytes_max
    std::size_t width = 0, height = 0;
};

// Takes JPEG, PNG and WebP, told apart by their first bytes and not by their name; answers a JPEG of at most
// photo_kept_side_max on a side. Transparent parts become white. Refuses (invalid, too_large), saying why: another format, a
// picture too small or too large, one that its library cannot read to the end.
// The turn that a camera notes beside the picture (EXIF) goes with the rest: whoever sends it has turned it before.
Photo photo_of(std::string_view bytes);

}  // namespace unionhall
