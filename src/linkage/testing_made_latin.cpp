// Made-up people with Latin names.
#include <map>
#include <string_view>

#include "linkage/characters.h"
#include "linkage/testing_made.h"

namespace unionhall::linkage::testing {

namespace {

constexpr const char* given =
    "james mary robert patricia john jennifer michael linda david elizabeth william barbara richard susan joseph jessica thomas sarah charles karen "
    "christopher lisa daniel nancy matthew betty anthony margaret mark sandra donald ashley steven kimberly paul emily andrew donna joshua michelle kenneth "
    "carol kevin amanda brian dorothy george melissa timothy deborah ronald stephanie edward rebecca jason sharon jeffrey laura ryan cynthia jacob kathleen "
    "nicholas amy gary angela eric shirley jonathan anna stephen brenda larry pamela justin emma scott nicole brandon helen benjamin samantha samuel "
    "katherine gregory christine alexander debra frank rachel patrick carolyn raymond janet jack catherine dennis maria jerry heather tyler diane aaron ruth "
    "josé adam julie nathan olivia henry joyce zachary virginia douglas victoria peter kelly kyle lauren noah christina ethan joan jeremy evelyn walter "
    "françois zoë björn chloë jürgen søren agnès rené inés andré łukasz żaneta dušan";
constexpr const char* middles =
    "ann lee marie lynn rose grace jane mae louise ray alan dean earl glen hugh ivan joel kurt lars max neil otto paul reed seth todd vern wade york";
constexpr const char* heads =
    "smith john will brown jon gar mill dav rod mar hern wil ander thom tayl moor jack lee perez thomps whit harr sanch clark ram lew rob walk young all king "
    "wri scot torr nguy hill flor green adam nels bak hall riv camp mitch cart robert gom phill ev turn diaz park cru edw coll rey stew morr mur cook rog gut "
    "ort morg coop peter bail reed kel how ram kim cox ward rich wat brook chav wood jam benn gray mend ruiz hugh pric alv cast sand pat my long ross fost jim";
constexpr const char* tails =
    "son ez er ington ley ford ham ton man s ski berg stein mann well by wood field worth ney ard ett in o as is ell and";
constexpr const char* streets =
    "oak maple cedar elm pine walnut lake hill park main church high river spring ridge sunset meadow forest mill station garden bridge chestnut";
constexpr const char* kinds = "street avenue road lane court drive place close";
constexpr const char* towns =
    "springfield riverton fairview clinton greenville bristol salem georgetown ashland burlington manchester oxford clayton jackson milton auburn dayton lexington "
    "milford newport kingston dover hudson arlington winchester";
const std::map<std::string, std::string> nicknames{
    {"james", "jim"},       {"robert", "bob"},     {"john", "jack"},      {"michael", "mike"},
    {"william", "bill"},    {"richard", "rick"},   {"thomas", "tom"},     {"elizabeth", "liz"},
    {"jennifer", "jenny"},  {"patricia", "pat"},   {"margaret", "peggy"}, {"katherine", "kate"},
    {"catherine", "cathy"}, {"deborah", "debbie"}, {"susan", "sue"},      {"christopher", "chris"},
    {"daniel", "dan"},      {"matthew", "matt"},   {"anthony", "tony"},   {"steven", "steve"}};
const std::map<std::string, std::string> unaccented{
    {"josé", "jose"},     {"françois", "francois"}, {"zoë", "zoe"},       {"björn", "bjorn"}, {"chloë", "chloe"},
    {"jürgen", "jurgen"}, {"søren", "soren"},       {"agnès", "agnes"},   {"rené", "rene"},   {"inés", "ines"},
    {"andré", "andre"},   {"łukasz", "lukasz"},     {"żaneta", "zaneta"}, {"dušan", "dusan"}};

struct Person {
    std::string given, middle, surname, birth, street, town, postcode, phone, email;
};

std::string two(std::size_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string mistyped(const std::string& utf8, Chance& chance) {
    auto word = from_utf8(utf8);
    if (word.size() < 3) return utf8;
    auto at = 1 + chance.below(word.size() - 2);
    auto other = static_cast<char32_t>('a' + chance.below(26));
    switch (chance.below(4)) {
        case 0:
            std::swap(word[at], word[at + 1]);
            break;
        case 1:
            word.erase(at, 1);
            break;
        case 2:
            word.insert(at, 1, other);
            break;
        default:
            word[at] = other;
    }
    return to_utf8(word);
}

class World {
  public:
    explicit World(std::uint64_t seed) : chance(seed) {}

    Person person() {
        Person p;
        p.given = given_[chance.ranked(given_.size())];
        if (chance.happens(0.4)) p.middle = chance.of(middles_);
        p.surname = heads_[chance.ranked(heads_.size())] + chance.of(tails_);
        p.birth = std::to_string(1940 + chance.below(65)) + two(1 + chance.below(12)) + two(1 + chance.below(28));
        move(p);
        p.phone = "0" + std::to_string(200'000'000 + chance.below(700'000'000));
        p.email = (p.given[0] >= 'a' && p.given[0] <= 'z' ? p.given.substr(0, 1) : "x") + "." + p.surname +
                  std::to_string(chance.below(10'000)) + "@example.org";
        return p;
    }
    void move(Person& p) {
        p.street = std::to_string(1 + chance.below(300)) + " " + chance.of(streets_) + " " + chance.of(kinds_);
        auto town = chance.below(towns_.size() * 8);
        p.town = towns_[town / 8];
        p.postcode = std::to_string(2000 + town * 7);
    }
    Person varied(Person p) {
        if (auto plain = unaccented.find(p.given); plain != unaccented.end() && chance.happens(0.6))
            p.given = plain->second;
        if (auto short_one = nicknames.find(p.given); short_one != nicknames.end() && chance.happens(0.1))
            p.given = short_one->second;
        if (chance.happens(0.04)) p.given = mistyped(p.given, chance);
        if (chance.happens(0.05)) p.surname = mistyped(p.surname, chance);
        if (chance.happens(0.02)) p.surname = heads_[chance.ranked(heads_.size())] + chance.of(tails_);
        if (chance.happens(0.03)) p.given = to_utf8(from_utf8(p.given).substr(0, 1));
        if (chance.happens(0.3)) p.middle = p.middle.substr(0, 1);
        if (chance.happens(0.3)) p.middle = "";
        if (chance.happens(0.02)) std::swap(p.given, p.surname);
        if (chance.happens(0.03)) p.birth = p.birth.substr(0, 4) + mistyped_digits(p.birth.substr(4), chance);
        if (chance.happens(0.05)) p.birth = "";
        if (chance.happens(0.2)) move(p);
        if (chance.happens(0.05)) p.street = mistyped(p.street, chance);
        if (chance.happens(0.3)) p.phone = "0" + std::to_string(200'000'000 + chance.below(700'000'000));
        if (chance.happens(0.2)) p.phone = "";
        if (chance.happens(0.5)) p.email = "";
        return p;
    }

    Chance chance;

  private:
    std::vector<std::string> given_ = words_in(given), middles_ = words_in(middles), heads_ = words_in(heads),
                             tails_ = words_in(tails), streets_ = words_in(streets), kinds_ = words_in(kinds),
                             towns_ = words_in(towns);
};

void write_person(std::ostream& out, std::size_t id, const Person& p) {
    auto capital = [](std::string word) {
        if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
        return word;
    };
    out << id << ',' << capital(p.given) << (p.middle.empty() ? "" : " " + capital(p.middle)) << ' '
        << capital(p.surname) << ',' << p.birth << ',' << p.street << ',' << p.town << ',' << p.postcode << ','
        << p.phone << ',' << p.email << '\n';
}

}  // namespace

void make_people_latin(const MadeOptions& o, std::ostream& left, std::ostream& right, std::ostream& truth) {
    World world(o.seed);
    std::vector<Person> people;
    while (people.size() < o.left + o.right - o.common) people.push_back(world.person());
    auto on_left = shuffled(o.left, world.chance), on_right = shuffled(o.right, world.chance);
    const char* headings = "id,name,dob,address,town,postcode,phone,email\n";
    std::vector<std::size_t> place_of(o.left);
    left << headings;
    for (std::size_t i = 0; i < o.left; ++i) {
        place_of[on_left[i]] = i + 1;
        write_person(left, i + 1, people[on_left[i]]);
    }
    right << headings;
    truth << "left_id,right_id\n";
    for (std::size_t i = 0; i < o.right; ++i) {
        bool is_common = on_right[i] < o.common;
        write_person(right, i + 1, world.varied(people[is_common ? on_right[i] : o.left - o.common + on_right[i]]));
        if (is_common) truth << place_of[on_right[i]] << ',' << i + 1 << '\n';
    }
}

}  // namespace unionhall::linkage::testing
