#include "members/stand_api.h"

#include "divisions/model.h"
#include "members/home_unit.h"
#include "members/joining.h"
#include "members/store_stand.h"
#include "platform/crypto.h"
#include "platform/crypto_seal.h"
#include "platform/vault.h"

namespace unionhall::members {

static std::string token_of(Context& context, const StandPass& pass) {
    return base64url(context.services.vault.stamp(Vault::for_stands, token_text(pass)));
}

void check_token(Context& context, const StandPass& pass, const std::string& token) {
    if (!equal_in_constant_time(token_of(context, pass), token))
        throw forbidden({"这台设备的通行证不对，请重新准备设备。",
                         "This is not the pass of this device. Prepare the device again."});
}

StandPassIssued issue_pass(Context& context, const Draft<StandPassAsked>& draft) {
    auto asked = draft.applied_to({});
    if (count_open_passes(context.tx, context.actor.account_id, context.now) >= passes_open_max)
        throw conflict({"您名下有效的离线通行证已有 20 张，请先停用不用的。",
                        "You hold 20 open passes already. Revoke those that are not used."});
    auto keys = new_seal_keys();
    StandPass pass{.id = context.new_id<StandPass>(),
                   .unit_id = asked.unit_id,
                   .account_id = context.actor.account_id,
                   .cadre = context.actor.name,
                   .event_id = asked.event_id,
                   .device = asked.device,
                   .issued_at = context.now,
                   .expires_at = plus_seconds(context.now, pass_lives_s),
                   .send_until = plus_seconds(context.now, pass_lives_s + pass_sends_s),
                   .public_key = base64url(keys.public_key),
                   .private_key = Secret{base64url(keys.private_key)}};
    wipe(keys.private_key);
    context.insert(pass);
    add_job(context, close_pass_job, pass.id.number, "", plus_seconds(pass.send_until, 1));
    return {.id = pass.id,
            .unit_id = pass.unit_id,
            .unit_name = units::name_of_unit(context.tx, pass.unit_id.number),
            .cadre = pass.cadre,
            .event_id = pass.event_id,
            .issued_at = pass.issued_at,
            .expires_at = pass.expires_at,
            .send_until = pass.send_until,
            .public_key = pass.public_key,
            .token = token_of(context, pass)};
}

// A union without a division of its own, such as an employer's: who signs there joins it, wherever around they work.
static std::vector<StandHome> own_home(Context& context, const units::Unit& own) {
    auto around = std::optional(own);
    while (around && around->division_code.empty() && around->parent_id)
        around = units::unit_of(context.tx, *around->parent_id);
    if (!around || around->division_code.empty()) return {};
    return {
        {.division_code = around->division_code,
         .division_name = divisions::full_name_of(context.tx, around->division_code),
         .occupation = "",
         .unit_id = own.id,
         .unit_name = own.name,
         .reason = Words{"由举办这次受理的工会吸收。", "It is the union that holds this stand."}.in(context.language)}};
}

static std::vector<StandHome> homes_in(Context& context, const std::string& code) {
    std::vector<StandHome> homes;
    auto covering = units::units_covering(context.tx, code);
    auto usual = choose_home(covering, {}, code, Occupation::other);
    auto name = divisions::full_name_of(context.tx, code);
    auto add = [&](const HomeChoice& home, const std::string& occupation) {
        if (context.may(enrol, home.unit.path))
            homes.push_back({code, name, occupation, home.unit.id, home.unit.name, home.reason.in(context.language)});
    };
    if (usual) add(*usual, "");
    for (auto& choice : choices_of<Occupation>()) {
        Occupation occupation{};
        ShapeOf<Occupation>::from(occupation, Value{choice.value});
        auto home = choose_home(covering, {}, code, occupation);
        if (home && (!usual || home->unit.id != usual->unit.id)) add(*home, choice.value);
    }
    return homes;
}

std::vector<StandHome> list_stand_homes(Context& context, const StandPackAsked& asked) {
    auto own = units::unit_of(context.tx, asked.unit_id);
    if (!own) throw not_found(type_of<units::Unit>().label);
    context.require(enrol, own->path, type_of<units::Unit>().label);
    std::vector<StandHome> homes;
    for (auto& code : division_codes_below(context.tx, own->path, stand_divisions_max))
        for (auto& home : homes_in(context, code))
            if (homes.size() < stand_homes_max) homes.push_back(std::move(home));
    return homes.empty() ? own_home(context, *own) : homes;
}

StandPass take_pass_step(Context& context, const StandPass&, StandPass next, const StepTaken&) {
    if (next.status == PassStatus::open && context.now > next.send_until)
        throw conflict({"通行证已过上传期限，不能恢复。", "The time for sending is over; the pass is not restored."});
    if (next.status == PassStatus::closed) next.private_key.reset();
    context.update(next);
    return next;
}

bool close_pass(Context& context, std::int64_t id, const std::string&) {
    auto pass = pass_of(context.tx, id);
    if (!pass || pass->status == PassStatus::closed) return false;
    auto before = *pass;
    pass->status = PassStatus::closed;
    pass->private_key.reset();
    context.update(*pass);
    context.note("stand_pass.ended", &before, &*pass);
    return false;
}

bool forget_entry(Context& context, std::int64_t id, const std::string&) {
    auto entry = entry_of(context.tx, id);
    if (!entry || !entry->content) return false;
    auto before = *entry;
    entry->status = EntryStatus::closed;
    entry->content.reset();
    context.update(*entry);
    context.note("stand_entry.forgotten", &before, &*entry);
    return false;
}

// clang-format off
Routes stand_routes() {
    return {
        //   path                                     who may      recorded as                 does
        post("/api/stand-passes",                     may(enrol),  "stand_pass.issued",        issue_pass,       {"为一台设备签发离线受理通行证，一天有效。", "Issue a device a pass to work without a network, for a day."}),
        list<StandPass>("/api/stand-passes",          may(enrol),                                                {"离线受理通行证。", "Passes of stands."}),
        steps("/api/stand-passes/{id}/steps",         pass_flow(),                             take_pass_step,   {"停用、恢复或结束通行证。", "Revoke, restore or close a pass."}),
        get ("/api/stand-homes",                      may(enrol),                              list_stand_homes, {"离线时用来推荐工会的资料。", "What a device needs to propose a union without a network."}),
        act ("/api/stand-passes/{id}/entries",        may(enrol),  "stand_entry.received",     receive_entry,    {"上传一条离线记录；重复上传只办一次。", "Send an entry; sent twice it is done once."}),
        act ("/api/stand-passes/{id}/opened-entries", may(enrol),  "stand_entry.opened",       open_entry,       {"由受理人查看自己写下的一条离线记录，以便更正。", "Show the cadre an entry they wrote, to put it right."}),
        act ("/api/stand-passes/{id}/handed-over-entries", may(enrol), "stand_entry.handed_over", take_over_entry, {"把不能办理的离线记录移交给工会。", "Hand over to the union an entry that could not be carried out."}),
        list<StandEntry>("/api/stand-entries",        may(enrol),                                                {"收到的离线记录。", "Entries that came in."}),
        act ("/api/stand-entries/{id}/opened",        may(enrol),  "stand_entry.opened",       show_entry,       {"查看移交的记录。", "See what was handed over."}),
        steps("/api/stand-entries/{id}/steps",        entry_flow(),                            take_entry_step,  {"更正后办理，或关闭移交的记录。", "Put right and carry out, or close, what was handed over."}),
    };
}
// clang-format on

}  // namespace unionhall::members
