// What the routes of a stand without a network do; the table itself stands in api.cpp.
#pragma once

#include "members/stand_rules.h"
#include "platform/app.h"

namespace unionhall::members {

// --- stand_api.cpp: passes, and what a device takes with it ---

StandPassIssued issue_pass(Context&, const Draft<StandPassAsked>&);
std::vector<StandHome> list_stand_homes(Context&, const StandPackAsked&);
StandPass take_pass_step(Context&, const StandPass& before, StandPass next, const StepTaken&);

// Refuses unless this is the token of this pass.
void check_token(Context&, const StandPass&, const std::string& token);

// Past `send_until` the private key goes, and with it whatever was sealed to it.
inline const std::string close_pass_job = "stand_passes.close", forget_entry_job = "stand_entries.forget";
bool close_pass(Context&, std::int64_t pass_id, const std::string&);
bool forget_entry(Context&, std::int64_t entry_id, const std::string&);

// --- stand_entries.cpp: what the device sends ---

StandReceipt receive_entry(Context&, const StandPass&, const Draft<StandSending>&);
StandContentShown open_entry(Context&, const StandPass&, const Draft<StandSending>&);
StandReceipt take_over_entry(Context&, const StandPass&, const Draft<StandSending>&);
StandContentShown show_entry(Context&, const StandEntry&, const Draft<Nothing>&);
StandEntry take_entry_step(Context&, const StandEntry& before, StandEntry next, const StandEntryStep&);

Routes stand_routes();

}  // namespace unionhall::members
