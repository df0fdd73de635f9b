/*
 * connections.h - the accept loop: which connection a thread answers next.
 *
 * libfcgi reads without a time-out, so no thread is given a connection
 * before it has said something. A connection that is silent for a moment when
 * it comes is parked: it costs a descriptor and no thread, any number of them
 * stops nobody, and the longest silent makes room when there are too many. The
 * first record's header must be one that libfcgi takes (BEGIN_REQUEST of
 * version 1), and reads and writes of what is handed out time out.
 *
 * Threads take no signals; connections_stop() ends them.
 */
#ifndef TLEXDR_PROGRAMS_CONNECTIONS_H
#define TLEXDR_PROGRAMS_CONNECTIONS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "programs/listen.h"

#define CONNECTIONS_PARKED 256

struct parked {
    int fd;        /* -1: the place is free */
    int64_t since; /* monotonic milliseconds */
};

struct connections {
    const struct listener *listener;
    int events;  /* an epoll instance, of the parked ones */
    int stopped; /* an eventfd in it */
    atomic_bool stopping;
    _Atomic int64_t queue_until; /* when stopping: monotonic milliseconds */
    pthread_mutex_t lock;        /* of what follows */
    struct parked parked[CONNECTIONS_PARKED];
};

/* False with errno set where the system said no. */
bool connections_open(struct connections *connections,
                      const struct listener *listener);

/* What one thread waits on, which closes it; -1 with errno set. */
int connections_ear(const struct connections *connections);

/*
 * Waits for the next connection with a request to read; the caller closes
 * it. -1 when connections_stop() was called and no more are there.
 */
int connections_next(struct connections *connections, int ear);

/* Closes those that have been silent too long; call it every so often. */
void connections_sweep(struct connections *connections);

/*
 * Lets connections_next() end. It first gives out what had come before,
 * unless the queue outlives us.
 */
void connections_stop(struct connections *connections);

void connections_close(struct connections *connections);

#endif
