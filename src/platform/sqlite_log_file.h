// The write-ahead log of an SQLite database as a file: flushed by us, so that the next requests are worked on while the
// disk keeps the last ones. Private to sqlite*.cpp.
#pragma once

#include <cstddef>
#include <string>

namespace unionhall {

// SQLite writes to the log without flushing it (synchronous = normal), so nothing in it may be called durable before
// flush() has returned. Throws DbError io or full.
class SqliteLogFile {
  public:
    explicit SqliteLogFile(const std::string& database_file) : path_(database_file + "-wal") {}
    ~SqliteLogFile();
    SqliteLogFile(const SqliteLogFile&) = delete;

    // All that was written before is on the disk. One thread at a time.
    void flush();
    // After a flush that failed the kernel takes what it was to keep for kept, and may forget it: so each page is read
    // while it is still in memory, proved by its checksum, written once more and flushed. `pages` of them at least must
    // be whole. Nobody may write to the log meanwhile.
    // Layout and checksums: https://www.sqlite.org/fileformat2.html#walformat
    void write_again(std::size_t pages);

  private:
    void open();
    std::string path_;
    int file_ = -1;
};

}  // namespace unionhall
