/*
 * Bytes as a podcast's feed: what it tells of each of its episodes makes a
 * document that is accepted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "programs/feed.h"
#include "publish/document.h"
#include "tests/fuzz/fuzz.h"

#define DOCUMENT_MAX ((size_t)1 << 20)
#define ITEMS_TOLD 8

static void write_sketch(struct sink *sink, const void *sketch)
{
    sketch_write(sink, sketch);
}

static void due_document(const struct sketch *sketch)
{
    struct complaints complaints = {0};
    struct writer writer = {0};
    struct span record;
    size_t length;
    char *text = written(write_sketch, sketch, DOCUMENT_MAX, &length);

    due(is_json((struct span){text, length}), "a sketch is JSON");
    due(episode_read((struct span){text, length}, &complaints, &writer,
                     &record),
        "a sketch is a document");
    complaints_free(&complaints);
    writer_free(&writer);
    free(text);
}

static void tell(struct feed *feed, const struct feed_item *item)
{
    struct sketch sketch = {.slug = SPAN("a-slug"), .title = SPAN("A title")};
    struct feed_transcript transcript = {0};
    char text[4096];
    struct sink notes = sink_over(text, sizeof text);

    feed_tell(feed, item, &sketch, &transcript, &notes);
    due_text(sink_held(&notes));
    due_document(&sketch);
}

static void tell_all(struct feed *feed)
{
    char text[4096];
    struct sink why = sink_over(text, sizeof text);
    struct span title = feed->items[0].title;

    due(feed->count > 0, "a feed has episodes");
    for (size_t i = 0; i < feed->count && i < ITEMS_TOLD; i++)
        tell(feed, &feed->items[i]);
    due(feed_choose(feed, SPAN(""), SPAN("a-slug"), &why) != NULL,
        "without a title one is meant");
    due(feed_choose(feed, title, SPAN("s"), &why) != NULL ||
            sink_length(&why) > 0,
        "why none is meant");
    due_text(sink_held(&why));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    char text[4096];
    struct sink why = sink_over(text, sizeof text);
    int fd = memfd_create("feed", MFD_CLOEXEC);
    struct feed feed;
    bool good;

    due(fd >= 0 && write(fd, data, size) == (ssize_t)size, "memory");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    good = feed_open(&feed, path, &why);
    due(good == (sink_length(&why) == 0), "what is refused has a reason");
    due_text(sink_held(&why));
    if (good)
        tell_all(&feed);
    feed_close(&feed);
    close(fd);
    return 0;
}
