#include "render/pages.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/cite_parts.h"
#include "render/episode_head.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/proof.h"
#include "render/related.h"
#include "render/share.h"
#include "render/timeline.h"

/* <TAG>, text of the episode's own, </TAG>; the tag is a literal. */
static void element(struct sink *sink, struct row episode, struct span tag,
                    struct span text)
{
    LIT(sink, "<");
    sink_ready(sink, tag);
    text_attributes(sink, episode);
    LIT(sink, ">");
    html_text(sink, text);
    LIT(sink, "</");
    sink_ready(sink, tag);
    LIT(sink, ">\n");
}

/* <li id="NAME-1"> for the first, at index 0. */
static void numbered_item(struct sink *sink, struct span name, uint32_t index)
{
    LIT(sink, "<li id=\"");
    sink_ready(sink, name);
    LIT(sink, "-");
    sink_decimal(sink, (int64_t)index + 1);
    LIT(sink, "\">\n");
}

static void texts_list(struct sink *sink, struct row episode, struct rows texts,
                       struct span name)
{
    LIT(sink, "<ul class=\"points\">\n");
    for (uint32_t i = 0; i < texts.count; i++) {
        numbered_item(sink, name, i);
        element(sink, episode, SPAN("p"), texts_at(texts, i));
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n");
}

static void show_and_number(struct sink *sink, const struct episode_view *view)
{
    struct span show = show_text(&view->site, SHOW_NAME);
    struct span number = label_text(record_text(view->episode, EPISODE_NUMBER));

    if (show.length == 0 && number.length == 0)
        return;
    LIT(sink, "<p class=\"show\"><bdi>");
    html_text(sink, show);
    LIT(sink, "</bdi>");
    if (number.length > 0) {
        LIT(sink, " #");
        html_text(sink, number);
    }
    LIT(sink, "</p>\n");
}

static bool has_person(struct row episode, struct span role)
{
    struct sink nowhere = sink_counting();

    return people_names(&nowhere, episode, role);
}

static void people_line(struct sink *sink, struct row episode)
{
    bool guests = has_person(episode, SPAN("guest"));
    bool hosts = has_person(episode, SPAN("host"));

    if (!guests && !hosts)
        return;
    LIT(sink, "<p class=\"people\">");
    if (guests)
        LIT(sink, "With ");
    people_names(sink, episode, SPAN("guest"));
    if (guests && hosts)
        LIT(sink, " · hosted by ");
    else if (hosts)
        LIT(sink, "Hosted by ");
    people_names(sink, episode, SPAN("host"));
    LIT(sink, "</p>\n");
}

/* Date, length and transcript: what there is of them. */
static void facts(struct sink *sink, const struct episode_view *view)
{
    struct row episode = view->episode;
    struct span published = record_text(episode, EPISODE_PUBLISHED);
    int64_t duration = record_whole(episode, EPISODE_DURATION);
    bool transcript = episode_is_matched(episode);

    if (published.length == 0 && duration == RECORD_ABSENT && !transcript)
        return;
    LIT(sink, "<p class=\"quiet\">");
    date_element(sink, published);
    if (published.length > 0 && duration != RECORD_ABSENT)
        LIT(sink, " · ");
    duration_element(sink, duration);
    if (transcript && (published.length > 0 || duration != RECORD_ABSENT))
        LIT(sink, " · ");
    if (transcript) {
        LIT(sink, "<a href=\"");
        transcript_path(sink, &view->site, record_text(episode, EPISODE_SLUG));
        LIT(sink, "\">Transcript</a>");
    }
    LIT(sink, "</p>\n");
}

static void title_block(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<header>\n");
    show_and_number(sink, view);
    element(sink, view->episode, SPAN("h1"),
            record_text(view->episode, EPISODE_TITLE));
    people_line(sink, view->episode);
    facts(sink, view);
    share_buttons(sink, view);
    timeline(sink, view->episode);
    LIT(sink, "</header>\n");
}

static void takeaway(struct sink *sink, struct row episode, struct row row,
                     struct seconds *seen)
{
    struct span why = record_text(row, TAKEAWAY_WHY);

    element(sink, episode, SPAN("p"), record_text(row, TAKEAWAY_TEXT));
    if (why.length > 0) {
        LIT(sink, "<div class=\"why\">\n"
                  "<p class=\"label\">Why it matters</p>\n");
        element(sink, episode, SPAN("p"), why);
        LIT(sink, "</div>\n");
    }
    time_anchor(sink, episode, record_whole(row, TAKEAWAY_AT), seen);
}

static void takeaways(struct sink *sink, struct row episode,
                      struct seconds *seen)
{
    struct rows rows = record_rows(episode, EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY);

    if (rows.count == 0) {
        LIT(sink, "<p class=\"pending\">The summary of this episode is not "
                  "there yet.</p>\n");
        return;
    }
    LIT(sink, "<section id=\"takeaways\">\n"
              "<h2>Core Takeaways</h2>\n"
              "<ol class=\"takeaways\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        numbered_item(sink, SPAN("takeaway"), i);
        takeaway(sink, episode, rows_at(rows, i), seen);
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ol>\n"
              "</section>\n");
}

static void insight(struct sink *sink, struct row episode, struct row row,
                    struct seconds *seen)
{
    struct rows points = record_texts(row, INSIGHT_POINTS);

    LIT(sink, "<summary>");
    LIT(sink, "<span");
    text_attributes(sink, episode);
    LIT(sink, ">");
    html_text(sink, record_text(row, INSIGHT_TITLE));
    LIT(sink, "</span></summary>\n"
              "<ul class=\"points\">\n");
    for (uint32_t i = 0; i < points.count; i++)
        element(sink, episode, SPAN("li"), texts_at(points, i));
    LIT(sink, "</ul>\n");
    time_anchor(sink, episode, record_whole(row, INSIGHT_AT), seen);
}

static void insights(struct sink *sink, struct row episode,
                     struct seconds *seen)
{
    struct rows rows = record_rows(episode, EPISODE_INSIGHTS, SHAPE_INSIGHT);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"insights\">\n"
              "<h2>Detailed Insights</h2>\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        LIT(sink, "<details class=\"insight\" id=\"insight-");
        sink_decimal(sink, (int64_t)i + 1);
        if (i == 0)
            LIT(sink, "\" open>\n");
        else
            LIT(sink, "\">\n");
        insight(sink, episode, rows_at(rows, i), seen);
        LIT(sink, "</details>\n");
    }
    LIT(sink, "</section>\n");
}

static void narrative(struct sink *sink, struct row episode)
{
    struct rows texts = record_texts(episode, EPISODE_NARRATIVE);

    if (texts.count == 0)
        return;
    LIT(sink, "<section id=\"narrative\">\n"
              "<h2>How the conversation moved</h2>\n");
    for (uint32_t i = 0; i < texts.count; i++)
        element(sink, episode, SPAN("p"), texts_at(texts, i));
    LIT(sink, "</section>\n");
}

static void speaker(struct sink *sink, struct span name)
{
    if (name.length == 0)
        return;
    LIT(sink, "<p class=\"label\"><bdi>");
    html_text(sink, name);
    LIT(sink, "</bdi></p>\n");
}

static void moments(struct sink *sink, struct row episode, struct seconds *seen)
{
    struct rows rows = record_rows(episode, EPISODE_SURPRISING, SHAPE_SURPRISE);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"moments\">\n"
              "<h2>Surprising moments</h2>\n"
              "<ul class=\"moments\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        numbered_item(sink, SPAN("moment"), i);
        speaker(sink, record_text(row, SURPRISE_SPEAKER));
        element(sink, episode, SPAN("p"), record_text(row, SURPRISE_TEXT));
        time_anchor(sink, episode, record_whole(row, SURPRISE_AT), seen);
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n"
              "</section>\n");
}

static void topics(struct sink *sink, struct row episode)
{
    struct rows texts = record_texts(episode, EPISODE_TOPICS);

    if (texts.count == 0)
        return;
    LIT(sink, "<section id=\"topics\">\n"
              "<h2>Topics Covered</h2>\n"
              "<ul class=\"topics\">\n");
    for (uint32_t i = 0; i < texts.count; i++)
        element(sink, episode, SPAN("li"), texts_at(texts, i));
    LIT(sink, "</ul>\n"
              "</section>\n");
}

static void quote(struct sink *sink, const struct site_view *site,
                  struct row episode, struct row row, struct seconds *seen)
{
    struct span id = record_text(row, QUOTE_ID);

    LIT(sink, "<figure class=\"quote\"");
    if (id.length > 0) {
        LIT(sink, " id=\"q-");
        html_attribute(sink, id);
        LIT(sink, "\"");
    }
    LIT(sink, ">\n<blockquote>\n");
    element(sink, episode, SPAN("p"), record_text(row, QUOTE_TEXT));
    LIT(sink, "</blockquote>\n"
              "<figcaption><bdi>");
    html_text(sink, record_text(row, QUOTE_SPEAKER));
    LIT(sink, "</bdi>\n");
    time_anchor(sink, episode, quote_second(row), seen);
    quote_proof(sink, site, episode, row);
    LIT(sink, "</figcaption>\n"
              "</figure>\n");
}

static void quotes(struct sink *sink, const struct episode_view *view,
                   struct seconds *seen)
{
    struct row episode = view->episode;
    struct rows rows = record_rows(episode, EPISODE_QUOTES, SHAPE_QUOTE);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"quotes\">\n"
              "<h2>Memorable Quotes</h2>\n");
    for (uint32_t i = 0; i < rows.count; i++)
        quote(sink, &view->site, episode, rows_at(rows, i), seen);
    LIT(sink, "</section>\n");
}

static void open_questions(struct sink *sink, struct row episode)
{
    struct rows texts = record_texts(episode, EPISODE_OPEN);

    if (texts.count == 0)
        return;
    LIT(sink, "<section id=\"open\">\n"
              "<h2>Still open</h2>\n"
              "<p class=\"quiet\">Unresolved by the end of the "
              "conversation</p>\n");
    texts_list(sink, episode, texts, SPAN("open"));
    LIT(sink, "</section>\n");
}

static void term(struct sink *sink, struct row episode, struct row row)
{
    struct span slug = record_text(row, TERM_SLUG);

    LIT(sink, "<div");
    if (slug.length > 0) {
        LIT(sink, " id=\"term-");
        html_attribute(sink, slug);
        LIT(sink, "\"");
    }
    LIT(sink, ">\n");
    element(sink, episode, SPAN("dt"), record_text(row, TERM_TERM));
    element(sink, episode, SPAN("dd"), record_text(row, TERM_DEFINITION));
    LIT(sink, "</div>\n");
}

static void glossary(struct sink *sink, struct row episode)
{
    struct rows rows = record_rows(episode, EPISODE_GLOSSARY, SHAPE_TERM);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"glossary\">\n"
              "<h2>Jargon glossary</h2>\n"
              "<dl>\n");
    for (uint32_t i = 0; i < rows.count; i++)
        term(sink, episode, rows_at(rows, i));
    LIT(sink, "</dl>\n"
              "</section>\n");
}

static void reference(struct sink *sink, struct row episode, struct row row)
{
    struct span url = record_text(row, REFERENCE_URL);
    struct span by = record_text(row, REFERENCE_BY);

    if (url.length > 0) {
        LIT(sink, "<a href=\"");
        html_url(sink, url);
        LIT(sink, "\">");
    }
    LIT(sink, "<cite");
    text_attributes(sink, episode);
    LIT(sink, ">");
    html_text(sink, record_text(row, REFERENCE_TITLE));
    LIT(sink, "</cite>");
    if (url.length > 0)
        LIT(sink, "</a>");
    LIT(sink, "\n<p class=\"quiet\">");
    if (by.length > 0) {
        LIT(sink, "<bdi>");
        html_text(sink, by);
        LIT(sink, "</bdi> · ");
    }
    html_text(sink, record_text(row, REFERENCE_KIND));
    if (url.length > 0)
        LIT(sink, " · ");
    reference_outcome(sink, row, date_element);
    LIT(sink, "</p>\n");
}

static void references(struct sink *sink, struct row episode)
{
    struct rows rows =
        record_rows(episode, EPISODE_REFERENCES, SHAPE_REFERENCE);

    if (rows.count == 0)
        return;
    LIT(sink, "<section id=\"references\">\n"
              "<h2>References &amp; Resources</h2>\n"
              "<ul class=\"references\">\n");
    for (uint32_t i = 0; i < rows.count; i++) {
        numbered_item(sink, SPAN("reference"), i);
        reference(sink, episode, rows_at(rows, i));
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ul>\n"
              "</section>\n");
}

static void specialist(struct sink *sink, struct row episode)
{
    struct rows texts = record_texts(episode, EPISODE_SPECIALIST);

    if (texts.count == 0)
        return;
    LIT(sink, "<section id=\"specialist\">\n"
              "<h2>For the specialist</h2>\n"
              "<p class=\"quiet\">What a senior practitioner would find "
              "new</p>\n");
    texts_list(sink, episode, texts, SPAN("specialist"));
    LIT(sink, "</section>\n");
}

static void notice(struct sink *sink, const struct episode_view *view)
{
    struct span contact = site_text(&view->site, SITE_CONTACT);
    int64_t refreshed;

    if (!episode_is_summarised(view->episode))
        return;
    LIT(sink, "<footer class=\"notice\">\n"
              "<p><strong>AI-generated summary</strong> · ");
    if (time_parse(record_text(view->episode, EPISODE_REFRESHED), &refreshed)) {
        LIT(sink, "last refreshed <time datetime=\"");
        time_write(sink, refreshed);
        LIT(sink, "\">");
        time_write_plain(sink, refreshed);
        LIT(sink, "</time> · ");
    }
    LIT(sink, "<a href=\"");
    html_url(sink, view->site.prefix);
    LIT(sink, "/about\">how we make these</a></p>\n");
    checked_in_numbers(sink, view);
    if (contact.length > 0) {
        LIT(sink, "<p>Is something wrong? Please <a href=\"");
        html_url(sink, contact);
        LIT(sink, "\">let us know</a>.</p>\n");
    }
    LIT(sink, "</footer>\n");
}

/*
 * What has times, which share anchors. Not inlined, so that the stack which
 * these take is free again where citations need as much.
 */
static __attribute__((noinline)) void
timed_sections(struct sink *sink, const struct episode_view *view)
{
    struct row episode = view->episode;
    struct seconds seen;

    seen.count = 0;
    takeaways(sink, episode, &seen);
    insights(sink, episode, &seen);
    narrative(sink, episode);
    moments(sink, episode, &seen);
    topics(sink, episode);
    quotes(sink, view, &seen);
}

void episode_page(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;
    struct row episode = view->episode;

    layout_head(sink, &view->site);
    episode_head(sink, view);
    layout_main(sink, &view->site);
    if (reads_from_right(record_text(episode, EPISODE_LANGUAGE)))
        LIT(sink, "<article dir=\"rtl\">\n");
    else
        LIT(sink, "<article>\n");
    title_block(sink, view);
    timed_sections(sink, view);
    open_questions(sink, episode);
    glossary(sink, episode);
    references(sink, episode);
    specialist(sink, episode);
    related_section(sink, view);
    cite_section(sink, view);
    notice(sink, view);
    LIT(sink, "</article>\n");
    layout_end(sink, &view->site);
}
