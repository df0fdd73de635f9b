/*
 * shelf.h - the folder that an export writes to. It remembers which files it
 * made, in .tlexdr-export, so that it can take away those that are no pages
 * any more, and never another. A file is in there before it is made, so that
 * this holds for an export that was cut off too.
 */
#ifndef TLEXDR_PUBLISH_SHELF_H
#define TLEXDR_PUBLISH_SHELF_H

#include <stdio.h>

#include "base/sink.h"
#include "publish/addresses.h"

struct shelf {
    const char *folder;
    struct addresses before; /* files of earlier exports, below the folder */
    struct addresses now;
    FILE *manifest; /* gets what is new, as it comes; NULL: can't be had */
    struct sink *why;
};

/*
 * Makes the folder where it is absent. False, with a sentence in `why`, where
 * it can't be had, or holds files and no export's.
 */
bool shelf_open(struct shelf *shelf, const char *folder, struct sink *why);

/*
 * Puts a file, and its gzip beside it; `name` is made of letters, digits and
 * . _ ~ - in segments. *changed tells whether it is new or other than it was.
 */
bool shelf_put(struct shelf *shelf, struct span name, struct span bytes,
               struct span gzip, bool *changed);

/* Takes away what was not put this time, and remembers the rest. */
bool shelf_settle(struct shelf *shelf, size_t *removed);

void shelf_close(struct shelf *shelf);

/* Whether a name has the form that shelf_put() takes. */
bool shelf_takes(struct span name);

#endif
