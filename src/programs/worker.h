/*
 * worker.h - what all requests of one process share, and how any of them is
 * answered, whatever carries it.
 */
#ifndef TLEXDR_PROGRAMS_WORKER_H
#define TLEXDR_PROGRAMS_WORKER_H

#include <stdatomic.h>

#include "programs/cgi.h"

struct worker {
    struct store *store;
    _Atomic int64_t anonymous_kib; /* negative where unknown */
};

/*
 * What a thread needs to answer requests, one after the other. Most of it is
 * hardly ever touched, so it lies on no stack: what is touched there lies
 * together.
 */
struct answerer {
    struct worker *worker;
    unsigned reader; /* its number with the store */
    struct response response;
    char path[CGI_PATH];
};

/*
 * Answers the request in the CGI `variables` (see cgi_request): head and body
 * go to `sink`, which has a drain and gets a buffer here, and whatever of the
 * body lies ready in one piece goes to `end`. That sends all and returns
 * whether it could. It isn't called where the bytes must not count as a whole
 * answer, since the file was cut under its reader. False then too.
 */
bool worker_answer(struct answerer *answerer, char *const *variables,
                   struct sink *sink,
                   bool (*end)(struct sink *sink, struct span last));

#endif
