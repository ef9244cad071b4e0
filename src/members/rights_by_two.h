// Legal holds and disclosures as they are kept, whoever agreed to them. Private to this room; none of them asks who may.
#pragma once

#include "members/rights_model.h"
#include "platform/context.h"

namespace unionhall::members {

// Each refuses what is not possible: an end before the beginning, a member who is not there, a hold that was released.
LegalHold keep_hold(Context&, const HoldWanted&, const std::string& set_by);
LegalHold release_hold(Context&, const LegalHold&, const std::string& released_by);
Disclosure keep_disclosure(Context&, const DisclosureWanted&, const std::string& given_by);

}  // namespace unionhall::members
