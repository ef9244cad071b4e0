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

struct Route {
    std::string method, path;
    Words about;
    Door door;
    std::string verb;  // empty for a read
    const RecordType *takes = nullptr, *gives = nullptr;
    enum class Gives { one, many, page, raw } how = Gives::one;
    std::function<Response(Call&)> run;
    std::vector<StepRow> steps = {};  // of a workflow route
    bool is_upload = false;           // the body is a file
    bool is_repeatable = false;       // a POST that may be sent twice without harm (sign-in): needs no Idempotency-Key
    const RecordType* lists = nullptr;  // of a page: whose fields filter and sort it
    // Runs before the transaction of a write, in a reading one: for what takes long (a password), so that the writer
    // does not wait. What it returns is the handler's `context.finding`.
    std::string (*ahead)(Context&, const Request&) = nullptr;

    bool is_write() const { return !verb.empty(); }
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
void check_owner(const Door&, Context&, const RecordType&, const Given&);             // of a record not made yet
void from_query(const RecordType&, const Query&, void* record);
Given given_from_body(const RecordType&, const Request&);
void check_version(const RecordType&, const Request&, const void* record);  // If-Match
Response answer_record(Context&, int status, const RecordType&, const void*, const std::vector<std::string>* steps);
std::string unit_path_of(const RecordType&, const void* record);
using Stepper = std::vector<std::string> (*)(const Context&, const void* record);
Response answer_items(Context&, const RecordType&, const std::vector<const void*>&);

struct PageReader {  // how a list makes records of a type it does not know
    std::function<void(Transaction&, const std::string& rest, const std::vector<Value>&,
                       const std::function<void(const void*)>&)>
        read;
};
Response answer_page(Call&, const Door&, const RecordType&, Narrow, Stepper, const PageReader&);

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

// A page of records, filtered and sorted by the marks in their table, within the asker's reach of the door's permission.
template <class T>
Route list(std::string path, Door door, Narrow narrow, Words about) {
    PageReader reader{[](Transaction& tx, const std::string& rest, const std::vector<Value>& values,
                         const std::function<void(const void*)>& visit) {
        for (auto& record : tx.select<T>(rest, values)) visit(&record);
    }};
    Route route{"GET",
                std::move(path),
                std::move(about),
                door,
                "",
                &type_of<Nothing>(),
                &type_of<T>(),
                Route::Gives::page,
                [=](Call& call) { return answer_page(call, door, type_of<T>(), narrow, stepper_of<T>(), reader); }};
    route.lists = &type_of<T>();
    return route;
}
template <class T>
Route list(std::string path, Door door, Words about) {
    return list<T>(std::move(path), door, nullptr, std::move(about));
}

// A question that gives one answer.
template <class Out, class In>
Route get(std::string path, Door door, Out (*handler)(Context&, const In&), Words about) {
    return {"GET",
            std::move(path),
            std::move(about),
            door,
            "",
            &type_of<In>(),
            &type_of<Out>(),
            Route::Gives::one,
            [=](Call& call) {
                check_door(door, call.context, type_of<Out>(), nullptr);
                In in{};
                from_query(type_of<In>(), call.request.query, &in);
                return answer_one(call.context, 200, handler(call.context, in));
            }};
}
// A question that gives a short list.
template <class Out, class In>
Route get(std::string path, Door door, std::vector<Out> (*handler)(Context&, const In&), Words about) {
    return {"GET",
            std::move(path),
            std::move(about),
            door,
            "",
            &type_of<In>(),
            &type_of<Out>(),
            Route::Gives::many,
            [=](Call& call) {
                check_door(door, call.context, type_of<Out>(), nullptr);
                In in{};
                from_query(type_of<In>(), call.request.query, &in);
                auto found = handler(call.context, in);
                std::vector<const void*> records;
                for (auto& record : found) records.push_back(&record);
                return answer_items(call.context, type_of<Out>(), records);
            }};
}
// One record by its id.
template <class T>
Route one(std::string path, Door door, Words about) {
    return {"GET",
            std::move(path),
            std::move(about),
            door,
            "",
            &type_of<Nothing>(),
            &type_of<T>(),
            Route::Gives::one,
            [=](Call& call) {
                T record = call.context.find(Id<T>{call.id});
                check_door(door, call.context, type_of<T>(), &record);
                return answer_one(call.context, 200, record);
            }};
}
// A question about one record.
template <class Out, class T, class In>
Route about_one(std::string path, Door door, Out (*handler)(Context&, const T&, const In&), Words about) {
    return {"GET",
            std::move(path),
            std::move(about),
            door,
            "",
            &type_of<In>(),
            &type_of<Out>(),
            Route::Gives::one,
            [=](Call& call) {
                T record = call.context.find(Id<T>{call.id});
                check_door(door, call.context, type_of<T>(), &record);
                In in{};
                from_query(type_of<In>(), call.request.query, &in);
                return answer_one(call.context, 200, handler(call.context, record, in));
            }};
}
// The same, but the look itself is recorded: "who looked at my data".
template <class Out, class T, class In>
Route look(std::string path, Door door, std::string verb, Out (*handler)(Context&, const T&, const In&), Words about) {
    auto route = about_one(std::move(path), door, handler, std::move(about));
    route.verb = verb;
    route.run = [=](Call& call) {
        T record = call.context.find(Id<T>{call.id});
        check_door(door, call.context, type_of<T>(), &record);
        In in{};
        from_query(type_of<In>(), call.request.query, &in);
        Out seen = handler(call.context, record, in);
        call.context.note(type_of<T>(), verb, &record, &record);
        return answer_one(call.context, 200, seen);
    };
    return route;
}

// Makes something. When the question carries a unit, the door is asked of that unit.
template <class Out, class In>
Route post(std::string path, Door door, std::string verb, Out (*handler)(Context&, const Draft<In>&), Words about) {
    return {"POST",
            std::move(path),
            std::move(about),
            door,
            verb,
            &type_of<In>(),
            &type_of<Out>(),
            Route::Gives::one,
            [=](Call& call) {
                check_door(door, call.context, type_of<In>(), nullptr);
                Draft<In> draft{given_from_body(type_of<In>(), call.request)};
                check_owner(door, call.context, type_of<In>(), draft.given);
                Out made = handler(call.context, draft);
                call.context.note(type_of<Out>(), verb, nullptr, &made);
                return answer_one(call.context, 201, made);
            }};
}
// Does something with one record.
template <class Out, class T, class In>
Route act(std::string path, Door door, std::string verb, Out (*handler)(Context&, const T&, const Draft<In>&),
          Words about) {
    return {"POST",
            std::move(path),
            std::move(about),
            door,
            verb,
            &type_of<In>(),
            &type_of<Out>(),
            Route::Gives::one,
            [=](Call& call) {
                T before = call.context.find(Id<T>{call.id});
                check_door(door, call.context, type_of<T>(), &before);
                Draft<In> draft{given_from_body(type_of<In>(), call.request)};
                Out made = handler(call.context, before, draft);
                if constexpr (std::is_same_v<Out, T>)
                    call.context.note(type_of<T>(), verb, &before, &made);
                else
                    call.context.note(type_of<T>(), verb, &before, &before);
                return answer_one(call.context, 200, made);
            }};
}
template <class T>
Route patch(std::string path, Door door, std::string verb, T (*handler)(Context&, const T&, const Draft<T>&),
            Words about) {
    return {"PATCH",
            std::move(path),
            std::move(about),
            door,
            verb,
            &type_of<T>(),
            &type_of<T>(),
            Route::Gives::one,
            [=](Call& call) {
                T before = call.context.find(Id<T>{call.id});
                check_door(door, call.context, type_of<T>(), &before);
                check_version(type_of<T>(), call.request, &before);
                T after = handler(call.context, before, Draft<T>{given_from_body(type_of<T>(), call.request)});
                // Nobody may give a record away to a unit they do not manage.
                check_door(door, call.context, type_of<T>(), &after);
                call.context.note(type_of<T>(), verb, &before, &after);
                return answer_one(call.context, 200, after);
            }};
}
template <class T>
Route remove(std::string path, Door door, std::string verb, void (*handler)(Context&, const T&), Words about) {
    return {"DELETE",
            std::move(path),
            std::move(about),
            door,
            verb,
            &type_of<Nothing>(),
            &type_of<Nothing>(),
            Route::Gives::one,
            [=](Call& call) {
                T before = call.context.find(Id<T>{call.id});
                check_door(door, call.context, type_of<T>(), &before);
                handler(call.context, before);
                call.context.note<T>(verb, &before, nullptr);
                Response response;
                response.status = 204;
                return response;
            }};
}

// Takes a step of a workflow. `Taken` has `step`, and what the steps ask for besides.
template <class T, class Status, class Taken>
Route steps(std::string path, const Workflow<T, Status>& workflow,
            T (*handler)(Context&, const T& before, T next, const Taken&), Words about) {
    Route route{"POST",
                std::move(path),
                std::move(about),
                signed_in(),
                type_of<T>().name + ".*",
                &type_of<Taken>(),
                &type_of<T>(),
                Route::Gives::one,
                [=, &workflow](Call& call) {
                    check_door(signed_in(), call.context, type_of<T>(), nullptr);
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
                    T after = handler(call.context, before, std::move(next), taken);
                    call.context.note(type_of<T>(), type_of<T>().name + "." + step.name, &before, &after);
                    return answer_one(call.context, 200, after);
                }};
    for (auto& s : workflow.steps) route.steps.push_back({s.name, s.needs});
    return route;
}

// A file comes in; the handler sees its bytes and the question beside it.
template <class Out, class In>
Route upload(std::string path, Door door, std::string verb, Out (*handler)(Context&, const In&, std::string_view),
             Words about) {
    Route route{"POST",
                std::move(path),
                std::move(about),
                door,
                verb,
                &type_of<In>(),
                &type_of<Out>(),
                Route::Gives::one,
                [=](Call& call) {
                    check_door(door, call.context, type_of<In>(), nullptr);
                    In in{};
                    from_query(type_of<In>(), call.request.query, &in);
                    Out made = handler(call.context, in, call.request.body);
                    call.context.note(type_of<Out>(), verb, nullptr, &made);
                    return answer_one(call.context, 201, made);
                }};
    route.is_upload = true;
    return route;
}

// Anything else that is read: pages, files, streams.
Route raw(std::string path, Door door, Response (*handler)(Call&), Words about);

}  // namespace unionhall
