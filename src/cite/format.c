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

#define ESCAPE_SIZE 512

/* HTML takes a CR for a line end of its own, so those of RIS are left out. */
static enum error drain_html(struct sink *sink, const char *bytes,
                             size_t length)
{
    struct sink *outer = sink->host;
    struct span rest = {bytes, length};
    struct span piece;

    while (span_cut(&rest, '\r', &piece)) {
        html_text(outer, piece);
    }
    return outer->error;
}

static enum error drain_markdown(struct sink *sink, const char *bytes,
                                 size_t length)
{
    struct sink *outer = sink->host;

    markdown_text(outer, (struct span){bytes, length});
    return outer->error;
}

static void write_file(struct sink *sink, const struct cite_item *item,
                       const struct cite_style *style, enum cite_as as)
{
    char bytes[ESCAPE_SIZE];
    struct sink inner = sink_over(bytes, sizeof(bytes));

    if (as == CITE_TEXT) {
        style->file(sink, item, 1);
        return;
    }
    inner.drain = as == CITE_HTML ? drain_html : drain_markdown;
    inner.host = sink;
    style->file(&inner, item, 1);
    if (inner.error == ERROR_NONE) {
        sink_flush(&inner);
    }
    if (inner.error != ERROR_NONE) {
        sink_fail(sink, inner.error);
    }
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
