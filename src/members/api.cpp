// Everything members offer over HTTP, the measures they feed, and the jobs they run, as one table.
#include "members/handlers.h"
#include "members/joining.h"
#include "members/retention.h"
#include "members/rights_api.h"
#include "members/stand_api.h"
#include "members/store.h"
#include "members/store_lists.h"
#include "members/voluntary.h"
#include "platform/named.h"

namespace unionhall::members {

static Route reading_ahead(Route route, std::string (*ahead)(Context&, const Request&)) {
    route.ahead = ahead;
    return route;
}

// Set by earlier versions, one a person; the nightly round does their work now.
static bool left_to_the_round(Context&, std::int64_t, const std::string&) { return false; }
static constexpr std::int64_t retention_begins_s = (18 * 60 + 30) * 60;  // 02:30 in Beijing

static Narrowing committed(Context&, const Query&) { return only_committed(); }

// clang-format off
static Measures measures() {
    return {
        {"members.joined", {"新入会会员", "Members who joined"},
         {"在这段时间获批准入会的人，每人一次；计入批准入会的工会及其所有上级。冷静期内撤回的不计；以后退会、转出的仍计入。",
          "People whose joining was approved in the period, each once, at the unit that approved it and all units above. Withdrawn in the cooling-off time: not counted. Left or moved later: still counted."},
         {"人", "people"}, false, count_joined},
        {"members.active", {"在册会员", "Active members"},
         {"到期末为止在册的会员；保留会籍和已退会的不计。", "Members on the rolls at the end of the period, without retained and left ones."},
         {"人", "people"}, false, count_active, true},
        {"drives.members", {"入会行动新会员", "Members by drive"},
         {"在这次行动中获批准入会的人，每人一次；冷静期内撤回的不计。",
          "People whose joining was approved in this drive, each once; withdrawn in the cooling-off time: not counted."},
         {"人", "people"}, true, count_drives},
    };
}

Room room() {
    Room room{.name = "members", .routes = {
        //   path                                    who may            recorded as                does
        get ("/api/join/notice",                     anyone(),                                     show_notice,      {"入会告知书和自愿说明。", "The notice and the statement of voluntariness."}),
        get ("/api/join/home-unit",                  anyone(),                                     propose_home,     {"推荐唯一一个工会，并说明理由。", "Exactly one union to join, with its reason."}),
        post("/api/applications",                    a_worker(),        "application.submitted",   join_online,      {"本人网上申请入会。", "Apply online, by oneself."}),
        post("/api/applications/on-site",            may(enrol),        "application.submitted",   join_on_site,     {"现场受理，职工本人签名。", "On site: the worker signs."}),
        post("/api/applications/hotline",            may(enrol),        "application.by_hotline",  join_by_hotline,  {"热线受理，由本人用验证码确认。", "By telephone: the worker confirms with a code."}),
        post("/api/applications/confirm-hotline",    anyone(),          "application.confirmed",   confirm_hotline,  {"用验证码确认热线申请。", "Confirm an application made by telephone."}),
        list<Application>("/api/applications",       may(read),                                                      {"入会申请列表。", "Applications."}),
        one<Application>("/api/applications/{id}",   may(read),                                                      {"一份入会申请。", "One application."}),
        steps("/api/applications/{id}/steps",        application_flow(),                           take_application_step, {"批准、退回或不予批准。", "Approve, return or refuse."}),
        post("/api/applications/decisions",          may(decide),       "application.decided",     decide_many,      {"批量审批，逐份说明结果。", "Decide on many, each with its result."}),

        list<Member>("/api/members",                 may(read),                                                      {"会员列表。", "Members."}),
        look("/api/members/{id}",                    may(read),         "member.looked_at",        look_at_member,   {"查看一位会员；查看会被记录，本人能看到。", "Look at a member; the look is recorded, and the member sees it."}),
        about_one("/api/members/{id}/changes",       may(read),                                    show_history,     {"会籍变动记录。", "The history of a membership."}),
        about_one("/api/members/{id}/merges",        may(read),                                    show_merges,      {"这份会籍的合并记录。", "Mergings of this membership."}),
        act ("/api/members/{id}/reveal",             may(reveal),       "member.revealed",         reveal_field,     {"查看一项完整的敏感信息，需写明原因。", "See one covered field in full, for a reason."}).sensitive(Route::Proof::of_this_work),
        member_steps_route(),

        raw ("/api/card-checks/{token}",             anyone(),                                     check_card,       {"查验会员卡是否有效，不显示其他任何内容。", "Whether a card is valid, and nothing else."}),
        raw ("/card/{token}",                        anyone(),                                     card_page,        {"会员卡查验页。", "The page behind the QR of a card."}),

        raw ("/api/my",                              a_worker(),                                   show_my,          {"我的入会、会籍和会员卡。", "My application, membership and card."}),
        get ("/api/my/consents",                     a_worker(),                                   list_my_consents, {"我的授权同意。", "My consents."}),
        act ("/api/my/consents/{id}/steps",          a_worker(),        "consent.withdraw",        withdraw_consent, {"撤回同意。", "Withdraw a consent."}),
        get ("/api/my/looks",                        a_worker(),                                   list_my_looks,    {"谁看过我的资料，为什么。", "Who looked at my data, and why."}),
        post("/api/my/application/steps",            a_worker(),        "application.own_step",    take_own_step,    {"撤回或重新提交我的申请。", "Withdraw my application, or submit it again."}),

        reading_ahead(upload("/api/imports",         may(import_lists), "import.brought",          bring_list,       {"上传名单并核对；名单只产生邀请。", "Bring a list and check it; a list only ever makes invitations."}),
                      read_list_ahead),
        list<Import>("/api/imports",                 may(import_lists),                                              {"导入记录。", "Imports."}),
        one<Import>("/api/imports/{id}",             may(import_lists),                                              {"一次导入。", "One import."}),
        raw ("/api/imports/{id}/progress",           may(import_lists),                            stream_progress,  {"导入进度（服务器推送）。", "The progress of an import, as server-sent events."}),
        list<ImportRow>("/api/import-rows",          may(import_lists),                                              {"名单中的行。", "Rows of a list."}),
        patch("/api/import-rows/{id}",               may(import_lists), "import_row.corrected",    correct_row,      {"更正一行并重新核对。", "Correct a row and check it again."}),
        steps("/api/imports/{id}/steps",             import_flow(),                                take_import_step, {"确认导入或整批撤销。", "Commit an import, or undo it as a whole."}),
        list<Invitation>("/api/invitations",         may(import_lists),             committed,                       {"发出的邀请。", "Invitations."}),
    }};
    for (auto routes : {stand_routes(), rights_routes(), retention_routes(), voluntary_routes()})
        for (auto& route : routes) room.routes.push_back(route);
    room.measures = measures();
    room.jobs = {{"imports.check", check_some}, {"imports.commit", commit_some}, {"imports.clear", clear_some},
                 {"applications.forget", left_to_the_round}, {"members.forget", left_to_the_round},
                 {.name = retention_job, .run = retention_round, .every_s = 24 * 3600, .offset_s = retention_begins_s},
                 {close_pass_job, close_pass}, {forget_entry_job, forget_entry}};
    room.diagrams = {{"application", application_flow().diagram()}, {"member", member_flow().diagram()}, {"import", import_flow().diagram()},
                     {"stand_pass", pass_flow().diagram()}, {"stand_entry", entry_flow().diagram()}};
    for (auto& [name, drawn] : {std::pair("correction", correction_flow().diagram()), std::pair("legal_hold", hold_flow().diagram()),
                                std::pair("joining_warning", warning_flow().diagram())})
        room.diagrams.emplace_back(name, drawn);
    room.reactions = {{"application.submitted", watch_joining}, {"application.by_hotline", watch_joining}};
    room.holdings = holdings();
    room.namings = {named<Import>({"import_id"}, import_lists, "file_name"), naming_of_acts(), naming_of_things()};
    return room;
}
// clang-format on

}  // namespace unionhall::members
