/*
 * spool.h - records that wait on disk for their turn, so that memory does
 * not grow with the number of episodes.
 */
#ifndef TLEXDR_PUBLISH_SPOOL_H
#define TLEXDR_PUBLISH_SPOOL_H

#include "base/error.h"
#include "base/span.h"

struct spool {
    int fd; /* the spool's own, closed by spool_close */
    uint64_t end;
    char *room; /* what spool_read gives out */
    size_t room_size;
};

/* Where a record lies; a length of 0 is none. */
struct spooled {
    uint64_t at;
    size_t length;
};

/* Each: ERROR_NONE, or ERROR_SYSTEM with errno, or ERROR_MEMORY. */
enum error spool_add(struct spool *spool, struct span bytes,
                     struct spooled *place);

/* *bytes lives until the next call. */
enum error spool_read(struct spool *spool, struct spooled place,
                      struct span *bytes);

void spool_close(struct spool *spool);

#endif
