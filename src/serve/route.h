/*
 * route.h - the table of all addresses. A row is a pattern, the methods it
 * takes and the handler that answers; private to this room, but for tests,
 * which walk the table.
 */
#ifndef TLEXDR_SERVE_ROUTE_H
#define TLEXDR_SERVE_ROUTE_H

#include "serve/answer.h"

struct route {
    struct span pattern; /* a '*' stands for one segment, not empty */
    void (*handle)(struct exchange *exchange);
};

/* The route of `path`, its captures set; NULL where there is none. */
const struct route *route_find(struct span path,
                               struct span capture[CAPTURE_MAX]);

/* The index-th row, NULL past the end. */
const struct route *route_at(unsigned index);

#endif
