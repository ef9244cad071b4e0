#include "accounts/rules.h"

#include <doctest/doctest.h>

namespace unionhall::accounts {

TEST_CASE("a device is named by two words, never by its version or model") {
    struct Case {
        const char *agent, *words;
    };
    const Case cases[] = {
        {"Mozilla/5.0 (Linux; Android 13; V2055A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
         "Safari/537.36",
         "Chrome · Android"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
         "MicroMessenger/8.0.42(0x18002a2a)",
         "WeChat · iPhone"},
        {"Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 "
         "HuaweiBrowser/5.0.4.300",
         "Huawei Browser · HarmonyOS"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
         "Safari/537.36 Edg/120.0.0.0",
         "Edge · Windows"},
        {"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 "
         "Safari/605.1.15",
         "Safari · Mac"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"},
        {"curl/7.88.1", ""},
        {"", ""},
    };
    for (auto& each : cases) CHECK(device_words(each.agent) == each.words);
}

}  // namespace unionhall::accounts
