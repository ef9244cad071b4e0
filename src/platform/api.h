// A room's endpoints, as a table. The types of a handler are its documentation: what it takes and gives is read off
// its signature. Reads say who may; writes also say what is recorded. Without either it does not compile.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/context.h"
#include "platform/json.h"
#include "platform/message.h"
#include "platform/workflow.h"

namespace unionhall {

struct Call {
    Context& context;
    const Request& request;
    std::int64_t id = 0;  // of the record in the path, if any
    std::string rest;     // what stands for {name} in the path where it is no id
};

struct StepRow {
    std::string name;
    Permission needs;
};

struct Route;
using Runner = Response (*)(const Route&, Call&);

struct Route {
    std::string method, path;
    Words about;
    Door door;
    std::string verb;  // empty for a read
    const RecordType *takes = nullptr, *gives = nullptr;
    enum class Gives { one, many, page, raw } how = Gives::one;
    Runner runner = nullptr;
    void (*handler)() = nullptr;  // whose type only the runner knows
    const void* workflow = nullptr;
    std::vector<StepRow> steps = {};  // of a workflow route
    bool is_upload = false;           // the body is a file
    bool is_repeatable = false;       // a POST that may be sent twice without harm (sign-in): needs no Idempotency-Key
    const RecordType* lists = nullptr;  // of a page: whose fields filter and sort it
    // Runs before the transaction of a write, in a reading one: for what takes long (a password), so that the writer
    // does not wait. What it returns is the handler's `context.finding`.
    std::string (*ahead)(Context&, const Request&) = nullptr;
    // Asks staff for a proof of their password, workers for one of their phone: a fresh one (`proof_minutes`), or for what
    // a cadre does many times a day, one of this stretch of work (`reveal_proof_minutes`).
    enum class Proof { none, of_this_work, fresh } proof = Proof::none;

    Route sensitive(Proof wanted = Proof::fresh) && { return proof = wanted, std::move(*this); }
    bool is_sensitive() const { return proof != Proof::none; }
    bool is_write() const { return !verb.empty(); }
    Response run(Call& call) const { return runner(*this, call); }
};
using Routes = std::vector<Route>;

// The answer to a list that goes on: at most `page_items_max`, and a cursor for the rest.
inline constexpr std::int64_t page_items_max = 200, page_items_default = 50, count_shown_max = 10000;
inline constexpr std::int64_t page_items_export_max = 100000;

// What narrows a list beyond its filters: SQL after "where", with holes continuing after `values`.
struct Narrowing {
    std::string sql;
    std::vector<Value> values;
};
using Narrow = Narrowing (*)(Context&, const Query&);

// --- used by the templates below; each is one ordinary function ---
void check_door(const Door&, const Context&, const RecordType&, const void* record);  // record null: anywhere will do
void check_proof(const Route&, const Context&);  // refuses (unproved) a sensitive route to a session without its proof
void check_owner(const Door&, Context&, const RecordType&, const Given&);  // of a record not made yet
void from_query(const RecordType&, const Query&, void* record);
Given given_from_body(const RecordType&, const Request&);
void check_version(const RecordType&, const Request&, const void* record);  // If-Match
Response answer_record(Context&, int status, const RecordType&, const void*, const std::vector<std::string>* steps);
std::string unit_path_of(const RecordType&, const void* record);
using Stepper = std::vector<std::string> (*)(const Context&, const void* record);
Response answer_items(Context&, const RecordType&, const std::vector<const void*>&);

// How a list makes records of a type it does not know.
using PageReader = void (*)(Transaction&, const std::string& rest, const std::vector<Value>&, const Visit&);
Response answer_page(Call&, const Door&, const RecordType&, Narrow, Stepper, PageReader);

struct Nothing {};  // a question without parameters
const RecordType& record_of(const Nothing*);

// A record with a workflow declares `const Workflow<T, Status>& workflow_of(const T*)` beside its struct.
template <class T>
concept HasWorkflow = requires {
    workflow_of(static_cast<const T*>(nullptr));
};

template <class T>
Stepper stepper_of() {
    if constexpr (HasWorkflow<T>)
        return [](const Context& context, const void* record) {
            auto& r = *static_cast<const T*>(record);
            return workflow_of(static_cast<const T*>(nullptr))
                .open_to(context.actor, r, unit_path_of(type_of<T>(), record));
        };
    else
        return nullptr;
}

template <class T>
Response answer_one(Context& context, int status, const T& record) {
    if (auto stepper = stepper_of<T>()) {
        auto steps = stepper(context, &record);
        return answer_record(context, status, type_of<T>(), &record, &steps);
    }
    return answer_record(context, status, type_of<T>(), &record, nullptr);
}

// Every maker of a route begins with this one, and adds its handler and the function that runs it. Those functions are
// all that is compiled anew for each row, so that a table of thirty routes compiles in seconds.
Route made_route(const char* method, const char* path, const Door&, const char* verb, const RecordType& takes,
                 const RecordType& gives, Route::Gives, Label about);

template <class Handler>
void keep_handler(Route& route, Handler handler, Runner runner) {
    route.handler = reinterpret_cast<void (*)()>(handler);
    route.runner = runner;
}
template <class Handler>
Handler handler_of(const Route& route) {
    return reinterpret_cast<Handler>(route.handler);
}

// What is asked, out of the address; the door has been asked already.
template <class In>
In question(const Call& call) {
    In in{};
    from_query(type_of<In>(), call.request.query, &in);
    return in;
}
// The record of the address, if the door lets the asker in to it.
template <class T>
T record_asked(const Route& route, Call& call) {
    T record = call.context.find(Id<T>{call.id});
    check_door(route.door, call.context, type_of<T>(), &record);
    return record;
}

// A page of records, filtered and sorted by the marks in their table, within the asker's reach of the door's permission.
template <class T>
Route list(const char* path, const Door& door, Narrow narrow, Label about) {
    auto route = made_route("GET", path, door, "", type_of<Nothing>(), type_of<T>(), Route::Gives::page, about);
    route.lists = &type_of<T>();
    keep_handler(route, narrow, [](const Route& route, Call& call) {
        PageReader reader = [](Transaction& tx, const std::string& rest, const std::vector<Value>& values,
                               const Visit& visit) {
            for (auto& record : tx.select<T>(rest, values)) visit(&record);
        };
        return answer_page(call, route.door, type_of<T>(), handler_of<Narrow>(route), stepper_of<T>(), reader);
    });
    return route;
}
template <class T>
Route list(const char* path, const Door& door, Label about) {
    return list<T>(path, door, nullptr, about);
}

// A question that gives one answer.
template <class Out, class In>
Route get(const char* path, const Door& door, Out (*handler)(Context&, const In&), Label about) {
    auto route = made_route("GET", path, door, "", type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        check_door(route.door, call.context, type_of<Out>(), nullptr);
        return answer_one(call.context, 200, handler_of<decltype(handler)>(route)(call.context, question<In>(call)));
    });
    return route;
}
// A question that gives a short list.
template <class Out, class In>
Route get(const char* path, const Door& door, std::vector<Out> (*handler)(Context&, const In&), Label about) {
    auto route = made_route("GET", path, door, "", type_of<In>(), type_of<Out>(), Route::Gives::many, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        check_door(route.door, call.context, type_of<Out>(), nullptr);
        auto found = handler_of<decltype(handler)>(route)(call.context, question<In>(call));
        std::vector<const void*> records;
        for (auto& record : found) records.push_back(&record);
        return answer_items(call.context, type_of<Out>(), records);
    });
    return route;
}
// One record by its id.
template <class T>
Route one(const char* path, const Door& door, Label about) {
    auto route = made_route("GET", path, door, "", type_of<Nothing>(), type_of<T>(), Route::Gives::one, about);
    route.runner = [](const Route& route, Call& call) {
        return answer_one(call.context, 200, record_asked<T>(route, call));
    };
    return route;
}
// A question about one record.
template <class Out, class T, class In>
Route about_one(const char* path, const Door& door, Out (*handler)(Context&, const T&, const In&), Label about) {
    auto route = made_route("GET", path, door, "", type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        T record = record_asked<T>(route, call);
        return answer_one(call.context, 200,
                          handler_of<decltype(handler)>(route)(call.context, record, question<In>(call)));
    });
    return route;
}
// The same, but the look itself is recorded: "who looked at my data".
template <class Out, class T, class In>
Route look(const char* path, const Door& door, const char* verb, Out (*handler)(Context&, const T&, const In&),
           Label about) {
    auto route = made_route("GET", path, door, verb, type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        T record = record_asked<T>(route, call);
        Out seen = handler_of<decltype(handler)>(route)(call.context, record, question<In>(call));
        call.context.note(type_of<T>(), route.verb, &record, &record);
        return answer_one(call.context, 200, seen);
    });
    return route;
}

// Makes something. When the question carries a unit, the door is asked of that unit.
template <class Out, class In>
Route post(const char* path, const Door& door, const char* verb, Out (*handler)(Context&, const Draft<In>&),
           Label about) {
    auto route = made_route("POST", path, door, verb, type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        check_door(route.door, call.context, type_of<In>(), nullptr);
        Draft<In> draft{given_from_body(type_of<In>(), call.request)};
        check_owner(route.door, call.context, type_of<In>(), draft.given);
        Out made = handler_of<decltype(handler)>(route)(call.context, draft);
        call.context.note(type_of<Out>(), route.verb, nullptr, &made);
        return answer_one(call.context, 201, made);
    });
    return route;
}
// Does something with one record.
template <class Out, class T, class In>
Route act(const char* path, const Door& door, const char* verb, Out (*handler)(Context&, const T&, const Draft<In>&),
          Label about) {
    auto route = made_route("POST", path, door, verb, type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        T before = record_asked<T>(route, call);
        Draft<In> draft{given_from_body(type_of<In>(), call.request)};
        Out made = handler_of<decltype(handler)>(route)(call.context, before, draft);
        const void* after = &before;
        if constexpr (std::is_same_v<Out, T>) after = &made;
        call.context.note(type_of<T>(), route.verb, &before, after);
        return answer_one(call.context, 200, made);
    });
    return route;
}
template <class T>
Route patch(const char* path, const Door& door, const char* verb, T (*handler)(Context&, const T&, const Draft<T>&),
            Label about) {
    auto route = made_route("PATCH", path, door, verb, type_of<T>(), type_of<T>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        T before = record_asked<T>(route, call);
        check_version(type_of<T>(), call.request, &before);
        T after = handler_of<decltype(handler)>(route)(call.context, before,
                                                       Draft<T>{given_from_body(type_of<T>(), call.request)});
        // Nobody may give a record away to a unit they do not manage.
        check_door(route.door, call.context, type_of<T>(), &after);
        call.context.note(type_of<T>(), route.verb, &before, &after);
        return answer_one(call.context, 200, after);
    });
    return route;
}
template <class T>
Route remove(const char* path, const Door& door, const char* verb, void (*handler)(Context&, const T&), Label about) {
    auto route =
        made_route("DELETE", path, door, verb, type_of<Nothing>(), type_of<Nothing>(), Route::Gives::one, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        T before = record_asked<T>(route, call);
        handler_of<decltype(handler)>(route)(call.context, before);
        call.context.note(type_of<T>(), route.verb, &before, nullptr);
        Response response;
        response.status = 204;
        return response;
    });
    return route;
}

// Takes a step of a workflow. `Taken` has `step`, and what the steps ask for besides.
template <class T, class Status, class Taken>
Route steps(const char* path, const Workflow<T, Status>& workflow,
            T (*handler)(Context&, const T& before, T next, const Taken&), Label about) {
    auto verb = type_of<T>().name + ".*";
    auto route =
        made_route("POST", path, signed_in(), verb.c_str(), type_of<Taken>(), type_of<T>(), Route::Gives::one, about);
    route.workflow = &workflow;
    keep_handler(route, handler, [](const Route& route, Call& call) {
        auto& workflow = *static_cast<const Workflow<T, Status>*>(route.workflow);
        check_door(route.door, call.context, type_of<T>(), nullptr);
        Taken taken = Draft<Taken>{given_from_body(type_of<Taken>(), call.request)}.applied_to({});
        T before = call.context.find(Id<T>{call.id});
        // Who may take none of the steps there is not told that the record exists.
        auto path = unit_path_of(type_of<T>(), &before);
        bool any = false;
        for (auto& s : workflow.steps) any |= call.context.may(s.needs, path);
        if (!any) throw not_found(type_of<T>().label);
        auto& step = workflow.step(before.*workflow.status, taken.step);
        check_door(may(step.needs), call.context, type_of<T>(), &before);
        T next = before;
        next.*workflow.status = step.to;
        T after = handler_of<decltype(handler)>(route)(call.context, before, std::move(next), taken);
        call.context.note(type_of<T>(), type_of<T>().name + "." + step.name, &before, &after);
        return answer_one(call.context, 200, after);
    });
    for (auto& s : workflow.steps) route.steps.push_back({s.name, s.needs});
    return route;
}

// A file comes in; the handler sees its bytes and the question beside it.
template <class Out, class In>
Route upload(const char* path, const Door& door, const char* verb,
             Out (*handler)(Context&, const In&, std::string_view), Label about) {
    auto route = made_route("POST", path, door, verb, type_of<In>(), type_of<Out>(), Route::Gives::one, about);
    route.is_upload = true;
    keep_handler(route, handler, [](const Route& route, Call& call) {
        check_door(route.door, call.context, type_of<In>(), nullptr);
        Out made = handler_of<decltype(handler)>(route)(call.context, question<In>(call), call.request.body);
        call.context.note(type_of<Out>(), route.verb, nullptr, &made);
        return answer_one(call.context, 201, made);
    });
    return route;
}

// A route that is answered by hand: its handler asks the door itself.
Route by_hand(Route made, Response (*handler)(Call&));
// Anything else that is read: pages, files, streams.
Route raw(const char* path, const Door& door, Response (*handler)(Call&), Label about);

}  // namespace unionhall
