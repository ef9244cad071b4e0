// What the tables say, for the outside: OpenAPI 3.1, the policy as a table, and the records as a script for the web.
#include <map>
#include <set>

#include "platform/app.h"
#include "platform/text.h"

namespace unionhall {

namespace {

Json words(const Words& w) { return Json::Object{{"zh", w.zh}, {"en", w.en}}; }

Json reference(const RecordType& type) { return Json::Object{{"$ref", "#/components/schemas/" + type.name}}; }

Json schema_of(const Field& f) {
    Json::Object s;
    auto is = [&](const char* type, const char* format = nullptr) {
        if (f.optional)
            s.emplace_back("type", Json::Array{type, "null"});
        else
            s.emplace_back("type", type);
        if (format) s.emplace_back("format", format);
    };
    switch (f.shape) {
        case Shape::integer:
        case Shape::cents:
            is("integer", "int64");
            break;
        case Shape::real:
            is("number");
            break;
        case Shape::boolean:
            is("boolean");
            break;
        case Shape::date:
            is("string", "date");
            break;
        case Shape::instant:
            is("string", "date-time");
            break;
        case Shape::id:
            is("string");
            s.emplace_back("pattern", "^[0-7][0-9A-HJKMNP-TV-Z]{12}$");
            break;
        case Shape::ids:
            is("array");
            s.emplace_back("items", Json::Object{{"type", "string"}});
            break;
        case Shape::records:
            is("array");
            s.emplace_back("items", reference(f.nested()));
            break;
        case Shape::text:
            is("string");
            s.emplace_back("maxLength", static_cast<std::int64_t>(f.longest));
            break;
        case Shape::choice:
            is("string");
            break;
    }
    if (!f.choices.empty()) {
        Json::Array values, shown;
        for (auto& c : f.choices) {
            values.emplace_back(c.value);
            shown.emplace_back(Json::Object{{"value", c.value}, {"zh", c.label.zh}, {"en", c.label.en}});
        }
        if (f.optional) values.emplace_back(nullptr);
        s.emplace_back("enum", values);
        s.emplace_back("x-choices", shown);
    }
    if (f.least) s.emplace_back("minimum", *f.least);
    if (f.most) s.emplace_back("maximum", *f.most);
    if (f.is_by_server) s.emplace_back("readOnly", true);
    s.emplace_back("description", f.help_text.empty() ? f.label.en : f.help_text.en);
    s.emplace_back("x-label", words(f.label));
    if (!f.help_text.empty()) s.emplace_back("x-help", words(f.help_text));
    if (f.is_personal || f.is_secret) s.emplace_back("x-personal", true);
    if (f.is_secret) s.emplace_back("x-secret", true);
    if (f.is_sortable) s.emplace_back("x-sortable", true);
    if (f.is_filterable) s.emplace_back("x-filterable", true);
    return s;
}

Json schema_of(const RecordType& type, bool has_steps) {
    Json::Object properties;
    Json::Array required;
    for (auto& f : type.fields) {
        if (f.is_hidden) continue;
        properties.emplace_back(f.name, schema_of(f));
        if (f.is_required) required.emplace_back(f.name);
    }
    if (has_steps)
        properties.emplace_back(
            "steps", Json::Object{{"type", "array"}, {"items", Json::Object{{"type", "string"}}}, {"readOnly", true}});
    Json::Object s{
        {"type", "object"}, {"description", type.label.en}, {"x-label", words(type.label)}, {"properties", properties}};
    if (!required.empty()) s.emplace_back("required", required);
    return s;
}

void remember(const RecordType& type, std::map<std::string, const RecordType*>& types) {
    if (type.name == "nothing" || !types.emplace(type.name, &type).second) return;
    for (auto& f : type.fields)
        if (f.nested) remember(f.nested(), types);
}

std::map<std::string, const RecordType*> types_of(const std::vector<const Route*>& routes) {
    std::map<std::string, const RecordType*> types;
    for (auto* r : routes) remember(*r->takes, types), remember(*r->gives, types);
    return types;
}

Json parameter(const std::string& name, const char* in, bool is_required, Json schema, const std::string& about) {
    return Json::Object{
        {"name", name}, {"in", in}, {"required", is_required}, {"description", about}, {"schema", std::move(schema)}};
}

Json::Array parameters_of(const Route& r) {
    Json::Array all;
    auto text = [] { return Json(Json::Object{{"type", "string"}}); };
    if (auto open = r.path.find('{'); open != std::string::npos)
        all.emplace_back(
            parameter(r.path.substr(open + 1, r.path.find('}') - open - 1), "path", true, text(), "Which one."));
    if (r.method == "GET" || r.is_upload)
        for (auto& f : r.takes->fields)
            all.emplace_back(parameter(f.name, "query", f.is_required, schema_of(f), f.label.en));
    if (r.lists) {
        for (auto& f : r.lists->fields)
            if (f.is_filterable)
                all.emplace_back(parameter(f.name, "query", false, text(), "Only those with this: " + f.label.en));
        for (auto& [name, about] :
             {std::pair{"sort", "A field, or -field for downwards."}, std::pair{"cursor", "Where the last page ended."},
              std::pair{"limit", "At most 200."},
              std::pair{"count", "Any text: also say how many there are, up to 10,000."},
              std::pair{"format", "csv for a file."}})
            all.emplace_back(parameter(name, "query", false, text(), about));
        if (std::ranges::any_of(r.lists->fields, [](auto& f) { return f.match != Match::none; }))
            all.emplace_back(parameter("Search", "header", false, text(), "Search text, escaped as in an address."));
    }
    if (r.method == "POST" && !r.is_repeatable)
        all.emplace_back(parameter("Idempotency-Key", "header", true, text(),
                                   "Any text of at most 80 characters; the same again for the same request."));
    if (r.method == "PATCH" && r.gives->version)
        all.emplace_back(parameter("If-Match", "header", true, text(), "The ETag of the version to change."));
    return all;
}

Json content(Json schema) { return Json::Object{{"application/json", Json::Object{{"schema", std::move(schema)}}}}; }

Json answers_of(const Route& r) {
    Json body = reference(*r.gives);
    if (r.how == Route::Gives::many || r.how == Route::Gives::page)
        body = Json::Object{{"type", "object"},
                            {"properties", Json::Object{{"items", Json::Object{{"type", "array"}, {"items", body}}},
                                                        {"next", Json::Object{{"type", Json::Array{"string", "null"}}}},
                                                        {"total", Json::Object{{"type", "integer"}}},
                                                        {"total_is_more", Json::Object{{"type", "boolean"}}}}}};
    bool is_made = r.method == "POST" && r.path.find('{') == std::string::npos;
    std::string status = r.method == "DELETE" ? "204" : is_made ? "201" : "200";
    Json::Object good{{"description", r.gives->label.en}};
    if (r.how != Route::Gives::raw && r.gives->name != "nothing") good.emplace_back("content", content(body));
    return Json::Object{{status, good}, {"default", Json::Object{{"$ref", "#/components/responses/problem"}}}};
}

std::string shape_name(Shape shape) {
    static const char* names[] = {"id",      "text",  "integer", "real", "boolean", "date",
                                  "instant", "cents", "choice",  "ids",  "records"};
    return names[static_cast<int>(shape)];
}

}  // namespace

std::string openapi_text(const std::vector<const Route*>& routes) {
    std::set<std::string> with_steps;
    for (auto* r : routes)
        if (!r->steps.empty()) with_steps.insert(r->gives->name);
    std::vector<std::pair<std::string, Json::Object>> paths;
    for (auto* r : routes) {
        Json::Object operation{{"summary", r->about.en}, {"x-summary-zh", r->about.zh}};
        auto method = lower_ascii(r->method);
        static const char* doors[] = {"anyone", "signed_in", "worker", "staff", "permitted"};
        operation.emplace_back("x-door", doors[static_cast<int>(r->door.kind)]);
        if (r->door.kind == Door::Kind::permitted)
            operation.emplace_back("x-permission", std::string(r->door.permission.name));
        if (r->is_write()) operation.emplace_back("x-audit", r->verb);
        if (r->is_sensitive()) operation.emplace_back("x-sensitive", true);
        if (!r->steps.empty()) {
            Json::Object steps;
            for (auto& s : r->steps) steps.emplace_back(s.name, std::string(s.needs.name));
            operation.emplace_back("x-steps", steps);
        }
        if (r->door.kind == Door::Kind::anyone) operation.emplace_back("security", Json::Array{});
        if (auto all = parameters_of(*r); !all.empty()) operation.emplace_back("parameters", all);
        if (r->is_upload)
            operation.emplace_back(
                "requestBody", Json::Object{{"required", true},
                                            {"content", Json::Object{{"application/octet-stream", Json::Object{}}}}});
        else if (r->method != "GET" && r->method != "DELETE" && r->takes->name != "nothing")
            operation.emplace_back("requestBody",
                                   Json::Object{{"required", true}, {"content", content(reference(*r->takes))}});
        operation.emplace_back("responses", answers_of(*r));
        auto found = std::ranges::find(paths, r->path, [](auto& p) { return p.first; });
        if (found == paths.end()) found = paths.insert(paths.end(), {r->path, {}});
        found->second.emplace_back(method, operation);
    }
    Json::Object all_paths, schemas;
    for (auto& [path, operations] : paths) all_paths.emplace_back(path, operations);
    for (auto& [name, type] : types_of(routes)) schemas.emplace_back(name, schema_of(*type, with_steps.contains(name)));
    auto text = Json(Json::Object{{"type", "string"}});
    schemas.emplace_back(
        "problem",
        Json::Object{
            {"type", "object"},
            {"properties",
             Json::Object{{"type", text},
                          {"title", text},
                          {"status", Json::Object{{"type", "integer"}}},
                          {"detail", text},
                          {"request_id", text},
                          {"problems",
                           Json::Object{{"type", "array"},
                                        {"items", Json::Object{{"type", "object"},
                                                               {"properties", Json::Object{{"field", text},
                                                                                           {"message", text}}}}}}}}}});
    return pretty(Json::Object{
        {"openapi", "3.1.0"},
        {"info", Json::Object{{"title", "Unionhall 职工之家"},
                              {"version", "1"},
                              {"description", "One federation, from a joining drive to a published figure."}}},
        {"security", Json::Array{Json::Object{{"bearer", Json::Array{}}}, Json::Object{{"cookie", Json::Array{}}}}},
        {"paths", all_paths},
        {"components",
         Json::Object{
             {"schemas", schemas},
             {"responses",
              Json::Object{
                  {"problem",
                   Json::Object{
                       {"description", "The answer is no, and why (RFC 9457)."},
                       {"content",
                        Json::Object{
                            {"application/problem+json",
                             Json::Object{{"schema", Json::Object{{"$ref", "#/components/schemas/problem"}}}}}}}}}}},
             {"securitySchemes",
              Json::Object{
                  {"bearer", Json::Object{{"type", "http"}, {"scheme", "bearer"}}},
                  {"cookie", Json::Object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "unionhall_session"}}}}}}},
    });
}

std::string who_may_text(const std::vector<const Route*>& routes,
                         const std::vector<std::pair<std::string, Actor>>& cast) {
    std::string table;
    auto line = [&](std::string what, const Door& door, Route::Proof proof) {
        if (proof == Route::Proof::fresh) what += " (proof anew)";
        if (proof == Route::Proof::of_this_work) what += " (password now and then)";
        table += what + std::string(what.size() < 60 ? 60 - what.size() : 1, ' ');
        for (auto& [name, a] : cast) {
            using enum Door::Kind;
            bool in = door.kind == anyone || (door.kind == signed_in && a.kind != Actor::Kind::nobody) ||
                      (door.kind == worker && a.kind == Actor::Kind::worker) ||
                      (door.kind == staff && a.kind == Actor::Kind::staff) ||
                      (door.kind == permitted && a.may_somewhere(door.permission));
            table += "  " + (in ? name : std::string(name.size(), '-'));
        }
        table += "\n";
    };
    for (auto* r : routes) {
        if (r->steps.empty()) line(r->method + " " + r->path, r->door, r->proof);
        for (auto& s : r->steps) line(r->method + " " + r->path + " " + s.name, may(s.needs), r->proof);
    }
    return table;
}

std::string records_script(const std::vector<const Route*>& routes) {
    std::string out =
        "// Written by the golden test from the record tables of the server; not by hand.\n"
        "import type { RecordMeta } from './meta'\n";
    for (auto& [name, type] : types_of(routes)) {
        Json::Array fields;
        for (auto& f : type->fields) {
            if (f.is_hidden) continue;
            Json::Object row{{"name", f.name}, {"shape", shape_name(f.shape)}, {"label", words(f.label)}};
            if (!f.help_text.empty()) row.emplace_back("help", words(f.help_text));
            if (!f.choices.empty()) {
                Json::Array choices;
                for (auto& c : f.choices)
                    choices.emplace_back(Json::Object{{"value", c.value}, {"zh", c.label.zh}, {"en", c.label.en}});
                row.emplace_back("choices", choices);
            }
            for (auto& [mark, is] : {std::pair{"required", f.is_required}, std::pair{"readonly", f.is_by_server},
                                     std::pair{"personal", f.is_personal}, std::pair{"secret", f.is_secret},
                                     std::pair{"sortable", f.is_sortable}, std::pair{"filterable", f.is_filterable},
                                     std::pair{"searched", f.match != Match::none}})
                if (is) row.emplace_back(mark, true);
            if (f.shape == Shape::text) row.emplace_back("longest", static_cast<std::int64_t>(f.longest));
            if (f.least) row.emplace_back("least", *f.least);
            if (f.most) row.emplace_back("most", *f.most);
            fields.emplace_back(row);
        }
        // "import" is a word of the language it is written in.
        out += "export const " + (name == "import" ? "import_" : name) + ": RecordMeta = " +
               to_text(Json::Object{
                   {"name", name}, {"plural", type->plural}, {"label", words(type->label)}, {"fields", fields}}) +
               "\n";
    }
    return out;
}

}  // namespace unionhall
