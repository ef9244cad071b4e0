#include "platform/sqlite_log_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "platform/db.h"

namespace unionhall {
namespace {

constexpr std::size_t log_header_bytes = 32, page_header_bytes = 24, summed_header_bytes = 8, page_bytes_max = 65536;
constexpr std::uint32_t magic_little = 0x377f0682, magic_big = 0x377f0683;  // the order of bytes in what is summed

[[noreturn]] void fail(const std::string& what) {
    auto kind = errno == ENOSPC || errno == EDQUOT ? DbError::Kind::full : DbError::Kind::io;
    throw DbError(kind, what + ": " + std::strerror(errno));
}

std::uint32_t word(std::span<const unsigned char> bytes, std::size_t at, bool is_big = true) {
    auto of = [&](std::size_t i) { return std::uint32_t{bytes[at + i]}; };
    return is_big ? of(0) << 24 | of(1) << 16 | of(2) << 8 | of(3) : of(3) << 24 | of(2) << 16 | of(1) << 8 | of(0);
}

struct Sum {
    std::uint32_t first = 0, second = 0;
    bool is_big = false;

    void add(std::span<const unsigned char> bytes) {
        for (std::size_t i = 0; i < bytes.size(); i += 8) {
            first += word(bytes, i, is_big) + second;
            second += word(bytes, i + 4, is_big) + first;
        }
    }
    bool is(std::span<const unsigned char> bytes, std::size_t at) const {
        return word(bytes, at) == first && word(bytes, at + 4) == second;
    }
};

// False at the end of the file.
bool read_all(int file, std::span<unsigned char> to, std::uint64_t at) {
    for (std::size_t got = 0; got < to.size();) {
        auto n = ::pread(file, to.data() + got, to.size() - got, static_cast<off_t>(at + got));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail("reading the log again");
        if (n == 0) return false;
        got += static_cast<std::size_t>(n);
    }
    return true;
}

void write_all(int file, std::span<const unsigned char> from, std::uint64_t at) {
    for (std::size_t put = 0; put < from.size();) {
        auto n = ::pwrite(file, from.data() + put, from.size() - put, static_cast<off_t>(at + put));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) fail("writing the log again");
        put += static_cast<std::size_t>(n);
    }
}

}  // namespace

SqliteLogFile::~SqliteLogFile() {
    if (file_ >= 0) ::close(file_);
}

void SqliteLogFile::open() {
    if (file_ < 0) file_ = ::open(path_.c_str(), O_RDWR | O_CLOEXEC);
    if (file_ < 0) fail("opening " + path_);
}

void SqliteLogFile::flush() {
    open();
    while (::fdatasync(file_) != 0)
        if (errno != EINTR) fail("flushing " + path_);
}

void SqliteLogFile::write_again(std::size_t pages) {
    open();
    std::vector<unsigned char> header(log_header_bytes), page;
    auto torn = [&](std::size_t whole) {
        throw DbError(DbError::Kind::io, "of " + std::to_string(pages) + " pages of the log only " +
                                             std::to_string(whole) + " can be read back: start the program anew");
    };
    if (pages == 0) return flush();
    if (!read_all(file_, header, 0)) torn(0);
    auto magic = word(header, 0);
    std::size_t page_bytes = word(header, 8);
    Sum sum{.is_big = magic == magic_big};
    sum.add(std::span(header).first(log_header_bytes - 8));
    if ((magic != magic_little && magic != magic_big) || page_bytes == 0 || page_bytes > page_bytes_max ||
        page_bytes % 8 || !sum.is(header, log_header_bytes - 8))
        torn(0);
    write_all(file_, header, 0);
    page.resize(page_header_bytes + page_bytes);
    std::size_t whole = 0;
    for (std::uint64_t at = log_header_bytes; read_all(file_, page, at); at += page.size(), ++whole) {
        std::span<const unsigned char> all(page);
        sum.add(all.first(summed_header_bytes));
        sum.add(all.subspan(page_header_bytes));
        bool is_of_this_log = std::memcmp(&page[8], &header[16], 8) == 0;  // else of an earlier round through the file
        if (!is_of_this_log || !sum.is(all, 16)) break;
        write_all(file_, all, at);
    }
    if (whole < pages) torn(whole);
    flush();
}

}  // namespace unionhall
