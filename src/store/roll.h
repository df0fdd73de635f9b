/*
 * roll.h - the keys of a file in the making, until they are put into rosters.
 */
#ifndef TLEXDR_STORE_ROLL_H
#define TLEXDR_STORE_ROLL_H

#include "base/error.h"
#include "base/span.h"

/* {0} is an empty one. */
struct roll {
    unsigned char *hashes; /* u64 each, little-endian */
    size_t count;
    size_t room;
    size_t taken;
};

enum error roll_add(struct roll *roll, struct span key);

/* Sorts it, after which none is added; how many rosters there should be. */
uint64_t roll_close(struct roll *roll);

/* The hashes of a roster, by its number; each once and in their order. */
struct span roll_take(struct roll *roll, uint64_t number, uint64_t count);

void roll_free(struct roll *roll);

#endif
