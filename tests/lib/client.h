/*
 * client.h - asks a site for an address, over HTTP/1.1 or FastCGI, and takes
 * the answer apart. One connection is kept over HTTP.
 */
#ifndef TLEXDR_TESTS_CLIENT_H
#define TLEXDR_TESTS_CLIENT_H

#include <stdbool.h>
#include <stddef.h>

#define ANSWER_FIELDS 40

struct answer {
    unsigned status;   /* 0: none came */
    const char *fault; /* what was wrong with its frame, or NULL */
    unsigned count;
    const char *names[ANSWER_FIELDS];
    const char *values[ANSWER_FIELDS];
    size_t length; /* of the body */
    char head[32 * 1024];
    char body[4 * 1024 * 1024];
};

/*
 * Who is asked from now on: http:HOST:PORT, or FastCGI at unix:PATH or
 * fcgi:HOST:PORT, numeric each.
 */
void client_open(const char *address);

/* True where nginx is in between and refuses some things by itself. */
bool client_is_http(void);

/*
 * Asks for `target` as it stands. `fields` are pairs of a name and a value,
 * NULL behind the last; a value NULL leaves its field out.
 */
void client_ask(const char *method, const char *target,
                const char *const *fields, struct answer *answer);

/* The value of the first field of that name, or "". */
const char *answer_value(const struct answer *answer, const char *name);

#endif
