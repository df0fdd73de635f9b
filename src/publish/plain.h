/*
 * plain.h - text with its typography taken off, and its words.
 *
 * What a typesetter may change without changing a word is made one: NFKC;
 * quotation marks and apostrophes of every kind are '; dashes, hyphens and
 * runs of them are -, with no space around them; three full stops, spaced or
 * not, are the ellipsis sign, and so is one in brackets, with no space around
 * it; all white space is one space, and none before ? ! ; : or beside
 * guillemets (French), or beside a letter of a script without spaces; default
 * ignorable marks are dropped. Case and all other punctuation stay.
 *
 * A word is a run of letters, marks and numbers, an apostrophe between two of
 * them left out: don't is one, well-known two. In scripts without spaces each
 * letter is one. Words are equal where their hashes are, which go over small
 * letters.
 *
 * A word is bound where part of what it says stands in front of it, with no
 * space between: un-American, -40, the 5 of 1.5 or 5:05.
 */
#ifndef TLEXDR_PUBLISH_PLAIN_H
#define TLEXDR_PUBLISH_PLAIN_H

#include "publish/clean.h"

#define PLAIN_ELLIPSIS 0x2026

struct plain_word {
    uint64_t hash;
    uint32_t start; /* in the points */
    uint32_t end;
    uint32_t from; /* bytes of the text: what spaces part, with the word in */
    uint32_t to;
    uint32_t mark; /* the caller's */
    bool bound;    /* a hyphen, a minus or a number goes on into it */
};

/* {0} is empty; plain_free() releases what it owns. */
struct plain {
    int32_t *points;
    size_t count;
    size_t room;
    struct plain_word *words;
    size_t word_count;
    size_t word_room;

    bool space;        /* one is due before the next point */
    bool glued;        /* none may follow */
    bool in_word;      /* the last word takes more letters */
    bool in_quote;     /* an apostrophe stands behind it */
    int32_t before[2]; /* the last points as they were, the last one first */
    struct bench bench;
    enum error error; /* ERROR_MEMORY sticks */
};

/*
 * Appends `text`, UTF-8, whose first byte is the `offset`-th of a longer
 * text; its words get `mark`.
 */
void plain_add(struct plain *plain, struct span text, uint32_t offset,
               uint32_t mark);

/* Empties it, and keeps its room. */
void plain_reset(struct plain *plain);

void plain_free(struct plain *plain);

#endif
