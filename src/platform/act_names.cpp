#include "platform/act_names.h"

#include <map>

namespace unionhall {

// The first part of a route's sentence, without what it adds after a colon or semicolon.
static std::string short_form(const std::string& text) {
    auto end = text.size();
    for (auto* stop : {"：", "；", "。", ": ", "; ", ". "}) end = std::min(end, text.find(stop));
    auto part = text.substr(0, end);
    if (part.ends_with('.')) part.pop_back();
    return part;
}

Namings act_names(const Rooms& rooms) {
    std::map<std::string, Words> verbs, subjects;
    for (auto& room : rooms)
        for (auto& route : room.routes) {
            if (!route.verb.empty() && !route.verb.ends_with(".*"))
                verbs.try_emplace(route.verb, Words{short_form(route.about.zh), short_form(route.about.en)});
            for (auto* type : {route.gives, route.takes}) subjects.try_emplace(type->name, type->label);
        }
    return {naming_of_codes("verb", std::move(verbs)), naming_of_codes("subject", std::move(subjects))};
}

}  // namespace unionhall
