#include "render/transcript.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/pages.h"
#include "render/parts.h"

static struct rows parts_of(struct row transcript)
{
    return record_rows(transcript, TRANSCRIPT_PARTS, SHAPE_PART);
}

uint32_t transcript_parts(struct row transcript)
{
    return parts_of(transcript).count;
}

/* Where the index-th part begins; past the last, where all ends. */
static uint32_t part_start(struct row transcript, uint64_t index)
{
    struct rows parts = parts_of(transcript);
    struct rows cues = record_rows(transcript, TRANSCRIPT_CUES, SHAPE_CUE);
    int64_t first;

    if (index >= parts.count)
        return cues.count;
    first = record_whole(rows_at(parts, (uint32_t)index), PART_FIRST);
    return first < 0 || first > cues.count ? cues.count : (uint32_t)first;
}

uint32_t transcript_part_of(struct row transcript, uint32_t index)
{
    uint32_t part = 1;

    while (part < transcript_parts(transcript) &&
           part_start(transcript, part) <= index)
        part++;
    return part;
}

void transcript_range(const struct transcript_view *view, uint32_t *first,
                      uint32_t *end)
{
    *first = part_start(view->transcript, view->part - 1);
    *end = part_start(view->transcript, view->part);
}

bool row_opens_cue(struct row cue)
{
    return record_whole(cue, CUE_START) != RECORD_ABSENT;
}

bool row_opens_turn(struct row cue)
{
    return record_text(cue, CUE_SPEAKER).length == 0 &&
           span_starts(record_text(cue, CUE_TEXT), SPAN(TURN_SIGN));
}

bool row_goes_on(struct row cue, struct row before)
{
    return !row_opens_cue(cue) && !row_opens_turn(cue) &&
           span_equal(record_text(cue, CUE_SPEAKER),
                      record_text(before, CUE_SPEAKER));
}

void cue_id(struct sink *sink, struct row cue)
{
    int64_t nth = record_whole(cue, CUE_NTH);

    LIT(sink, "t=");
    sink_decimal(sink, record_whole(cue, CUE_START) / 1000);
    if (nth != RECORD_ABSENT) {
        LIT(sink, ".");
        sink_decimal(sink, nth);
    }
}

static bool names_speakers(struct row episode)
{
    struct row audit = episode_audit(episode);

    return audit.record != NULL && record_flag(audit, AUDIT_SPEAKERS);
}

static bool ends_sentence(struct span text)
{
    static const struct span ends[] = {
        SPAN_INIT("."),   SPAN_INIT("?"),   SPAN_INIT("!"),   SPAN_INIT("…"),
        SPAN_INIT(".\""), SPAN_INIT("?\""), SPAN_INIT("!\""), SPAN_INIT(".”"),
        SPAN_INIT("?”"),  SPAN_INIT("!”"),  SPAN_INIT("。"),  SPAN_INIT("？"),
        SPAN_INIT("！"),  SPAN_INIT("؟"),   SPAN_INIT("।")};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (span_ends(text, ends[i]))
            return true;
    }
    return false;
}

/* Milliseconds of a paragraph, up to a sentence's end and at the most. */
#define PARAGRAPH_LEAST 20000
#define PARAGRAPH_MOST 60000
#define PARAGRAPH_TEXT 300 /* bytes: a cue that is a paragraph of its own */

/* May what `cue` says stand in the paragraph of what was said before? */
static bool flows_on(const struct transcript_flow *flow, struct row cue)
{
    struct span before = record_text(flow->before, CUE_TEXT);
    int64_t length = record_whole(cue, CUE_START) - flow->since;

    if (!span_equal(record_text(cue, CUE_SPEAKER),
                    record_text(flow->before, CUE_SPEAKER)) ||
        row_opens_turn(cue))
        return false;
    if (!row_opens_cue(cue))
        return true;
    return length >= 0 && length < PARAGRAPH_MOST &&
           before.length < PARAGRAPH_TEXT &&
           (length < PARAGRAPH_LEAST || !ends_sentence(before));
}

static void heading(struct sink *sink, struct row episode,
                    const struct transcript_flow *flow, struct row cue)
{
    struct span speaker = record_text(cue, CUE_SPEAKER);

    if (flow->begun &&
        span_equal(speaker, record_text(flow->before, CUE_SPEAKER)))
        return;
    if (speaker.length > 0) {
        LIT(sink, "<h2 class=\"turn\"><bdi>");
        html_text(sink, speaker);
        LIT(sink, "</bdi></h2>\n");
    } else if (flow->begun || names_speakers(episode)) {
        LIT(sink, "<h2 class=\"turn\">Not named</h2>\n");
    }
}

void transcript_end(struct sink *sink, const struct transcript_flow *flow)
{
    if (flow->begun)
        LIT(sink, "</p>\n");
}

static void begin_paragraph(struct sink *sink, struct row episode,
                            struct transcript_flow *flow, struct row cue)
{
    transcript_end(sink, flow);
    heading(sink, episode, flow, cue);
    LIT(sink, "<p>");
    flow->begun = true;
    flow->since = record_whole(cue, CUE_START);
}

/* The space sticks to the word behind it, and is no part of what is copied. */
static void clock_link(struct sink *sink, struct row episode, int64_t second)
{
    bool linked = has_recording(episode);

    if (linked) {
        LIT(sink, "<a href=\"");
        recording_address(sink, html_url, episode, second);
        LIT(sink, "\">");
    } else {
        LIT(sink, "<b>");
    }
    clock_write(sink, second);
    if (linked)
        LIT(sink, "\xC2\xA0</a>");
    else
        LIT(sink, "\xC2\xA0</b>");
}

/* What it repeats of the cue above is shown there. */
static struct span news_of(struct row cue)
{
    int64_t repeated = record_whole(cue, CUE_REPEATED);
    struct span text = record_text(cue, CUE_TEXT);

    return repeated == RECORD_ABSENT ? text : span_from(text, (size_t)repeated);
}

void transcript_row(struct sink *sink, struct row episode, struct row cue,
                    struct transcript_flow *flow)
{
    struct span news = news_of(cue);

    if (!flow->begun || !flows_on(flow, cue))
        begin_paragraph(sink, episode, flow, cue);
    else if (row_opens_cue(cue))
        LIT(sink, "\n");
    if (row_opens_cue(cue)) {
        LIT(sink, "<span id=\"");
        cue_id(sink, cue);
        LIT(sink, "\">");
        if (news.length > 0)
            clock_link(sink, episode, record_whole(cue, CUE_START) / 1000);
    }
    html_text(sink, news);
    if (row_opens_cue(cue))
        LIT(sink, "</span>");
    flow->before = cue;
}

/* /prefix/episodes/SLUG/transcript, and ?part=N from the second on. */
static void part_path(struct sink *sink, const struct transcript_view *view,
                      uint64_t part)
{
    transcript_path(sink, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    if (part > 1) {
        LIT(sink, "?part=");
        sink_decimal(sink, (int64_t)part);
    }
}

static void part_number(struct sink *sink, const struct transcript_view *view)
{
    LIT(sink, "Part ");
    sink_decimal(sink, (int64_t)view->part);
    LIT(sink, " of ");
    sink_decimal(sink, transcript_parts(view->transcript));
}

static void head(struct sink *sink, const struct transcript_view *view)
{
    LIT(sink, "<title>Transcript: ");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    if (view->part > 1) {
        LIT(sink, " · ");
        part_number(sink, view);
    }
    LIT(sink, "</title>\n<link rel=\"canonical\" href=\"");
    episode_address(sink, html_attribute, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "/transcript");
    if (view->part > 1) {
        LIT(sink, "?part=");
        sink_decimal(sink, (int64_t)view->part);
    }
    LIT(sink, "\">\n");
}

static void file_link(struct sink *sink, const struct transcript_view *view,
                      struct span suffix, struct span name)
{
    LIT(sink, "<a href=\"");
    part_path(sink, view, 0);
    sink_ready(sink, suffix);
    LIT(sink, "\">");
    sink_ready(sink, name);
    LIT(sink, "</a>");
}

static void facts(struct sink *sink, const struct transcript_view *view)
{
    struct row audit = episode_audit(view->episode);

    LIT(sink, "<p class=\"quiet\">");
    if (audit.record != NULL) {
        sink_decimal(sink, record_whole(audit, AUDIT_WORDS));
        LIT(sink, " words. ");
    }
    if (names_speakers(view->episode))
        LIT(sink, "It says who speaks. ");
    else
        LIT(sink, "It does not say who speaks. ");
    LIT(sink, "Also as ");
    file_link(sink, view, SPAN(".vtt"), SPAN("WebVTT"));
    LIT(sink, " and ");
    file_link(sink, view, SPAN(".txt"), SPAN("plain text"));
    LIT(sink, ".</p>\n");
}

/* A form, so that a second can be gone to without a script. */
static void go_to(struct sink *sink, const struct transcript_view *view)
{
    LIT(sink, "<form class=\"actions\" action=\"");
    part_path(sink, view, 0);
    LIT(sink, "\">\n<label class=\"label\" for=\"t\">Go to</label>\n"
              "<input id=\"t\" name=\"t\" size=\"8\" placeholder=\"1:23:45\" "
              "required>\n"
              "<button class=\"button\">Go</button>\n</form>\n");
}

static void title(struct sink *sink, const struct transcript_view *view)
{
    LIT(sink, "<header>\n<h1>Transcript</h1>\n<p class=\"people\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</a></p>\n");
    facts(sink, view);
    go_to(sink, view);
    LIT(sink, "</header>\n");
}

static void paging(struct sink *sink, const struct transcript_view *view,
                   struct span name)
{
    uint32_t parts = transcript_parts(view->transcript);

    if (parts == 1)
        return;
    LIT(sink, "<nav class=\"paging\" aria-label=\"");
    sink_ready(sink, name);
    LIT(sink, "\">\n");
    if (view->part > 1) {
        LIT(sink, "<a class=\"button\" rel=\"prev\" href=\"");
        part_path(sink, view, view->part - 1);
        LIT(sink, "\">Earlier</a>\n");
    }
    LIT(sink, "<span class=\"quiet\">");
    part_number(sink, view);
    LIT(sink, "</span>\n");
    if (view->part < parts) {
        LIT(sink, "<a class=\"button\" rel=\"next\" href=\"");
        part_path(sink, view, view->part + 1);
        LIT(sink, "\">Later</a>\n");
    }
    LIT(sink, "</nav>\n");
}

void transcript_page(struct sink *sink, const void *transcript_view)
{
    const struct transcript_view *view = transcript_view;
    struct rows cues =
        record_rows(view->transcript, TRANSCRIPT_CUES, SHAPE_CUE);
    struct transcript_flow flow = {0};
    uint32_t first;
    uint32_t end;

    transcript_range(view, &first, &end);
    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    title(sink, view);
    paging(sink, view, SPAN("Parts"));
    LIT(sink, "<div class=\"transcript\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">\n");
    for (uint32_t i = first; i < end; i++)
        transcript_row(sink, view->episode, rows_at(cues, i), &flow);
    transcript_end(sink, &flow);
    LIT(sink, "</div>\n");
    paging(sink, view, SPAN("Parts, again"));
    layout_end(sink, &view->site);
}
