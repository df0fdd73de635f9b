/*
 * clean.h - a document's text as it is stored: NFC, a tab and a line end
 * (LF, CR, CR LF) each a space, and no other control character.
 */
#ifndef TLEXDR_PUBLISH_CLEAN_H
#define TLEXDR_PUBLISH_CLEAN_H

#include "text/normal.h"

/* Room that cleaning works in, used again and again. {0} has none yet. */
struct bench {
    char *bytes;
    size_t room;
    struct points points;
};

/*
 * Cleans `text`, which is UTF-8. *clean is `text` itself where nothing had to
 * change; otherwise it lies in the bench until its next use, with a NUL
 * behind it. ERROR_INPUT where a control character (C0, DEL, C1) is in it,
 * which *control then is; ERROR_MEMORY.
 */
enum error clean_text(struct bench *bench, struct span text, struct span *clean,
                      uint32_t *control);

/* Makes bench->points hold at least `room` code points. */
enum error bench_points(struct bench *bench, size_t room);

void bench_free(struct bench *bench);

#endif
