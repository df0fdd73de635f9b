#include "render/pages.h"

#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/proof.h"
#include "render/share.h"

#define DESCRIPTION 200 /* bytes */

static void head(struct sink *sink, const struct quote_view *view)
{
    struct span slug = record_text(view->episode, EPISODE_SLUG);
    struct span id = record_text(view->quote, QUOTE_ID);

    LIT(sink, "<title>Quote: ");
    excerpt(sink, html_text, record_text(view->quote, QUOTE_TEXT), 60);
    LIT(sink, " · ");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</title>\n<link rel=\"canonical\" href=\"");
    quote_address(sink, html_attribute, &view->site, slug, id);
    LIT(sink, "\">\n<meta name=\"description\" content=\"");
    excerpt(sink, html_attribute, record_text(view->quote, QUOTE_TEXT),
            DESCRIPTION);
    LIT(sink, "\">\n<meta property=\"og:type\" content=\"article\">\n"
              "<meta property=\"og:title\" content=\"");
    html_attribute(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, ": ");
    excerpt(sink, html_attribute, record_text(view->quote, QUOTE_TEXT),
            DESCRIPTION);
    LIT(sink, "\">\n<meta property=\"og:url\" content=\"");
    quote_address(sink, html_attribute, &view->site, slug, id);
    LIT(sink, "\">\n<meta name=\"twitter:card\" content=\"summary\">\n");
}

static void words(struct sink *sink, const struct quote_view *view)
{
    LIT(sink, "<figure class=\"quote\">\n<blockquote>\n<p");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->quote, QUOTE_TEXT));
    LIT(sink, "</p>\n</blockquote>\n<figcaption><bdi>");
    html_text(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, "</bdi>\n");
    time_link(sink, view->episode, quote_second(view->quote));
    LIT(sink, "</figcaption>\n</figure>\n");
}

static void episode_link(struct sink *sink, const struct quote_view *view)
{
    LIT(sink, "<p class=\"people\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "#q-");
    html_attribute(sink, record_text(view->quote, QUOTE_ID));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</a></p>\n");
}

/* The place in the transcript, or what comes nearest to it. */
static void surroundings(struct sink *sink, const struct quote_view *view)
{
    struct row quote = view->quote;
    struct span passage = record_text(quote, QUOTE_PASSAGE);
    bool none = span_equal(quote_class(quote), SPAN("none"));

    if (passage.length == 0)
        return;
    if (none)
        LIT(sink, "<p>What comes nearest in it:</p>\n");
    LIT(sink, "<p");
    text_attributes(sink, view->episode);
    LIT(sink, ">… ");
    html_text(sink, record_text(quote, QUOTE_BEFORE));
    LIT(sink, " <mark>");
    html_text(sink, passage);
    LIT(sink, "</mark> ");
    html_text(sink, record_text(quote, QUOTE_AFTER));
    LIT(sink, " …</p>\n");
    if (!record_flag(quote, QUOTE_VERIFIED)) {
        LIT(sink, "<p>It stands at ");
        time_link(sink, view->episode, record_whole(quote, QUOTE_FOUND));
        LIT(sink, "</p>\n");
    }
}

/* The place in the whole transcript; its redirect knows in which part. */
static void in_transcript(struct sink *sink, const struct quote_view *view)
{
    int64_t found = record_whole(view->quote, QUOTE_FOUND);

    LIT(sink, "<p><a href=\"");
    transcript_path(sink, &view->site,
                    record_text(view->episode, EPISODE_SLUG));
    if (found != RECORD_ABSENT) {
        LIT(sink, "?t=");
        sink_decimal(sink, found);
    }
    LIT(sink, "\">Read on in the transcript</a></p>\n");
}

static void digest(struct sink *sink, const struct quote_view *view)
{
    LIT(sink, "<p class=\"quiet\">SHA-256 of the transcript: ");
    html_text(sink, record_text(episode_audit(view->episode), AUDIT_DIGEST));
    LIT(sink, "</p>\n<p><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "/verify\">All that was checked of this episode</a></p>\n");
}

static void proof(struct sink *sink, const struct quote_view *view)
{
    LIT(sink, "<section id=\"proof\">\n<h2>In the transcript</h2>\n<p>");
    quote_verdict(sink, view->episode, view->quote);
    LIT(sink, "</p>\n");
    surroundings(sink, view);
    if (episode_is_matched(view->episode)) {
        in_transcript(sink, view);
        digest(sink, view);
    }
    LIT(sink, "</section>\n");
}

static void cite(struct sink *sink, const struct quote_view *view)
{
    LIT(sink, "<section id=\"cite\">\n<h2>Cite this quote</h2>\n"
              "<p><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "/cite?quote=");
    url_argument(sink, record_text(view->quote, QUOTE_ID));
    LIT(sink, "\">In every style, with its second</a></p>\n</section>\n");
}

void quote_page(struct sink *sink, const void *quote_view)
{
    const struct quote_view *view = quote_view;

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    LIT(sink, "<header>\n<h1>Quote</h1>\n");
    episode_link(sink, view);
    LIT(sink, "</header>\n");
    words(sink, view);
    share_quote_buttons(sink, view);
    proof(sink, view);
    cite(sink, view);
    layout_end(sink, &view->site);
}
