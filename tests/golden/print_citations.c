/*
 * print_citations STYLE [text|html|markdown]: the golden items
 * in one style or format, an entry a line; files as one file of all.
 * Standard input is tests/golden/cite/items.jsonl.
 */
#include <stdlib.h>
#include <string.h>

#include "cite/format.h"
#include "tests/lib/citations.h"

#define ITEMS_MAX 4096

static enum error drain_stdout(struct sink *sink, const char *bytes,
                               size_t length)
{
    (void)sink;
    return fwrite(bytes, 1, length, stdout) == length ? ERROR_NONE
                                                      : ERROR_SYSTEM;
}

static size_t read_items(struct cite_item *items)
{
    size_t count = 0;

    while (count < ITEMS_MAX) {
        struct citation *citation = calloc(1, sizeof(*citation));

        if (!citation || !citation_next(stdin, citation)) {
            free(citation);
            break;
        }
        items[count++] = citation->item;
    }
    return count;
}

int main(int argc, char **argv)
{
    static struct cite_item items[ITEMS_MAX];
    static char buffer[65536];
    const struct cite_style *style =
        argc > 1 ? cite_style_find(span_of_string(argv[1])) : NULL;
    enum cite_as as = argc > 2 && strcmp(argv[2], "html") == 0 ? CITE_HTML
                      : argc > 2 && strcmp(argv[2], "markdown") == 0
                          ? CITE_MARKDOWN
                          : CITE_TEXT;
    struct sink sink = sink_over(buffer, sizeof(buffer));
    size_t count;

    if (!style) {
        fputs("usage: print_citations STYLE [text|html|markdown]\n", stderr);
        return 2;
    }
    sink.drain = drain_stdout;
    count = read_items(items);
    if (style->file) {
        style->file(&sink, items, count);
        return sink_flush(&sink) != ERROR_NONE;
    }
    for (size_t i = 0; i < count; i++) {
        cite_write(&sink, &items[i], style, CITE_BIBLIOGRAPHY, as);
        LIT(&sink, "\n");
    }
    return sink_flush(&sink) != ERROR_NONE;
}
