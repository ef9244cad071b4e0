#include "platform/document_signer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

#include "platform/crypto.h"
#include "platform/read_file.h"

namespace unionhall {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fault(const fs::path& file, const char* what) {
    throw std::runtime_error("the file that signs documents, " + file.string() + ", " + what);
}

void write_whole(const fs::path& file, const std::string& text) {
    int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) fault(file, "cannot be written");
    bool is_done =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!is_done) {
        fs::remove(file);
        fault(file, "cannot be written");
    }
}

void make(const fs::path& file, const std::string& common_name, Instant now) {
    auto signer = new_signer(common_name, now);
    auto fresh = file;
    fresh += "." + hex(random_bytes(8));
    write_whole(fresh, signer.private_key + signer.certificates);
    wipe(signer.private_key);
    // Whoever comes second finds the first one's file, and uses that.
    std::error_code exists;
    fs::create_hard_link(fresh, file, exists);
    fs::remove(fresh);
}

}  // namespace

Signer document_signer(const fs::path& file, const std::string& common_name, Instant now) {
    if (file.empty()) throw std::runtime_error("no file is set that signs documents");
    if (!fs::exists(file)) make(file, common_name, now);
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) fault(file, "cannot be read");
    if (about.st_mode & 0077) fault(file, "may be read by others: chmod 600 it");
    if (static_cast<std::size_t>(about.st_size) > signer_file_bytes_max) fault(file, "is too large");
    auto text = bytes_of(file);
    // Each reader takes out of the text what it knows: the key and the certificates may stand in any order.
    Signer signer{text, text};
    check_signer(signer);
    return signer;
}

}  // namespace unionhall
