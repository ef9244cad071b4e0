// What everybody is shown before joining, by version. A version, once shown, is never reworded: a new one is added.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/words.h"

namespace unionhall::members {

struct Notice {
    std::string version;
    Words text, voluntariness;
};

const std::vector<Notice>& notices();  // the newest last
const Notice* notice_of(std::string_view version);

// SHA-256, in hex, of exactly what was shown in that language: text, line end, statement of voluntariness.
std::string hash_of(const Notice&, Language);

}  // namespace unionhall::members
