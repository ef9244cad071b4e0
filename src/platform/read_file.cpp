#include "platform/read_file.h"

#include <fstream>
#include <stdexcept>

namespace unionhall {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    auto size = in ? static_cast<std::streamoff>(in.tellg()) : std::streamoff{-1};
    if (size < 0) throw std::runtime_error("cannot read " + file.string());
    std::string bytes(static_cast<std::size_t>(size), '\0');
    in.seekg(0);
    if (!in.read(bytes.data(), size)) throw std::runtime_error("cannot read " + file.string());
    return bytes;
}

}  // namespace unionhall
