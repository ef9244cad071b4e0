// Asks SQLite itself whether a database file is whole: its pages, its indexes, its references. Prints what is not.
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

int main(int count, char** arguments) {
    sqlite3* database = NULL;
    if (count != 2 || sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
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
    sqlite3_close(database);
    return problems != 0;
}
