// An empty folder for one test, gone with it. No two are the same: the tests run twice at once, one run for each database.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "platform/crypto.h"

namespace unionhall {

struct TestFolder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("unionhall_test_" + hex(random_bytes(8)));
    TestFolder() { std::filesystem::create_directories(path); }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(path); }
    std::filesystem::path operator/(const std::string& name) const { return path / name; }
};

// The assets in a new folder of that place, with the provinces, the cities, and the whole of one city: a new house reads
// them in a tenth of the time. Answers the folder.
inline std::filesystem::path few_assets(const std::filesystem::path& place) {
    auto* given = std::getenv("UNIONHALL_ASSETS");
    auto all = std::filesystem::absolute(given ? given : "build/assets");
    auto folder = place / "few-assets";
    if (std::filesystem::exists(folder)) return folder;
    std::filesystem::create_directories(folder);
    for (auto* name : {"calendar.txt", "passwords.txt", "pinyin.txt"})
        std::filesystem::create_symlink(all / name, folder / name);
    std::ifstream in(all / "divisions.txt");
    std::ofstream out(folder / "divisions.txt");
    for (std::string line; std::getline(in, line);)
        if (line.find('|') <= 4 || line.starts_with("6502") || line.starts_with("#")) out << line << "\n";
    return folder;
}

}  // namespace unionhall
