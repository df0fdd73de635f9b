/*
 * A transcript as files: WebVTT, and lines of four fields with tabs between.
 */
#include "render/pages.h"

#include "base/escape.h"
#include "render/transcript.h"

static struct rows cues_of(const struct transcript_view *view)
{
    return record_rows(view->transcript, TRANSCRIPT_CUES, SHAPE_CUE);
}

/* HH:MM:SS.mmm, with more digits of hours where it takes them. */
static void time_of_cue(struct sink *sink, int64_t milliseconds)
{
    uint64_t seconds = (uint64_t)milliseconds / 1000;

    sink_decimal_padded(sink, seconds / 3600, 2);
    LIT(sink, ":");
    sink_decimal_padded(sink, seconds / 60 % 60, 2);
    LIT(sink, ":");
    sink_decimal_padded(sink, seconds % 60, 2);
    LIT(sink, ".");
    sink_decimal_padded(sink, (uint64_t)milliseconds % 1000, 3);
}

static void times_of_cue(struct sink *sink, struct row cue, struct span between)
{
    time_of_cue(sink, record_whole(cue, CUE_START));
    sink_ready(sink, between);
    time_of_cue(sink, record_whole(cue, CUE_END));
}

static void vtt_voice(struct sink *sink, struct span speaker)
{
    LIT(sink, "<v ");
    vtt_text(sink, speaker);
    if (span_ends(speaker, SPAN("--")))
        LIT(sink, " "); /* or it would read as a cue's times */
    LIT(sink, ">");
}

/*
 * What stands before a speaker's words in a cue. The sign of a turn counts only
 * where it opens a line.
 */
static void vtt_begin(struct sink *sink, struct row cue, struct row before)
{
    struct span speaker = record_text(cue, CUE_SPEAKER);

    if (row_opens_cue(cue)) {
        LIT(sink, "\n\n");
        times_of_cue(sink, cue, SPAN(" --> "));
        LIT(sink, "\n");
    } else {
        if (record_text(before, CUE_SPEAKER).length > 0)
            LIT(sink, "</v>");
        if (row_opens_turn(cue))
            LIT(sink, "\n");
        else
            LIT(sink, " ");
    }
    if (speaker.length > 0)
        vtt_voice(sink, speaker);
}

void transcript_vtt(struct sink *sink, const void *transcript_view)
{
    struct rows cues = cues_of(transcript_view);
    struct row before = {0};

    LIT(sink, VTT_FIRST_LINE);
    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);

        if (!row_goes_on(cue, before))
            vtt_begin(sink, cue, before);
        vtt_text(sink, record_text(cue, CUE_TEXT));
        before = cue;
    }
    LIT(sink, "\n");
}

void transcript_text(struct sink *sink, const void *transcript_view)
{
    struct rows cues = cues_of(transcript_view);
    struct row before = {0};

    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);

        if (!row_goes_on(cue, before)) {
            if (i > 0)
                LIT(sink, "\n");
            if (row_opens_cue(cue))
                times_of_cue(sink, cue, SPAN("\t"));
            else
                LIT(sink, "\t");
            LIT(sink, "\t");
            plain_text(sink, record_text(cue, CUE_SPEAKER));
            LIT(sink, "\t");
        }
        plain_text(sink, record_text(cue, CUE_TEXT));
        before = cue;
    }
    if (cues.count > 0)
        LIT(sink, "\n");
}
