/*
 * span.h - a piece of text or bytes that somebody else owns.
 *
 * A span borrows: it is valid as long as what it points into. Nothing that a
 * request reads is NUL-terminated, since it lies in a memory map; so lengths
 * travel with pointers everywhere. An empty span may have a null `at`.
 */
#ifndef TLEXDR_BASE_SPAN_H
#define TLEXDR_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
    const char *at;
    size_t length; /* bytes */
};

/* A span of a string literal; the "" make anything else fail to compile. */
#define SPAN(literal) ((struct span){"" literal "", sizeof("" literal "") - 1})

/* The same where only a constant initializer will do. */
#define SPAN_INIT(literal)                                                     \
    {                                                                          \
        "" literal "", sizeof("" literal "") - 1                               \
    }

struct span span_of_string(const char *string); /* NULL gives an empty span */

static inline bool span_equal(struct span a, struct span b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

/* At most the first `length` bytes. */
static inline struct span span_first(struct span text, size_t length)
{
    return (struct span){text.at, text.length < length ? text.length : length};
}

/* From `start` to the end; start past the end gives an empty span. */
static inline struct span span_from(struct span text, size_t start)
{
    if (start >= text.length)
        return (struct span){text.at, 0};
    return (struct span){text.at + start, text.length - start};
}

static inline bool span_starts(struct span text, struct span prefix)
{
    return span_equal(span_first(text, prefix.length), prefix);
}

bool span_ends(struct span text, struct span suffix);

/* ASCII letters fold, nothing else does (RFC 9110 tokens). */
bool span_equal_nocase(struct span a, struct span b);

/* Byte order, a prefix before what it begins; <0, 0 or >0 as memcmp(3). */
int span_compare(struct span a, struct span b);

/* The index of the first `byte`, or text.length where there is none. */
size_t span_find(struct span text, char byte);

/* The index of the first `needle`, or text.length where there is none. */
size_t span_find_span(struct span text, struct span needle);

/* Without the spaces and tabs at both ends. */
struct span span_trim(struct span text);

/*
 * Takes what lies before the next `separator` off the front of *rest, and
 * the separator with it. False when nothing was left to take.
 */
bool span_cut(struct span *rest, char separator, struct span *piece);

/*
 * Reads all of `text` as a decimal number of at most `most`; false, with
 * *value untouched, for anything else (a sign, an empty text, too large).
 */
bool span_decimal(struct span text, uint64_t most, uint64_t *value);

#endif
