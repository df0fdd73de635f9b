/*
 * rivals.h - namesakes: people of one citation whom family name and initials
 * don't tell apart.
 */
#ifndef TLEXDR_CITE_RIVALS_H
#define TLEXDR_CITE_RIVALS_H

#include "cite/names.h"

/*
 * Looks among all of the item's people (at most RIVALS_MOST a role), or
 * among the first of the hosts and the first of the guests alone, as the style
 * says. `name` is settled.
 */
#define RIVALS_MOST 256
enum rivalry rivalry_of(const struct cite_item *item,
                        const struct cite_name *name,
                        const struct name_style *style);

#endif
