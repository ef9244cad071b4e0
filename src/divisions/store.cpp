#include "divisions/store.h"

#include <fstream>
#include <map>

#include "platform/text.h"

namespace unionhall::divisions {

std::optional<Division> division_of(Transaction& tx, const std::string& code) {
    return tx.first<Division>("where code = $1", {code});
}

std::string full_name_of(Transaction& tx, const std::string& code) {
    auto found = division_of(tx, code);
    return found ? found->full_name : "";
}

std::vector<Division> children_of(Transaction& tx, const std::string& parent_code) {
    return tx.select<Division>("where parent_code = $1 order by code limit $2", {parent_code, divisions_shown_max});
}

std::vector<Division> named_like(Transaction& tx, const std::string& text) {
    return tx.select<Division>("where name like $1 escape '\\' order by level = 'street', code limit 50",
                               {like_pattern(text)});
}

std::size_t load(Transaction& tx, const std::string& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file + ": run the set-up, which makes it");
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    tx.run("delete from divisions");
    std::map<std::string, std::string> full_names;
    std::vector<Division> all;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        auto parts = split(line, '|');
        auto level = parts.size() >= 2 ? level_of(parts[0]) : std::nullopt;
        if (!level) throw std::runtime_error(file + ": not a division: " + line);
        Division d{.code = parts[0], .name = parts[1], .level = *level, .parent_code = parent_of(parts[0])};
        // A city that is only a heading ("市辖区") says nothing in a full name.
        auto above = full_names[d.parent_code];
        bool is_heading = d.name == "市辖区" || d.name == "县" || d.name == "省直辖县级行政区划" ||
                          d.name == "自治区直辖县级行政区划";
        d.full_name = is_heading ? above : above + d.name;
        full_names[d.code] = d.full_name;
        if (is_heading) d.full_name += d.name;
        all.push_back(std::move(d));
    }
    tx.insert_all(all);
    return all.size();
}

}  // namespace unionhall::divisions
