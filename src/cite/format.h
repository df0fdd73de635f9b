/*
 * format.h - writes one citation.
 */
#ifndef TLEXDR_CITE_FORMAT_H
#define TLEXDR_CITE_FORMAT_H

#include "cite/style.h"

/* The item as a style sees it; see style.h. */
struct cite_item cite_seen_by(const struct cite_item *item,
                              enum cite_view view);

/*
 * Writes `item` in `style` as text, HTML (a fragment, escaped, italics as
 * <i>) or Markdown (CommonMark, italics as *). A file style writes its file
 * with one entry, whatever the part, escaped for HTML and Markdown. No heap;
 * the frame takes some 10 KB.
 */
void cite_write(struct sink *sink, const struct cite_item *item,
                const struct cite_style *style, enum cite_part part,
                enum cite_as as);

#endif
