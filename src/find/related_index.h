/*
 * related_index.h - which episodes bear which trait; the inside of related.h.
 */
#ifndef TLEXDR_FIND_RELATED_INDEX_H
#define TLEXDR_FIND_RELATED_INDEX_H

#include "find/related.h"

/* The group of a trait that nobody else bears. */
#define NO_GROUP UINT32_MAX

/* An episode's traits among the hashes of all: by kind, names first. */
struct bearer {
    size_t first;
    uint8_t counts[TRAIT_KINDS];
};

/* A trait that counts, of one episode. */
struct chosen {
    uint32_t group;
    struct trait_number trait;
};

/* The room of one worker for related_find(). */
struct finder {
    uint32_t *scores; /* an episode each, 0 between calls */
    uint32_t touched[RELATED_BEARERS + 1];
    uint32_t touched_count;
};

struct related {
    uint32_t count; /* episodes */
    uint32_t room;
    struct bearer *bearers;
    uint32_t *hashes;
    size_t hash_count;
    size_t hash_room;
    uint16_t *frequencies;
    struct runs runs;

    /* The index: the bearers of a group lie side by side. */
    struct chosen *chosen; /* RELATED_TRAITS an episode, with room behind */
    uint8_t *chosen_counts;
    uint32_t *postings; /* episode << 2 | kind */
    uint32_t *groups;   /* where each starts, and the end of all */
    uint32_t group_count;
    uint32_t posting_count;
    uint64_t hash; /* of the group under way */
    struct chosen *last;

    struct finder *finders; /* one a worker */
    unsigned finder_count;
};

/* log2, rounded down; 0 for 0. */
unsigned whole_log2(uint32_t number);

/* What a trait weighs that `bearing` episodes bear. */
unsigned trait_weight(const struct related *related, uint32_t bearing);

#endif
