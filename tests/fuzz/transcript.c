/*
 * Bytes as a WebVTT or SubRip file: read into segments, used to check the
 * quotes, times and numbers of an episode, rendered, and read again out of
 * our own WebVTT.
 */
#include <stdlib.h>

#include "publish/audit.h"
#include "publish/document.h"
#include "publish/segments.h"
#include "render/pages.h"
#include "render/transcript.h"
#include "tests/fuzz/fuzz.h"

#define TEXT_MAX ((size_t)64 << 20)
#define PART_MAX 200000 /* bytes of a part's page */

static const char document[] =
    "{\"slug\": \"s\", \"title\": \"T\", \"duration\": 3600,"
    " \"people\": [{\"name\": \"Ada Host\", \"role\": \"host\"},"
    " {\"name\": \"Bo Guest\"}],"
    " \"takeaways\": [{\"text\": \"It costs $1,200.50, 40 percent of two"
    " million, in 1984.\", \"why\": \"w\", \"at\": 60},"
    " {\"text\": \"3.5 x 10\", \"why\": \"w\", \"at\": 60}],"
    " \"quotes\": [{\"text\": \"so the word\", \"speaker\": \"Ada Host\","
    " \"at\": 1}, {\"text\": \"It\\u2019s \\u2026 never, ever \\u2014 done\", "
    "\"speaker\": \"Ada Host\"},"
    " {\"text\": \"Stra\\u00dfe caf\\u00e9 \\u6c34\", \"speaker\":"
    " \"Bo Guest\"}, {\"text\": \"a\", \"speaker\": \"Bo Guest\"}]}";

static void write_complaints(struct sink *sink, const void *complaints)
{
    complaints_write(complaints, SPAN("file"), sink);
}

static void due_complaints(struct complaints *complaints)
{
    size_t length;
    char *text = written(write_complaints, complaints, TEXT_MAX, &length);

    due_text((struct span){text, length});
    free(text);
    complaints_free(complaints);
}

static void due_segment(const struct transcript *transcript, size_t index)
{
    const struct segment *segment = &transcript->segments[index];
    struct span text = transcript_piece(transcript, segment->text);

    due(text.length > 0, "a segment has words");
    due(segment->repeated <= text.length, "a repeat lies in its segment");
    due(segment->start >= 0 && segment->end >= 0, "no time is below 0");
    due(index > 0 || segment->opens_cue, "the first opens a cue");
    due(text.at[0] != ' ' && text.at[text.length - 1] != ' ',
        "no space is at an end");
    due(span_find_span(text, SPAN("  ")) == text.length, "spaces are single");
    due(span_find(text, '\n') == text.length, "lines are joined");
    due_text(text);
    due_text(transcript_piece(transcript, segment->speaker));
}

/* What everything is rendered with; made once. */
static const struct site_view *the_site(void)
{
    static const char json[] =
        "{\"name\": \"S\", \"base_url\": \"https://s.example\","
        " \"show\": {\"name\": \"W\"}}";
    static struct site_view view;
    static struct writer writer;
    struct complaints complaints = {0};
    struct span record;

    if (view.base_url.length > 0)
        return &view;
    due(site_read(span_of_string(json), &complaints, &writer, &record) &&
            record_open(record, SHAPE_SITE, record_key(record), &view.site) ==
                ERROR_NONE,
        "a good site");
    view.show = rows_at(record_rows(view.site, SITE_SHOW, SHAPE_SHOW), 0);
    view.base_url = SPAN("https://s.example");
    complaints_free(&complaints);
    return &view;
}

static void render_proof(struct row root)
{
    struct episode_view view = {.site = *the_site(), .episode = root};
    size_t length;
    char *body = written(verify_page, &view, TEXT_MAX, &length);

    due_html((struct span){body, length});
    free(body);
    body = written(verify_json, &view, TEXT_MAX, &length);
    due(is_json((struct span){body, length}), "JSON is JSON");
    free(body);
}

/* Who says what in which cue. */
static void flatten(struct sink *sink, const void *view)
{
    const struct transcript *transcript = view;

    for (size_t i = 0; i < transcript->count; i++) {
        const struct segment *segment = &transcript->segments[i];

        if (segment->opens_cue) {
            LIT(sink, "\n");
            sink_decimal(sink, segment->start);
            LIT(sink, "-");
            sink_decimal(sink, segment->end);
        }
        LIT(sink, "|");
        sink_ready(sink, transcript_piece(transcript, segment->speaker));
        LIT(sink, ": ");
        if (segment->opens_turn)
            LIT(sink, ">> ");
        sink_ready(sink, transcript_piece(transcript, segment->text));
    }
}

/* What is handed out as WebVTT reads as what was read. */
static void read_again(const struct transcript *transcript,
                       const struct transcript_view *view)
{
    struct complaints complaints = {0};
    struct transcript again;
    size_t length, old_length, new_length;
    char *file = written(transcript_vtt, view, TEXT_MAX, &length);
    char *old = written(flatten, transcript, TEXT_MAX, &old_length);
    char *new;

    due(transcript_read((struct span){file, length}, &complaints, &again),
        "a file of ours is taken");
    new = written(flatten, &again, TEXT_MAX, &new_length);
    due(again.has_speakers == transcript->has_speakers,
        "no speaker is lost or made up");
    due(span_equal((struct span){old, old_length},
                   (struct span){new, new_length}),
        "and it says the same");
    complaints_free(&complaints);
    transcript_free(&again);
    free(file);
    free(old);
    free(new);
}

static void render_transcript(const struct transcript *transcript,
                              struct row episode)
{
    struct transcript_view view = {.site = *the_site(), .episode = episode};
    struct writer writer = {0};
    struct span record;
    size_t length;
    char *body;

    due(segments_write(transcript, episode, SPAN("k"), &writer, &record) ==
            ERROR_NONE,
        "a transcript is written");
    due(record_open(record, SHAPE_TRANSCRIPT, SPAN("k"), &view.transcript) ==
            ERROR_NONE,
        "and opens");
    while (view.part++ < transcript_parts(view.transcript)) {
        body = written(transcript_page, &view, TEXT_MAX, &length);
        due_html((struct span){body, length});
        due(length <= PART_MAX, "a part is not too large");
        free(body);
    }
    body = written(transcript_text, &view, TEXT_MAX, &length);
    due_text((struct span){body, length});
    free(body);
    read_again(transcript, &view);
    writer_free(&writer);
}

static void audit(const struct transcript *transcript, struct span file)
{
    struct evidence evidence = {transcript, file};
    struct complaints complaints = {0};
    struct writer writer = {0};
    struct span record;
    struct row root;

    due(episode_read(span_of_string(document), &complaints, &writer, &record),
        "a good document");
    due(audit_episode(&evidence, true, &writer, &record, &complaints) ==
            ERROR_NONE,
        "an audit comes to its end");
    due(record_open(record, SHAPE_EPISODE, record_key(record), &root) ==
            ERROR_NONE,
        "and leaves a good record");
    render_proof(root);
    if (transcript->count > 0)
        render_transcript(transcript, root);
    due_complaints(&complaints);
    writer_free(&writer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span file = {(const char *)data, size};
    struct complaints complaints = {0};
    struct transcript transcript;
    bool good = transcript_read(file, &complaints, &transcript);

    due(good == (complaints.errors == 0), "what is refused has an error");
    due(good || transcript.count == 0, "what is refused leaves nothing");
    due_complaints(&complaints);
    for (size_t i = 0; i < transcript.count; i++)
        due_segment(&transcript, i);
    if (good)
        audit(&transcript, file);
    transcript_free(&transcript);
    return 0;
}
