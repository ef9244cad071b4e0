// What merging would do, before anything is written: field by field, what moves, and what stands in the way.
#include <algorithm>

#include "members/handlers.h"
#include "members/merging.h"
#include "members/retention_store.h"
#include "members/rights_store.h"
#include "members/store.h"

namespace unionhall::members {

Both both_of(Context& context, Id<Member> kept, Id<Member> other) {
    auto member = [&](Id<Member> id) {
        auto found = member_of(context.tx, id);
        if (!found || !found->person_id || !context.may(read, found->unit_path))
            throw not_found(type_of<Member>().label);
        return *found;
    };
    Both both{.kept = member(kept), .other = member(other), .kept_person = {}, .other_person = {}};
    both.kept_person = person_of(context.tx, both.kept.person_id->number).value();
    both.other_person = person_of(context.tx, both.other.person_id->number).value();
    return both;
}

bool are_two_citizens(const Person& a, const Person& b) {
    constexpr std::size_t citizen_number_letters = 18;
    if (!a.id_number || !b.id_number) return false;
    auto& one = a.id_number->plain;
    auto& two = b.id_number->plain;
    return one.size() == citizen_number_letters && two.size() == citizen_number_letters && one != two;
}

Member kept_member(const Both& both) {
    auto member = both.kept;
    if (member.employer_name.empty()) member.employer_name = both.other.employer_name;
    if (!both.other_joined_first()) return member;
    member.joined_on = both.other.joined_on;
    member.joined_unit_id = both.other.joined_unit_id;
    member.channel = both.other.channel;
    member.drive_id = both.other.drive_id;
    member.event_id = both.other.event_id;
    return member;
}

Person kept_person(const Both& both) {
    auto person = both.kept_person;
    if (!person.id_number) person.id_number = both.other_person.id_number;
    if (person.division_code.empty()) person.division_code = both.other_person.division_code;
    if (person.employer_name.empty()) person.employer_name = both.other_person.employer_name;
    return person;
}

// The last day on which the person may still withdraw as if nothing had been, while there is one.
static std::optional<Date> cooling_until(Context& context, const Person& person) {
    auto application = newest_application_of(context.tx, person.id.number);
    if (!application || application->status != ApplicationStatus::approved) return {};
    if (application->cooling_ends_on < context.today) return {};
    return application->cooling_ends_on;
}

std::vector<Words> obstacles_to(Context& context, const Both& both) {
    std::vector<Words> all;
    if (both.kept.person_id == both.other.person_id) {
        all.push_back({"这两份会籍本来就属于同一个人。", "Both belong to one person already."});
        return all;
    }
    auto either = [&](auto holds) { return holds(both.kept) || holds(both.other); };
    if (either([&](auto& m) { return !context.may(manage, m.unit_path); }))
        all.push_back(
            {"合并要由能办理两份会籍变动的工会来做，请交给双方共同的上级工会。",
             "Merging is done by a union that may take steps with both memberships: ask the one above both."});
    if (either([](auto& m) { return m.status == MemberStatus::left; }))
        all.push_back({"其中一份已经退会，不用合并。", "One of them has left the union: there is nothing to merge."});
    if (are_two_citizens(both.kept_person, both.other_person))
        all.push_back(
            {"两份会籍的身份证号码不同，而且都通过校验，应当是两个人。如果有一个登记错了，请本人先申请更正。",
             "Their id numbers differ and both are valid: these are two people. If one of them is wrong, it is "
             "corrected first, as its member asks."});
    for (auto* person : {&both.kept_person, &both.other_person})
        if (auto day = cooling_until(context, *person)) {
            all.push_back({"其中一份在 " + to_text(*day) + " 以前还可以由本人撤回、不留痕迹，请在那以后再合并。",
                           "Until " + to_text(*day) +
                               " one of them can be withdrawn by its member without a trace. "
                               "Merge after that day."});
            break;
        }
    if (!holds_over(context.tx, both.kept_person.id.number, context.today).empty() ||
        !holds_over(context.tx, both.other_person.id.number, context.today).empty())
        all.push_back(
            {"其中一份依法留存，暂时不能改动。", "One of them is under a legal hold and stays as it is for now."});
    return all;
}

Date undo_until(Context& context, const std::string& unit_path) {
    auto days = rule_amount(context.tx, "member.merged", unit_path, context.today);
    return plus_days(context.today, static_cast<int>(std::clamp<std::int64_t>(days, 1, merge_undo_days_max)));
}

namespace {

std::string side_as_read(Context& context, const Field& f, const void* record, bool sees_personal) {
    auto value = f.get(record);
    auto text = as_text(f, value);
    if (text.empty()) return {};
    if (f.is_secret || (f.is_personal && !sees_personal)) return masked(f.mask, text);
    for (auto& choice : f.choices)
        if (choice.value == text) return choice.label.in(context.language);
    if (f.name.ends_with("unit_id"))
        return units::name_of_unit(context.tx,
                                   std::holds_alternative<std::int64_t>(value) ? std::get<std::int64_t>(value) : 0);
    for (auto& naming : context.services.namings)
        if (std::ranges::find(naming.fields, f.name) != naming.fields.end())
            if (auto name = naming.name_of(context, value); !name.empty()) return name;
    return text;
}

template <class T>
void compare_fields(Context& context, std::vector<MergeLine>& lines, const T& kept, const T& other, const T& after,
                    std::initializer_list<const char*> names, bool sees_personal) {
    auto& type = type_of<T>();
    for (auto* name : names) {
        auto& f = *type.field(name);
        MergeLine line{.label = f.label.in(context.language),
                       .kept = side_as_read(context, f, &kept, sees_personal),
                       .other = side_as_read(context, f, &other, sees_personal),
                       .after = side_as_read(context, f, &after, sees_personal),
                       .differs = f.get(&kept) != f.get(&other)};
        if (!line.kept.empty() || !line.other.empty()) lines.push_back(std::move(line));
    }
}

// What goes over, in the words of its records. What a room would erase with the member does not go anywhere.
std::vector<MergeMove> moves_of(Context& context, const Both& both) {
    HeldUnder goes{.person_id = both.other_person.id.number,
                   .account_id = 0,
                   .member_ids = {both.other.id.number},
                   .application_ids = {},
                   .phones = {}};
    for (auto& application : applications_of(context.tx, goes.person_id))
        goes.application_ids.push_back(application.id.number);
    auto own = holdings();
    std::vector<MergeMove> all;
    for (auto& holding : context.services.holdings) {
        bool is_ours = std::ranges::any_of(own, [&](auto& o) { return o.table == holding.table; });
        bool is_theirs =
            holding.by == Holder::person || holding.by == Holder::member || holding.by == Holder::application;
        bool is_merged = holding.table == "persons" || holding.table == "members" || holding.table == "member_merges";
        if (!is_theirs || is_merged || (!is_ours && holding.fate != Fate::emptied)) continue;
        std::string label;
        visit_held(context.tx, holding, goes,
                   [&](const RecordType& type, const void*) { label = type.label.in(context.language); });
        if (label.empty()) continue;
        auto rows = count_held(context.tx, holding, goes);
        auto known = std::ranges::find(all, label, &MergeMove::label);
        if (known == all.end())
            all.push_back({label, rows});
        else
            known->rows += rows;
    }
    return all;
}

Words plan_in_words(Context& context, const Both& both, Date until) {
    auto unit = units::name_of_unit(context.tx, both.kept.unit_id.number);
    auto joined = to_text(both.other_joined_first() ? both.other.joined_on : both.kept.joined_on);
    return {
        "合并以后只有一份会籍，卡号 " + both.kept.card_number + "，属于“" + unit + "”；第一次入会算数，入会日期是 " +
            joined + "。另一份的会员卡马上失效，用那个手机登录看不到会籍。两个手机都会收到短信。到 " + to_text(until) +
            " 为止可以整体撤销，恢复原样。",
        "One membership remains, card " + both.kept.card_number + ", in \"" + unit +
            "\". The first joining counts, so it began on " + joined +
            ". The other card ends at once, and that phone no longer leads to a membership. Both phones are told. Until " +
            to_text(until) + " it can be undone as a whole."};
}

}  // namespace

MergePlan plan_merge(Context& context, Id<Member> kept, Id<Member> other) {
    auto both = both_of(context, kept, other);
    bool sees = context.sight(both.kept.unit_path).personal && context.sight(both.other.unit_path).personal;
    MergePlan plan{.kept_id = kept,
                   .other_id = other,
                   .kept_version = both.kept.version,
                   .other_version = both.other.version,
                   .undo_until_on = undo_until(context, both.kept.unit_path)};
    compare_fields(context, plan.lines, both.kept, both.other, kept_member(both),
                   {"card_number", "name", "phone", "unit_id", "status", "joined_on", "joined_unit_id", "channel",
                    "occupation", "employer_name", "drive_id", "event_id"},
                   sees);
    compare_fields(context, plan.lines, both.kept_person, both.other_person, kept_person(both),
                   {"id_number", "division_code"}, sees);
    plan.moves = moves_of(context, both);
    plan.says = plan_in_words(context, both, plan.undo_until_on).in(context.language);
    for (auto& obstacle : obstacles_to(context, both))
        plan.obstacles += (plan.obstacles.empty() ? "" : "\n") + obstacle.in(context.language);
    return plan;
}

}  // namespace unionhall::members
