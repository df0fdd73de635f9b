#include "render/episode_head.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/pages.h"
#include "render/parts.h"

/* Search engines and previews show about half of this. */
#define DESCRIPTION_LENGTH 300

void write_description(struct sink *sink,
                       void (*escape)(struct sink *, struct span),
                       const struct episode_view *view)
{
    struct span text = episode_description(view->episode);
    struct span show = show_text(&view->site, SHOW_NAME);

    if (text.length > 0) {
        excerpt(sink, escape, text, DESCRIPTION_LENGTH);
        return;
    }
    escape(sink, record_text(view->episode, EPISODE_TITLE));
    if (show.length > 0) {
        escape(sink, SPAN(", a conversation on "));
        escape(sink, show);
    }
}

static void property(struct sink *sink, struct span name, struct span content)
{
    if (content.length == 0)
        return;
    LIT(sink, "<meta property=\"");
    sink_ready(sink, name);
    LIT(sink, "\" content=\"");
    html_attribute(sink, content);
    LIT(sink, "\">\n");
}

static void meta(struct sink *sink, struct span name, struct span content)
{
    if (content.length == 0)
        return;
    LIT(sink, "<meta name=\"");
    sink_ready(sink, name);
    LIT(sink, "\" content=\"");
    html_attribute(sink, content);
    LIT(sink, "\">\n");
}

/*
 * For Zotero, whose reader of embedded metadata takes the item's type from
 * z:itemType and the rest from Dublin Core. No citation_title and no COinS:
 * with either it takes the page for an article.
 */
static void reference_terms(struct sink *sink, const struct episode_view *view)
{
    struct row episode = view->episode;
    struct rows people = record_rows(episode, EPISODE_PEOPLE, SHAPE_PERSON);

    meta(sink, SPAN("z:itemType"), SPAN("podcast"));
    meta(sink, SPAN("dc.title"), record_text(episode, EPISODE_TITLE));
    for (uint32_t i = 0; i < people.count; i++)
        meta(sink, SPAN("dc.creator"),
             record_text(rows_at(people, i), PERSON_NAME));
    meta(sink, SPAN("dc.date"), record_text(episode, EPISODE_PUBLISHED));
    meta(sink, SPAN("dc.publisher"), show_text(&view->site, SHOW_PUBLISHER));
    meta(sink, SPAN("dc.language"), record_text(episode, EPISODE_LANGUAGE));
}

static void published_property(struct sink *sink, struct row episode)
{
    struct date date;

    if (!date_parse(record_text(episode, EPISODE_PUBLISHED), &date))
        return;
    LIT(sink, "<meta property=\"article:published_time\" content=\"");
    date_write(sink, date);
    LIT(sink, "\">\n");
}

/* The video's own picture; only who asks for a preview ever fetches it. */
static void preview_card(struct sink *sink, struct row episode)
{
    struct span video = record_text(episode, EPISODE_YOUTUBE);

    if (video.length == 0) {
        LIT(sink, "<meta name=\"twitter:card\" content=\"summary\">\n");
        return;
    }
    LIT(sink, "<meta property=\"og:image\" "
              "content=\"https://i.ytimg.com/vi/");
    url_segment(sink, video);
    LIT(sink, "/hqdefault.jpg\">\n"
              "<meta name=\"twitter:card\" "
              "content=\"summary_large_image\">\n");
}

void episode_head(struct sink *sink, const struct episode_view *view)
{
    struct span title = record_text(view->episode, EPISODE_TITLE);
    struct span slug = record_text(view->episode, EPISODE_SLUG);

    LIT(sink, "<title>");
    html_text(sink, title);
    LIT(sink, " · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n"
              "<meta name=\"description\" content=\"");
    write_description(sink, html_attribute, view);
    LIT(sink, "\">\n"
              "<link rel=\"canonical\" href=\"");
    episode_address(sink, html_url, &view->site, slug);
    LIT(sink, "\">\n"
              "<meta property=\"og:type\" content=\"article\">\n");
    property(sink, SPAN("og:site_name"), site_text(&view->site, SITE_NAME));
    property(sink, SPAN("og:title"), title);
    LIT(sink, "<meta property=\"og:description\" content=\"");
    write_description(sink, html_attribute, view);
    LIT(sink, "\">\n"
              "<meta property=\"og:url\" content=\"");
    episode_address(sink, html_url, &view->site, slug);
    LIT(sink, "\">\n");
    published_property(sink, view->episode);
    reference_terms(sink, view);
    preview_card(sink, view->episode);
    LIT(sink, "<script type=\"application/ld+json\">");
    episode_jsonld(sink, view);
    LIT(sink, "</script>\n");
}
