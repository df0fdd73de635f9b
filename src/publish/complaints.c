#include "publish/complaints.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

static enum error keep_text(struct sink *sink, const char *bytes, size_t length)
{
    struct complaints *complaints = sink->host;
    size_t needed = complaints->text_used + length;

    if (needed > complaints->text_room) {
        char *text = realloc(complaints->text, 2 * needed);

        if (text == NULL)
            return ERROR_MEMORY;
        complaints->text = text;
        complaints->text_room = 2 * needed;
    }
    memcpy(complaints->text + complaints->text_used, bytes, length);
    complaints->text_used = needed;
    return ERROR_NONE;
}

/* Room for one more; NULL where it is only to be counted. */
static struct complaint *next_item(struct complaints *complaints)
{
    if (complaints->count == COMPLAINTS_KEPT)
        return NULL;
    if (complaints->count == complaints->room) {
        size_t room = complaints->room == 0 ? 8 : 2 * complaints->room;
        struct complaint *items =
            realloc(complaints->items, room * sizeof *items);

        if (items == NULL)
            return NULL;
        complaints->items = items;
        complaints->room = room;
    }
    return &complaints->items[complaints->count++];
}

struct sink *complaint_begin(struct complaints *complaints,
                             enum complaint_kind kind)
{
    struct complaint *item = next_item(complaints);
    size_t here = complaints->text_used;

    if (kind == COMPLAINT_WARNING)
        complaints->warnings++;
    else
        complaints->errors++;
    if (item == NULL) {
        complaints->sink = sink_counting();
        return &complaints->sink;
    }
    *item = (struct complaint){kind, here, here, here};
    complaints->sink = sink_over(complaints->chunk, sizeof complaints->chunk);
    complaints->sink.drain = keep_text;
    complaints->sink.host = complaints;
    return &complaints->sink;
}

/* The complaint that is being written, or NULL. */
static struct complaint *open_item(struct complaints *complaints)
{
    if (complaints->sink.host == NULL)
        return NULL;
    sink_flush(&complaints->sink);
    return &complaints->items[complaints->count - 1];
}

void complaint_reason(struct complaints *complaints)
{
    struct complaint *item = open_item(complaints);

    if (item != NULL)
        item->reason = complaints->text_used;
}

void complaint_end(struct complaints *complaints)
{
    struct complaint *item = open_item(complaints);

    if (item != NULL)
        item->end = complaints->text_used;
}

void complain(struct complaints *complaints, enum complaint_kind kind,
              struct span place, struct span reason)
{
    struct sink *sink = complaint_begin(complaints, kind);

    sink_ready(sink, place);
    complaint_reason(complaints);
    sink_ready(sink, reason);
    complaint_end(complaints);
}

static struct span part(const struct complaints *complaints, size_t start,
                        size_t end)
{
    if (complaints->text == NULL)
        return SPAN("");
    return (struct span){complaints->text + start, end - start};
}

/* LINE:COLUMN as one number. */
static uint64_t position_of(const struct complaints *complaints,
                            const struct complaint *item)
{
    struct span column = part(complaints, item->place, item->reason);
    struct span line;
    uint64_t numbers[2] = {0};

    span_cut(&column, ':', &line);
    span_decimal(line, UINT32_MAX, &numbers[0]);
    span_decimal(column, UINT32_MAX, &numbers[1]);
    return numbers[0] << 32 | numbers[1];
}

static int by_position(const void *a, const void *b, void *complaints)
{
    const struct complaint *left = a;
    const struct complaint *right = b;
    uint64_t left_position = position_of(complaints, left);
    uint64_t right_position = position_of(complaints, right);

    if (left_position != right_position)
        return left_position < right_position ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

void complaints_sort(struct complaints *complaints, size_t first)
{
    if (complaints->count > first)
        qsort_r(complaints->items + first, complaints->count - first,
                sizeof *complaints->items, by_position, complaints);
}

/* True for what would move a terminal's cursor, or end a line. */
static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 ||
           point == 0x2029;
}

/*
 * Text of ours with text of the document in it. Unlike log_text it leaves
 * backslashes alone, since messages about escapes are full of them.
 */
static void write_text(struct sink *sink, struct span text)
{
    size_t at = 0;

    while (at < text.length) {
        size_t start = at;
        uint32_t point = utf8_next(text, &at);

        if (point == UTF8_BAD) {
            LIT(sink, "\\x");
            sink_hex(sink, (unsigned char)text.at[start], 2);
        } else if (is_control(point)) {
            LIT(sink, "\\u");
            sink_hex(sink, point, 4);
        } else {
            sink_ready(sink, (struct span){text.at + start, at - start});
        }
    }
}

void complaints_write(const struct complaints *complaints, struct span file,
                      struct sink *sink)
{
    size_t all = complaints->errors + complaints->warnings;

    for (size_t i = 0; i < complaints->count; i++) {
        const struct complaint *item = &complaints->items[i];
        struct span place = part(complaints, item->place, item->reason);

        log_text(sink, file);
        if (item->kind != COMPLAINT_SYNTAX)
            LIT(sink, ": ");
        else if (place.length > 0)
            LIT(sink, ":");
        write_text(sink, place);
        LIT(sink, ": ");
        if (item->kind == COMPLAINT_WARNING)
            LIT(sink, "warning: ");
        write_text(sink, part(complaints, item->reason, item->end));
        LIT(sink, "\n");
    }
    if (all == complaints->count)
        return;
    log_text(sink, file);
    LIT(sink, ": : there is more, not listed here: ");
    sink_decimal(sink, (int64_t)(all - complaints->count));
    LIT(sink, "\n");
}

void complaints_free(struct complaints *complaints)
{
    free(complaints->items);
    free(complaints->text);
    *complaints = (struct complaints){0};
}
