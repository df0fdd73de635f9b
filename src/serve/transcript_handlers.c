/*
 * An episode's transcript: its pages, a second of it, and its files.
 */
#include "serve/handlers.h"

#include "base/escape.h"
#include "find/address.h"
#include "render/pages.h"
#include "render/transcript.h"
#include "serve/episode.h"
#include "serve/query.h"

/* Fills the view, with the first part; or answers itself. */
static bool find_transcript(struct exchange *exchange)
{
    struct transcript_view *view = &exchange->response->view.transcript;
    struct span slug = exchange->capture[0];
    struct key key = key_of(KEY_TRANSCRIPT, slug);
    enum error error;

    if (!episode_find(exchange, slug, &view->episode))
        return false;
    error =
        generation_find(exchange->generation, exchange->request->reader,
                        SHAPE_TRANSCRIPT, key_span(&key), &view->transcript);
    if (error != ERROR_NONE) {
        answer_lookup_error(exchange, error, key_span(&key),
                            SPAN("There is no transcript of this episode "
                                 "here."));
        return false;
    }
    view->site = exchange->site;
    view->part = 1;
    return true;
}

static int64_t last_second(struct row episode, struct rows cues)
{
    int64_t last = record_whole(episode, EPISODE_DURATION);

    for (uint32_t i = 0; i < cues.count; i++) {
        int64_t end = record_whole(rows_at(cues, i), CUE_END) / 1000;
        int64_t start = record_whole(rows_at(cues, i), CUE_START) / 1000;

        if (end > last)
            last = end;
        if (start > last)
            last = start;
    }
    return last;
}

/* Is a cue at `start` nearer than the best so far, which is -1 for none? */
static bool is_nearer(int64_t start, int64_t best, int64_t second)
{
    if (best < 0 || best > second)
        return best < 0 || start < best;
    return start <= second && start > best;
}

/*
 * The first cue of the last second, up to `second`, that any starts in; of
 * the very first one where `second` is before that. Cues need be in no order.
 */
static uint32_t find_cue(struct rows cues, int64_t second)
{
    uint32_t found = 0;
    int64_t best = -1;

    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);
        int64_t start = record_whole(cue, CUE_START) / 1000;

        if (row_opens_cue(cue) && is_nearer(start, best, second)) {
            found = i;
            best = start;
        }
    }
    return found;
}

static void answer_second(struct exchange *exchange, int64_t second)
{
    const struct transcript_view *view = &exchange->response->view.transcript;
    struct rows cues =
        record_rows(view->transcript, TRANSCRIPT_CUES, SHAPE_CUE);
    char text[KEY_MAX * 4];
    struct sink target = sink_over(text, sizeof text);
    uint32_t index;

    if (second > last_second(view->episode, cues)) {
        answer_error(exchange, 404,
                     SPAN("The transcript ends before that second."));
        return;
    }
    index = find_cue(cues, second);
    LIT(&target, "/episodes/");
    url_segment(&target, record_text(view->episode, EPISODE_SLUG));
    LIT(&target, "/transcript?part=");
    sink_decimal(&target, transcript_part_of(view->transcript, index));
    LIT(&target, "#");
    cue_id(&target, rows_at(cues, index));
    answer_elsewhere(exchange, sink_held(&target));
}

static bool is_number(struct span text)
{
    size_t digits = 0;

    while (digits < text.length && text.at[digits] >= '0' &&
           text.at[digits] <= '9')
        digits++;
    return digits == text.length && digits > 0;
}

/*
 * ?t=SECONDS or H:MM:SS; RECORD_ABSENT without it, false for what is none.
 * What is too much for any recording is INT64_MAX.
 */
static bool second_asked(struct span query, int64_t *second)
{
    struct span value;
    char text[32];

    *second = RECORD_ABSENT;
    if (!query_find(query, SPAN("t"), &value))
        return true;
    if (!url_decode(value, true, text, sizeof text, &value))
        return false;
    *second = moment_read(value);
    if (*second < 0 && is_number(value))
        *second = INT64_MAX;
    return *second >= 0 && span_find(value, '.') == value.length;
}

static void answer_part(struct exchange *exchange, uint64_t part)
{
    static const struct medium medium = {.type = HTML_TYPE,
                                         .cache_control = PAGE_CACHE};
    struct transcript_view *view = &exchange->response->view.transcript;

    view->part = part;
    if (part > transcript_parts(view->transcript))
        answer_error(exchange, 404, SPAN("The transcript has no such part."));
    else
        answer_live(exchange, &medium, transcript_page);
}

void transcript_handle(struct exchange *exchange)
{
    struct span query = exchange->request->query;
    uint64_t part;
    int64_t second;

    if (!second_asked(query, &second))
        answer_error(exchange, 400,
                     SPAN("t must be a whole number of seconds, or a time as "
                          "in ?t=1:23:45."));
    else if (!query_ordinal(query, SPAN("part"), &part))
        answer_error(exchange, 400,
                     SPAN("part must be a whole number from 1, as in "
                          "?part=2."));
    else if (!find_transcript(exchange))
        return;
    else if (second != RECORD_ABSENT)
        answer_second(exchange, second);
    else
        answer_part(exchange, part);
}

void transcript_vtt_handle(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = SPAN_INIT("text/vtt; charset=utf-8"),
        .cache_control = PAGE_CACHE};

    if (find_transcript(exchange))
        answer_live(exchange, &medium, transcript_vtt);
}

void transcript_text_handle(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = SPAN_INIT("text/plain; charset=utf-8"),
        .cache_control = PAGE_CACHE};

    if (find_transcript(exchange))
        answer_live(exchange, &medium, transcript_text);
}
