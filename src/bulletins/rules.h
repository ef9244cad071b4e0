// What is true of bulletins whatever the database or the web may say: no I/O, no clock, no context.
#pragma once

#include <functional>
#include <set>

#include "bulletins/model.h"

namespace unionhall::bulletins {

inline const Permission read{"bulletins.read", {"查看通报", "See bulletins"}};
inline const Permission write{"bulletins.write", {"起草和核对通报", "Write and check bulletins"}};
inline const Permission publish{"bulletins.publish", {"发布和更正通报", "Publish and correct bulletins"}};

inline constexpr std::size_t figures_max = 60, typed_figures_max = 40;

bool may_be_written(Status);  // a draft, or a correction that is being written

// A figure named in a text: {drives.members}, {drives.members:wan}, {drives.members/channel=online}, {typed.leaflets}.
struct Named {
    std::string key;              // drives.members
    std::string dimension, part;  // of a part of it, else empty
    bool in_wan = false;
};
// In order, each key once; what stands in braces and is no name at all is left for `check` to say.
std::vector<Named> named_in(const std::string& body);
// Keys of the body and of the further figures, in order, each once. Figures typed by hand are not among them.
std::vector<std::string> keys_of(const Bulletin&);

// Everything wrong with a bulletin: unreadable braces, names nobody counts, months. `typed`: keys of its typed figures.
std::vector<Problem> check(const Bulletin&, const std::set<std::string>& counted, const std::set<std::string>& typed);
std::vector<Problem> check(const TypedFigure&);

// The body with every name replaced.
std::string rendered(const std::string& body, const std::function<std::string(const Named&)>& figure_of);
std::vector<std::string> paragraphs(const std::string& body);
Language language_of_text(const std::string& text);  // Chinese if there is a Chinese character in it

// 188 → "188", 46000 → "46,000" or in wan "4.6万", 46.5 → "46.5"; without more than two decimals.
std::string number_text(double value, bool in_wan = false);

// "2024年5月至2024年6月", "May"… as months: "2024-05 to 2024-06"; open ends are said in words.
Words period_words(const std::string& from, const std::string& to);

}  // namespace unionhall::bulletins
