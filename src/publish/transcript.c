#include "publish/transcript.h"

#include <stdlib.h>
#include <string.h>

struct span transcript_piece(const struct transcript *transcript,
                             struct piece piece)
{
    if (piece.length == 0)
        return SPAN("");
    return (struct span){transcript->text + piece.start, piece.length};
}

struct span segment_news(const struct transcript *transcript,
                         const struct segment *segment)
{
    return span_from(transcript_piece(transcript, segment->text),
                     segment->repeated);
}

enum error transcript_append(struct transcript *transcript, struct span text,
                             struct piece *piece)
{
    size_t needed = transcript->text_used + text.length;

    if (needed > INT32_MAX)
        return ERROR_MEMORY;
    if (needed > transcript->text_room) {
        char *larger = realloc(transcript->text, 2 * needed);

        if (larger == NULL)
            return ERROR_MEMORY;
        transcript->text = larger;
        transcript->text_room = 2 * needed;
    }
    if (text.length > 0)
        memcpy(transcript->text + transcript->text_used, text.at, text.length);
    *piece =
        (struct piece){(uint32_t)transcript->text_used, (uint32_t)text.length};
    transcript->text_used = needed;
    return ERROR_NONE;
}

enum error transcript_add(struct transcript *transcript, struct segment segment)
{
    if (transcript->count == transcript->room) {
        size_t room = transcript->room == 0 ? 256 : 2 * transcript->room;
        struct segment *larger =
            realloc(transcript->segments, room * sizeof *larger);

        if (larger == NULL)
            return ERROR_MEMORY;
        transcript->segments = larger;
        transcript->room = room;
    }
    transcript->segments[transcript->count++] = segment;
    return ERROR_NONE;
}

void transcript_free(struct transcript *transcript)
{
    free(transcript->segments);
    free(transcript->text);
    *transcript = (struct transcript){0};
}
