/*
 * list.h - a list of citations, as each style has it: in the order of names
 * and titles, with a letter behind a year that one author has twice (2024a,
 * 2024b) and a dash for names that are repeated; or numbered, in the order in
 * which they were given; or one file.
 */
#ifndef TLEXDR_CITE_LIST_H
#define TLEXDR_CITE_LIST_H

#include "cite/style.h"

#define CITE_LIST_MAX 50

/*
 * What a list takes; a caller's, so that no stack has it. How its items stand
 * to each other is kept there: a list that is written again in the same style
 * costs but the writing. Clear it for another list.
 */
#define CITE_LIST_ROOM (28 * 1024)
void cite_list_clear(void *room);

struct cite_list {
    size_t count; /* at most CITE_LIST_MAX */
    const void *source;
    void *room;    /* CITE_LIST_ROOM bytes, aligned for anything */
    char *address; /* room for one item's */
    size_t address_size;

    /*
     * Fills *item with the index-th, its address in `text`. Items are asked
     * for several times, so that none has to be held.
     */
    void (*item)(const void *source, size_t index, struct cite_item *item,
                 struct sink *text);
};

/*
 * Writes the entries: a line each; of HTML a <p> each; of Markdown with an
 * empty line between. No two items may have the same key.
 */
void cite_list_write(struct sink *sink, const struct cite_list *list,
                     const struct cite_style *style, enum cite_part part,
                     enum cite_as as);

#endif
