#include "platform/api.h"

#include "platform/free_text.h"
#include "platform/settings.h"
#include "platform/text.h"

namespace unionhall {

// clang-format off
const RecordType& record_of(const StepTaken*) {
    static const auto type = record<StepTaken>("step_taken", "", {"办理步骤", "step"}, {
        field(&StepTaken::step, "step", {"步骤", "Step"}).required().at_most(40),
        field(&StepTaken::note, "note", {"说明", "Note"}).at_most(500),
    });
    return type;
}
const RecordType& record_of(const Nothing*) {
    static const auto type = record<Nothing>("nothing", "", {"无", "nothing"}, {});
    return type;
}
// clang-format on

std::string unit_path_of(const RecordType& type, const void* record) {
    return type.path ? std::get<std::string>(type.path->get(record)) : std::string();
}

static void check_signed_in(const Context& context) {
    if (context.actor.kind == Actor::Kind::nobody)
        throw Refusal(Refusal::Reason::not_signed_in, {"请先登录。", "Please sign in first."});
}

void check_door(const Door& door, const Context& context, const RecordType& type, const void* record) {
    using enum Door::Kind;
    if (door.kind == anyone) return;
    check_signed_in(context);
    if (context.actor.has_first_password && !door.is_open_without_codes)
        throw forbidden(
            {"这个密码是别人替您设的，请先改成您自己的密码，之后就可以办理业务。",
             "Somebody else set this password for you. Please choose your own first, and everything is open."});
    if (context.actor.lacks_codes && !door.is_open_without_codes && wants_codes(context.services.settings))
        throw forbidden(
            {"请先启用动态口令：用手机扫一次码，之后就可以办理业务。",
             "Please set up one-time codes first: scan a code with your phone once, and everything is open."});
    if (door.kind == worker && context.actor.kind != Actor::Kind::worker)
        throw forbidden({"这里只供职工本人使用，请用手机验证码登录。",
                         "This is for workers themselves: sign in with a code to your phone."});
    if (door.kind == staff && context.actor.kind != Actor::Kind::staff)
        throw forbidden({"这里只供工会工作人员使用。", "This is for union staff."});
    if (door.kind != permitted) return;
    if (record && type.path) {
        context.require(door.permission, unit_path_of(type, record), type.label);
    } else if (!context.actor.may_somewhere(door.permission)) {
        throw forbidden({std::string("您没有“") + door.permission.about.zh + "”的权限。",
                         std::string("This needs the right \"") + door.permission.about.en + "\"."});
    }
}

void check_proof(const Route& route, const Context& context) {
    auto& actor = context.actor;
    // Nobody is asked twice who speaks without a session, such as the system itself.
    if (!route.is_sensitive() || !actor.session_id) return;
    auto& settings = context.services.settings;
    auto minutes = route.proof == Route::Proof::fresh ? settings.proof_minutes : settings.reveal_proof_minutes;
    auto oldest = plus_seconds(context.now, -minutes * 60);
    if (actor.proved_at_us >= oldest.us) return;
    throw Refusal(
        Refusal::Reason::unproved,
        actor.kind == Actor::Kind::worker
            ? Words{"这是一件重要的事，请先用一个新的短信验证码，确认是您本人。",
                    "This is a sensitive act: please enter a new code by text message, so that we know it is you."}
            : Words{"这是一件重要的事，请先再输入一次密码，确认是您本人。",
                    "This is a sensitive act: please enter your password once more, so that we know it is you."});
}

void check_owner(const Door& door, Context& context, const RecordType& type, const Given& given) {
    if (door.kind != Door::Kind::permitted || !type.owner) return;
    for (auto& [f, value] : given) {
        auto* unit = std::get_if<std::int64_t>(&value);
        if (f != type.owner || !unit) continue;
        auto path = context.unit_path(*unit);
        if (path.empty() || !context.may(door.permission, path))
            throw forbidden({"您不能替这个组织办理这件事。", "You may not do this for that unit."});
    }
}

void from_query(const RecordType& type, const Query& query, void* record) {
    Given given;
    std::vector<Problem> problems;
    for (auto& [name, text] : query) {
        auto* f = type.field(name);
        auto value = f && !f->is_hidden ? parse_value(*f, text) : std::nullopt;
        if (!f || f->is_hidden)
            problems.push_back({name, {"没有“" + name + "”这个参数。", "\"" + name + "\" is not a parameter here."}});
        else if (!value)
            problems.push_back(
                {name, {f->label.zh + "填写的内容无法识别。", f->label.en + " is not something we can read."}});
        else if (!std::holds_alternative<std::monostate>(*value)) {
            if (auto* words = std::get_if<std::string>(&*value); words && f->shape == Shape::text)
                *words = as_kept(name, *words);
            given.emplace_back(f, std::move(*value));
        }
    }
    refuse_if_any(std::move(problems));
    apply(type, given, record);
}

Given given_from_body(const RecordType& type, const Request& request) {
    auto* kind = request.header("content-type");
    if (kind && !lower_ascii(*kind).starts_with("application/json"))
        throw malformed({"请求内容应为 application/json。", "The body must be application/json."});
    return given_from_json(type, parse_json(request.body.empty() ? "{}" : request.body));
}

static std::string etag(std::int64_t version) { return "\"v" + std::to_string(version) + "\""; }

void check_version(const RecordType& type, const Request& request, const void* record) {
    if (!type.version) return;
    auto* asked = request.header("if-match");
    if (!asked)
        throw Refusal(Refusal::Reason::unversioned,
                      {"修改时请带上 If-Match 版本号，以免覆盖别人的修改。",
                       "Say with If-Match which version you change, so that nobody's change is lost."});
    if (*asked != etag(std::get<std::int64_t>(type.version->get(record))))
        throw Refusal(Refusal::Reason::stale,
                      {"这条" + type.label.zh + "刚刚被别人修改过，请刷新后再改。",
                       "Somebody changed this " + type.label.en + " first. Reload it and try again."});
}

static void write_object(JsonWriter& w, const RecordType& type, const void* record, Sight sight,
                         const std::vector<std::string>* steps) {
    w.begin_object();
    write_record(w, type, record, sight);
    if (steps) {
        w.key("steps").begin_array();
        for (auto& s : *steps) w.value(s);
        w.end_array();
    }
    w.end_object();
}

Response answer_record(Context& context, int status, const RecordType& type, const void* record,
                       const std::vector<std::string>* steps) {
    JsonWriter w;
    // What belongs to no unit (one's own data, a figure) has been decided by its handler.
    auto sight = type.path ? context.sight(unit_path_of(type, record)) : Sight{.personal = true};
    write_object(w, type, record, sight, steps);
    Response response{.status = status, .body = w.take()};
    if (type.version) response.headers.emplace_back("ETag", etag(std::get<std::int64_t>(type.version->get(record))));
    return response;
}

Response answer_items(Context& context, const RecordType& type, const std::vector<const void*>& records) {
    JsonWriter w;
    w.begin_object().key("items").begin_array();
    for (auto* record : records)
        write_object(w, type, record, type.path ? context.sight(unit_path_of(type, record)) : Sight{.personal = true},
                     nullptr);
    w.end_array().key("next").null().end_object();
    return {.body = w.take()};
}

Route made_route(const char* method, const char* path, const Door& door, const char* verb, const RecordType& takes,
                 const RecordType& gives, Route::Gives how, Label about) {
    return {.method = method,
            .path = path,
            .about = about,
            .door = door,
            .verb = verb,
            .takes = &takes,
            .gives = &gives,
            .how = how};
}

Route by_hand(Route made, Response (*handler)(Call&)) {
    keep_handler(made, handler,
                 [](const Route& route, Call& call) { return handler_of<Response (*)(Call&)>(route)(call); });
    return made;
}

Route raw(const char* path, const Door& door, Response (*handler)(Call&), Label about) {
    auto route = made_route("GET", path, door, "", type_of<Nothing>(), type_of<Nothing>(), Route::Gives::raw, about);
    keep_handler(route, handler, [](const Route& route, Call& call) {
        check_door(route.door, call.context, type_of<Nothing>(), nullptr);
        return handler_of<Response (*)(Call&)>(route)(call);
    });
    return route;
}

}  // namespace unionhall
