/*
 * pool.h - the same work for many items, on several threads.
 */
#ifndef TLEXDR_PUBLISH_POOL_H
#define TLEXDR_PUBLISH_POOL_H

#include <stddef.h>

/*
 * Calls work(context, item, worker) once for each item from 0 to count - 1,
 * on up to `workers` threads, of which the caller is one; `worker` is below
 * `workers`, and no two calls run at once with the same. Returns when all
 * are done. Where threads can't be had, the caller does all of it.
 */
void pool_run(unsigned workers, size_t count,
              void (*work)(void *context, size_t item, unsigned worker),
              void *context);

#endif
