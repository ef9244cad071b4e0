// A whole application for a story: TestApp app; app.as("nora").post("/api/stations", {...}). Every story has a database
// of its own: an SQLite file, or a PostgreSQL database when UNIONHALL_TEST_POSTGRES holds an address. The clock stands
// still until it is moved. Only tests include this.
#pragma once

#include <map>
#include <memory>

#include "capabilities.h"
#include "platform/app.h"

namespace unionhall {

struct Answer : Response {
    Json json() const { return body.empty() ? Json{} : parse_json(body); }
    std::string text(std::string_view key) const;  // of a text or null field ("")
    std::int64_t number(std::string_view key) const;
    std::size_t count() const { return json().at("items").size(); }
    Json item(std::size_t i) const { return json().at("items").at(i); }
    std::string problems() const;  // "field: message; field: message"
    std::string title() const { return text("title"); }
    std::string header(std::string_view name) const;
};

// Text as a header or an address carries it.
std::string escaped(std::string_view text);

class TestApp {
  public:
    // All rooms of the product (capabilities.cpp).
    TestApp();
    ~TestApp();

    // Somebody at the door.
    struct Client {
        TestApp& app;
        Headers headers;
        Answer sent(Answer);  // takes a new token from it, as a browser does
        Answer get(const std::string& target) { return app.call("GET", target, {}, headers); }
        Answer search(const std::string& target, const std::string& text);  // a list, for this text
        Answer post(const std::string& target, Json body = Json::Object{}, const std::string& key = "");
        Answer patch(const std::string& target, Json body, std::int64_t version);
        Answer remove(const std::string& target) { return app.call("DELETE", target, {}, headers); }
        Answer upload(const std::string& target, const std::string& bytes);
    };
    Client as_nobody();
    Client with_token(const std::string& token);
    Client as(const std::string& name);  // somebody introduced by person()

    // Puts an actor behind a name, without an account: for stories about rooms other than accounts.
    void person(const std::string& name, Actor actor);

    Answer call(const std::string& method, const std::string& target, const std::string& body, Headers headers);
    void work();                      // runs background jobs and housekeeping until nothing is left to do
    void pass_seconds(std::int64_t);  // moves the clock
    void set_clock(const std::string& instant);
    Instant now() const { return now_; }
    void in_transaction(const std::function<void(Context&)>&);  // as the system, for what no route makes
    std::string audit();                                        // "actor verb subject" a line, oldest first
    bool counts_are_right();  // every measure equals its recount; prints what does not
    Application& application() { return *application_; }
    Services& services() { return *services_; }
    Settings& settings();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    std::unique_ptr<Services> services_;
    std::unique_ptr<Application> application_;
    Instant now_;
    int keys_ = 0;
};

}  // namespace unionhall
