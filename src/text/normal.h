/*
 * normal.h - Unicode normal forms (UAX #15), through utf8proc.
 *
 * Text comes in as UTF-8 and goes out as code points, into room of the
 * caller's; nothing here allocates. Time grows with the text's length alone,
 * also where thousands of marks stand on one letter.
 */
#ifndef TLEXDR_TEXT_NORMAL_H
#define TLEXDR_TEXT_NORMAL_H

#include "base/error.h"
#include "base/span.h"

enum normal_form {
    NORMAL_NFC,
    NORMAL_NFKD,
    NORMAL_NFKC,

    /*
     * Case folded (full folding, so that ss equals the German sharp s) and
     * then NFKC. Nothing is dropped, default ignorable code points neither.
     */
    NORMAL_NFKC_FOLDED
};

/* The most code points that one becomes (U+FDFA, decomposed). */
#define NORMAL_EXPANSION 18

/* Room to work in, and the result: at[0] to at[count - 1]. */
struct points {
    int32_t *at;
    size_t room;
    size_t count;
};

/* How much room normalise() needs for `text`, in code points. */
size_t normal_room(struct span text, enum normal_form form);

/*
 * Brings `text` into `form`. ERROR_FULL where points->room is below
 * normal_room(), ERROR_INPUT where text is not UTF-8.
 */
enum error normalise(struct span text, enum normal_form form,
                     struct points *points);

/*
 * True where `text`, which is UTF-8, is NFC beyond doubt: nothing in it is
 * U+0300 or above. False says nothing.
 */
bool normal_is_plain(struct span text);

/*
 * The result as UTF-8, written over the code points, which are lost. The span
 * starts at points->at and lives as long.
 */
struct span points_text(struct points *points);

#endif
