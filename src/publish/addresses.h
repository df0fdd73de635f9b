/*
 * addresses.h - a set of addresses in the order in which they came; a queue
 * that takes each once.
 */
#ifndef TLEXDR_PUBLISH_ADDRESSES_H
#define TLEXDR_PUBLISH_ADDRESSES_H

#include "base/error.h"
#include "base/span.h"

/* {0} is empty. */
struct addresses {
    char **items; /* the set's own, NUL-terminated */
    size_t count;
    size_t room;
    size_t *slots; /* by hash; an item's index and 1, or 0 */
    size_t slot_count;
};

/* Adds a copy of the address, unless it is there. */
enum error addresses_add(struct addresses *addresses, struct span address);

bool addresses_have(const struct addresses *addresses, struct span address);
void addresses_free(struct addresses *addresses);

#endif
