/*
 * split.h - a name as it is spoken, split into the parts that citations need.
 * The rules are in tlexdr-citations(7); they are the same on any day.
 */
#ifndef TLEXDR_CITE_SPLIT_H
#define TLEXDR_CITE_SPLIT_H

#include "cite/item.h"

/*
 * The parts of `name`, borrowed from it. A name that no rule splits is
 * literal, as is an empty one.
 */
struct cite_name name_split(struct span name);

#endif
