/*
 * runs.h - sorting more than should be held in memory: which unit bears which
 * word waits in an unnamed file, in sorted runs, for one pass over all of it
 * in order.
 *
 *     runs_begin → runs_add, units ascending → runs_merge → runs_end
 */
#ifndef TLEXDR_FIND_RUNS_H
#define TLEXDR_FIND_RUNS_H

#include <stddef.h>
#include <stdint.h>

#include "store/spool.h"

/* A unit bears a word. */
struct entry {
    uint64_t word;
    uint32_t unit;
};

/* Entries that are held in memory, twice. */
#define RUN_ENTRIES ((size_t)1 << 16)

struct runs {
    struct entry *entries; /* not yet in the spool */
    struct entry *spare;
    size_t held;
    size_t count; /* of runs in the spool, RUN_ENTRIES each but the last */
    struct spool spool;
};

/* Takes `fd`, an empty file, or below 0 for one that could not be had. */
enum error runs_begin(struct runs *runs, int fd);

enum error runs_add(struct runs *runs, uint64_t word, uint32_t unit);

/*
 * Calls `take` with every entry of `count` runs', by word, then by unit, none
 * twice; stops at its first error. Nothing may be added after.
 */
enum error runs_merge(struct runs *runs, size_t count,
                      enum error (*take)(void *context,
                                         const struct entry *entry),
                      void *context);

/* Releases all; also after a failed runs_begin. */
void runs_end(struct runs *runs);

#endif
