// Everything a request may lean on, handed down by hand: no globals, no singletons, no hidden clock.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/access.h"
#include "platform/db.h"
#include "platform/holding.h"
#include "platform/measure.h"
#include "platform/naming.h"

namespace unionhall {

class Vault;
class Pinyin;
class Calendar;
class KnownPasswords;
struct Settings;
class Log;
class Metrics;

// What lives as long as the process.
struct Services {
    Vault& vault;
    IdSource& ids;
    const Pinyin& pinyin;
    const Calendar& calendar;
    const KnownPasswords& known_passwords;
    const Settings& settings;
    // The stored path of a unit, or "" when there is none. Given by the room of units, so that the platform knows no union.
    std::function<std::string(Transaction&, std::int64_t unit_id)> unit_path;
    Log* log = nullptr;            // none in tests
    Metrics* metrics = nullptr;    // none in tests
    Database* database = nullptr;  // set by the application: for streams, which outlive their request's transaction
    Measures measures = {};        // of all rooms; set by the application
    Holdings holdings = {};        // what all rooms keep about a person; set by the application
    Namings namings = {};          // what all rooms can say of an id; set by the application
};

struct Happened {  // one line of the audit
    std::string verb, subject;
    std::int64_t subject_id = 0;
    std::string unit_path;
    std::string changes;  // JSON; personal fields say only "changed"

    bool names(std::string_view field) const {
        return changes.find("\"" + std::string(field) + "\":") != std::string::npos;
    }
};

struct Context {
    Transaction& tx;
    const Actor& actor;
    Services& services;
    Instant now;
    Date today;
    Language language = Language::zh;
    std::string request_id = {};
    std::vector<Happened> happened = {};
    std::string verb = {};     // what the route records
    std::string finding = {};  // what the route's `ahead` found out before this transaction
    std::vector<std::pair<std::string, std::string>> headers = {};  // of the answer, besides the usual ones

    template <class T>
    Id<T> new_id() {
        return services.ids.make<T>();
    }
    std::string unit_path(std::int64_t unit_id) { return services.unit_path(tx, unit_id); }

    // The record, or a refusal: there is no such record. Does not ask who may see it; routes do.
    template <class T>
    T find(const Id<T>& id) {
        auto found = tx.first<T>("where id = $1", {id.number});
        if (!found) throw not_found(type_of<T>().label);
        return std::move(*found);
    }
    // Keeps the record, with the path of the unit it belongs to; refuses when there is no such unit.
    template <class T>
    void insert(T& record) {
        place(type_of<T>(), &record);
        tx.insert(record);
    }
    template <class T>
    void update(T& record) {
        place(type_of<T>(), &record);
        tx.update(record);
    }

    // Refuses unless the actor holds the permission there. What one may not know of is not found.
    void require(const Permission&, std::string_view unit_path, const Words& what = {"内容", "thing"}) const;
    bool may(const Permission& permission, std::string_view unit_path) const {
        return actor.may(permission, unit_path);
    }
    Sight sight(std::string_view unit_path) const { return {.personal = actor.may(see_personal, unit_path)}; }

    // A further line of the audit, for a request that changes more than the record it answers with.
    template <class T>
    void note(std::string verb, const T* before, const T* after) {
        note(type_of<T>(), std::move(verb), before, after);
    }
    void note(const RecordType&, std::string verb, const void* before, const void* after);

    // Counts something, in the same transaction as what is counted.
    void count(Delta);

  private:
    void place(const RecordType&, void* record);
};

}  // namespace unionhall
