// The map that a federation may show under its places: none by default, since a public map in China needs a review number.
#pragma once

#include <string>

#include "platform/settings.h"

namespace unionhall {

struct MapTiles {
    std::string url;     // with {z}, {x} and {y} in its path or query; empty: there is no map
    std::string origin;  // https://host or https://host:port, and nothing besides: what pages may load pictures from
    std::string attribution, review_number;
    bool is_gcj02 = false;  // its tiles lie in GCJ-02, as Amap's do; else in WGS-84, as Tianditu's
};

// What the settings say. Throws std::runtime_error with a sentence for an address that is not https with one plain host and
// each of {z}, {x}, {y} once, and for a map without its attribution or its review number.
MapTiles map_tiles_of(const Settings&);

}  // namespace unionhall
