/*
 * watcher.h - waiting for a data folder to change, by inotify(7), or by
 * looking every so often where the system has no watches left.
 */
#ifndef TLEXDR_PROGRAMS_WATCHER_H
#define TLEXDR_PROGRAMS_WATCHER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/sink.h"

struct watcher {
    const char *data;
    const char *store;     /* never watched, should it lie in the data */
    struct sink *messages; /* told when watches run out or DATA is gone */
    int events;            /* an inotify descriptor; -1: looking instead */
    int root;              /* the watch of DATA itself; -1: it is gone */
    bool exhausted;        /* the system gave no more watches */
    uint64_t fingerprint;  /* of what was there when we last looked */
};

/*
 * Begins to watch: what changes from now on is told by watcher_wait(). False
 * with errno set where DATA can't be read.
 */
bool watcher_open(struct watcher *watcher, const char *data, const char *store,
                  struct sink *messages);

/*
 * Returns once something has changed that documents are made of, and nothing
 * more has for a moment: editors save in several steps, and checkouts change
 * many files. What editors leave beside a file (.name, name~) counts not.
 */
void watcher_wait(struct watcher *watcher);

void watcher_close(struct watcher *watcher);

#endif
