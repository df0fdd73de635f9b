#include "cite/format.h"

#include "cite/pen.h"

/* The item as the style sees it; see style.h. */
static struct cite_item seen_by(const struct cite_item *item,
                                enum cite_view view)
{
    struct cite_item seen = *item;

    if (view != VIEW_SERVED) {
        seen.guests.count = 0;
    }
    return seen;
}

void cite_write(struct sink *sink, const struct cite_item *item,
                const struct cite_style *style, enum cite_part part,
                enum cite_as as)
{
    struct pen pen;
    struct cite_item seen;

    if (style->file) {
        style->file(sink, item, 1);
        return;
    }
    seen = seen_by(item, style->view);
    pen_begin(&pen, sink, as, style->british, item->language);
    if (part == CITE_BIBLIOGRAPHY) {
        style->bibliography(&pen, &seen);
    } else {
        style->intext(&pen, &seen);
    }
    pen_end(&pen);
}
