// The stations of an area for other people's programs: CSV, GeoJSON (RFC 7946: WGS-84) and JSON-LD in the words of
// schema.org. Pure.
#pragma once

#include <span>

#include "stations/public_model.h"

namespace unionhall::stations {

std::string csv_of(std::span<const PublicStation>, Language);
std::string geojson_of(std::span<const PublicStation>, Instant as_of);
// `address`: where this house is, as https://example.org; every station is named by its page there.
std::string json_ld_of(std::span<const PublicStation>, const std::string& address, Instant as_of);

}  // namespace unionhall::stations
