/*
 * window.h - values of a large file, mapped one by one; private to this room.
 *
 * Page tables take a page for each region of a map that is read anywhere:
 * 4 KiB for 2 MiB where pages have 4 KiB. Requests for anything at random
 * read a large file in all its regions, and eight threads that share one map
 * share its tables. So a process that is to stay small reads only a few
 * regions there (residence_admits()). Any other value it maps into a window
 * of its reader's own, where the next request's values take its place.
 */
#ifndef TLEXDR_STORE_WINDOW_H
#define TLEXDR_STORE_WINDOW_H

#include "store/residence.h"

#define WINDOW_BYTES ((size_t)256 << 10)

struct window {
    char *base; /* WINDOW_BYTES of addresses */
    size_t used;
};

/*
 * Maps `value`, which lies in the map that `residence` knows, again at the
 * window's next free address. *value is untouched, and the result false, where
 * there is no room left or the system refuses.
 */
bool window_map(struct window *window, const struct residence *residence,
                struct span *value);

/*
 * Begins anew where half of the window is used up; what it held is gone
 * then. Not each time: to unmap is dear, since all cores of the process take
 * part in it.
 */
void window_renew(struct window *window);

/* A row of `count` windows: addresses that nothing is mapped at. Or NULL. */
char *windows_open(unsigned count);

/* Unmaps them and what was mapped there; NULL is nothing. */
void windows_close(char *base, unsigned count);

#endif
