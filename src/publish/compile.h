/*
 * compile.h - a data folder in, a published generation out.
 */
#ifndef TLEXDR_PUBLISH_COMPILE_H
#define TLEXDR_PUBLISH_COMPILE_H

#include <stdio.h>

#include "base/sink.h"

struct compile_options {
    const char *data;
    const char *store;
    unsigned jobs; /* threads, at least 1 */
    bool strict;   /* publish nothing where anything is rejected */

    /* Gets complaints, one a line: FILE: JSON-POINTER: reason. */
    struct sink *messages;

    /* Told now and then how far a long step is; may be NULL. */
    void (*progress)(const char *step, size_t done, size_t total);

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

/*
 * Checks without a store: each path is a document or a data folder. True
 * where nothing was rejected.
 */
bool check(const char *const *paths, size_t count, unsigned jobs,
           struct sink *messages);

#endif
