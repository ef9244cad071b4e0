// The only files that speak SQL about bulletins.
#pragma once

#include "bulletins/rules.h"
#include "platform/context.h"

namespace unionhall::bulletins {

std::vector<TypedFigure> typed_of(Transaction&, Id<Bulletin>);
std::int64_t next_number(Transaction&, Id<units::Unit>);

// Editions and their figures are inserted here and changed nowhere.
void keep_edition(Transaction&, const Edition&, const std::vector<FrozenFigure>&);
std::optional<Edition> edition_of(Transaction&, Id<Bulletin>, std::int64_t edition);  // 0: the newest
std::vector<Edition> editions_of(Transaction&, Id<Bulletin>);                         // the newest first
std::vector<FrozenFigure> frozen_of(Transaction&, Id<Bulletin>, std::int64_t edition);

// The newest edition of each bulletin that is out, the newest first.
inline constexpr std::int64_t published_shown_max = 200;
std::vector<Edition> published(Transaction&);

}  // namespace unionhall::bulletins
