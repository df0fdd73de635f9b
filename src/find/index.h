/*
 * index.h - writing what look-ups go by: the episodes of each video, whose
 * each unit is, and which units bear each word. For src/publish alone.
 *
 *     index_begin → index_episode, slugs ascending, and index_words → index_put
 * → index_end
 *
 * Memory is bounded by what find/runs.h holds for each worker and some 40 bytes
 * an episode.
 */
#ifndef TLEXDR_FIND_INDEX_H
#define TLEXDR_FIND_INDEX_H

#include "find/runs.h"
#include "record/write.h"
#include "store/write.h"

/* An episode, with its first unit and its video. */
struct indexed {
    struct span slug;
    uint32_t first;
    bool has_video;
    char video[11];
};

struct index {
    struct runs *words; /* one a worker */
    unsigned workers;
    struct indexed *episodes;
    size_t episode_count;
    size_t episode_room;
    uint32_t units;
    struct row show;
    struct writer writer;
};

/* `show` must live as long as the index. */
enum error index_begin(struct index *index, const struct build *build,
                       struct row show, unsigned workers);

/* The next episode. `slug` must live as long as the index, `episode` only for
 * the call. */
enum error index_episode(struct index *index, struct span slug,
                         struct row episode);

/*
 * Notes the words of an episode of which `first` is the first unit. Workers,
 * below `workers`, may do so side by side, each with units ascending.
 */
enum error index_words(struct index *index, unsigned worker, uint32_t first,
                       struct row episode);

/* Puts the records of videos, units and words. */
enum error index_put(struct index *index, struct build *build,
                     struct sink *why);

/* Releases all; also after a failed index_begin. */
void index_end(struct index *index);

#endif
