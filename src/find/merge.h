/*
 * merge.h - the units that bear the most of some words; the inside of
 * find.c, apart from where words and episodes come from.
 *
 * Units are visited in order, each once, all words side by side. Words that
 * many units bear are only asked about units that a rarer word led to, as
 * long as they alone can't lift a unit to the score that is needed (the
 * MaxScore rule of Turtle and Flood, 1995).
 */
#ifndef TLEXDR_FIND_MERGE_H
#define TLEXDR_FIND_MERGE_H

#include "find/find.h"

/*
 * How many candidates are kept: more than findings, since those that score
 * alike are ranked by what only their episodes tell.
 */
#define MERGE_MAX 64

/* A word of the query, and where it occurs. */
struct term {
    uint64_t hash;
    const unsigned char *units; /* u32 each, ascending */
    uint32_t count;
    uint32_t at; /* the next of them to look at */
    uint32_t weight;
};

struct candidate {
    uint32_t unit;
    uint32_t score;
};

struct merge {
    struct term terms[FIND_WORDS];
    unsigned count;
    uint32_t floor;                   /* scores below it don't interest */
    struct candidate best[MERGE_MAX]; /* highest score first, then by unit */
    unsigned best_count;
};

/* Fills `best` from `terms`, which it sorts. */
void merge_terms(struct merge *merge);

#endif
