#include "render/pages.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/proof.h"

/* States of times and numbers, as a reader is told of them. */
static const struct {
    struct span state;
    struct span words;
} states[] = {
    {SPAN_INIT("ok"), SPAN_INIT("nothing speaks against it")},
    {SPAN_INIT("placeholder"),
     SPAN_INIT("looks like a placeholder: others have the same")},
    {SPAN_INIT("past-end"), SPAN_INIT("past the end of the recording")},
    {SPAN_INIT("disagrees"), SPAN_INIT("not when the transcript has it")},
    {SPAN_INIT("found"), SPAN_INIT("said there")},
    {SPAN_INIT("not-found"), SPAN_INIT("not said there")},
};

static void state_words(struct sink *sink, struct span state)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        if (span_equal(states[i].state, state))
            sink_ready(sink, states[i].words);
    }
}

static void head(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<title>What was checked of ");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, " · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n"
              "<meta name=\"robots\" content=\"noindex\">\n");
}

static void title(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<header>\n<h1>What was checked</h1>\n"
              "<p class=\"people\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</a></p>\n</header>\n");
}

static void transcript(struct sink *sink, const struct episode_view *view)
{
    struct row audit = episode_audit(view->episode);

    LIT(sink, "<section id=\"transcript\">\n<h2>Transcript</h2>\n");
    if (!episode_is_matched(view->episode)) {
        LIT(sink, "<p>There is none here, so quotes and numbers could not be "
                  "checked.</p>\n</section>\n");
        return;
    }
    LIT(sink, "<p><a href=\"");
    transcript_path(sink, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\">The transcript</a> has ");
    sink_decimal(sink, record_whole(audit, AUDIT_WORDS));
    LIT(sink, " words in ");
    sink_decimal(sink, record_whole(audit, AUDIT_CUES));
    if (record_flag(audit, AUDIT_SPEAKERS))
        LIT(sink, " cues; it says who speaks.");
    else
        LIT(sink, " cues; it does not say who speaks.");
    LIT(sink, "</p>\n<p class=\"quiet\">SHA-256: ");
    html_text(sink, record_text(audit, AUDIT_DIGEST));
    LIT(sink, "</p>\n</section>\n");
}

static void quote(struct sink *sink, const struct episode_view *view,
                  struct row row)
{
    LIT(sink, "<li><a href=\"");
    quote_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG),
               record_text(row, QUOTE_ID));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    excerpt(sink, html_text, record_text(row, QUOTE_TEXT), 100);
    LIT(sink, "</a> ");
    quote_verdict(sink, view->episode, row);
    LIT(sink, "</li>\n");
}

static void quotes(struct sink *sink, const struct episode_view *view)
{
    struct rows rows = record_rows(view->episode, EPISODE_QUOTES, SHAPE_QUOTE);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"quotes\">\n<h2>Quotes</h2>\n"
              "<ul class=\"points\">\n");
    for (uint32_t i = 0; i < rows.count; i++)
        quote(sink, view, rows_at(rows, i));
    LIT(sink, "</ul>\n</section>\n");
}

/* A link to an item of the episode's page. */
static void item_link(struct sink *sink, const struct episode_view *view,
                      struct span item)
{
    LIT(sink, "<li><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "#");
    html_attribute(sink, item);
    LIT(sink, "\">");
    html_text(sink, item);
    LIT(sink, "</a>, ");
}

static void times(struct sink *sink, const struct episode_view *view,
                  struct rows rows)
{
    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"times\">\n<h2>Times</h2>\n"
              "<ul class=\"points\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        item_link(sink, view, record_text(row, TIMING_ITEM));
        clock_write(sink, record_whole(row, TIMING_AT));
        LIT(sink, ": ");
        state_words(sink, record_text(row, TIMING_STATE));
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n</section>\n");
}

static void numbers(struct sink *sink, const struct episode_view *view,
                    struct rows rows)
{
    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"numbers\">\n<h2>Numbers</h2>\n"
              "<p>Each was looked for in the transcript near the time of its "
              "takeaway, or in all of it where that has no time of its own."
              "</p>\n<ul class=\"points\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        item_link(sink, view, record_text(row, FIGURE_ITEM));
        html_text(sink, record_text(row, FIGURE_NUMBER));
        LIT(sink, ": ");
        state_words(sink, record_text(row, FIGURE_STATE));
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n</section>\n");
}

static void references(struct sink *sink, const struct episode_view *view)
{
    struct rows rows =
        record_rows(view->episode, EPISODE_REFERENCES, SHAPE_REFERENCE);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"references\">\n<h2>References</h2>\n"
              "<ul class=\"points\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        LIT(sink, "<li><cite");
        text_attributes(sink, view->episode);
        LIT(sink, ">");
        html_text(sink, record_text(row, REFERENCE_TITLE));
        LIT(sink, "</cite>: ");
        if (record_text(row, REFERENCE_URL).length == 0)
            LIT(sink, "no address is given");
        reference_outcome(sink, row, date_element);
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n</section>\n");
}

void verify_page(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct row audit = episode_audit(view->episode);

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    title(sink, view);
    transcript(sink, view);
    quotes(sink, view);
    if (audit.record != NULL) {
        times(sink, view, record_rows(audit, AUDIT_TIMINGS, SHAPE_TIMING));
        numbers(sink, view, record_rows(audit, AUDIT_FIGURES, SHAPE_FIGURE));
    }
    references(sink, view);
    layout_end(sink, &view->site);
}
