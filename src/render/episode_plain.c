/*
 * The episode's page as plain text and as Markdown (CommonMark): the same
 * sections in the same order, for people and programs that read no HTML. The
 * two differ in their marks, and in nothing else.
 */
#include "render/pages.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"

struct paper {
    struct sink *sink;
    const struct episode_view *view;
    bool markdown;
};

static void text(const struct paper *paper, struct span words)
{
    if (paper->markdown)
        markdown_text(paper->sink, words);
    else
        plain_text(paper->sink, words);
}

static void heading(const struct paper *paper, struct span words)
{
    LIT(paper->sink, "\n");
    if (paper->markdown)
        LIT(paper->sink, "## ");
    sink_ready(paper->sink, words);
    LIT(paper->sink, "\n\n");
}

static void strong(const struct paper *paper, struct span words)
{
    if (paper->markdown)
        LIT(paper->sink, "**");
    text(paper, words);
    if (paper->markdown)
        LIT(paper->sink, "**");
}

static void bullet(const struct paper *paper)
{
    LIT(paper->sink, "- ");
}

/* " ▶ 1:23:45", linked into the recording where there is one. */
static void at(const struct paper *paper, int64_t seconds)
{
    struct row episode = paper->view->episode;
    struct sink *sink = paper->sink;
    bool link = paper->markdown && has_recording(episode);

    if (seconds == RECORD_ABSENT)
        return;
    LIT(sink, " ");
    if (link)
        LIT(sink, "[");
    LIT(sink, "▶ ");
    clock_write(sink, seconds);
    if (link) {
        LIT(sink, "](<");
        recording_address(sink, url_address, episode, seconds);
        LIT(sink, ">)");
    }
}

static void title(const struct paper *paper)
{
    struct row episode = paper->view->episode;
    struct sink *sink = paper->sink;

    if (paper->markdown)
        LIT(sink, "# ");
    text(paper, record_text(episode, EPISODE_TITLE));
    LIT(sink, "\n\n");
}

/* A line of its own: its lead-in, then the people of one role. */
static void people(const struct paper *paper, struct span lead,
                   struct span role)
{
    struct sink counting = sink_counting();
    struct row episode = paper->view->episode;

    if (!people_list(&counting, episode, role, plain_text))
        return;
    bullet(paper);
    sink_ready(paper->sink, lead);
    people_list(paper->sink, episode, role,
                paper->markdown ? markdown_text : plain_text);
    LIT(paper->sink, "\n");
}

static void show(const struct paper *paper)
{
    struct row episode = paper->view->episode;
    struct span number = label_text(record_text(episode, EPISODE_NUMBER));

    bullet(paper);
    text(paper, show_text(&paper->view->site, SHOW_NAME));
    if (number.length > 0) {
        LIT(paper->sink, " #");
        text(paper, number);
    }
    LIT(paper->sink, "\n");
}

static void date_and_duration(const struct paper *paper)
{
    struct row episode = paper->view->episode;
    struct span published = record_text(episode, EPISODE_PUBLISHED);
    int64_t duration = record_whole(episode, EPISODE_DURATION);

    if (published.length > 0) {
        LIT(paper->sink, "- Published ");
        plain_text(paper->sink, published);
        LIT(paper->sink, "\n");
    }
    if (duration != RECORD_ABSENT) {
        LIT(paper->sink, "- Duration ");
        clock_write(paper->sink, duration);
        LIT(paper->sink, "\n");
    }
}

static void addresses(const struct paper *paper)
{
    struct row episode = paper->view->episode;
    struct sink *sink = paper->sink;

    LIT(sink, "- This summary: <");
    episode_address(sink, url_address, &paper->view->site,
                    record_text(episode, EPISODE_SLUG));
    LIT(sink, ">\n");
    if (!has_recording(episode))
        return;
    LIT(sink, "- The conversation: <");
    recording_address(sink, url_address, episode, RECORD_ABSENT);
    LIT(sink, ">\n");
}

static void takeaways(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_TAKEAWAYS, SHAPE_TAKEAWAY);
    struct sink *sink = paper->sink;

    if (rows.count == 0) {
        LIT(sink, "\nThe summary of this episode is not there yet.\n");
        return;
    }
    heading(paper, SPAN("Core Takeaways"));
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);
        struct span why = record_text(row, TAKEAWAY_WHY);

        sink_decimal(sink, (int64_t)i + 1);
        LIT(sink, ". ");
        text(paper, record_text(row, TAKEAWAY_TEXT));
        at(paper, record_whole(row, TAKEAWAY_AT));
        LIT(sink, "\n");
        if (why.length > 0) {
            LIT(sink, "   - ");
            strong(paper, SPAN("Why it matters:"));
            LIT(sink, " ");
            text(paper, why);
            LIT(sink, "\n");
        }
    }
}

static void insights(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_INSIGHTS, SHAPE_INSIGHT);

    if (rows.count == 0)
        return;
    heading(paper, SPAN("Detailed Insights"));
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);
        struct rows points = record_texts(row, INSIGHT_POINTS);

        bullet(paper);
        strong(paper, record_text(row, INSIGHT_TITLE));
        at(paper, record_whole(row, INSIGHT_AT));
        LIT(paper->sink, "\n");
        for (uint32_t j = 0; j < points.count; j++) {
            LIT(paper->sink, "  - ");
            text(paper, texts_at(points, j));
            LIT(paper->sink, "\n");
        }
    }
}

static void narrative(const struct paper *paper)
{
    struct rows texts = record_texts(paper->view->episode, EPISODE_NARRATIVE);

    if (texts.count == 0)
        return;
    heading(paper, SPAN("How the conversation moved"));
    for (uint32_t i = 0; i < texts.count; i++) {
        if (i > 0)
            LIT(paper->sink, "\n");
        text(paper, texts_at(texts, i));
        LIT(paper->sink, "\n");
    }
}

static void moments(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_SURPRISING, SHAPE_SURPRISE);

    if (rows.count == 0)
        return;
    heading(paper, SPAN("Surprising moments"));
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);
        struct span speaker = record_text(row, SURPRISE_SPEAKER);

        bullet(paper);
        if (speaker.length > 0) {
            strong(paper, speaker);
            LIT(paper->sink, ": ");
        }
        text(paper, record_text(row, SURPRISE_TEXT));
        at(paper, record_whole(row, SURPRISE_AT));
        LIT(paper->sink, "\n");
    }
}

/* A section that is a list of texts. */
static void texts_section(const struct paper *paper, struct span name,
                          unsigned field)
{
    struct rows texts = record_texts(paper->view->episode, field);

    if (texts.count == 0)
        return;
    heading(paper, name);
    for (uint32_t i = 0; i < texts.count; i++) {
        bullet(paper);
        text(paper, texts_at(texts, i));
        LIT(paper->sink, "\n");
    }
}

static void quotes(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_QUOTES, SHAPE_QUOTE);

    if (rows.count == 0)
        return;
    heading(paper, SPAN("Memorable Quotes"));
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        LIT(paper->sink, "> ");
        text(paper, record_text(row, QUOTE_TEXT));
        LIT(paper->sink, "\n> — ");
        text(paper, record_text(row, QUOTE_SPEAKER));
        at(paper, quote_second(row));
        if (i + 1 < rows.count)
            LIT(paper->sink, "\n\n");
        else
            LIT(paper->sink, "\n");
    }
}

static void glossary(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_GLOSSARY, SHAPE_TERM);

    if (rows.count == 0)
        return;
    heading(paper, SPAN("Jargon glossary"));
    for (uint32_t i = 0; i < rows.count; i++) {
        struct row row = rows_at(rows, i);

        bullet(paper);
        strong(paper, record_text(row, TERM_TERM));
        LIT(paper->sink, ": ");
        text(paper, record_text(row, TERM_DEFINITION));
        LIT(paper->sink, "\n");
    }
}

static void reference(const struct paper *paper, struct row row)
{
    struct sink *sink = paper->sink;
    struct span by = record_text(row, REFERENCE_BY);
    struct span url = record_text(row, REFERENCE_URL);

    bullet(paper);
    strong(paper, record_text(row, REFERENCE_TITLE));
    if (by.length > 0) {
        LIT(sink, ", ");
        text(paper, by);
    }
    LIT(sink, " (");
    plain_text(sink, record_text(row, REFERENCE_KIND));
    LIT(sink, ")");
    if (url.length > 0) {
        LIT(sink, " <");
        url_address(sink, url);
        LIT(sink, ">, ");
        reference_outcome(sink, row, plain_text);
    }
    LIT(sink, "\n");
}

static void references(const struct paper *paper)
{
    struct rows rows =
        record_rows(paper->view->episode, EPISODE_REFERENCES, SHAPE_REFERENCE);

    if (rows.count == 0)
        return;
    heading(paper, SPAN("References & Resources"));
    for (uint32_t i = 0; i < rows.count; i++)
        reference(paper, rows_at(rows, i));
}

static void shares(const struct paper *paper, struct rows rows)
{
    for (uint32_t i = 0; i < rows.count; i++) {
        if (i == 0)
            LIT(paper->sink, " (both on: ");
        else
            LIT(paper->sink, ", ");
        text(paper, texts_at(rows, i));
    }
    if (rows.count > 0)
        LIT(paper->sink, ")");
}

static void related(const struct paper *paper)
{
    const struct episode_view *view = paper->view;

    if (view->related.count == 0)
        return;
    heading(paper, SPAN("Related episodes"));
    for (uint32_t i = 0; i < view->related.count; i++) {
        struct row relation = rows_at(view->related, i);

        bullet(paper);
        text(paper, record_text(relation, RELATION_TITLE));
        LIT(paper->sink, " <");
        episode_address(paper->sink, url_address, &view->site,
                        record_text(relation, RELATION_SLUG));
        LIT(paper->sink, ">");
        shares(paper, record_texts(relation, RELATION_SHARES));
        LIT(paper->sink, "\n");
    }
}

static void notice(const struct paper *paper)
{
    int64_t refreshed;

    LIT(paper->sink, "\nAI-generated summary");
    if (time_parse(record_text(paper->view->episode, EPISODE_REFRESHED),
                   &refreshed)) {
        LIT(paper->sink, " · last refreshed ");
        time_write(paper->sink, refreshed);
    }
    LIT(paper->sink, "\n");
}

static void write_all(const struct paper *paper)
{
    title(paper);
    show(paper);
    people(paper, SPAN("With "), SPAN("guest"));
    people(paper, SPAN("Hosted by "), SPAN("host"));
    date_and_duration(paper);
    addresses(paper);
    takeaways(paper);
    insights(paper);
    narrative(paper);
    moments(paper);
    texts_section(paper, SPAN("Topics Covered"), EPISODE_TOPICS);
    quotes(paper);
    texts_section(paper, SPAN("Still open"), EPISODE_OPEN);
    glossary(paper);
    references(paper);
    texts_section(paper, SPAN("For the specialist"), EPISODE_SPECIALIST);
    related(paper);
    if (episode_is_summarised(paper->view->episode))
        notice(paper);
}

void episode_text(struct sink *sink, const void *episode_view)
{
    struct paper paper = {sink, episode_view, false};

    write_all(&paper);
}

void episode_markdown(struct sink *sink, const void *episode_view)
{
    struct paper paper = {sink, episode_view, true};

    write_all(&paper);
}
