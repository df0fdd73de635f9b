/*
 * compile.h - a data folder in, a published generation out.
 */
#ifndef TLEXDR_PUBLISH_COMPILE_H
#define TLEXDR_PUBLISH_COMPILE_H

#include <stdio.h>

#include "base/sink.h"

/* What it does, in this order. */
enum compile_step {
    COMPILE_READING,
    COMPILE_INDEXING,
    COMPILE_COPYING, /* transcripts, where one of them changed */
    COMPILE_RENDERING,
    COMPILE_STORING
};

struct compile_options {
    const char *data;
    const char *store;
    unsigned jobs; /* threads, at least 1 */
    bool strict;   /* publish nothing where anything is rejected */

    /* Gets complaints, one a line: FILE: JSON-POINTER: reason. */
    struct sink *messages;

    /* Told how far a step is, often; may be NULL. */
    void (*progress)(enum compile_step step, size_t done, size_t total);

    /* Told when another compile holds the store. */
    void (*waiting)(const char *folder);
};

struct compile_counts {
    size_t compiled;
    size_t unchanged;
    size_t removed;
    size_t rejected;
};

/*
 * Compiles and publishes. True where it published; false where it could not,
 * with the reason among the messages and the store as it was. Rejected
 * documents are counted, and what their paths published last is kept.
 */
bool compile(const struct compile_options *options,
             struct compile_counts *counts);

/* Tells options->progress, where there is one. */
void compile_tell(const struct compile_options *options, enum compile_step step,
                  size_t done, size_t total);

/*
 * Checks without a store: each path is a document or a data folder. True
 * where nothing was rejected.
 */
bool check(const char *const *paths, size_t count, unsigned jobs,
           struct sink *messages);

#endif
