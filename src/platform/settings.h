// Every setting, with its default and its sentence. Read from data/settings.txt (name = value), then from the file
// `credentials_name` of systemd's credentials, where there are any, then from the environment (UNIONHALL_NAME), then from
// the command line; an unknown name is refused.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace unionhall {

struct Settings {
    std::string suite = "aes-256-gcm";
    std::string public_address = "";
    std::string sms_url = "";
    std::string smtp_url = "";
    std::string mail_from = "";
    std::int64_t node = 0;
    std::int64_t idle_minutes = 30;
    std::int64_t session_hours = 12;
    std::int64_t worker_session_days = 90;
    std::int64_t lost_codes_hours = 72;
    std::int64_t lock_minutes = 10;
    std::int64_t failures_max = 5;
    std::int64_t proof_minutes = 15;
    std::int64_t reveal_proof_minutes = 240;
    std::int64_t first_password_hours = 72;
    std::int64_t cooling_days = 7;
    bool requires_totp = true;
    bool four_eyes = true;
    std::int64_t request_hours = 72;
    std::int64_t unmasked_hours = 4;
    std::int64_t looks_an_hour = 200;
    std::string heads_file = "";
    std::int64_t head_lines = 1000;
    std::int64_t head_seconds = 60;
    std::string document_signer = "";
    std::string map_tiles = "";
    std::string map_attribution = "";
    std::string map_review_number = "";
    std::string map_system = "wgs84";
    std::string virus_scanner = "";
    bool is_demonstration = false;
};

// Staff need a one-time code beside their password; in a demonstration the password alone does.
inline bool wants_codes(const Settings& settings) { return settings.requires_totp && !settings.is_demonstration; }

inline constexpr const char* credentials_name = "unionhall.settings";

struct SettingRow {
    std::string name, value, about;
};
// Name, present value and sentence of each. Passwords in addresses are covered: these are for showing.
std::vector<SettingRow> setting_rows(const Settings&);
// Throws std::runtime_error with a sentence for an unknown name or an unreadable value.
void set(Settings&, const std::string& name, const std::string& value);
void read_into(Settings&, std::istream&);  // lines of name = value; the same sentences
// Names in the environment that begin as settings there do and are none: perhaps mistyped.
std::vector<std::string> unknown_variables();
Settings read_settings(const std::filesystem::path& file);  // a file that is not there holds nothing

}  // namespace unionhall
