/*
 * wikipedia.h - a citation template of the English Wikipedia: {{cite podcast}}
 * for a conversation, {{cite web}} for a summary.
 */
#ifndef TLEXDR_CITE_WIKIPEDIA_H
#define TLEXDR_CITE_WIKIPEDIA_H

#include "cite/item.h"

/* A template a line. */
void wikipedia_file(struct sink *sink, const struct cite_item *items,
                    size_t count);

#endif
