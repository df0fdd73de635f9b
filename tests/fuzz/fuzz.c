#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void due(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "due: %s\n", what);
    abort();
}

/* What written() has so far. */
struct pages {
    char *bytes;
    size_t length;
    size_t most;
};

static enum error keep(struct sink *sink, const char *bytes, size_t length)
{
    struct pages *pages = sink->host;

    if (length > pages->most - pages->length)
        return ERROR_FULL;
    pages->bytes = realloc(pages->bytes, pages->length + length + 1);
    due(pages->bytes != NULL, "memory");
    memcpy(pages->bytes + pages->length, bytes, length);
    pages->length += length;
    return ERROR_NONE;
}

char *written(void (*write)(struct sink *sink, const void *view),
              const void *view, size_t most, size_t *length)
{
    struct pages pages = {.most = most};
    char buffer[4096];
    struct sink sink = sink_over(buffer, sizeof buffer);
    char *bytes;

    sink.drain = keep;
    sink.host = &pages;
    write(&sink, view);
    sink_flush(&sink);
    bytes = malloc(pages.length + 1);
    due(bytes != NULL, "memory");
    if (pages.length > 0)
        memcpy(bytes, pages.bytes, pages.length);
    free(pages.bytes);
    *length = pages.length;
    return realloc(bytes, pages.length > 0 ? pages.length : 1);
}

void due_text(struct span text)
{
    for (size_t at = 0; at < text.length;) {
        uint32_t point = utf8_next(text, &at);

        due(point != UTF8_BAD, "text is UTF-8");
        due(point >= ' ' || point == '\n' || point == '\r' || point == '\t',
            "text has no C0 control");
        due(point < 0x7F || point > 0x9F, "text has no C1 control");
    }
}
