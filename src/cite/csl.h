/*
 * csl.h - CSL-JSON (CSL 1.0.2 data schema), the one form of an item that all
 * others are views of.
 */
#ifndef TLEXDR_CITE_CSL_H
#define TLEXDR_CITE_CSL_H

#include "cite/item.h"

/* One item, an object. */
void csl_entry(struct sink *sink, const struct cite_item *item);

/* An array of items, however many. */
void csl_file(struct sink *sink, const struct cite_item *items, size_t count);

#endif
