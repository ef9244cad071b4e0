// A small federation with something of everything in it, twice: in the north and in the south; and everybody who might
// ask for it. For the tests of who may do what. What a test does here is undone before the next. Only tests include this.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "accounts/model.h"
#include "accounts/rules.h"
#include "bulletins/model.h"
#include "capabilities.h"
#include "divisions/model.h"
#include "drives/model.h"
#include "employers/model.h"
#include "events/model.h"
#include "members/lists.h"
#include "members/notice.h"
#include "platform/settings.h"
#include "platform/testing_tree.h"
#include "platform/text.h"
#include "rosters/model.h"
#include "stations/model.h"

namespace unionhall::authz {

// Keeps nothing: every write is done, answered and taken back.
class Rehearsal final : public Database {
  public:
    explicit Rehearsal(Database& inner) : inner_(inner) {}
    void read(const Work& work) override { inner_.read(work); }
    void write(const Work& work, Then then) override {
        struct TakenBack {};
        std::exception_ptr failure;
        try {
            inner_.write_now([&](Transaction& tx) {
                work(tx);
                throw TakenBack{};
            });
        } catch (TakenBack&) { failure = nullptr; } catch (...) {
            failure = std::current_exception();
        }
        then(failure);
    }
    void script(const std::string& statements) override { inner_.script(statements); }
    bool is_postgres() const override { return inner_.is_postgres(); }
    unsigned chains() const override { return inner_.chains(); }
    void copy_to(const std::string& path) override { inner_.copy_to(path); }

  private:
    Database& inner_;
};

// Somebody at the door, as the expectation knows them: by the table of roles, not by what the program makes of a token.
struct Asker {
    std::string name, token;
    Actor::Kind kind = Actor::Kind::nobody;
    std::set<std::string> permissions;
    std::string at;  // the place in the tree where they hold
    std::int64_t account_id = 0, person_id = 0;

    bool holds(std::string_view permission) const { return permissions.contains(std::string(permission)); }
    bool holds(std::string_view permission, const std::string& place) const {
        return holds(permission) && !place.empty() && place.compare(0, at.size(), at) == 0;
    }
};

struct Thing {  // a record that a path can name
    std::string id;
    std::string place;  // where in the tree; "" when it belongs to a person or an account
    std::int64_t owner = 0;
};

inline const std::string password = "a long pass phrase";

struct World {
    TestApp app;
    TestTree tree = plant_tree(app);
    std::vector<Asker> askers;
    std::map<std::string, std::vector<Thing>> things;       // by table
    std::map<std::string, std::vector<std::string>> given;  // drive → the places it was given to
    // What nobody may read in the clear who has no right to: the text → the place it belongs to.
    std::map<std::string, std::string> names, secrets;
    std::map<std::string, std::set<std::string>> own;  // of a worker: what of that is theirs

    World() {
        app.settings().is_demonstration = true;
        hire();
        introduce_planter();
        plant(tree.committee, "worker", "1360000", "650203200002290038");
        plant(tree.southern_committee, "worker of the south", "1370000", "640104198807150023");
        askers.push_back({.name = "nobody"});
        gather();
        rehearsal_.emplace(app.application().database);
        rehearsed_.emplace(
            *rehearsal_, app.services(), all_rooms(),
            [this](Transaction& tx, const std::string& token, Instant now) {
                return actor_of_token(tx, token, now, app.settings().idle_minutes);
            },
            [this] { return app.now(); });
    }

    const Asker& asker(const std::string& name) const {
        for (auto& a : askers)
            if (a.name == name) return a;
        throw std::logic_error("nobody is called " + name);
    }

    // What the answer would be; nothing of it stays.
    Answer ask(const std::string& token, const std::string& method, const std::string& path,
               const std::string& body = "", Query query = {}, bool is_file = false) {
        Request request{.method = method, .path = path, .query = std::move(query), .body = body, .peer = "127.0.0.1"};
        if (auto sought = request.query.extract("q"); sought) request.headers["search"] = escaped(sought.mapped());
        request.request_id = "authz" + std::to_string(++asked_);
        if (!token.empty()) request.headers["authorization"] = "Bearer " + token;
        if (method == "POST") request.headers["idempotency-key"] = request.request_id;
        if (method == "PATCH") request.headers["if-match"] = "\"v" + std::to_string(version_of(path)) + "\"";
        if (is_file) request.headers["content-type"] = "application/octet-stream";
        return {rehearsed_->answer_now(request)};
    }

    // "/api/role-grants/{id}" → "role_grants"; "" where a path names no record.
    static std::string table_of(const std::string& path) {
        auto hole = path.find("/{id}");
        if (hole == std::string::npos) return {};
        auto begin = path.rfind('/', hole - 1) + 1;
        auto table = path.substr(begin, hole - begin);
        std::ranges::replace(table, '-', '_');
        return table;
    }

    Asker sign_in(const std::string& login, const std::set<std::string>& permissions, const units::Unit& at) {
        auto opened = app.as_nobody().post("/api/sessions", Json::Object{{"login", login}, {"password", password}});
        REQUIRE_MESSAGE(opened.status == 201, login << ": " << opened.body);
        return {.name = login,
                .token = opened.text("token"),
                .kind = Actor::Kind::staff,
                .permissions = permissions,
                .at = at.path,
                .account_id = parse_id(opened.text("account_id")).value()};
    }

  private:
    // The ten people of the demonstration, and one more for every role that none of them has.
    void hire() {
        using enum accounts::Role;
        struct Post {
            std::string login;
            const units::Unit& at;
            accounts::Role role;
        };
        std::vector<Post> posts{{"region", tree.city, regional_officer},
                                {"district", tree.north, district_officer},
                                {"dushanzi", tree.south, district_officer},
                                {"street", tree.street, street_secretary},
                                {"committee", tree.committee, committee_member},
                                {"committee2", tree.southern_committee, committee_member},
                                {"stand", tree.street, stand_cadre},
                                {"system", tree.city, system_admin},
                                {"security", tree.city, security_admin},
                                {"audit", tree.city, audit_admin},
                                {"security.south", tree.south, security_admin}};
        for (auto& choice : choices_of<accounts::Role>()) {
            accounts::Role role{};
            ShapeOf<accounts::Role>::from(role, choice.value);
            if (std::ranges::none_of(posts, [&](auto& post) { return post.role == role; }))
                posts.push_back({"only." + std::to_string(posts.size()), tree.city, role});
        }
        auto make = [](Context& context, const Post& post) {
            accounts::make_staff(context, {.login = post.login,
                                           .name = "干部" + post.login,
                                           .password = password,
                                           .unit_id = post.at.id.number,
                                           .roles = {post.role}});
        };
        // And three whose tokens come to an end.
        std::vector<Post> spare;
        for (auto* login : {"late", "gone", "short"}) spare.push_back({login, tree.committee, committee_member});
        app.in_transaction([&](Context& context) {
            for (auto& post : posts) make(context, post);
            for (auto& post : spare) make(context, post);
        });
        for (auto& post : posts) {
            auto held = accounts::permissions_of(post.role);
            askers.push_back(sign_in(post.login, {held.begin(), held.end()}, post.at));
        }
    }

    // A phone as its owner writes it, unlike any other text; kept as what nobody may see.
    std::string new_phone(const std::string& beginning, const std::string& place) {
        auto phone = beginning + std::to_string(7100 + secrets.size());
        secrets[phone] = place;
        return phone;
    }
    std::string new_name(const std::string& surname, const std::string& place) {
        static const std::vector<std::string> given{"濮阳", "澹台", "钟离", "轩辕", "司徒", "令狐", "慕容", "皇甫"};
        auto name = surname + given[names.size() % given.size()] + given[names.size() / given.size() % given.size()];
        names[name] = place;
        return name;
    }

    // Of the record that "/api/things/id" names; 1 where there is none.
    std::int64_t version_of(const std::string& path) {
        auto id = path.substr(path.rfind('/') + 1);
        auto table = table_of(path.substr(0, path.size() - id.size()) + "{id}");
        std::int64_t version = 1;
        if (!things[table].empty())
            app.application().database.read([&](Transaction& tx) {
                version = tx.number("select version from " + table + " where id = $1", {parse_id(id).value_or(0)})
                              .value_or(1);
            });
        return version;
    }

    // authz_world_test.cpp
    void introduce_planter();
    void plant(const units::Unit&, const std::string& worker, const std::string& phones, const std::string& id_number);
    void plant_worker(const units::Unit&, const std::string& name, const std::string& phone,
                      const std::string& id_number);
    void plant_list(const units::Unit&, const std::string& phones);
    void plant_events(Context&, const units::Unit&, const std::string& phones);
    void plant_bulletin(const units::Unit&);
    void plant_rows(Context&, const units::Unit&, std::int64_t person_id);
    void plant_rosters(Context&, const units::Unit&);
    void gather();

    std::int64_t asked_ = 0;
    std::optional<Rehearsal> rehearsal_;
    std::optional<Application> rehearsed_;
};

struct Verdicts {  // how many were asked, and which were not as expected
    std::int64_t cells = 0, wrong = 0;
    void add(bool is_right, const std::string& what) {
        ++cells;
        if (is_right) return;
        if (++wrong <= shown_max) FAIL_CHECK(what);
    }
    static constexpr std::int64_t shown_max = 40;
};
// Everything, where UNIONHALL_AUTHZ=full; else one in so many, always the same ones.
inline bool is_in_sample(std::int64_t number, std::int64_t one_in) {
    static const bool is_full = std::getenv("UNIONHALL_AUTHZ") != nullptr;
    return is_full || number % one_in == 0;
}

World& world();  // one for all tests: to make it takes longer than to ask it

}  // namespace unionhall::authz
