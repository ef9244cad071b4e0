#include "approvals/rules.h"

#include "platform/crypto.h"
#include "platform/json.h"

namespace unionhall::approvals {

const Permission& needed_to_ask(Kind kind, bool of_member) {
    switch (kind) {
        case Kind::member_export:
        case Kind::list_unmasking:
            return export_members;
        case Kind::invitation_erasure:
            return import_lists;
        case Kind::code_removal:
            return of_member ? manage_members : manage_roles;
        case Kind::role_grant:
            return manage_roles;
        case Kind::legal_hold:
        case Kind::hold_release:
            return hold_data;
        case Kind::disclosure:
            return manage_members;
        case Kind::key_rotation:
            break;
    }
    return see_keys;
}

std::int64_t approvers_needed(Kind kind) { return kind == Kind::member_export ? 2 : 1; }

bool is_executed_at_once(Kind kind) { return kind != Kind::member_export && kind != Kind::list_unmasking; }

// clang-format off
const Workflow<Approval, Status>& approval_flow() {
    using enum Status;
    static const Workflow<Approval, Status> flow{&Approval::status, asked, {
        // step      from               to         who may     label
        {"approve",  {asked},           approved,  decide,     {"批准", "Approve"}},
        {"refuse",   {asked},           refused,   decide,     {"不批准", "Refuse"}},
        {"cancel",   {asked, approved}, cancelled, own,        {"撤销申请", "Cancel"}},
        {"execute",  {approved},        executed,  own,        {"执行", "Execute"}},
        {"expire",   {asked, approved}, expired,   by_itself,  {"过期", "Expire"}},
    }};
    return flow;
}
// clang-format on

std::string canonical(const Wanted& w) {
    JsonWriter json;
    json.begin_object();
    if (w.drive_id) json.pair("drive_id", id_text(w.drive_id->number));
    if (w.occupation) json.pair("occupation", name_of(*w.occupation));
    if (w.with_phones) json.pair("with_phones", true);
    if (w.up_to_member) json.pair("up_to_member", id_text(w.up_to_member));
    if (w.before) json.pair("before", to_text(*w.before));
    if (w.account_id) json.pair("account_id", w.account_id->text());
    if (w.role) json.pair("role", name_of(*w.role));
    if (w.ends_on) json.pair("ends_on", to_text(*w.ends_on));
    if (w.member_id) json.pair("member_id", w.member_id->text());
    if (w.hold_id) json.pair("hold_id", w.hold_id->text());
    if (w.begins_on) json.pair("begins_on", to_text(*w.begins_on));
    if (w.is_untold) json.pair("is_untold", true);
    if (w.basis) json.pair("basis", name_of(*w.basis));
    for (auto& [name, text] : {std::pair{"document_number", &w.document_number}, std::pair{"recipient", &w.recipient},
                               std::pair{"purpose", &w.purpose}, std::pair{"fields", &w.fields}})
        if (!text->empty()) json.pair(name, *text);
    return json.end_object().take();
}

template <class E>
static E chosen(const std::string& name) {
    E value{};
    if (!ShapeOf<E>::from(value, Value{name})) throw std::runtime_error("a request holds an unknown choice: " + name);
    return value;
}

Wanted wanted_in(const std::string& json) {
    auto parsed = parse_json(json);
    auto text = [&](const char* name) { return parsed.find(name) ? parsed.at(name).text() : std::string(); };
    auto id = [&](const char* name) { return parse_id(text(name)).value_or(0); };
    Wanted w;
    if (auto drive = id("drive_id")) w.drive_id = Id<drives::Drive>{drive};
    if (auto name = text("occupation"); !name.empty()) w.occupation = chosen<members::Occupation>(name);
    w.with_phones = parsed.find("with_phones") != nullptr;
    w.up_to_member = id("up_to_member");
    w.before = parse_date(text("before"));
    if (auto account = id("account_id")) w.account_id = Id<accounts::Account>{account};
    if (auto name = text("role"); !name.empty()) w.role = chosen<accounts::Role>(name);
    w.ends_on = parse_date(text("ends_on"));
    if (auto member = id("member_id")) w.member_id = Id<members::Member>{member};
    if (auto hold = id("hold_id")) w.hold_id = Id<members::LegalHold>{hold};
    w.begins_on = parse_date(text("begins_on"));
    w.is_untold = parsed.find("is_untold") != nullptr;
    if (auto name = text("basis"); !name.empty()) w.basis = chosen<members::Basis>(name);
    w.document_number = text("document_number"), w.recipient = text("recipient");
    w.purpose = text("purpose"), w.fields = text("fields");
    return w;
}

std::string hash_of(const Approval& a) {
    JsonWriter json;
    json.begin_object()
        .pair("kind", name_of(a.kind))
        .pair("unit", a.unit_id.text())
        .pair("payload", a.payload)
        .pair("plain_zh", a.plain_zh)
        .pair("plain_en", a.plain_en)
        .pair("reason", a.reason)
        .pair("people", a.people)
        .pair("asked_by", id_text(a.asked_by))
        .pair("asked_at", to_text(a.asked_at))
        .end_object();
    return hex(sha256(json.take()));
}

Instant beginning_of(Date day) { return parse_instant(to_text(day) + "T00:00:00+08:00").value(); }

Status status_at(const Approval& a, Instant now) {
    bool is_open = a.status == Status::asked || a.status == Status::approved;
    return is_open && a.expires_at < now ? Status::expired : a.status;
}

std::vector<std::string> steps_for(const Approval& a, const Actor& actor, bool has_approved, Instant now) {
    std::vector<std::string> steps;
    auto status = status_at(a, now);
    bool is_own = actor.account_id == a.asked_by;
    if (status == Status::asked && !is_own && actor.may(decide, a.unit_path)) {
        if (!has_approved) steps.push_back("approve");
        steps.push_back("refuse");
    }
    if (is_own && (status == Status::asked || (status == Status::approved && !is_executed_at_once(a.kind))))
        steps.push_back("cancel");
    if (is_own && status == Status::approved && !is_executed_at_once(a.kind)) steps.push_back("execute");
    return steps;
}

}  // namespace unionhall::approvals
