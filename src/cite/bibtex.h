/*
 * bibtex.h - BibTeX as biblatex and its readers take it: @online, UTF-8.
 */
#ifndef TLEXDR_CITE_BIBTEX_H
#define TLEXDR_CITE_BIBTEX_H

#include "cite/item.h"

/*
 * One entry an item. The key is the item's, so that it is ASCII and unique
 * where slugs are. Hosts are authors; guests stand in the note.
 */
void bibtex_file(struct sink *sink, const struct cite_item *items,
                 size_t count);

#endif
