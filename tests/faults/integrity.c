// Asks SQLite itself whether a database file is whole: its pages, its indexes, its references. Prints what is not.
// After the file, names of tables: prints how many rows each has.
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static int problems;

static int row(void* expected, int columns, char** values, char** names) {
    (void)names;
    if (expected && columns > 0 && values[0] && strcmp(values[0], expected) == 0) return 0;
    for (int i = 0; i < columns; ++i) fprintf(stderr, "%s ", values[i] ? values[i] : "null");
    fprintf(stderr, "\n");
    ++problems;
    return 0;
}

static void count_rows(sqlite3* database, const char* table) {
    char text[200];
    sqlite3_stmt* question = NULL;
    snprintf(text, sizeof text, "select count(*) from %s", table);
    if (sqlite3_prepare_v2(database, text, -1, &question, NULL) == SQLITE_OK && sqlite3_step(question) == SQLITE_ROW)
        printf("%s %lld\n", table, (long long)sqlite3_column_int64(question, 0));
    else
        ++problems;
    sqlite3_finalize(question);
}

int main(int count, char** arguments) {
    sqlite3* database = NULL;
    if (count < 2 || sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        fprintf(stderr, "cannot open the database\n");
        return 1;
    }
    sqlite3_busy_timeout(database, 10000);
    char* why = NULL;
    if (sqlite3_exec(database, "pragma integrity_check", row, "ok", &why) != SQLITE_OK ||
        sqlite3_exec(database, "pragma foreign_key_check", row, NULL, &why) != SQLITE_OK) {
        fprintf(stderr, "%s\n", why);
        ++problems;
    }
    for (int i = 2; i < count; ++i) count_rows(database, arguments[i]);
    sqlite3_close(database);
    return problems != 0;
}
