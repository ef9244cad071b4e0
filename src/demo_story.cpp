#include "demo_story.h"

#include <iostream>

#include "accounts/store.h"
#include "bulletins/model.h"
#include "drives/model.h"
#include "events/model.h"
#include "platform/crypto.h"

namespace unionhall {

static constexpr const char* demo_password = "karamay-may-2024";

std::vector<DemoAccount> hire_demo_staff(Context& context, const DemoTree& tree) {
    using enum accounts::Role;
    struct Hire {
        const char *login, *name;
        const units::Unit& unit;
        std::vector<accounts::Role> roles;
    };
    const std::vector<Hire> hires{
        {"region", "周敏", tree.region, {regional_officer}},
        {"district", "何建国", tree.north, {district_officer}},
        {"dushanzi", "马丽华", tree.south, {district_officer}},
        {"street", "李春梅", tree.street, {street_secretary}},
        {"committee", "高志刚", tree.committee, {committee_member}},
        {"committee2", "罗永福", tree.southern_committee, {committee_member}},
        {"stand", "唐晓东", tree.street, {stand_cadre}},
        {"pinggu", "孙晓燕", tree.pinggu, {district_officer}},
        {"bajiao", "刘振华", tree.bajiao, {street_secretary}},
        {"system", "彭立新", tree.top, {system_admin}},
        {"security", "蒋文博", tree.top, {security_admin}},
        {"security2", "方雅琴", tree.top, {security_admin}},
        {"audit", "卢静", tree.top, {audit_admin}},
    };
    std::vector<DemoAccount> made;
    for (auto& h : hires) {
        accounts::make_staff(context, {h.login, h.name, demo_password, h.unit.id.number, h.roles});
        made.push_back({h.login, demo_password, name_of(h.roles.front()), h.name, h.unit.name});
    }
    return made;
}

namespace {

struct PlannedEvent {
    const char *title, *starts, *ends, *place;
    events::Kind kind;
    std::size_t joined;  // AC-01: 50 + 46 + 48 + 44 = 188
};
const PlannedEvent planned[] = {
    {"新就业形态劳动者入会宣讲会", "2024-05-11T02:00:00Z", "2024-05-11T04:00:00Z", "银河路街道党群服务中心",
     events::Kind::talk, 50},
    {"集中入会仪式", "2024-05-14T03:00:00Z", "2024-05-14T05:00:00Z", "克拉玛依区职工之家", events::Kind::ceremony, 46},
    {"货运停车场现场入会点", "2024-05-17T03:00:00Z", "2024-05-17T10:00:00Z", "独山子区货运停车场",
     events::Kind::site_stand, 48},
    {"快递分拨中心现场入会点", "2024-05-20T03:00:00Z", "2024-05-20T10:00:00Z", "银河路快递分拨中心",
     events::Kind::site_stand, 44},
};
constexpr std::size_t representatives = 49;  // AC-03

class Story {
  public:
    Story(House& house, DemoPeople& people, const DemoTree& tree) : house_(house), people_(people), tree_(tree) {}

    void play(const std::vector<DemoAccount>&) {
        house_.application().as_system("demo.story", [&](Context& context) { hold_the_drive(context); });
        apply_online(12);
        upload_a_list();
        house_.application().as_system("demo.story", [&](Context& context) { publish(context); });
    }

  private:
    void hold_the_drive(Context& context) {
        drive_ = drives::plan_drive(context, {.id = context.new_id<drives::Drive>(),
                                              .unit_id = tree_.city.id,
                                              .title = "新就业形态劳动者集中入会 · 2024年5月",
                                              .division_code = "6502",
                                              .starts_on = *parse_date("2024-05-01"),
                                              .ends_on = *parse_date("2024-05-31"),
                                              .groups = "货车司机、快递员、外卖配送员、网约车司机"});
        drives::give_drive(context, drive_, tree_.north.id, 3);
        drives::give_drive(context, drive_, tree_.south.id, 1);
        drive_ = drives::start_drive(context, drive_);
        std::vector<members::Member> joined;
        events::Event ceremony;
        for (auto& plan : planned) {
            bool is_south = plan.kind == events::Kind::site_stand && std::string_view(plan.place).starts_with("独山子");
            auto event = events::plan_event(context, {.id = context.new_id<events::Event>(),
                                                      .unit_id = is_south ? tree_.south.id : tree_.north.id,
                                                      .drive_id = drive_.id,
                                                      .title = plan.title,
                                                      .kind = plan.kind,
                                                      .starts_at = *parse_instant(plan.starts),
                                                      .ends_at = *parse_instant(plan.ends),
                                                      .place = plan.place,
                                                      .leaflets = 120});
            events::add_standard_agenda(context, event);
            event = events::open_event(context, event);
            for (auto& member : bring(context, plan, event, is_south)) joined.push_back(std::move(member));
            if (plan.kind == events::Kind::ceremony) ceremony = event;
            opened_.push_back(event);
        }
        for (std::size_t i = 0; i < joined.size(); ++i) {
            auto& event = opened_[i % opened_.size()];
            if (event.id == ceremony.id || i % 3 != 0) continue;
            events::check_in_member(context, context.find(event.id), joined[i], events::How::cadre, false, false);
        }
        for (std::size_t i = 0; i < representatives; ++i)
            events::check_in_member(context, context.find(ceremony.id), joined[i], events::How::code, true, true);
        for (auto& event : opened_) events::hold_event(context, context.find(event.id));
        events::recount_joined(context.tx);
    }

    std::vector<members::Member> bring(Context& context, const PlannedEvent& plan, const events::Event& event,
                                       bool is_south) {
        std::vector<members::Joined> some;
        auto day = day_at(event.starts_at);
        while (some.size() < plan.joined) {
            auto person = people_.next(day, day);
            person.unit_id = (is_south ? tree_.southern_committee : tree_.committee).id.number;
            person.drive_id = drive_.id.number, person.event_id = event.id.number;
            some.push_back(std::move(person));
        }
        std::vector<members::Member> joined;
        for (auto& id : members::bring_members(context, some)) joined.push_back(context.find(id));
        return joined;
    }

    Response ask(Request request, const std::string& token) {
        request.headers["authorization"] = "Bearer " + token;
        request.headers["idempotency-key"] = request.request_id = "demo-" + hex(random_bytes(8));
        auto response = house_.application().answer_now(request);
        if (response.status >= 400) throw std::runtime_error("the demonstration was refused: " + response.body);
        return response;
    }

    // Applications that wait for the committee, made as workers make them.
    void apply_online(int count) {
        auto notice = parse_json(house_.application().answer_now({.method = "GET", .path = "/api/join/notice"}).body);
        for (int i = 0; i < count; ++i) {
            std::string token;
            auto name = people_.name();
            house_.application().as_system("demo.story", [&](Context& context) {
                auto worker = accounts::make_worker(context, people_.phone());
                token = accounts::open_session(context, worker, "");
            });
            JsonWriter w;
            w.begin_object()
                .pair("name", name)
                .pair("occupation", i % 2 ? "courier" : "delivery_rider")
                .pair("division_code", "650203004");
            w.pair("unit_id", tree_.committee.id.text())
                .pair("notice_version", notice.at("version").text())
                .pair("voluntary", true)
                .end_object();
            ask({.method = "POST", .path = "/api/applications", .body = w.take()}, token);
        }
    }

    // A list a freight company gave, in preflight: with a column that is never stored, a double, and rows nobody can read.
    void upload_a_list() {
        std::string token;
        house_.application().as_system("demo.story", [&](Context& context) {
            token = accounts::open_session(context, *accounts::account_by_login(context.tx, "street"), "");
        });
        std::string csv = "姓名,手机号码,民族,岗位,单位\r\n", first;
        for (int row = 0; row < 60; ++row) {
            auto phone = people_.phone().substr(3);
            if (row == 17) phone = phone.substr(0, 9);
            auto line = people_.name() + "," + phone + ",,货车司机,天山货运有限公司\r\n";
            if (row == 0) first = line;
            csv += row == 40 ? first : line;
        }
        ask({.method = "POST",
             .path = "/api/imports",
             .query = {{"unit_id", tree_.street.id.text()},
                       {"drive_id", drive_.id.text()},
                       {"employer_name", "天山货运有限公司"},
                       {"file_name", "天山货运5月名单.csv"}},
             .body = csv},
            token);
        while (house_.application().run_a_job()) {}
    }

    void publish(Context& context) {
        auto bulletin = bulletins::draft_bulletin(
            context,
            {.id = context.new_id<bulletins::Bulletin>(),
             .unit_id = tree_.city.id,
             .drive_id = drive_.id,
             .title = "克拉玛依市新就业形态劳动者集中入会活动情况通报",
             .body =
                 "5月中旬，全市举行集中入会活动{drives.events}场，{drives.members}名新就业形态劳动者加入工会，其中有货车司机、快递员和外卖配送员。\n\n"
                 "入会仪式上，新会员了解了有关法律、安全操作规程和会员权益。下一步，将继续做好会员服务，倾听诉求，及时解决问题。"});
        bulletins::publish_bulletin(context, bulletin);
    }

    House& house_;
    DemoPeople& people_;
    const DemoTree& tree_;
    drives::Drive drive_;
    std::vector<events::Event> opened_;
};

}  // namespace

void play_karamay(House& house, DemoPeople& people, const DemoTree& tree, const std::vector<DemoAccount>& accounts) {
    Story(house, people, tree).play(accounts);
}

}  // namespace unionhall
