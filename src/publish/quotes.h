/*
 * quotes.h - is a quote in the transcript, and how exactly?
 *
 * A quote is found where all its words stand in a row, whatever cues they
 * are in. How it is written decides its class:
 *
 *   exact        as it stands there, but for what joins two cues: a space
 *   typography   but for what plain.h takes off
 *   first-letter but for the case of the first letter besides, since quotes
 *                begin in the middle of sentences
 *   case         but for the case of other letters
 *   punctuation  but for case, signs between the words, or a sign at the end
 *                that is another one there; or cut out of a number, or of a
 *                word with a hyphen
 *
 * A quote may end before its sentence does; a full stop that it has then must
 * be there too. Quotation marks around the whole, and an ellipsis before or
 * behind it, are no part of it.
 *
 * An ellipsis between words may stand for up to QUOTE_SKIP words of the same
 * speaker, and counts as typography; each part may begin with another case.
 *
 * The first three are verified, if the one place is found: where several are
 * as good, a time given within TIME_TOLERANCE of only one of them decides,
 * else the quote is ambiguous; where the transcript knows its speakers, and
 * all places are another's than the document's, it is other-speaker. Labels
 * such as SPEAKER_00 or Host say nothing of who that is.
 */
#ifndef TLEXDR_PUBLISH_QUOTES_H
#define TLEXDR_PUBLISH_QUOTES_H

#include "publish/haystack.h"
#include "publish/nearest.h"

#define QUOTE_SKIP 250
#define TIME_TOLERANCE 10 /* seconds */

enum match {
    MATCH_EXACT,
    MATCH_TYPOGRAPHY,
    MATCH_FIRST_LETTER,
    MATCH_CASE,
    MATCH_PUNCTUATION,
    MATCH_OTHER_SPEAKER,
    MATCH_AMBIGUOUS,
    MATCH_NONE,
    MATCH_UNCHECKED, /* there is no transcript */
    MATCH_COUNT
};

/* "first-letter", as answers name it. */
struct span match_name(enum match match);

/* True for the first three. */
bool match_verified(enum match match);

struct quote {
    struct span text;
    struct span speaker;
    int64_t at; /* seconds, or below 0 where none is given */
};

struct finding {
    enum match match;
    uint32_t places;     /* that are as good */
    int64_t at;          /* the second of the cue where it begins; -1: none */
    struct span speaker; /* the transcript's at that place; may be empty */

    /*
     * The words there, with the signs at their ends; for MATCH_NONE those
     * that come nearest, or empty where nothing does. In the haystack.
     */
    struct span passage;
    uint32_t segment; /* of its first word */
};

/* Room to work in, used again and again. {0} has none yet. */
struct quote_bench {
    struct plain plain;
    struct nearest nearest;
};

/* ERROR_MEMORY. */
enum error quote_find(const struct haystack *haystack,
                      const struct quote *quote, struct quote_bench *bench,
                      struct finding *finding);

void quote_bench_free(struct quote_bench *bench);

#endif
