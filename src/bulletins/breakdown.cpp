#include "bulletins/breakdown.h"

#include <algorithm>

#include "platform/json.h"
#include "platform/numbers.h"

namespace unionhall::bulletins {

namespace {

// The total and the shown parts give the sum of the hidden ones away. That tells one of them when it is alone, and all of
// them when they are as small, or as large, as small counts can be.
bool can_be_worked_out(const std::vector<ShownPart>& parts, std::int64_t hidden_sum) {
    std::int64_t hidden = 0, others = 0;
    for (auto& p : parts) {
        hidden += !p.value;
        others += !p.value && !p.is_small;
    }
    if (!hidden || others) return hidden == 1;
    return hidden == 1 || hidden_sum == hidden || hidden_sum == hidden * (count_shown_min - 1);
}

}  // namespace

void suppress(std::vector<ShownPart>& parts) {
    std::int64_t hidden_sum = 0;
    for (auto& p : parts)
        if (p.value && *p.value > 0 && *p.value < count_shown_min) {
            hidden_sum += *p.value;
            p.value.reset();
            p.is_small = true;
        }
    while (can_be_worked_out(parts, hidden_sum)) {
        ShownPart* smallest = nullptr;
        for (auto& p : parts)
            if (p.value && *p.value > 0 && (!smallest || *p.value < *smallest->value)) smallest = &p;
        if (!smallest) break;  // one part alone is the total, and the total is shown
        hidden_sum += *smallest->value;
        smallest->value.reset();
    }
}

Words shown_text(const ShownPart& part) {
    if (part.value) return same(with_thousands(*part.value));
    if (part.is_small)
        return {"少于" + std::to_string(count_shown_min), "fewer than " + std::to_string(count_shown_min)};
    return {"未列出", "not shown"};
}

std::string to_json(const std::vector<Breakdown>& all) {
    JsonWriter w;
    w.begin_array();
    for (auto& b : all) {
        w.begin_object()
            .pair("dimension", b.dimension)
            .pair("zh", b.label.zh)
            .pair("en", b.label.en)
            .key("parts")
            .begin_array();
        for (auto& p : b.parts) {
            w.begin_object().pair("key", p.key).pair("zh", p.label.zh).pair("en", p.label.en).key("value");
            if (p.value)
                w.value(*p.value);
            else
                w.null().pair("small", p.is_small);
            w.end_object();
        }
        w.end_array().end_object();
    }
    w.end_array();
    return w.take();
}

std::vector<Breakdown> breakdowns_from(const std::string& json) {
    std::vector<Breakdown> all;
    if (json.empty()) return all;
    auto tree = parse_json(json);
    for (auto& b : tree.array()) {
        Breakdown one{b.at("dimension").text(), {b.at("zh").text(), b.at("en").text()}, {}};
        for (auto& p : b.at("parts").array()) {
            ShownPart part{p.at("key").text(), {p.at("zh").text(), p.at("en").text()}, {}, false};
            if (p.at("value").is_null())
                part.is_small = p.at("small").boolean();
            else
                part.value = p.at("value").integer();
            one.parts.push_back(std::move(part));
        }
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace unionhall::bulletins
