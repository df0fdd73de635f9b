/*
 * pool.h - the same work for many items, on several threads, and what is left
 * of each taken in order.
 */
#ifndef TLEXDR_PUBLISH_POOL_H
#define TLEXDR_PUBLISH_POOL_H

#include <stddef.h>

#include "base/error.h"

/* No item's work begins before the one this far ahead of it is settled. */
#define POOL_WINDOW ((size_t)64)

struct pool_task {
    size_t count;

    /* Once for each item; `worker` is below `workers` and nobody else's. */
    void (*work)(void *context, size_t item, unsigned worker);

    /* Behind it, items ascending, on the caller's thread, as worker 0. */
    enum error (*settle)(void *context, size_t item);
    void *context;
};

/*
 * Does the work of items 0 to count - 1 on up to `workers` threads, of which
 * the caller is one, and settles them. So what lies between an item's work and
 * its settling needs POOL_WINDOW places: item modulo POOL_WINDOW is one. The
 * first error of a settle ends it all, with some work not settled. Where
 * threads can't be had, the caller does all of it.
 */
enum error pool_run(unsigned workers, const struct pool_task *task);

#endif
