/*
 * find.h - which episode or quote somebody means: by words, or by a video.
 *
 * Words are looked for in units (find/units.h): episodes by title, subtitle,
 * number, show and people, and quotes by their words and speaker. Order,
 * punctuation, case and accents don't count, and a word missing or too many
 * costs no more than its weight:
 *
 *   - A word weighs 1 + log2(units in the store / units that bear it), the
 *     quotient rounded down to a power of two; one that nothing bears weighs
 *     as much as one that a single unit bears.
 *   - A unit's score is the weight of those words of the query that it bears.
 *   - Rivals of a unit are the units of other episodes and, of a quote, the
 *     other quotes of its episode; a quote is left out where its episode
 *     itself scores as high.
 *   - A match is clear where the best unit bears all words and no rival does,
 *     or bears at least half of the query's weight and no rival scores more
 *     than half as much.
 *   - Where it is not clear and the best bears at least half of the weight,
 *     several fit: all that score at least half as much as the best.
 *   - Else nothing fits, and what is given is the nearest: what scores at
 *     least half as much as the best, and an eighth of the query's weight.
 *
 * Findings are ranked by score; then episodes come before quotes; then
 * what bears the query's words more often comes first, then what has fewer
 * words, then in the order of slugs. The first FIND_WORDS different words of a
 * query count, and FIND_MAX findings are kept.
 *
 * Nothing here allocates; findings borrow from the generation.
 */
#ifndef TLEXDR_FIND_FIND_H
#define TLEXDR_FIND_FIND_H

#include "store/read.h"

#define FIND_WORDS 64
#define FIND_MAX 20

enum find_outcome {
    FIND_NOTHING, /* findings are the nearest, if any */
    FIND_SEVERAL,
    FIND_CLEAR /* findings[0] is what was meant */
};

struct finding {
    struct row episode;
    uint32_t quote; /* from 1; 0: the episode itself */
    uint32_t unit;
    uint32_t score;
    uint32_t words; /* that the unit has */
    uint32_t hits;  /* of these, how many are of the query */
};

struct findings {
    enum find_outcome outcome;
    uint32_t weight; /* of the query: the most that a score can be */
    unsigned count;
    struct finding items[FIND_MAX];
    struct key key; /* of the record that couldn't be read, if one couldn't */
};

/* Fills *findings. Another error than ERROR_NONE is the store's. */
enum error find_words(struct generation *generation, unsigned reader,
                      struct span query, struct findings *findings);

/*
 * The slugs of the episodes that show the YouTube video `id`, sorted;
 * ERROR_ABSENT where there is none.
 */
enum error find_video(struct generation *generation, unsigned reader,
                      struct span id, struct rows *slugs);

#endif
