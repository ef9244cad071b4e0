// The commands of the program besides serving, each a function from its options to an exit code.
#pragma once

#include "house.h"

namespace unionhall {

int measure_recount(House&, bool repairs);  // 0 when every figure equals its recount
int print_openapi();
int add_user(House&, const std::string& login, const std::string& name, const std::string& role,
             const std::string& unit);
// Without a second person, whatever the setting four_eyes says: who has this console has the house. Audited.
int grant_user(House&, const std::string& login, const std::string& role, const std::string& unit);
// One-time codes of a lost phone come off at the console, where no two others could agree to it: of staff by the sign-in
// name, of a worker by the phone. Audited.
int remove_codes(House&, const std::string& login_or_phone);
int list_users(House&);
struct ImportOptions {
    std::filesystem::path file;
    std::string as, unit, employer;
    bool commits = false;
};
int import_file(House&, const ImportOptions&);
int export_list(House&, const std::string& as, const std::string& plural, const std::filesystem::path& out);
int backup_to(House&, const std::filesystem::path& out);
int restore_from(const std::filesystem::path& from, const std::filesystem::path& key, const HousePaths&);

}  // namespace unionhall
