/*
 * sink.h - where every renderer writes: a buffer with an end, and what to do
 * when it is full.
 *
 * Writers return nothing. The first failure sticks, everything after it is
 * dropped, and the owner reads sink.error once, at the end. One renderer so
 * serves a counter, a buffer, a file, a FastCGI stream and an nginx chain.
 *
 * Literals go out through LIT(), which takes nothing but string literals.
 * All other text goes out through an escaper of escape.h, named for the
 * place that it goes to; sink_ready() alone takes bytes as they are.
 */
#ifndef TLEXDR_BASE_SINK_H
#define TLEXDR_BASE_SINK_H

#include "base/error.h"
#include "base/span.h"

struct sink {
    char *start;  /* the buffer, the owner's */
    char *cursor; /* the next byte to write */
    char *limit;  /* one past the buffer's end */

    /*
     * Takes `length` bytes on; returns ERROR_NONE, or why it couldn't. May
     * be NULL: then a full buffer is ERROR_FULL.
     */
    enum error (*drain)(struct sink *sink, const char *bytes, size_t length);
    void *host;       /* drain's own */
    uint64_t drained; /* bytes that drain has taken */
    enum error error; /* the first failure */
};

/* A sink over `size` bytes at `buffer` with no drain. */
struct sink sink_over(char *buffer, size_t size);

/* A sink that keeps nothing and counts: sink_length() is the result. */
struct sink sink_counting(void);

/* How many bytes were written, drained or not; meaningless after an error. */
uint64_t sink_length(const struct sink *sink);

/* What lies in the buffer, not yet drained. */
struct span sink_held(const struct sink *sink);

/* Drains what is held; ERROR_FULL where there is no drain to take it. */
enum error sink_flush(struct sink *sink);

/* Makes `error` the sink's, unless it has one already. */
void sink_fail(struct sink *sink, enum error error);

/* For sink_put() alone: what is more than the buffer has room for. */
void sink_overflow(struct sink *sink, struct span bytes);

/*
 * Writes bytes that are right for their place already: ready-made bodies and
 * text that an escaper has passed. Never anything from a document or request.
 */
void sink_ready(struct sink *sink, struct span bytes);

/* The same, expanded where it stands: for the little that each request does. */
static inline void sink_put(struct sink *sink, struct span bytes)
{
    if (bytes.length > (size_t)(sink->limit - sink->cursor)) {
        sink_overflow(sink, bytes);
    } else if (bytes.length > 0) {
        memcpy(sink->cursor, bytes.at, bytes.length);
        sink->cursor += bytes.length;
    }
}

/* One byte, under the same condition. */
void sink_byte(struct sink *sink, char byte);

/* A whole number in decimal. */
void sink_decimal(struct sink *sink, int64_t number);

/* In decimal, with zeros in front up to `width` digits; width <= 20. */
void sink_decimal_padded(struct sink *sink, uint64_t number, unsigned width);

/* In lower-case hex, `digits` of them (1 to 16), the low ones of `number`. */
void sink_hex(struct sink *sink, uint64_t number, unsigned digits);

/* Writes a string literal; anything else fails to compile. */
#define LIT(sink, literal) sink_ready((sink), SPAN(literal))

#endif
