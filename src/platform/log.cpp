// The program's diary: one JSON object a line.
#include "platform/log.h"

#include <cxxabi.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <typeinfo>
#include <utility>

#include "platform/digits.h"

namespace unionhall {
namespace {

constexpr const char* level_names[] = {"debug", "info", "warning", "error"};
constexpr const char* key_names[] = {"request_id", "method",      "route",  "status",    "ms",        "bytes",
                                     "port",       "connections", "signal", "version",   "database",  "job",
                                     "attempt",    "rows",        "batch",  "waited_ms", "migration", "reason"};
static_assert(std::size(key_names) == std::size_t(LogKey::reason) + 1);

// A request id is 16 hexadecimal digits and may happen to be a long number: it is ours, and kept whole.
void append_text(std::string& out, std::string_view text, bool keeps_numbers) {
    out += '"';
    text = text.substr(0, Log::log_text_bytes_max);
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (is_digit(c) && !keeps_numbers) {
            auto end = i;
            while (end < text.size() && is_digit(text[end])) ++end;
            if (end - i >= 5)
                out += '#';
            else
                out += text.substr(i, end - i);
            i = end - 1;
        } else if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') {
            out += '?';
        } else {
            out += c;
        }
    }
    out += '"';
}

template <class Number>
void append_number(std::string& out, Number number) {
    char text[40];
    out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void append_time(std::string& out) {
    using namespace std::chrono;
    auto ms = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    std::time_t seconds = ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    auto length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.", &parts);
    out.append(text, length);
    for (int unit : {100, 10, 1}) out += char('0' + ms / unit % 10);
    out += 'Z';
}

std::string type_of(const std::exception& fault) {
    int status = 0;
    char* name = abi::__cxa_demangle(typeid(fault).name(), nullptr, nullptr, &status);
    std::string text = name ? name : "exception";
    std::free(name);
    return text;
}

// Leaves the words of the message and takes out every place where a value may stand.
std::string without_values(std::string_view message) {
    std::string out;
    for (std::size_t i = 0; i < message.size(); ++i) {
        char c = message[i];
        char closing = c == '(' ? ')' : c == '\'' || c == '"' || c == '`' ? c : '\0';
        if (closing) {
            auto end = message.find(closing, i + 1);
            out += "...";
            if (end == message.npos) break;
            i = end;
        } else if (is_digit(c)) {
            out += '#';
            while (i + 1 < message.size() && is_digit(message[i + 1])) ++i;
        } else if (c >= 0x20 && c < 0x7f) {
            out += c;
        }
    }
    return out;
}

std::string start_of(Level level, std::string_view event, std::initializer_list<LogField> fields) {
    std::string line = R"({"time":")";
    line.reserve(192);
    append_time(line);
    line.append(R"(","level":")").append(level_names[int(level)]).append(R"(","event":)");
    append_text(line, event, false);
    for (auto& field : fields) {
        line.append(",\"").append(key_names[int(field.key)]).append("\":");
        if (auto* whole = std::get_if<std::int64_t>(&field.value))
            append_number(line, *whole);
        else if (auto* real = std::get_if<double>(&field.value))
            append_number(line, *real);
        else
            append_text(line, std::get<std::string_view>(field.value), field.key == LogKey::request_id);
    }
    return line;
}

// A file that cannot be written to is no reason to stop serving: what does not go out is lost.
void write_all(int file, std::string_view text) {
    while (!text.empty()) {
        auto n = ::write(file, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        text.remove_prefix(std::size_t(n));
    }
}

}  // namespace

Log::Log(Level least, int file) : least_(least), file_(file), writer_([this] { write_on(); }) {}

Log::~Log() {
    {
        std::lock_guard lock(mutex_);
        is_ending_ = is_urgent_ = true;
    }
    filled_.notify_all();
    writer_.join();
}

void Log::line(Level level, std::string_view event, std::initializer_list<LogField> fields) {
    if (level < least_) return;
    try {
        push(start_of(level, event, fields) + "}\n");
    } catch (const std::bad_alloc&) { leave_out(); }
}

void Log::fault(std::string_view event, const std::exception& fault, std::initializer_list<LogField> fields) {
    try {
        auto line = start_of(Level::error, event, fields) + ",\"fault\":";
        append_text(line, type_of(fault), false);
        line += ",\"message\":";
        append_text(line, without_values(fault.what()), false);
        push(line + "}\n");
    } catch (const std::bad_alloc&) { leave_out(); }
}

void Log::leave_out() {
    std::lock_guard lock(mutex_);
    ++left_out_;
}

void Log::push(std::string line) {
    bool was_empty;
    {
        std::lock_guard lock(mutex_);
        if (waiting_.size() + line.size() > log_bytes_max) {
            ++left_out_;
            return;
        }
        was_empty = waiting_.empty();
        waiting_ += line;
    }
    if (was_empty) filled_.notify_one();
}

void Log::flush() {
    std::unique_lock lock(mutex_);
    is_urgent_ = true;
    filled_.notify_all();
    written_.wait(lock, [&] { return waiting_.empty() && !is_writing_; });
}

void Log::write_on() {
    std::unique_lock lock(mutex_);
    while (true) {
        filled_.wait(lock, [&] { return !waiting_.empty() || is_ending_ || is_urgent_; });
        // A short wait gathers many lines into one write: under load a line costs no system call of its own.
        filled_.wait_for(lock, std::chrono::milliseconds(log_every_ms), [&] { return is_urgent_; });
        is_urgent_ = is_ending_;
        std::string batch;
        batch.swap(waiting_);
        auto left_out = std::exchange(left_out_, 0);
        is_writing_ = true;
        lock.unlock();
        write_all(file_, batch);
        try {
            if (left_out)
                write_all(file_, start_of(Level::warning, "log_lines_left_out", {{LogKey::rows, left_out}}) + "}\n");
        } catch (const std::bad_alloc&) {}  // the lines are lost in any case; the program goes on
        lock.lock();
        is_writing_ = false;
        written_.notify_all();
        if (is_ending_ && waiting_.empty()) return;
    }
}

}  // namespace unionhall
