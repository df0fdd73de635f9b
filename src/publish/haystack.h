/*
 * haystack.h - all words of a transcript, once each, so that sentences are
 * found across the borders of cues.
 */
#ifndef TLEXDR_PUBLISH_HAYSTACK_H
#define TLEXDR_PUBLISH_HAYSTACK_H

#include "publish/plain.h"
#include "publish/transcript.h"

/* {0} is empty; haystack_free() releases what it owns. */
struct haystack {
    const struct transcript *transcript; /* the caller's */
    char *text; /* what is said, a space between segments */
    size_t length;
    struct plain plain; /* of the text; a word's mark is its segment */
    uint32_t *places;   /* indices of words, those of one bucket together */
    uint32_t *buckets;  /* where in places each bucket starts; one more */
    uint64_t mask;      /* of a hash: its bucket */
};

/* ERROR_MEMORY. */
enum error haystack_make(const struct transcript *transcript,
                         struct haystack *haystack);

/* Where words with this hash, and perhaps others, stand; in their order. */
struct places {
    const uint32_t *at;
    size_t count;
};
struct places haystack_places(const struct haystack *haystack, uint64_t hash);

const struct segment *haystack_segment(const struct haystack *haystack,
                                       size_t word);

void haystack_free(struct haystack *haystack);

#endif
