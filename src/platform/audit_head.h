// Signed heads of the audit, kept outside the database. A chain proves that its lines follow each other; that its end was
// not cut off, or the whole database set back to an earlier day, only somebody can prove who keeps a later head elsewhere:
// a file on another disk, the superior union, a sheet of paper. reliability.md 1.5, B12.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "platform/audit.h"

namespace unionhall {

struct ChainEnd {
    std::int64_t chain = 0, seq = 0;
    std::string hash;  // 32 bytes; empty when only the root is known (read off a printed sheet)
};

// What all chains were at one moment. Signed is one short text, so that it fits a QR code:
//   unionhall-head-1|number|at|lines|0:12,1:3|root        root = sha256 over "chain:seq:hash" of each chain
struct AuditHead {
    std::int64_t number = 0;  // counts the heads of one key, from 1 without gaps
    Instant at;
    std::int64_t lines = 0;  // of all chains together
    std::vector<ChainEnd> chains;
    std::string root, public_key, signature;  // bytes
};

std::string root_of(const std::vector<ChainEnd>&);
std::string signed_text(const AuditHead&);
bool is_signed(const AuditHead&);               // by the key it names
std::string as_json_line(const AuditHead&);     // one line, without its end
std::string as_compact_line(const AuditHead&);  // signed text | public key | signature: what the QR holds
AuditHead read_head(const std::string& line);   // either kind; throws std::runtime_error with a sentence

// The ends of the chains as the database has them now.
std::vector<ChainEnd> chain_ends(Transaction&);

struct HeadLimits {
    std::int64_t lines = 1000, seconds = 60;
};

// Appends a head to the file when enough happened or time has passed, and keeps a copy in the database to be fetched.
// One thread. Throws std::runtime_error when the file cannot be written: then nothing was signed.
class HeadKeeper {
  public:
    static constexpr std::size_t fetched_heads_max = 100;  // copies kept in the database

    // Makes the key when there is none. Goes on after the last head of the file.
    HeadKeeper(Database&, const std::filesystem::path& key_file, std::filesystem::path heads_file, HeadLimits = {});
    ~HeadKeeper();

    bool keep(Instant now);      // signs when it is due
    bool keep_now(Instant now);  // signs when there is anything new: at shutdown
    const std::string& public_key() const { return public_key_; }
    const AuditHead& last() const { return last_; }
    // Empty, or why the last head of the file does not fit the database: it was cut, set back, or restored.
    std::vector<Words> misfits();

  private:
    bool sign_if(Instant now, std::int64_t lines_least, std::int64_t seconds_least);
    std::optional<AuditHead> due(Instant now, std::int64_t lines_least, std::int64_t seconds_least);
    Database& database_;
    std::filesystem::path file_;
    HeadLimits limits_;
    std::string secret_key_, public_key_;
    AuditHead last_;
    std::int64_t bytes_seen_ = -1;  // of the file, when last_ was its last
};

std::string head_public_key(const std::filesystem::path& key_file);  // base64url

struct HeadsReport {
    std::int64_t heads = 0;
    std::vector<Words> problems;  // empty: the database holds everything that every head says it held
};
// Compares the database with heads kept elsewhere. `public_key`: 32 bytes, the key that is trusted. A head of another
// key, a broken signature, a gap or a repetition in their numbers, a time that runs backwards, and everything the
// database lost or changed since is found. Lines that are empty or begin with # are passed over.
HeadsReport verify_heads(Transaction&, std::istream& heads, const std::string& public_key);

}  // namespace unionhall
