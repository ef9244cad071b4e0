#include "platform/audit_head.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <istream>

#include "platform/crypto.h"
#include "platform/json.h"
#include "platform/text.h"
#include "platform/vault_file.h"

namespace unionhall {

namespace fs = std::filesystem;

static constexpr std::size_t head_problems_max = 100, chains_max = 1000, head_bytes_max = 200'000;
static constexpr const char* first_word = "unionhall-head-1";

static std::runtime_error unreadable(const std::string& what) {
    return std::runtime_error("this is no head of an audit: " + what);
}

static std::int64_t number_in(std::string_view text) {
    std::int64_t number = -1;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) throw unreadable("a number is missing");
    return number;
}

static std::string bytes_in(const std::string& text, std::size_t size) {
    auto bytes = from_base64url(text);
    if (!bytes || bytes->size() != size) throw unreadable("a key, hash or signature has another length");
    return *bytes;
}

std::string root_of(const std::vector<ChainEnd>& chains) {
    std::string all;
    for (auto& c : chains) all += std::to_string(c.chain) + ":" + std::to_string(c.seq) + ":" + hex(c.hash) + "\n";
    return sha256(all);
}

std::string signed_text(const AuditHead& head) {
    std::string ends;
    for (auto& c : head.chains)
        ends += (ends.empty() ? "" : ",") + std::to_string(c.chain) + ":" + std::to_string(c.seq);
    return std::string(first_word) + "|" + std::to_string(head.number) + "|" + to_text(head.at) + "|" +
           std::to_string(head.lines) + "|" + ends + "|" + base64url(head.root);
}

bool is_signed(const AuditHead& head) { return signature_holds(head.public_key, signed_text(head), head.signature); }

std::string as_compact_line(const AuditHead& head) {
    return signed_text(head) + "|" + base64url(head.public_key) + "|" + base64url(head.signature);
}

std::string as_json_line(const AuditHead& head) {
    JsonWriter w;
    w.begin_object().pair("head", as_compact_line(head)).key("hashes").begin_array();
    for (auto& c : head.chains) w.value(hex(c.hash));
    return w.end_array().end_object().take();
}

static AuditHead read_compact(const std::string& line) {
    auto parts = split(line, '|');
    if (parts.size() != 8 || parts[0] != first_word) throw unreadable("it does not begin as one");
    auto at = parse_instant(parts[2]);
    if (!at) throw unreadable("its time cannot be read");
    AuditHead head{.number = number_in(parts[1]),
                   .at = *at,
                   .lines = number_in(parts[3]),
                   .chains = {},
                   .root = bytes_in(parts[5], 32),
                   .public_key = bytes_in(parts[6], 32),
                   .signature = bytes_in(parts[7], 64)};
    auto ends = split(parts[4], ',');
    if (ends.size() > chains_max) throw unreadable("it has too many chains");
    for (auto& end : ends) {
        auto colon = end.find(':');
        if (colon == std::string::npos) throw unreadable("its chains cannot be read");
        head.chains.push_back({number_in(end.substr(0, colon)), number_in(end.substr(colon + 1)), ""});
    }
    return head;
}

AuditHead read_head(const std::string& line) {
    if (line.size() > head_bytes_max) throw unreadable("it is too long");
    if (!line.starts_with("{")) return read_compact(line);
    Json json;
    try {
        json = parse_json(line);
    } catch (const Refusal&) { throw unreadable("it is not whole"); }
    auto *text = json.find("head"), *hashes = json.find("hashes");
    if (!text || !hashes || !hashes->is_array()) throw unreadable("a part of it is missing");
    auto head = read_compact(text->text());
    if (hashes->size() != head.chains.size()) throw unreadable("it has a hash too many or too few");
    for (std::size_t i = 0; i < head.chains.size(); ++i) {
        auto bytes = from_hex(hashes->at(i).text());
        if (!bytes || bytes->size() != 32) throw unreadable("a hash cannot be read");
        head.chains[i].hash = *bytes;
    }
    if (root_of(head.chains) != head.root) throw unreadable("its hashes are not those that were signed");
    return head;
}

std::vector<ChainEnd> chain_ends(Transaction& tx) {
    std::vector<ChainEnd> ends;
    for (auto& row : tx.rows("select chain, seq, hash from audit_heads where seq > 0 order by chain"))
        ends.push_back({std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1]), std::get<Bytes>(row[2]).data});
    return ends;
}

static std::string hash_at(Transaction& tx, std::int64_t chain, std::int64_t seq) {
    auto found = tx.rows("select hash from audit_lines where chain = $1 and seq = $2", {chain, seq});
    return found.empty() ? "" : std::get<Bytes>(found[0][0]).data;
}

// What the database lacks of what a head says it held.
static std::vector<Words> missing_in(Transaction& tx, const AuditHead& head) {
    std::vector<Words> problems;
    auto ends = head.chains;
    auto name = std::to_string(head.number);
    for (auto& end : ends) {
        auto here = "chain " + std::to_string(end.chain) + ", line " + std::to_string(end.seq);
        auto here_zh = "链 " + std::to_string(end.chain) + " 第 " + std::to_string(end.seq) + " 行";
        auto stored = hash_at(tx, end.chain, end.seq);
        if (stored.empty())
            problems.push_back(
                {"第 " + name + " 号链头证明曾有" + here_zh +
                     "，数据库里没有：末尾被截去，或整个数据库被换回较早的样子。",
                 "Head " + name + " proves that there was " + here +
                     "; the database lacks it: its end was cut off, or the whole database was set back."});
        else if (!end.hash.empty() && stored != end.hash)
            problems.push_back({"第 " + name + " 号链头与" + here_zh + "不符：这条链被改写过。",
                                "Head " + name + " does not agree with " + here + ": this chain was written anew."});
        end.hash = stored;
    }
    if (problems.empty() && root_of(ends) != head.root)
        problems.push_back({"第 " + name + " 号链头与数据库不符：有一条链被改写过。",
                            "Head " + name + " does not agree with the database: a chain was written anew."});
    return problems;
}

HeadsReport verify_heads(Transaction& tx, std::istream& heads, const std::string& public_key) {
    HeadsReport report;
    auto found = [&](Words what) {
        if (report.problems.size() < head_problems_max) report.problems.push_back(std::move(what));
    };
    AuditHead before;
    std::int64_t number = 0;
    heads.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    for (std::string line; std::getline(heads, line);) {
        ++number;
        line = trimmed(line);
        if (line.empty() || line[0] == '#') continue;
        auto at = "line " + std::to_string(number), at_zh = "第 " + std::to_string(number) + " 行";
        AuditHead head;
        try {
            head = read_head(line);
        } catch (const std::runtime_error& problem) {
            found({at_zh + "的链头无法读取（也可能是断电时写了一半）。",
                   at + ": " + problem.what() + " (or a power cut left half of it)."});
            continue;
        }
        ++report.heads;
        if (head.public_key != public_key) {
            found({at_zh + "的链头是别的密钥签的。", at + ": this head was signed with another key."});
            continue;
        }
        if (!is_signed(head)) {
            found({at_zh + "的链头签名无效，是伪造的。", at + ": the signature does not hold; this head is forged."});
            continue;
        }
        if (before.number && head.number != before.number + 1)
            found({at_zh + "：链头编号不连续，中间有缺失或重复。",
                   at + ": the numbers of the heads do not follow each other; some are missing or repeated."});
        if (before.number && head.at < before.at)
            found({at_zh + "：链头的时间倒退。", at + ": the time of this head is before the one above it."});
        for (auto& problem : missing_in(tx, head)) found(std::move(problem));
        before = std::move(head);
    }
    return report;
}

std::string head_public_key(const fs::path& key_file) {
    auto secret = read_head_key(key_file);
    auto key = signing_key_from(secret);
    wipe(secret);
    wipe(key.secret_key);
    return base64url(key.public_key);
}

// The file of heads, held for a moment: a command may sign beside the server, and each needs the other's number.
class HeadsFile {
  public:
    explicit HeadsFile(const fs::path& name) : name_(name) {
        fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        if (fd_ < 0) fault();
        struct stat now {};
        if (::flock(fd_, LOCK_EX) == 0 && ::fstat(fd_, &now) == 0) {
            bytes_ = now.st_size;
            return;
        }
        ::close(fd_);
        fault();
    }
    ~HeadsFile() { ::close(fd_); }
    HeadsFile(const HeadsFile&) = delete;
    HeadsFile& operator=(const HeadsFile&) = delete;
    std::int64_t bytes() const { return bytes_; }

    // Flushed to the disk, so that what was signed is not unsigned by a power cut. What a failing disk took of it is cut
    // off again: half a line, or the same number twice, would read as a forgery for good.
    void append(const std::string& line) {
        auto text = (ends_inside_a_line() ? "\n" : "") + line + "\n";
        bool is_written = ::write(fd_, text.data(), text.size()) == std::ssize(text) && ::fsync(fd_) == 0;
        if (!is_written && ::ftruncate(fd_, bytes_) == 0) ::fsync(fd_);
        if (!is_written) fault();
        bytes_ += std::ssize(text);
    }

  private:
    [[noreturn]] void fault() const {
        throw std::runtime_error("cannot append a head of the audit to " + name_.string());
    }
    bool ends_inside_a_line() const {
        char last = '\n';
        return bytes_ > 0 && ::pread(fd_, &last, 1, bytes_ - 1) == 1 && last != '\n';
    }
    fs::path name_;
    int fd_ = -1;
    std::int64_t bytes_ = 0;
};

// The last one that can be read: a power cut may have left half a line behind it.
static AuditHead last_head_of(const fs::path& file) {
    std::ifstream in(file);
    in.exceptions(std::ios::badbit);  // std::getline takes a lack of memory for the end
    AuditHead last;
    for (std::string line; std::getline(in, line);) {
        line = trimmed(line);
        if (line.empty() || line[0] == '#') continue;
        try {
            last = read_head(line);
        } catch (const std::runtime_error&) { continue; }
    }
    return last;
}

HeadKeeper::HeadKeeper(Database& database, const fs::path& key_file, fs::path heads_file, HeadLimits limits)
    : database_(database), file_(std::move(heads_file)), limits_(limits) {
    if (!fs::exists(key_file)) write_head_key(key_file);
    auto key = signing_key_from(read_head_key(key_file));
    secret_key_ = key.secret_key, public_key_ = key.public_key;
    wipe(key.secret_key);
    last_ = last_head_of(file_);
}

HeadKeeper::~HeadKeeper() { wipe(secret_key_); }

std::vector<Words> HeadKeeper::misfits() {
    std::vector<Words> problems;
    if (last_.number) database_.read([&](Transaction& tx) { problems = missing_in(tx, last_); });
    return problems;
}

bool HeadKeeper::keep(Instant now) { return sign_if(now, limits_.lines, limits_.seconds); }
bool HeadKeeper::keep_now(Instant now) { return sign_if(now, 1, 0); }

std::optional<AuditHead> HeadKeeper::due(Instant now, std::int64_t lines_least, std::int64_t seconds_least) {
    AuditHead head{.number = last_.number + 1, .at = std::max(now, last_.at)};
    database_.read([&](Transaction& tx) { head.chains = chain_ends(tx); });
    for (auto& end : head.chains) head.lines += end.seq;
    head.root = root_of(head.chains);
    if (head.chains.empty() || head.root == last_.root) return {};
    bool is_due = head.lines - last_.lines >= lines_least || now.us - last_.at.us >= seconds_least * 1'000'000;
    return is_due ? std::optional(std::move(head)) : std::nullopt;
}

bool HeadKeeper::sign_if(Instant now, std::int64_t lines_least, std::int64_t seconds_least) {
    if (!due(now, lines_least, seconds_least)) return false;
    HeadsFile file(file_);
    if (file.bytes() != bytes_seen_) last_ = last_head_of(file_);
    bytes_seen_ = file.bytes();
    auto found = due(now, lines_least, seconds_least);
    if (!found) return false;
    auto& head = *found;
    head.public_key = public_key_;
    head.signature = sign(secret_key_, signed_text(head));
    file.append(as_json_line(head));
    bytes_seen_ = file.bytes();
    last_ = head;
    database_.write_now([&](Transaction& tx) {
        tx.run("insert into signed_heads (public_key, number, at, line) values ($1, $2, $3, $4) on conflict do nothing",
               {base64url(public_key_), head.number, head.at.us, as_json_line(head)});
        tx.run("delete from signed_heads where public_key = $1 and number <= $2",
               {base64url(public_key_), head.number - static_cast<std::int64_t>(fetched_heads_max)});
    });
    return true;
}

}  // namespace unionhall
