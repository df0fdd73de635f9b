/*
 * tally.h - counts how often a name came, for names that must be unique
 * within a page. Names are told apart by their XXH3-64.
 */
#ifndef TLEXDR_PUBLISH_TALLY_H
#define TLEXDR_PUBLISH_TALLY_H

#include "base/span.h"

/* {0} has counted nothing. */
struct tally {
    struct tally_slot *slots; /* a power of two of them, some free */
    size_t room;
    size_t used;
};

/* Counts `name`: 1 the first time it comes. 0 where memory is out. */
uint64_t tally_count(struct tally *tally, struct span name);

void tally_free(struct tally *tally);

#endif
