// What whoever runs a house writes: the file of settings, and the list of passwords that the installation makes. Read, or
// refused with a sentence that says where.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include "platform/known_passwords.h"
#include "platform/settings.h"

using namespace unionhall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    Settings settings;
    try {
        std::istringstream in(text);
        read_into(settings, in);
        // What is shown of an address holds nothing that stands before its @.
        for (auto& row : setting_rows(settings))
            if (auto scheme = row.value.find("://"); scheme != std::string::npos) {
                auto end = row.value.find_first_of("/?#", scheme + 3);
                auto house = row.value.substr(scheme + 3, end - scheme - 3);
                if (auto at = house.rfind('@'); at != std::string::npos && house.substr(0, at) != "…") std::abort();
            }
    } catch (const std::runtime_error& refused) {
        if (std::string_view(refused.what()).size() < 10) std::abort();
    }
    try {
        auto known = KnownPasswords::read(text);
        if (known.size() < KnownPasswords::known_passwords_min) std::abort();
    } catch (const std::runtime_error& refused) {
        if (std::string_view(refused.what()).empty()) std::abort();
    }
    return 0;
}
