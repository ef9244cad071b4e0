// An empty folder for one test, gone with it. No two are the same: the tests run twice at once, one run for each database.
#pragma once

#include <filesystem>
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

}  // namespace unionhall
