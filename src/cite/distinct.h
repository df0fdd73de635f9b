/*
 * distinct.h - tells the works of a list apart that short citations would
 * take for one, as processors do: by the given names of namesakes, by more
 * names, and else by letters.
 */
#ifndef TLEXDR_CITE_DISTINCT_H
#define TLEXDR_CITE_DISTINCT_H

#include "cite/order.h"

/* Gives a's leader what tells it from those of b, whatever else they hold. */
void distinct_leader(const struct cite_listing *listing, struct cite_item *a,
                     const struct cite_item *b);

/*
 * Of two items whose short citations are equal: gives `a` the names that tell
 * it from b; false where names can't.
 */
bool distinct_names(const struct cite_listing *listing, struct cite_item *a,
                    const struct cite_item *b);

#endif
