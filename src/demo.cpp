#include "demo.h"

#include <fstream>
#include <iostream>

#include "accounts/store.h"
#include "demo_people.h"
#include "demo_stations.h"
#include "demo_story.h"
#include "demo_tree.h"

namespace unionhall {

static constexpr std::int64_t national_from_members = 20000, members_at_once = 2000;

static void bring_many(House& house, DemoPeople& people, const DemoTree& tree, std::int64_t members) {
    for (std::int64_t done = 0; done < members;) {
        house.application().as_system("demo.members", [&](Context& context) {
            std::vector<members::Joined> some;
            for (; done < members && some.size() < static_cast<std::size_t>(members_at_once); ++done) {
                auto person = people.next(*parse_date("2022-01-01"), *parse_date("2024-04-30"));
                person.unit_id = tree.grassroots[people.below(tree.grassroots.size())].id.number;
                some.push_back(std::move(person));
            }
            members::bring_members(context, some);
        });
        house.database().write_now([](Transaction& tx) {
            while (fold(tx)) {}
        });
        if (members >= 50000) std::cerr << "\r" << done << " of " << members << " members " << std::flush;
    }
    if (members >= 50000) std::cerr << "\n";
}

static void write_accounts(const House& house, const std::vector<DemoAccount>& accounts) {
    auto file = house.paths().data / "demo-accounts.txt";
    std::ofstream out(file);
    out << "# login\tpassword\trole\tname\tunit\n";
    for (auto& a : accounts)
        out << a.login << "\t" << a.password << "\t" << a.role << "\t" << a.name << "\t" << a.unit << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

int make_demo(House& house, const DemoOptions& options) {
    bool is_empty = true;
    house.database().read(
        [&](Transaction& tx) { is_empty = tx.number("select count(*) from units").value_or(0) == 0; });
    if (!is_empty) {
        std::cerr << "unionhall: there are units here already; a demonstration needs an empty directory\n";
        return 1;
    }
    house.keep_setting("is_demonstration", "true");
    // One person tries a demonstration: roles are granted by one. Exports take two people all the same.
    house.keep_setting("four_eyes", "false");
    DemoPeople people(options.seed);
    DemoTree tree;
    std::vector<DemoAccount> accounts;
    house.application().as_system("demo.tree", [&](Context& context) {
        tree = plant_demo_tree(context, options.members > national_from_members);
        accounts = hire_demo_staff(context, tree);
    });
    write_accounts(house, accounts);
    bring_many(house, people, tree, options.members);
    play_karamay(house, people, tree, accounts);
    house.application().as_system("demo.stations", [&](Context& context) { bring_demo_stations(context, tree); });
    house.application().keep_house();
    std::cout << "demonstration ready: " << options.members << " members besides the story; sign-ins in "
              << (house.paths().data / "demo-accounts.txt").string() << "\n";
    return 0;
}

}  // namespace unionhall
