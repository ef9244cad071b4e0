// What a bulletin can say in figures, and how each is frozen: value, definition, period, breakdown, evidence.
#pragma once

#include "bulletins/breakdown.h"
#include "bulletins/rules.h"
#include "platform/context.h"

namespace unionhall::bulletins {

struct Countable {
    std::string key;
    Words label, definition, unit_of_count;
    bool by_drive = false;  // needs the bulletin's drive
};
// Every measure, and what is worked out from two of them.
std::vector<Countable> countables(const Context&);

// The figures of a bulletin as they are now, counted ones first, then those typed by hand; not stored.
// Refuses where a figure needs a drive and there is none.
std::vector<FrozenFigure> figures_now(Context&, const Bulletin&);

// The body with its figures put in. A part of a figure is shown as its breakdown shows it.
std::string body_with(const Bulletin&, const std::vector<FrozenFigure>&);

}  // namespace unionhall::bulletins
