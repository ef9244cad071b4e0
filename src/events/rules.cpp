#include "events/rules.h"

namespace unionhall::events {

// clang-format off
const Workflow<Event, Status>& workflow_of(const Event*) {
    using enum Status;
    static const Workflow<Event, Status> workflow{&Event::status, planned, {
        // step      from              to         who may   meaning
        {"open",   {planned},        open,      manage,   {"开放签到", "Open for check-in"}},
        {"hold",   {open},           held,      manage,   {"办完", "Held"}},
        {"report", {held},           reported,  manage,   {"上报", "Report"}},
        {"cancel", {planned, open},  cancelled, manage,   {"取消", "Cancel"}},
    }};
    return workflow;
}
// clang-format on

std::vector<Problem> check(const Event& event) {
    std::vector<Problem> problems;
    if (event.starts_at.us <= 0) problems.push_back({"starts_at", {"请填写开始时间。", "Say when it begins."}});
    if (event.ends_at.us && event.ends_at <= event.starts_at)
        problems.push_back({"ends_at", {"结束时间应晚于开始时间。", "It must end after it begins."}});
    return problems;
}

std::vector<Problem> check_change(const Event& before, const Event& after) {
    if (before.status == Status::reported || before.status == Status::cancelled)
        return {{"", {"已上报或已取消的活动不再修改。", "A reported or cancelled event is not changed any more."}}};
    if (before.status != Status::held) return {};
    std::vector<Problem> problems;
    Words fixed{"活动已举办并计入统计，这一项不能再改。",
                "The event is held and counted; this does not change any more."};
    if (after.unit_id != before.unit_id) problems.push_back({"unit_id", fixed});
    if (after.drive_id != before.drive_id) problems.push_back({"drive_id", fixed});
    if (after.kind != before.kind) problems.push_back({"kind", fixed});
    if (after.starts_at != before.starts_at) problems.push_back({"starts_at", fixed});
    return problems;
}

bool agenda_is_open(Status status) { return status != Status::reported && status != Status::cancelled; }

bool may_attend(std::string_view member_unit_path, std::string_view event_unit_path) {
    return is_within(member_unit_path, event_unit_path);
}

bool code_has_ended(const Event& event, Instant now) {
    auto last = event.ends_at.us ? event.ends_at : plus_seconds(event.starts_at, 24 * 3600);
    return now > plus_seconds(last, check_in_code_lives_after_end_s);
}

bool is_full(const Event& event) { return event.capacity > 0 && event.attended >= event.capacity; }

std::string code_text(std::uint64_t random) {
    auto digits = std::to_string(random % 1000000);
    return std::string(6 - digits.size(), '0') + digits;
}

std::span<const StandardItem> standard_agenda() {
    using enum ItemKind;
    static const StandardItem items[] = {
        {law, {"《中华人民共和国民法典》", "Civil Code"}},
        {law, {"《中华人民共和国劳动法》", "Labour Law"}},
        {law, {"《中华人民共和国工会法》", "Trade Union Law"}},
        {safety, {"安全生产和操作规程", "Safety at work and operating rules"}},
        {benefit, {"求学圆梦行动", "Study grants for workers"}},
        {benefit, {"在职职工医疗互助保障", "Medical mutual aid for serving workers"}},
        {benefit, {"劳动技能培训", "Training in skills"}},
    };
    return items;
}

Words oath_sentence(std::int64_t representatives) {
    auto n = std::to_string(representatives);
    if (!representatives) return {"还没有代表宣誓。", "No representative has taken the oath yet."};
    return {n + " 名会员代表参加了宣誓。",
            n + (representatives == 1 ? " representative took the oath." : " representatives took the oath.")};
}

}  // namespace unionhall::events
