#include "publish/audit_words.h"

#include "base/calendar.h"
#include "publish/audit.h"
#include "publish/speakers.h"

/* Starts a complaint about /LIST/INDEX/MEMBER; its reason follows. */
static struct sink *begin(struct complaints *complaints,
                          enum complaint_kind kind, struct span list,
                          uint32_t index, struct span member)
{
    struct sink *sink = complaint_begin(complaints, kind);

    LIT(sink, "/");
    sink_ready(sink, list);
    LIT(sink, "/");
    sink_decimal(sink, index);
    LIT(sink, "/");
    sink_ready(sink, member);
    complaint_reason(complaints);
    return sink;
}

static void say_passage(struct sink *sink, const struct finding *finding)
{
    LIT(sink, " at ");
    clock_write(sink, finding->at);
    LIT(sink, ": ");
    sink_ready(sink, finding->passage);
}

static void say_none(struct sink *sink, const struct finding *finding)
{
    LIT(sink, "the transcript doesn't hold this quote");
    if (finding->passage.length == 0) {
        LIT(sink, ", nor anything near it");
        return;
    }
    LIT(sink, "; what comes nearest stands");
    say_passage(sink, finding);
}

static void say_other_speaker(struct sink *sink, const struct quote *quote,
                              const struct finding *finding)
{
    if (speaker_is_label(finding->speaker) ||
        speaker_is_same(finding->speaker, quote->speaker)) {
        LIT(sink, "in the transcript more than one speaker says this,");
    } else {
        LIT(sink, "in the transcript ");
        sink_ready(sink, finding->speaker);
        LIT(sink, " says this,");
    }
    LIT(sink, " at ");
    clock_write(sink, finding->at);
}

static void say_close(struct sink *sink, const struct finding *finding)
{
    if (finding->match == MATCH_CASE)
        LIT(sink, "capitals differ from the transcript's");
    else
        LIT(sink, "punctuation differs from the transcript's");
    say_passage(sink, finding);
}

void say_quote(struct complaints *complaints, enum complaint_kind kind,
               uint32_t index, const struct quote *quote,
               const struct finding *finding)
{
    bool speaker = finding->match == MATCH_OTHER_SPEAKER;
    struct sink *sink = begin(complaints, kind, SPAN("quotes"), index,
                              speaker ? SPAN("speaker") : SPAN("text"));

    if (finding->match == MATCH_NONE) {
        say_none(sink, finding);
    } else if (speaker) {
        say_other_speaker(sink, quote, finding);
    } else if (finding->match == MATCH_AMBIGUOUS) {
        LIT(sink, "stands in ");
        sink_decimal(sink, finding->places);
        LIT(sink, " places of the transcript, first at ");
        clock_write(sink, finding->at);
        LIT(sink, "; \"at\" can say which is meant");
    } else {
        say_close(sink, finding);
    }
    complaint_end(complaints);
}

void say_quote_time(struct complaints *complaints, uint32_t index, int64_t at,
                    int64_t found)
{
    struct sink *sink =
        begin(complaints, COMPLAINT_WARNING, SPAN("quotes"), index, SPAN("at"));

    sink_decimal(sink, at);
    LIT(sink, " is not when the transcript has this, which is ");
    sink_decimal(sink, found);
    LIT(sink, " (");
    clock_write(sink, found);
    LIT(sink, ")");
    complaint_end(complaints);
}

void say_placeholder(struct complaints *complaints, uint32_t index,
                     uint32_t takeaways, int64_t at)
{
    struct sink *sink = begin(complaints, COMPLAINT_WARNING, SPAN("takeaways"),
                              index, SPAN("at"));

    sink_decimal(sink, at);
    LIT(sink, " is the time of ");
    sink_decimal(sink, takeaways);
    LIT(sink, " takeaways, and looks like a placeholder");
    complaint_end(complaints);
}

void say_number(struct complaints *complaints, uint32_t index,
                struct span number, int64_t at)
{
    struct sink *sink = begin(complaints, COMPLAINT_WARNING, SPAN("takeaways"),
                              index, SPAN("text"));

    LIT(sink, "the transcript has no ");
    sink_ready(sink, number);
    if (at >= 0) {
        LIT(sink, " within ");
        sink_decimal(sink, NUMBER_NEIGHBOURHOOD / 60);
        LIT(sink, " minutes of ");
        clock_write(sink, at);
    }
    complaint_end(complaints);
}

/* "3 cues REASON, the first in line 6 of the file" */
static void say_oddity(struct complaints *complaints, size_t count,
                       struct span reason, size_t line)
{
    struct sink *sink;

    if (count == 0)
        return;
    sink = complaint_begin(complaints, COMPLAINT_WARNING);
    LIT(sink, "/transcript");
    complaint_reason(complaints);
    sink_decimal(sink, (int64_t)count);
    LIT(sink, " ");
    sink_ready(sink, reason);
    if (line > 0) {
        LIT(sink, ", the first in line ");
        sink_decimal(sink, (int64_t)line);
        LIT(sink, " of the file");
    }
    complaint_end(complaints);
}

static size_t count_past(const struct transcript *transcript, int64_t duration)
{
    size_t past = 0;

    for (size_t i = 0; duration >= 0 && i < transcript->count; i++) {
        const struct segment *segment = &transcript->segments[i];

        past += segment->opens_cue && segment->start / 1000 > duration;
    }
    return past;
}

void say_transcript(struct complaints *complaints,
                    const struct transcript *transcript, int64_t duration)
{
    say_oddity(complaints, transcript->steps_back,
               SPAN("cues start before the one above them"),
               transcript->step_line);
    say_oddity(complaints, transcript->turned,
               SPAN("cues end before they start"), transcript->turned_line);
    say_oddity(complaints, transcript->strays,
               SPAN("pieces of text have no times and are left out"),
               transcript->stray_line);
    say_oddity(complaints, count_past(transcript, duration),
               SPAN("cues start past the end of the video"), 0);
}
