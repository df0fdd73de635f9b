#include "cite/format.h"

#include "base/escape.h"
#include "cite/pen.h"

struct cite_item cite_seen_by(const struct cite_item *item, enum cite_view view)
{
    struct cite_item seen = *item;

    if (view != VIEW_SERVED) {
        seen.guests.count = 0;
    }
    return seen;
}

/* HTML takes a CR for a line end of its own, so those of RIS are left out. */
static void html_lines(struct sink *sink, struct span text)
{
    struct span piece;

    while (span_cut(&text, '\r', &piece)) {
        html_text(sink, piece);
    }
}

static void write_file(struct sink *sink, const struct cite_item *item,
                       const struct cite_style *style, enum cite_as as)
{
    struct escaping escaping;

    if (as == CITE_TEXT) {
        style->file(sink, item, 1);
        return;
    }
    escaping_begin(&escaping, sink,
                   as == CITE_HTML ? html_lines : markdown_text);
    style->file(&escaping.sink, item, 1);
    escaping_end(&escaping);
}

void cite_write(struct sink *sink, const struct cite_item *item,
                const struct cite_style *style, enum cite_part part,
                enum cite_as as)
{
    struct pen pen;
    struct cite_item seen;

    if (style->file) {
        write_file(sink, item, style, as);
        return;
    }
    seen = cite_seen_by(item, style->view);
    pen_begin(&pen, sink, as, style->british, item->language);
    if (part == CITE_BIBLIOGRAPHY) {
        style->bibliography(&pen, &seen);
    } else {
        style->intext(&pen, &seen);
    }
    pen_end(&pen);
}
