/*
 * runs.h - an index's words on their way to the store: sorted runs of
 * entries in a file, and one pass over all of them in order.
 */
#ifndef TLEXDR_FIND_RUNS_H
#define TLEXDR_FIND_RUNS_H

#include "find/index.h"

/* Sorts what is held by word and unit, and moves it to the file. */
enum error runs_spill(struct index *index);

/*
 * Calls `take` with every entry, by word, then by unit, none twice; stops at
 * its first error. All entries must have been spilled.
 */
enum error runs_merge(const struct index *index,
                      enum error (*take)(void *context,
                                         const struct entry *entry),
                      void *context);

#endif
