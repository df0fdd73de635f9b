/*
 * fuzz.h - what the fuzz targets share. A target takes any bytes, gives them
 * to a room as an input of its kind, and holds what comes out against due().
 *
 * It is one file with one function, linked with libFuzzer by a build with
 * --enable-fuzzing, and with replay.c by any other.
 */
#ifndef TLEXDR_TESTS_FUZZ_H
#define TLEXDR_TESTS_FUZZ_H

#include "base/sink.h"

/* The target: returns 0. https://llvm.org/docs/LibFuzzer.html */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where what must hold does not. */
void due(bool holds, const char *what);

/*
 * What `write` writes to its sink, in memory of just its length; the
 * caller's, to be given to free(). Past `most` bytes the sink gets ERROR_FULL
 * and the rest is dropped.
 */
char *written(void (*write)(struct sink *sink, const void *view),
              const void *view, size_t most, size_t *length);

/*
 * Whether `text` is JSON by RFC 8259 and UTF-8 within the limits of scan.h;
 * written from the grammar alone, to compare the scanner with.
 */
bool is_json(struct span text);

/*
 * Whether it is UTF-8, by another reader than ours.
 */
bool is_utf8(struct span text);

/*
 * Ends the program where `page` is no well-formed HTML: a tag or attribute
 * that doesn't end, elements that cross, a bare < or & in text, two
 * attributes of a name, an unquoted value, bytes that are no UTF-8.
 */
void due_html(struct span page);

/* The same for UTF-8 without control characters but LF, CR and tab. */
void due_text(struct span text);

#endif
