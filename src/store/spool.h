/*
 * spool.h - records that wait on disk for their turn, so that memory does
 * not grow with the number of episodes.
 */
#ifndef TLEXDR_STORE_SPOOL_H
#define TLEXDR_STORE_SPOOL_H

#include "base/error.h"
#include "base/span.h"

struct spool {
    int fd; /* the spool's own, closed by spool_close */
    uint64_t end;
};

/* Room for what is read; {0} is none yet. The owner frees bytes. */
struct spool_room {
    char *bytes;
    size_t size;
};

/* Where a record lies; a length of 0 is none. */
struct spooled {
    uint64_t at;
    size_t length;
};

/* An unnamed file in the folder, or -1 and errno. */
int spool_open(const char *folder);

/* Each: ERROR_NONE, or ERROR_SYSTEM with errno, or ERROR_MEMORY. */
enum error spool_add(struct spool *spool, struct span bytes,
                     struct spooled *place);

/* *bytes lives in `room` until its next use. Threads may read side by side. */
enum error spool_read(const struct spool *spool, struct spooled place,
                      struct spool_room *room, struct span *bytes);

void spool_close(struct spool *spool);

#endif
