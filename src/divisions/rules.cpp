#include "divisions/rules.h"

namespace unionhall::divisions {

std::optional<Level> level_of(const std::string& code) {
    if (code.find_first_not_of("0123456789") != std::string::npos) return {};
    switch (code.size()) {
        case 2:
            return Level::province;
        case 4:
            return Level::city;
        case 6:
            return Level::county;
        case 9:
            return Level::street;
        default:
            return {};
    }
}

std::string parent_of(const std::string& code) {
    auto level = level_of(code);
    if (!level || *level == Level::province) return "";
    return code.substr(0, *level == Level::street ? 6 : code.size() - 2);
}

}  // namespace unionhall::divisions
