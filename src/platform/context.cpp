#include "platform/context.h"

#include <algorithm>

namespace unionhall {

void Context::require(const Permission& permission, std::string_view path, const Words& what) const {
    if (actor.may(permission, path)) return;
    if (actor.kind == Actor::Kind::nobody)
        throw Refusal(Refusal::Reason::not_signed_in, {"请先登录。", "Please sign in first."});
    if (actor.may_somewhere(permission)) throw not_found(what);
    throw forbidden({std::string("您没有“") + permission.about.zh + "”的权限。",
                     std::string("This needs the right \"") + permission.about.en + "\"."});
}

void Context::place(const RecordType& type, void* record) {
    if (!type.owner || !type.path) return;
    auto unit = type.owner->get(record);
    auto* id = std::get_if<std::int64_t>(&unit);
    auto path = id && *id ? unit_path(*id) : std::string();
    if (path.empty())
        refuse(type.owner->name, {"没有这个组织，请重新选择。", "There is no such unit. Choose another."});
    type.path->set(record, path);
}

void Context::count(Delta delta) {
    auto known = std::ranges::find(services.measures, delta.measure, &Measure::name);
    delta.is_stock = known != services.measures.end() && known->is_stock;
    append_delta(tx, services.ids.next(), delta);
}

void Context::note(const RecordType& type, std::string what, const void* before, const void* after) {
    const void* known = after ? after : before;
    Happened line{.verb = std::move(what), .subject = type.name, .changes = difference(type, before, after)};
    if (type.key) line.subject_id = std::get<std::int64_t>(type.key->get(known));
    if (type.path) line.unit_path = std::get<std::string>(type.path->get(known));
    happened.push_back(std::move(line));
}

}  // namespace unionhall
