/*
 * index.h - writing what look-ups go by: the episodes of each video, whose
 * each unit is, and which units bear each word. For src/publish alone.
 *
 *     index_begin → index_episode, slugs ascending → index_put → index_end
 *
 * Memory is bounded by INDEX_ENTRIES and some 40 bytes an episode: words
 * wait in an unnamed file beside the store, in sorted runs.
 */
#ifndef TLEXDR_FIND_INDEX_H
#define TLEXDR_FIND_INDEX_H

#include "record/write.h"
#include "store/write.h"

/* Words that are held in memory, 16 bytes each, twice. */
#define INDEX_ENTRIES ((size_t)1 << 16)

/* A unit bears a word. */
struct entry {
    uint64_t word;
    uint32_t unit;
};

/* An episode, with its first unit and its video. */
struct indexed {
    struct span slug;
    uint32_t first;
    bool has_video;
    char video[11];
};

struct index {
    struct entry *entries; /* not yet in the file */
    struct entry *spare;
    size_t count;
    size_t runs; /* in the file, INDEX_ENTRIES each but the last */
    size_t total;
    int fd;
    struct indexed *episodes;
    size_t episode_count;
    size_t episode_room;
    uint32_t units;
    struct row show;
    struct writer writer;
};

/* `show` must live as long as the index. */
enum error index_begin(struct index *index, const struct build *build,
                       struct row show);

/* `slug` must live as long as the index, `episode` only for the call. */
enum error index_episode(struct index *index, struct span slug,
                         struct row episode);

/* Puts the records of videos, units and words. */
enum error index_put(struct index *index, struct build *build,
                     struct sink *why);

/* Releases all; also after a failed index_begin. */
void index_end(struct index *index);

#endif
