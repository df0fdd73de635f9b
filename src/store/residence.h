/*
 * residence.h - which values of a generation's file lie in memory; private to
 * this room.
 *
 * A value that has to come from the disk first stops whoever reads it. One
 * byte a page, read with RWF_NOWAIT, tells without waiting; mincore(2) would
 * say "resident" of every page of a file that its caller neither owns nor may
 * write to (Linux, mm/mincore.c), so it is asked only where a file system
 * knows no RWF_NOWAIT.
 */
#ifndef TLEXDR_STORE_RESIDENCE_H
#define TLEXDR_STORE_RESIDENCE_H

#include <stdatomic.h>

#include "base/error.h"
#include "base/span.h"

/* How many regions of a map the frugal read in. */
#define RESIDENCE_REGIONS 2

struct residence {
    int fd;           /* LMDB's */
    const char *base; /* where the file's first byte is mapped, or NULL */
    uint64_t size;
    size_t page;   /* bytes */
    bool no_ahead; /* too large against memory to read pages unasked */

    /* A bit a page: the value that begins there was read, lately, whole.
     * NULL where nothing is to be trusted. */
    _Atomic unsigned *trusted;
    size_t words;

    /* Regions of the map that the frugal read in, from 1; 0: one is free. */
    _Atomic unsigned admitted[RESIDENCE_REGIONS];
};

/*
 * `inside` is any byte of the map of `size` bytes that `fd` is open for.
 * Where /proc doesn't tell where that map begins, every value counts as
 * resident.
 */
void residence_open(struct residence *residence, int fd, uint64_t size,
                    const char *inside);
void residence_close(struct residence *residence);

/* Whether each page of `value` is in memory. */
bool residence_has(const struct residence *residence, struct span value);

/*
 * Values of a page and more, since no two begin in one page, can be trusted
 * after residence_let_trust(), which is ERROR_MEMORY or none:
 * residence_trust() says that `value` was there and well, until
 * residence_doubt() takes all such words back.
 */
enum error residence_let_trust(struct residence *residence);
void residence_trust(struct residence *residence, struct span value);
bool residence_trusts(const struct residence *residence, struct span value);
void residence_doubt(struct residence *residence);

/*
 * Whether a frugal reader may read `value` in the map: it is in one region,
 * and that is one of the first that were asked for since residence_release().
 * A region is what one page of page tables maps.
 */
bool residence_admits(struct residence *residence, struct span value);

/* Asks the system to read the bytes between these two, without waiting. */
void residence_want(const struct residence *residence, const char *from,
                    const char *to);

/* Reading a page may bring its neighbours too, but for such a file. */
void residence_let_read_ahead(const struct residence *residence);

/*
 * Takes the file out of this process's memory, page tables too, while others
 * may read; reading brings it back, and reads ahead.
 */
void residence_release(struct residence *residence);

#endif
