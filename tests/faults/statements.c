// Preloaded: the program dies before a certain statement that it sends to PostgreSQL, as the control file says.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>

#include "control.h"

typedef void Connection;
typedef void Result;

__attribute__((constructor)) static void begin(void) { open_control(); }

static void statement(void) {
    count_fault(fault_operations);
    if (falls_due(fault_dies_in)) kill(getpid(), SIGKILL), pause();
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

Result* PQexec(Connection* connection, const char* text) {
    statement();
    return REAL(PQexec)(connection, text);
}
int PQsendQuery(Connection* connection, const char* text) {
    statement();
    return REAL(PQsendQuery)(connection, text);
}
int PQsendQueryPrepared(Connection* connection, const char* name, int count, const char* const* values,
                        const int* lengths, const int* formats, int format) {
    statement();
    return REAL(PQsendQueryPrepared)(connection, name, count, values, lengths, formats, format);
}
