// What other programs see in a PDF: its text, and whether its signature holds. By poppler's tools. Only tests include this.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace unionhall {

inline std::string said_by(const std::string& command, const std::string& pdf) {
    auto file = std::filesystem::temp_directory_path() / ("unionhall-" + std::to_string(::getpid()) + ".pdf");
    std::ofstream(file, std::ios::binary) << pdf;
    std::string said;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen((command + " " + file.string() + " 2>&1").c_str(), "r"),
                                               ::pclose);
    for (char buffer[4096]; pipe && std::fgets(buffer, sizeof buffer, pipe.get());) said += buffer;
    pipe.reset();
    std::filesystem::remove(file);
    return said;
}
// In the order of reading, without line ends and blanks: a line may break anywhere between Chinese characters.
inline std::string text_in(const std::string& pdf) {
    auto said = said_by("show() { pdftotext -raw \"$1\" -; }; show", pdf);
    std::erase_if(said, [](char c) { return c == '\n' || c == ' ' || c == '\f'; });
    return said;
}
inline std::string signature_in(const std::string& pdf) { return said_by("pdfsig -nocert", pdf); }
inline std::string structure_in(const std::string& pdf) { return said_by("pdfinfo -struct-text", pdf); }

}  // namespace unionhall
