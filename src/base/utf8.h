/*
 * utf8.h - UTF-8 (RFC 3629): decoding, checking, counting.
 */
#ifndef TLEXDR_BASE_UTF8_H
#define TLEXDR_BASE_UTF8_H

#include "base/span.h"

/* What utf8_next gives for bytes that are not UTF-8. */
#define UTF8_BAD ((uint32_t)0xFFFFFFFF)

/*
 * Decodes the code point at *at and moves *at behind it. For an overlong
 * form, a surrogate, anything past U+10FFFF or a cut sequence: UTF8_BAD, and
 * *at moves one byte. *at must be below text.length.
 */
static inline uint32_t utf8_next(struct span text, size_t *at);

/* The same where the byte at *at is no ASCII. */
uint32_t utf8_next_wide(struct span text, size_t *at);

/* The index of the first byte that is not UTF-8, or text.length. */
size_t utf8_check(struct span text);

/* Code points in `text`, which must be UTF-8. */
size_t utf8_count(struct span text);

/* Writes `point` to `out` (room for 4) and returns the bytes used. */
unsigned utf8_put(uint32_t point, char *out);

/* At most `length` bytes of `text`, cut between code points. */
struct span utf8_first(struct span text, size_t length);

/* Most text is ASCII, which should cost no call for each letter. */
static inline uint32_t utf8_next(struct span text, size_t *at)
{
    unsigned char byte = (unsigned char)text.at[*at];

    if (byte >= 0x80)
        return utf8_next_wide(text, at);
    ++*at;
    return byte;
}

#endif
