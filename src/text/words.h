/*
 * words.h - the words of a text, as an index and a query both see them.
 *
 * A word is a run of letters and numbers, case folded (full folding) and
 * decomposed by compatibility (NFKD), so that it is the same in every
 * typography. Dropped are
 *
 *   - apostrophes: don't is dont, also where the mark is a curly one;
 *   - marks with a combining class of 10 or more, which are the accents, and
 *     the points of Hebrew and Arabic; what spells a word stays: the vowel
 *     signs of Indic scripts, virama, nukta, the voicing of kana;
 *   - default ignorable code points, a soft hyphen for one.
 *
 * Everything else ends a word, a hyphen too. A word past WORD_MAX bytes is
 * cut there.
 *
 * Scripts that are written without spaces, or that join particles to words
 * (Han, kana, hangul, Thai, Lao, Burmese, Khmer), come as pairs of
 * neighbouring characters: ABC as AB, BC. A character that stands alone comes
 * alone.
 *
 * Nothing here allocates; the state is in the caller's frame.
 */
#ifndef TLEXDR_TEXT_WORDS_H
#define TLEXDR_TEXT_WORDS_H

#include "base/span.h"
#include "text/normal.h"

#define WORD_MAX 120

struct words {
    struct span text; /* what is left to read */
    int32_t pending[NORMAL_EXPANSION];
    unsigned pending_at;
    unsigned pending_count;
    size_t length;   /* bytes of the word under way */
    size_t second;   /* where a pair's second character starts, or 0 */
    bool characters; /* the word under way is of single characters */
    bool alone;      /* and no pair was made of its first yet */
    char bytes[WORD_MAX];
    char given[WORD_MAX]; /* the word that was given out last */
    struct span seen;     /* and as it stands in the text */
    const char *point;    /* the code point under way, in the text */
    const char *after;    /* what is behind that */
    const char *start;    /* the word under way, there */
    const char *second_at;
    const char *end;
};

/* `text` should be UTF-8; bytes that are not end a word. */
void words_begin(struct words *words, struct span text);

/* The next word, which lives until the next call; false at the end. */
bool words_next(struct words *words, struct span *word);

/* XXH3-64, seed 0, of a word: what an index knows it by. */
uint64_t word_hash(struct span word);

#endif
