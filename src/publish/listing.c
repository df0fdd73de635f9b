#include "publish/listing.h"

#include "render/parts.h"

/* A few lines under a title of the list, in bytes, and what an excerpt adds. */
#define TEASER_LENGTH 240
#define TEASER_ROOM (TEASER_LENGTH + 8)

writer_handle listing_begin(struct writer *writer, struct span key,
                            uint32_t count, int64_t episodes)
{
    writer_begin(writer, SHAPE_LISTING, key);
    writer_whole(writer, WRITER_ROOT, LISTING_EPISODES, episodes);
    return writer_rows(writer, WRITER_ROOT, LISTING_ENTRIES, SHAPE_ENTRY,
                       count);
}

void listing_set(struct writer *writer, writer_handle first, uint32_t index,
                 struct row episode)
{
    static const struct {
        unsigned to;
        unsigned from;
    } texts[] = {{ENTRY_SLUG, EPISODE_SLUG},
                 {ENTRY_TITLE, EPISODE_TITLE},
                 {ENTRY_NUMBER, EPISODE_NUMBER},
                 {ENTRY_PUBLISHED, EPISODE_PUBLISHED},
                 {ENTRY_LANGUAGE, EPISODE_LANGUAGE}};
    writer_handle row = writer_row(first, SHAPE_ENTRY, index);
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    char bytes[TEASER_ROOM];
    struct sink teaser = sink_over(bytes, sizeof bytes);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        writer_text(writer, row, texts[i].to,
                    record_text(episode, texts[i].from));
    if (duration != RECORD_ABSENT)
        writer_whole(writer, row, ENTRY_DURATION, duration);
    excerpt(&teaser, sink_ready, episode_description(episode), TEASER_LENGTH);
    writer_text(writer, row, ENTRY_TEASER, sink_held(&teaser));
}
