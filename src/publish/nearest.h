/*
 * nearest.h - the words of a transcript that come nearest to a sentence that
 * is not in it.
 */
#ifndef TLEXDR_PUBLISH_NEAREST_H
#define TLEXDR_PUBLISH_NEAREST_H

#include "publish/haystack.h"

/* Room to work in, used again and again. {0} has none yet. */
struct nearest {
    uint32_t *votes;
    size_t room;
};

/*
 * The words from *first to *last that take the fewest words put in, left out
 * or changed to become those of `plain`; *last below *first where that would
 * be two thirds of them or more. Looks at up to 32 places, fewer for a long
 * sentence, where most of its rarer words stand together. ERROR_MEMORY.
 */
enum error nearest_words(const struct haystack *haystack,
                         const struct plain *plain, struct nearest *nearest,
                         size_t *first, size_t *last);

void nearest_free(struct nearest *nearest);

#endif
