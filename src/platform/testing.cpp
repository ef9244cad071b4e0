#include "platform/testing.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "platform/audit.h"
#include "platform/calendar.h"
#include "platform/crypto.h"
#include "platform/entry.h"
#include "platform/known_passwords.h"
#include "platform/pinyin.h"
#include "platform/settings.h"
#include "platform/testing_database.h"
#include "platform/text.h"
#include "platform/vault.h"

namespace unionhall {

std::string Answer::text(std::string_view key) const {
    auto body_json = json();
    auto& value = body_json.at(key);
    return value.is_null() ? "" : value.text();
}
std::int64_t Answer::number(std::string_view key) const { return json().at(key).integer(); }
std::string Answer::problems() const {
    std::string all;
    auto answer = json();  // kept while its parts are read
    for (auto& p : answer.at("problems").array())
        all += (all.empty() ? "" : "; ") + p.at("field").text() + ": " + p.at("message").text();
    return all;
}
std::string Answer::header(std::string_view name) const {
    for (auto& [key, value] : headers)
        if (lower_ascii(key) == lower_ascii(name)) return value;
    return "";
}

// Made from npm packages by the set-up; the tests are run from the top of the checkout.
static std::filesystem::path assets() {
    auto* given = std::getenv("UNIONHALL_ASSETS");
    return given ? given : "build/assets";
}

struct TestApp::Parts {
    Settings settings;
    Vault vault = Vault::in_memory();
    TestDatabase database{TestDatabase::Schema::ours};  // goes before the vault that opens it
    IdSource ids;
    std::map<std::string, Actor> people;
};

static const Pinyin& pinyin() {
    static const auto one = Pinyin::load(assets() / "pinyin.txt");
    return one;
}
static const KnownPasswords& known_passwords() {
    static const auto one = KnownPasswords::load(assets() / "passwords.txt");
    return one;
}
static const Calendar& calendar() {
    static const auto one = Calendar::load(assets() / "calendar.txt");
    return one;
}

TestApp::TestApp() : parts_(std::make_unique<Parts>()) {
    parts_->settings.requires_totp = false;  // staff of a story sign in by their password alone
    parts_->database->use(&parts_->vault);
    services_ = std::make_unique<Services>(
        Services{parts_->vault, parts_->ids, pinyin(), calendar(), known_passwords(), parts_->settings, unit_path_in});
    set_clock("2024-05-10T02:00:00Z");
    application_ = std::make_unique<Application>(
        *parts_->database, *services_, all_rooms(),
        [this](Transaction& tx, const std::string& token, Instant now) {
            // "cast:nora" is nora of this story; anything else is a real token.
            if (token.starts_with("cast:")) return parts_->people.at(token.substr(5));
            return actor_of_token(tx, token, now, parts_->settings.idle_minutes);
        },
        [this] { return now_; });
}

TestApp::~TestApp() = default;

Settings& TestApp::settings() { return parts_->settings; }
void TestApp::set_clock(const std::string& instant) { now_ = parse_instant(instant).value(); }
void TestApp::pass_seconds(std::int64_t s) { now_ = plus_seconds(now_, s); }
void TestApp::person(const std::string& name, Actor actor) {
    if (actor.name.empty()) actor.name = name;
    if (!actor.account_id) actor.account_id = parts_->ids.next();
    parts_->people[name] = std::move(actor);
}

TestApp::Client TestApp::as_nobody() { return {*this, {}}; }
TestApp::Client TestApp::with_token(const std::string& token) {
    return {*this, {{"authorization", "Bearer " + token}}};
}
TestApp::Client TestApp::as(const std::string& name) {
    if (!parts_->people.contains(name)) throw std::logic_error("nobody in this story is called " + name);
    return with_token("cast:" + name);
}

static std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += from_hex(lower_ascii(text.substr(i + 1, 2))).value();
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

Answer TestApp::call(const std::string& method, const std::string& target, const std::string& body, Headers headers) {
    auto mark = target.find('?');
    Request request{.method = method,
                    .path = target.substr(0, mark),
                    .headers = std::move(headers),
                    .body = body,
                    .peer = "127.0.0.1",
                    .request_id = "test" + std::to_string(++keys_)};
    if (mark != std::string::npos)
        for (auto& pair : split(target.substr(mark + 1), '&'))
            if (auto at = pair.find('='); at != std::string::npos)
                request.query[decoded(pair.substr(0, at))] = decoded(pair.substr(at + 1));
    if (method == "POST" && !request.headers.contains("idempotency-key"))
        request.headers["idempotency-key"] = request.request_id;
    return {application_->answer_now(request)};
}

std::string escaped(std::string_view text) {
    std::string all;
    for (unsigned char c : text) {
        char one[4];
        std::snprintf(one, sizeof one, "%%%02X", c);
        all += one;
    }
    return all;
}

Answer TestApp::Client::search(const std::string& target, const std::string& text) {
    auto with_text = headers;
    with_text["search"] = escaped(text);
    return app.call("GET", target, {}, with_text);
}
Answer TestApp::Client::post(const std::string& target, Json body, const std::string& key) {
    auto with_key = headers;
    if (!key.empty()) with_key["idempotency-key"] = key;
    return sent(app.call("POST", target, to_text(body), with_key));
}
Answer TestApp::Client::sent(Answer answer) {
    const std::string begin = session_cookie_name(false) + "=", cookie = answer.header("Set-Cookie");
    bool is_signed_in = headers.contains("authorization") && !headers["authorization"].starts_with("Bearer cast:");
    if (!is_signed_in || !cookie.starts_with(begin)) return answer;
    auto token = cookie.substr(begin.size(), cookie.find(';') - begin.size());
    if (!token.empty()) headers["authorization"] = "Bearer " + token;  // an empty one: signed out
    return answer;
}
Answer TestApp::Client::patch(const std::string& target, Json body, std::int64_t version) {
    auto with_version = headers;
    if (version) with_version["if-match"] = "\"v" + std::to_string(version) + "\"";
    return app.call("PATCH", target, to_text(body), with_version);
}
Answer TestApp::Client::upload(const std::string& target, const std::string& bytes) {
    auto with_type = headers;
    with_type["content-type"] = "application/octet-stream";
    return app.call("POST", target, bytes, with_type);
}

void TestApp::work() {
    while (application_->run_a_job()) {}
    application_->keep_house();
}
void TestApp::in_transaction(const std::function<void(Context&)>& work) { application_->as_system("test", work); }

std::string TestApp::audit() {
    std::string all;
    parts_->database->read([&](Transaction& tx) {
        for (auto& row : tx.rows("select actor_kind, verb, subject from audit_lines order by at, chain, seq"))
            all += std::get<std::string>(row[0]) + " " + std::get<std::string>(row[1]) + " " +
                   std::get<std::string>(row[2]) + "\n";
    });
    return all;
}

bool TestApp::counts_are_right() {
    std::vector<Mismatch> wrong;
    parts_->database->read([&](Transaction& tx) { wrong = recount(tx, application_->all_measures()); });
    for (auto& m : wrong)
        std::cerr << m.measure << " " << m.what << " of " << id_text(m.holder) << ": stored " << m.stored
                  << ", counted " << m.counted << "\n";
    return wrong.empty();
}

}  // namespace unionhall
