/*
 * rivals.h - namesakes: people of one citation whom family name and initials
 * don't tell apart.
 */
#ifndef TLEXDR_CITE_RIVALS_H
#define TLEXDR_CITE_RIVALS_H

#include "cite/names.h"

/* Who else there is of the name, by what would tell them apart. */
enum rivalry {
    RIVAL_NONE,
    RIVAL_BY_INITIALS, /* the same family name, other initials */
    RIVAL_BY_GIVEN     /* the same initials too, another given name */
};

/*
 * Looks among all of the item's people (at most RIVALS_MOST a role), or
 * among the first of the hosts and the first of the guests alone. `name` is
 * settled.
 */
#define RIVALS_MOST 256
enum rivalry rivalry_of(const struct cite_item *item,
                        const struct cite_name *name, enum name_rivals among);

#endif
