// The members of a drive cut by channel, unit, occupation, day and event, from what is counted already.
#include <algorithm>
#include <map>

#include "drives/store.h"

namespace unionhall::drives {
namespace {

using Values = std::map<std::string, std::int64_t>;
using Parts = std::vector<CountedPart>;

Values values_of(const HeldCounts& counts, const std::string& dimension, const std::vector<std::string>& keys = {}) {
    Values values;
    for (auto& cell : counts.cells(dimension, keys)) values[cell.key] = cell.value;
    return values;
}

Parts by_choice(const Values& values, const std::vector<Choice>& choices, const std::string& link) {
    Parts parts;
    for (auto& choice : choices)
        if (auto found = values.find(choice.value); found != values.end())
            parts.push_back({choice.value, choice.label, found->second, link + choice.value});
    return parts;
}

Parts by_unit(Context& context, const HeldCounts& counts, const Drive& drive, const std::string& link) {
    auto paths = paths_given(context.tx, drive.id);
    auto units = children_of(context.tx, drive.unit_id);
    std::vector<std::string> keys;
    for (auto& unit : units) keys.push_back(id_text(unit.id));
    if (keys.empty()) return {};
    auto values = values_of(counts, "unit", keys);
    Parts parts;
    for (auto& unit : units) {
        auto key = id_text(unit.id);
        auto value = values[key];
        bool is_given = std::ranges::any_of(paths, [&](auto& path) { return is_within(path, unit.path); });
        if (value || is_given) parts.push_back({key, same(unit.name), value, link + "&unit_id=" + key});
    }
    std::ranges::stable_sort(parts, std::greater{}, &CountedPart::value);
    return parts;
}

Parts by_event(Context& context, const HeldCounts& counts, const Drive& drive, const std::string& link) {
    auto values = values_of(counts, "event");
    Parts parts;
    for (auto& event : events_of(context.tx, drive.id))
        if (event.status != events::Status::cancelled)
            parts.push_back(
                {event.id.text(), same(event.title), values[event.id.text()], link + "&event_id=" + event.id.text()});
    return parts;
}

Parts by_day(const HeldCounts& counts, const std::string& link) {
    Parts parts;
    for (auto& cell : counts.cells("", {}, true))
        parts.push_back({cell.period, same(cell.period), cell.value, link + "&joined_on=" + cell.period});
    return parts;
}

const std::vector<Choice>& channels() {
    static const auto choices = choices_of<decltype(members::Member::channel)>();
    return choices;
}
const std::vector<Choice>& occupations() {
    static const auto choices = choices_of<decltype(members::Member::occupation)>();
    return choices;
}

Words rest_of(Cut cut) {
    if (cut == Cut::unit) return {"本级及其他", "At this level"};
    if (cut == Cut::event) return {"不在活动现场", "Not at an event"};
    return {"其余", "The rest"};
}

}  // namespace

HeldCounts members_of(Context& context, const Drive& drive) { return {context.tx, "drives.members", drive.id.number}; }

std::vector<CountedPart> members_by(Context& context, const HeldCounts& counts, const Drive& drive, Cut cut) {
    auto link = "/members?drive_id=" + drive.id.text();
    Parts parts;
    switch (cut) {
        case Cut::channel:
            parts = by_choice(values_of(counts, "channel"), channels(), link + "&channel=");
            break;
        case Cut::occupation:
            parts = by_choice(values_of(counts, "occupation"), occupations(), link + "&occupation=");
            std::ranges::stable_sort(parts, std::greater{}, &CountedPart::value);
            break;
        case Cut::unit:
            parts = by_unit(context, counts, drive, link);
            break;
        case Cut::event:
            parts = by_event(context, counts, drive, link);
            break;
        case Cut::day:
            parts = by_day(counts, link);
            break;
    }
    auto rest = counts.total();
    for (auto& part : parts) rest -= part.value;
    if (rest) parts.push_back({"", rest_of(cut), rest, ""});
    return parts;
}

Words words_of_part(std::string_view dimension, const std::string& key) {
    static const auto kinds = choices_of<events::Kind>(), hows = choices_of<events::How>();
    static const std::vector<Choice> none;
    auto& choices = dimension == "channel"      ? channels()
                    : dimension == "occupation" ? occupations()
                    : dimension == "kind"       ? kinds
                    : dimension == "how"        ? hows
                                                : none;
    for (auto& choice : choices)
        if (choice.value == key) return choice.label;
    return same(key);
}

}  // namespace unionhall::drives
