// libzip over the bytes in memory. Nothing is ever written to disk, so a name cannot lead anywhere.
#include "platform/tables_zip.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <map>

#include "platform/tables_parts.h"
#include "platform/text.h"

namespace unionhall::tables {
namespace {

constexpr std::size_t piece_bytes = 65'536;

std::string part_name(std::string_view name) {
    std::string clean = lower_ascii(name);
    std::replace(clean.begin(), clean.end(), '\\', '/');
    return clean;
}

bool leads_outside(std::string_view name) {
    const std::vector<std::string> steps = split(name, '/');
    return name.starts_with('/') || std::find(steps.begin(), steps.end(), "..") != steps.end();
}

std::uint64_t little_endian(std::string_view bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

[[noreturn]] void refuse_many_parts() {
    refuse_size(
        {"这个 .xlsx 文件里的部件太多，没有读取。请只保留需要的那张工作表，另存后再上传。",
         "This .xlsx file holds too many parts, so it was not read. Please keep only the sheet you need, save it and "
         "upload that."});
}

// libzip makes room for as many entries as the end record claims, so the claim is looked at first.
void refuse_claims(std::string_view bytes, std::size_t entries_max) {
    struct Claim {
        std::string_view mark;
        std::size_t offset, size;
    };
    for (const Claim& claim : {Claim{"PK\5\6", 10, 2}, Claim{"PK\6\6", 32, 8}})
        for (std::size_t at = bytes.find(claim.mark); at != std::string_view::npos;
             at = bytes.find(claim.mark, at + 4)) {
            if (bytes.size() - at < claim.offset + claim.size) continue;
            const std::uint64_t count = little_endian(bytes.substr(at + claim.offset, claim.size));
            const bool elsewhere = claim.size == 2 && count == 0xFFFF;  // zip64: the number stands in the other record
            if (count > entries_max && !elsewhere) refuse_many_parts();
        }
}

}  // namespace

struct Package::Archive {
    struct Entry {
        zip_uint64_t index, packed, unpacked;
    };

    Archive(std::string_view bytes, const TableLimits& limits) : limits(limits), bytes(bytes) {}
    ~Archive() {
        if (zip) zip_discard(zip);
    }

    void open() {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source) zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (source && !zip) zip_source_free(source);
        zip_error_fini(&error);
        if (!zip) refuse_broken();
    }

    void list() {
        const zip_int64_t count = zip_get_num_entries(zip, 0);
        if (count > static_cast<zip_int64_t>(limits.zip_entries_max)) refuse_many_parts();
        std::uint64_t total = 0;
        for (zip_int64_t i = 0; i < count; ++i) {
            zip_stat_t stat;
            zip_stat_init(&stat);
            constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
            if (zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat) != 0) refuse_broken();
            if ((stat.valid & needed) != needed) refuse_broken();
            add(stat);
            total += std::min(stat.size, limits.unpacked_bytes_max + 1);
            if (total > limits.unpacked_bytes_max) refuse_bomb();
        }
    }

    void add(const zip_stat_t& stat) {
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
            refuse_file(
                {"这个文件设了密码，读不了。请取消密码，另存后再上传。",
                 "This file is protected by a password, so it cannot be read. Please remove the password and save it."});
        if (stat.comp_size > bytes.size()) refuse_broken();
        const Entry entry{stat.index, stat.comp_size, stat.size};
        refuse_ratio(entry, entry.unpacked);
        const std::string name = part_name(stat.name);
        if (name.empty() || name.ends_with('/') || leads_outside(name)) return;
        if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) refuse_broken();
        if (!entries.emplace(name, entry).second) refuse_broken();
    }

    void refuse_ratio(const Entry& entry, std::uint64_t unpacked) const {
        if (unpacked > limits.ratio_free_bytes && unpacked / limits.ratio_max > entry.packed) refuse_bomb();
    }

    void read(const Entry& entry, const std::function<void(std::string_view)>& piece) {
        using File = std::unique_ptr<zip_file_t, int (*)(zip_file_t*)>;
        const File file(zip_fopen_index(zip, entry.index, 0), zip_fclose);
        if (!file) refuse_broken();
        std::array<char, piece_bytes> buffer;
        for (std::uint64_t here = 0;;) {
            const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
            if (got < 0) refuse_broken();
            if (got == 0) return;
            here += static_cast<std::uint64_t>(got);
            unpacked += static_cast<std::uint64_t>(got);
            if (here > entry.unpacked) refuse_broken();
            if (unpacked > limits.unpacked_bytes_max) refuse_bomb();
            refuse_ratio(entry, here);
            piece({buffer.data(), static_cast<std::size_t>(got)});
        }
    }

    TableLimits limits;
    std::string_view bytes;
    zip_t* zip = nullptr;
    std::map<std::string, Entry, std::less<>> entries;
    std::uint64_t unpacked = 0;  // of all parts read so far
};

Package::Package(std::string_view bytes, const TableLimits& limits) {
    refuse_claims(bytes, limits.zip_entries_max);
    archive_ = std::make_unique<Archive>(bytes, limits);
    archive_->open();
    archive_->list();
}

Package::~Package() = default;

bool Package::has(std::string_view name) const { return archive_->entries.count(part_name(name)) > 0; }

void Package::read(std::string_view name, const std::function<void(std::string_view)>& piece) {
    const auto at = archive_->entries.find(part_name(name));
    if (at == archive_->entries.end()) refuse_broken();
    archive_->read(at->second, piece);
}

}  // namespace unionhall::tables
