/*
 * listing.h - the pages of the list of episodes, with all that they show, so
 * that a reader needs no episode for them.
 */
#ifndef TLEXDR_PUBLISH_LISTING_H
#define TLEXDR_PUBLISH_LISTING_H

#include "record/write.h"

/*
 * Begins the record of a page in `writer`, with room for `count` entries; the
 * store holds `episodes`. listing_set() fills each of them from an episode's
 * record, whose bytes are copied; writer_end() is due then.
 */
writer_handle listing_begin(struct writer *writer, struct span key,
                            uint32_t count, int64_t episodes);
void listing_set(struct writer *writer, writer_handle first, uint32_t index,
                 struct row episode);

#endif
