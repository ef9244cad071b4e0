#include "bulletins/page_words.h"

#include "platform/china_time.h"

namespace unionhall::bulletins {

std::string when(Instant at, Language language) {
    return china_time(at).substr(0, 16) + (language == Language::en ? " (UTC+8)" : "");
}

std::string as_of_text(const FrozenFigure& f, Language language) {
    return f.typed ? to_text(f.as_of).substr(0, 10) : when(f.as_of, language);
}

std::string value_text(const FrozenFigure& f, Language language) {
    auto text = number_text(f.value);
    if (language == Language::zh && f.value >= 10000)
        if (auto wan = number_text(f.value, true); wan != text) text += "（" + wan + "）";
    return text;
}

std::string number_words(const Edition& e, Language language) {
    return Words{"第 " + std::to_string(e.number) + " 期", "No. " + std::to_string(e.number)}.in(language);
}
std::string edition_words(std::int64_t edition, Language language) {
    return Words{"第 " + std::to_string(edition) + " 版", "edition " + std::to_string(edition)}.in(language);
}

}  // namespace unionhall::bulletins
