#include "platform/settings.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <variant>

#include "platform/text.h"

namespace unionhall {

static constexpr const char* variables_begin = "UNIONHALL_";
static constexpr std::int64_t node_max = 1023, number_max = 1'000'000'000;  // so that seconds made of years still count

namespace {

struct Entry {
    const char *name, *about;
    std::variant<std::string Settings::*, std::int64_t Settings::*, bool Settings::*> member;
};

// clang-format off
const std::vector<Entry>& entries() {
    static const std::vector<Entry> table{
        {"suite",               "Cipher of new keys: aes-256-gcm or sm4-gcm. Values sealed with the other stay readable.", &Settings::suite},
        {"public_address",      "What stands before /card/… in a QR code, as https://example.org; empty: the address asked.", &Settings::public_address},
        {"sms_url",             "POST target for text messages, JSON {to, text}; empty: messages wait on the screen of the outbox.", &Settings::sms_url},
        {"smtp_url",            "smtp:// or smtps:// server for mail; empty: no mail is sent.", &Settings::smtp_url},
        {"mail_from",           "The sender of mail.", &Settings::mail_from},
        {"node",                "0 to 1023, different for each server on one database: part of every id.", &Settings::node},
        {"idle_minutes",        "A staff session unused for so long ends.", &Settings::idle_minutes},
        {"session_hours",       "A staff session ends after so long at the latest.", &Settings::session_hours},
        {"worker_session_days", "A worker's session on their own phone ends after so many days.", &Settings::worker_session_days},
        {"lost_codes_hours",    "A worker who lost the app of their one-time codes does without them after so many hours, of which the phone is told.", &Settings::lost_codes_hours},
        {"lock_minutes",        "After too many failures an account rests for so long.", &Settings::lock_minutes},
        {"failures_max",        "So many wrong passwords or codes in a row lock an account.", &Settings::failures_max},
        {"proof_minutes",       "Before a sensitive act staff prove their password (and code) anew, and workers their phone, when that was longer ago.", &Settings::proof_minutes},
        {"reveal_proof_minutes", "The same before a covered field is shown in full: once in a stretch of work, not each time.", &Settings::reveal_proof_minutes},
        {"first_password_hours", "A password that somebody else set opens for so long, and only to choose one's own.", &Settings::first_password_hours},
        {"cooling_days",        "Days in which an application may be withdrawn without trace.", &Settings::cooling_days},
        {"four_eyes",           "true: roles, but for a stand's, are granted only by a request that a second person approves. Exports always are.", &Settings::four_eyes},
        {"request_hours",       "A request nobody decided, or whose approval nobody used, expires after so many hours.", &Settings::request_hours},
        {"unmasked_hours",      "A list that was approved to be unmasked stays so for so many hours.", &Settings::unmasked_hours},
        {"looks_an_hour",       "Whoever looks at more people than this in an hour raises an alarm; 0: never.", &Settings::looks_an_hour},
        {"heads_file",          "Where signed heads of the audit are appended: best on another disk; empty: audit-heads.jsonl beside the key.", &Settings::heads_file},
        {"head_lines",          "A head is signed after so many new lines of the audit at the latest.", &Settings::head_lines},
        {"head_seconds",        "A head is signed after so many seconds at the latest, when there are new lines.", &Settings::head_seconds},
        {"requires_totp",       "true: staff who have not set up one-time codes may do nothing else before; a demonstration asks for none.", &Settings::requires_totp},
        {"document_signer",     "PEM file with the RSA key and the certificate that sign bulletins; empty: document-signer.pem beside the key file.", &Settings::document_signer},
        {"map_tiles",           "Tiles of a reviewed map for the stations, as https://host/…{z}…{x}…{y}; empty: no map, the picture of rings alone.", &Settings::map_tiles},
        {"map_attribution",     "Whose map it is: shown on it.", &Settings::map_attribution},
        {"map_review_number",   "The map's review number (审图号): shown on it; without one no map is shown.", &Settings::map_review_number},
        {"map_system",          "In which coordinates the tiles lie: wgs84 (Tianditu) or gcj02 (Amap).", &Settings::map_system},
        {"virus_scanner",       "Where clamd listens, as /run/clamav/clamd.ctl or host:port: it looks at every file that is brought, and what it has not looked at is not read; empty: none.", &Settings::virus_scanner},
        {"is_demonstration",    "true: synthetic people, codes shown on the screen, and every page says so.", &Settings::is_demonstration},
    };
    return table;
}
// clang-format on

}  // namespace

// https://house:secret@host/send?key=1 is shown as https://…@host/send?…
static std::string shown(std::string value) {
    auto scheme = value.find("://");
    if (scheme == std::string::npos) return value;
    auto house = value.substr(scheme + 3, value.find_first_of("/?#", scheme + 3) - scheme - 3);
    if (auto at = house.rfind('@'); at != std::string::npos) value.replace(scheme + 3, at, "…");
    // Of a map's tiles the query is public: every browser asks by it.
    if (auto query = value.find('?'); query != std::string::npos && value.find("{z}") == std::string::npos)
        value.replace(query + 1, std::string::npos, "…");
    return value;
}

std::vector<SettingRow> setting_rows(const Settings& settings) {
    std::vector<SettingRow> rows;
    for (auto& e : entries()) {
        SettingRow row{e.name, "", e.about};
        if (auto* text = std::get_if<std::string Settings::*>(&e.member)) row.value = shown(settings.*(*text));
        if (auto* number = std::get_if<std::int64_t Settings::*>(&e.member))
            row.value = std::to_string(settings.*(*number));
        if (auto* flag = std::get_if<bool Settings::*>(&e.member)) row.value = settings.*(*flag) ? "true" : "false";
        rows.push_back(std::move(row));
    }
    return rows;
}

void set(Settings& settings, const std::string& name, const std::string& value) {
    for (auto& e : entries()) {
        if (e.name != name) continue;
        if (auto* text = std::get_if<std::string Settings::*>(&e.member)) {
            settings.*(*text) = value;
        } else if (auto* flag = std::get_if<bool Settings::*>(&e.member)) {
            if (value != "true" && value != "false")
                throw std::runtime_error("setting " + name + " is true or false, not \"" + value + "\"");
            settings.*(*flag) = value == "true";
        } else {
            auto& number = settings.*std::get<std::int64_t Settings::*>(e.member);
            auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
            if (error != std::errc() || end != value.data() + value.size() || number < 0)
                throw std::runtime_error("setting " + name + " is a whole number, not \"" + value + "\"");
            auto most = name == "node" ? node_max : number_max;
            if (number > most)
                throw std::runtime_error("setting " + name + " is " + std::to_string(most) + " at most, not " + value);
        }
        return;
    }
    throw std::runtime_error("there is no setting \"" + name + "\"");
}

void read_into(Settings& settings, std::istream& in) {
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    for (std::string line; std::getline(in, line);) {
        line = trimmed(line);
        if (line.empty() || line[0] == '#') continue;
        auto at = line.find('=');
        if (at == std::string::npos) throw std::runtime_error("settings: a line is name = value, not \"" + line + "\"");
        set(settings, trimmed(line.substr(0, at)), trimmed(line.substr(at + 1)));
    }
}

static std::string variable_of(const char* setting) {
    std::string variable = variables_begin;
    for (const char* c = setting; *c; ++c) variable += static_cast<char>(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    return variable;
}

std::vector<std::string> unknown_variables() {
    std::vector<std::string> unknown;
    for (char** each = environ; *each; ++each) {
        std::string name(*each, std::strcspn(*each, "="));
        bool is_known = !name.starts_with(variables_begin);
        for (auto& e : entries()) is_known |= name == variable_of(e.name);
        if (!is_known) unknown.push_back(name);
    }
    return unknown;
}

// One that is there and cannot be read is not taken for none: what it protects would be off.
static void read_file_into(Settings& settings, const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in && std::filesystem::exists(file)) throw std::runtime_error("cannot read the settings in " + file.string());
    read_into(settings, in);
}

Settings read_settings(const std::filesystem::path& file) {
    Settings settings;
    read_file_into(settings, file);
    // What systemd unsealed for this service alone (LoadCredentialEncrypted=): addresses with passwords in them.
    if (auto* unsealed = std::getenv("CREDENTIALS_DIRECTORY")) {
        read_file_into(settings, std::filesystem::path(unsealed) / credentials_name);
    }
    for (auto& e : entries()) {
        if (auto* value = std::getenv(variable_of(e.name).c_str())) set(settings, e.name, value);
    }
    return settings;
}

}  // namespace unionhall
