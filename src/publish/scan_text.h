/*
 * scan_text.h - the inside of scan.h: a text under way, what is said of it,
 * and the strings in it.
 */
#ifndef TLEXDR_PUBLISH_SCAN_TEXT_H
#define TLEXDR_PUBLISH_SCAN_TEXT_H

#include "publish/doubles.h"

struct scan {
    struct span text;
    size_t at;
    size_t line;
    size_t line_start;
    size_t continuations; /* bytes of this line that begin no code point */
    unsigned depth;
    bool bad; /* something was wrong, but not what to read next */
    struct complaints *complaints;
    struct doubles doubles;
};

struct position scan_position(const struct scan *scan);
bool scan_at_end(const struct scan *scan);

/* The byte here, or 0 at the end. */
unsigned char scan_peek(const struct scan *scan);

/* Each complains and returns false, but scan_pardon(), behind which reading
 * goes on: true. */
bool scan_refuse(struct scan *scan, struct span reason);
bool scan_refuse_at(struct scan *scan, struct position position,
                    struct span reason);
bool scan_refuse_expecting(struct scan *scan, struct span expected);
bool scan_pardon(struct scan *scan, struct position position,
                 struct span reason);

/* Reads a string, of which the opening quote is here; keeps a key's name. */
bool scan_string(struct scan *scan, bool is_key);

#endif
