// Published bulletins for anybody: a page, a table and data, made by the server, without a script.
#include <charconv>

#include "bulletins/api.h"
#include "bulletins/page.h"
#include "bulletins/page_words.h"
#include "bulletins/store.h"
#include "platform/document_signer.h"
#include "platform/pdf_sign.h"
#include "platform/settings.h"

namespace unionhall::bulletins {
namespace {

std::string asked(const Call& call, const std::string& name) {
    auto found = call.request.query.find(name);
    return found == call.request.query.end() ? "" : found->second;
}

Language language_for(const Call& call) {
    auto wanted = asked(call, "language");
    return wanted == "en" ? Language::en : wanted == "zh" ? Language::zh : call.context.language;
}

Response page(std::string html, Language language, int status = 200) {
    Response response{.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(html)};
    response.headers = {{"Content-Language", language == Language::en ? "en" : "zh-CN"},
                        {"Vary", "Accept-Language"},
                        {"Cache-Control", "no-cache"}};
    return response;
}

// Nothing when it was never published, or there is no such edition.
std::optional<Published> published_in(Call& call) {
    std::int64_t number = 0;
    auto text = asked(call, "edition");
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && (error != std::errc() || end != text.data() + text.size() || number < 1)) return {};
    auto& tx = call.context.tx;
    auto edition = edition_of(tx, {call.id}, number);
    if (!edition) return {};
    return Published{*edition, frozen_of(tx, {call.id}, edition->edition), editions_of(tx, {call.id})};
}

Response show_list(Call& call) {
    auto language = language_for(call);
    return page(page_of_list(published(call.context.tx), language), language);
}

Response show(Call& call) {
    auto language = language_for(call);
    auto found = published_in(call);
    return found ? page(page_of(*found, language), language) : page(page_of_nothing(language), language, 404);
}

Response as_file(const Published& p, std::string type, std::string ending, std::string body) {
    Response response{.content_type = std::move(type), .body = std::move(body)};
    response.headers = {{"Content-Disposition", "attachment; filename=\"bulletin-" + std::to_string(p.edition.number) +
                                                    "-edition-" + std::to_string(p.edition.edition) + ending + "\""},
                        {"Cache-Control", "no-cache"}};
    return response;
}

Response show_csv(Call& call) {
    auto language = language_for(call);
    auto found = published_in(call);
    if (!found) return page(page_of_nothing(language), language, 404);
    return as_file(*found, "text/csv; charset=utf-8", ".csv", csv_of(*found, language));
}

Response show_json(Call& call) {
    auto found = published_in(call);
    if (!found) throw not_found(type_of<Bulletin>().label);
    return as_file(*found, "application/json; charset=utf-8", ".json", json_of(*found));
}

Response show_pdf(Call& call) {
    auto language = language_for(call);
    auto found = published_in(call);
    if (!found) return page(page_of_nothing(language), language, 404);
    auto& e = found->edition;
    auto paper = paper_of(*found, language);
    auto signer = document_signer(call.context.services.settings.document_signer, "Unionhall", call.context.now);
    auto edition = edition_words(e.edition, language);
    PdfSigning how{.language = paper.language,
                   .reason = Words{"发布，" + edition, "Published, " + edition}.in(language),
                   .name = e.unit_name,
                   .at = e.published_at};
    return as_file(*found, "application/pdf", ".pdf", signed_pdf(pdf_of(paper), signer, how));
}

}  // namespace

// clang-format off
Routes public_routes() {
    return {
        raw("/bulletins",           anyone(), show_list, {"已发布的通报", "Published bulletins, as a page."}),
        raw("/bulletins/{id}",      anyone(), show,      {"一份通报", "A published bulletin, as a page; edition=n for an older one."}),
        raw("/bulletins/{id}.csv",  anyone(), show_csv,  {"通报数字（CSV）", "Its figures as CSV."}),
        raw("/bulletins/{id}.json", anyone(), show_json, {"通报数字（JSON）", "Its figures as JSON."}),
        raw("/bulletins/{id}.pdf",  anyone(), show_pdf,  {"一份通报（已签名的 PDF）", "A published bulletin as a signed PDF; edition=n for an older one."}),
    };
}
// clang-format on

}  // namespace unionhall::bulletins
