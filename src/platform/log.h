// The program's diary: one JSON object a line. Made so that nothing about a person can get into it.
#pragma once

#include <concepts>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

namespace unionhall {

enum class Level { debug, info, warning, error };

// Every key that a line may have. There is none for a name, a phone, a path, a query, a header or a body:
// whoever wants to write such a thing finds no place to put it.
enum class LogKey {
    request_id,
    method,
    route,
    status,
    ms,
    bytes,  // one request
    port,
    connections,
    signal,
    version,
    database,  // the process
    job,
    attempt,
    rows,
    batch,
    waited_ms,
    migration,
    reason  // what it does by itself
};

struct LogField {
    LogKey key;
    std::variant<std::int64_t, double, std::string_view> value;

    LogField(LogKey key, std::integral auto number) : key(key), value(std::int64_t(number)) {}
    LogField(LogKey key, double number) : key(key), value(number) {}
    LogField(LogKey key, std::string_view text) : key(key), value(text) {}
};

// Lines are handed to a thread of their own, so that a full pipe behind stderr never stops a request; when more than
// `log_bytes_max` wait, lines are left out and a later one says how many. All that waits is written at destruction.
class Log {
  public:
    static constexpr std::size_t log_bytes_max = 8 * 1024 * 1024;
    static constexpr int log_every_ms = 20;
    static constexpr std::size_t log_text_bytes_max = 120;

    explicit Log(Level least = Level::info, int file = 2);
    ~Log();
    Log(const Log&) = delete;

    // {"time":"2026-03-01T09:30:00.123Z","level":"info","event":EVENT,…}. EVENT and texts come from the program:
    // printable ASCII only, at most `log_text_bytes_max`, runs of 5 digits and more become "#".
    void line(Level level, std::string_view event, std::initializer_list<LogField> fields = {});

    // Neither ever throws: a line for which there is no memory is counted and left out.
    // A fault with the type of the exception and its message, the message without anything in quotes or parentheses,
    // without digits in runs and without anything outside ASCII: what remains tells an engineer where to look.
    void fault(std::string_view event, const std::exception& fault, std::initializer_list<LogField> fields = {});

    void flush();  // waits until everything so far is written

  private:
    void push(std::string line);
    void leave_out();  // a line for which there was no memory
    void write_on();

    const Level least_;
    const int file_;
    std::mutex mutex_;
    std::condition_variable filled_, written_;
    std::string waiting_;
    std::uint64_t left_out_ = 0;
    bool is_writing_ = false, is_urgent_ = false, is_ending_ = false;
    std::thread writer_;
};

}  // namespace unionhall
