#include "platform/http_accept.h"

#include <doctest/doctest.h>

using namespace unionhall;

TEST_CASE("Chinese is spoken unless English is preferred") {
    struct Case {
        const char* header;
        Language language;
    };
    for (auto& [header, language] : std::initializer_list<Case>{
             {"", Language::zh},
             {"zh-CN", Language::zh},
             {"en", Language::en},
             {"en-GB,en;q=0.9", Language::en},
             {"zh-CN,zh;q=0.9,en;q=0.8", Language::zh},
             {"en-US,en;q=0.9,zh;q=0.8", Language::en},
             {"zh;q=0.2, EN;q=0.7", Language::en},
             {"en;q=0, zh;q=0.1", Language::zh},
             {"en;q=0", Language::zh},
             {"fr, de;q=0.9", Language::zh},
             {"fr, en;q=0.1", Language::en},
             {"ug, *;q=0.5", Language::zh},
             {";;;,,,;q=", Language::zh},
         }) {
        CAPTURE(header);
        CHECK(int(language_of(header)) == int(language));
    }
}

TEST_CASE("an encoding is used only when it is wanted") {
    CHECK(accepts_encoding("gzip, deflate, br", "br"));
    CHECK(accepts_encoding("GZIP;q=0.5", "gzip"));
    CHECK(accepts_encoding("*", "gzip"));
    CHECK_FALSE(accepts_encoding("", "gzip"));
    CHECK_FALSE(accepts_encoding("deflate", "gzip"));
    CHECK_FALSE(accepts_encoding("gzip;q=0", "gzip"));
    CHECK_FALSE(accepts_encoding("gzip; q=0.000, *", "gzip"));
    CHECK_FALSE(accepts_encoding("xgzip", "gzip"));
}
