/*
 * worker.h - what all requests of one process share, and how any of them is
 * answered, whatever carries it.
 */
#ifndef TLEXDR_PROGRAMS_WORKER_H
#define TLEXDR_PROGRAMS_WORKER_H

#include <stdatomic.h>

#include "base/sink.h"
#include "store/read.h"

struct worker {
    struct store *store;
    _Atomic int64_t anonymous_kib; /* negative where unknown */
};

/*
 * Answers the request in the CGI `variables` (see cgi_request) as the store's
 * reader number `reader`: header and body go to `sink`. False where the bytes
 * must not count as a whole answer: the file was cut under its reader.
 */
bool worker_answer(struct worker *worker, unsigned reader,
                   char *const *variables, struct sink *sink);

#endif
