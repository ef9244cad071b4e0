// A workflow is a table of steps. Nothing else may change a status.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "platform/access.h"
#include "platform/record.h"

namespace unionhall {

template <class Status>
struct Step {
    std::string name;
    std::vector<Status> from;
    Status to;
    Permission needs;
    Words label;
};

template <class T, class Status>
struct Workflow {
    Status T::*status;
    Status first;
    std::vector<Step<Status>> steps;

    // The step of that name from here, or a refusal (conflict) that says where the record stands.
    const Step<Status>& step(Status now, std::string_view name) const {
        const Step<Status>* known = nullptr;
        for (auto& s : steps) {
            if (s.name != name) continue;
            known = &s;
            if (std::ranges::find(s.from, now) != s.from.end()) return s;
        }
        auto here = label_of(now);
        if (!known)
            throw conflict(
                {"没有“" + std::string(name) + "”这一步。", "There is no step \"" + std::string(name) + "\"."});
        throw conflict({"现在是“" + here.zh + "”，不能“" + known->label.zh + "”。",
                        "It is \"" + here.en + "\" now, so \"" + known->label.en + "\" is not possible."});
    }

    // What this person may do with it now, by name.
    std::vector<std::string> open_to(const Actor& actor, const T& record, std::string_view unit_path) const {
        std::vector<std::string> names;
        for (auto& s : steps)
            if (std::ranges::find(s.from, record.*status) != s.from.end() && actor.may(s.needs, unit_path))
                names.push_back(s.name);
        return names;
    }

    // The same table, drawn: docs/golden/workflows.md.
    std::string diagram() const {
        std::string d = "stateDiagram-v2\n    [*] --> " + name_of(first) + "\n";
        for (auto& s : steps)
            for (auto from : s.from) d += "    " + name_of(from) + " --> " + name_of(s.to) + ": " + s.name + "\n";
        return d;
    }

    // What is wrong with the table itself: a state nobody reaches, a step twice from one state. Empty in a sound one.
    std::vector<std::string> flaws() const {
        std::vector<std::string> wrong;
        std::vector<std::string> reached{name_of(first)};
        for (bool grew = true; grew;) {
            grew = false;
            for (auto& s : steps)
                for (auto from : s.from)
                    if (std::ranges::find(reached, name_of(from)) != reached.end() &&
                        std::ranges::find(reached, name_of(s.to)) == reached.end())
                        reached.push_back(name_of(s.to)), grew = true;
        }
        for (auto& c : choices_of<Status>())
            if (std::ranges::find(reached, c.value) == reached.end()) wrong.push_back("nothing leads to " + c.value);
        for (auto& a : steps)
            for (auto& b : steps)
                for (auto from : a.from)
                    if (&a < &b && a.name == b.name && std::ranges::find(b.from, from) != b.from.end())
                        wrong.push_back("two steps " + a.name + " from " + name_of(from));
        return wrong;
    }
};

// What a step asks for; a room may ask for more with a record of its own that also has `step` and `note`.
struct StepTaken {
    std::string step, note;
};
const RecordType& record_of(const StepTaken*);

}  // namespace unionhall
