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

/*
 * A blank line and a cue's times, or what parts two voices in a cue: the sign
 * of a turn counts only where it opens a line.
 */
static void vtt_begin(struct sink *sink, struct row cue)
{
    if (!row_opens_cue(cue)) {
        if (row_opens_turn(cue))
            LIT(sink, "\n");
        else
            LIT(sink, " ");
        return;
    }
    LIT(sink, "\n\n");
    time_of_cue(sink, record_whole(cue, CUE_START));
    LIT(sink, " --> ");
    time_of_cue(sink, record_whole(cue, CUE_END));
    LIT(sink, "\n");
}

void transcript_vtt(struct sink *sink, const void *transcript_view)
{
    struct rows cues = cues_of(transcript_view);
    struct span voice = SPAN("");

    LIT(sink, VTT_FIRST_LINE);
    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);
        struct span speaker = record_text(cue, CUE_SPEAKER);

        if (row_opens_cue(cue))
            voice = SPAN(""); /* a cue's end ends its voices */
        else if (voice.length > 0 && !span_equal(voice, speaker))
            LIT(sink, "</v>");
        vtt_begin(sink, cue);
        if (speaker.length > 0 && !span_equal(voice, speaker)) {
            LIT(sink, "<v ");
            vtt_text(sink, speaker);
            if (span_ends(speaker, SPAN("--")))
                LIT(sink, " "); /* or it would read as a cue's times */
            LIT(sink, ">");
        }
        vtt_text(sink, record_text(cue, CUE_TEXT));
        voice = speaker;
    }
    LIT(sink, "\n");
}

void transcript_text(struct sink *sink, const void *transcript_view)
{
    struct rows cues = cues_of(transcript_view);

    for (uint32_t i = 0; i < cues.count; i++) {
        struct row cue = rows_at(cues, i);

        if (row_opens_cue(cue)) {
            time_of_cue(sink, record_whole(cue, CUE_START));
            LIT(sink, "\t");
            time_of_cue(sink, record_whole(cue, CUE_END));
        } else {
            LIT(sink, "\t");
        }
        LIT(sink, "\t");
        plain_text(sink, record_text(cue, CUE_SPEAKER));
        LIT(sink, "\t");
        plain_text(sink, record_text(cue, CUE_TEXT));
        LIT(sink, "\n");
    }
}
