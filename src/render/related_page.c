#include "render/pages.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/related.h"

/* As many stand in an episode's own page. */
#define SHOWN 6

/* "Other Lex conversations", by the show's short name, else its name. */
static void intro(struct sink *sink, const struct site_view *site)
{
    struct span show = show_text(site, SHOW_SHORT);

    if (show.length == 0)
        show = show_text(site, SHOW_NAME);
    LIT(sink, "<p class=\"quiet\">Other ");
    if (show.length > 0) {
        html_text(sink, show);
        LIT(sink, " ");
    }
    LIT(sink, "conversations that overlap with this one.</p>\n");
}

/* "Both on: export controls, TSMC", in the words of the page's episode. */
static void shares_line(struct sink *sink, const struct episode_view *view,
                        struct rows shares)
{
    LIT(sink, "<p class=\"quiet\">Both on: ");
    for (uint32_t i = 0; i < shares.count; i++) {
        if (i > 0)
            LIT(sink, ", ");
        LIT(sink, "<bdi");
        language_attribute(sink, record_text(view->episode, EPISODE_LANGUAGE));
        LIT(sink, ">");
        html_text(sink, texts_at(shares, i));
        LIT(sink, "</bdi>");
    }
    LIT(sink, "</p>\n");
}

static void reason(struct sink *sink, const struct episode_view *view,
                   struct row relation)
{
    struct rows shares = record_texts(relation, RELATION_SHARES);

    if (shares.count > 0)
        shares_line(sink, view, shares);
    else if (record_flag(relation, RELATION_PINNED))
        LIT(sink, "<p class=\"quiet\">Hand-picked</p>\n");
}

static void relation_link(struct sink *sink, const struct site_view *site,
                          struct row relation)
{
    struct span name = record_text(relation, RELATION_SUBTITLE);

    if (name.length == 0)
        name = record_text(relation, RELATION_TITLE);
    LIT(sink, "<a href=\"");
    episode_path(sink, site, record_text(relation, RELATION_SLUG));
    LIT(sink, "\"");
    language_attribute(sink, record_text(relation, RELATION_LANGUAGE));
    LIT(sink, " dir=\"auto\">");
    html_text(sink, name);
    LIT(sink, "</a>\n");
}

static void relation(struct sink *sink, const struct episode_view *view,
                     struct row row)
{
    int64_t duration = record_whole(row, RELATION_DURATION);

    LIT(sink, "<li>");
    relation_link(sink, &view->site, row);
    if (duration != RECORD_ABSENT) {
        LIT(sink, "<span class=\"at\">▶ ");
        clock_write(sink, duration);
        LIT(sink, "</span>\n");
    }
    reason(sink, view, row);
    LIT(sink, "</li>\n");
}

static void relations(struct sink *sink, const struct episode_view *view,
                      uint32_t most)
{
    LIT(sink, "<ul class=\"related\">\n");
    for (uint32_t i = 0; i < view->related.count && i < most; i++)
        relation(sink, view, rows_at(view->related, i));
    LIT(sink, "</ul>\n");
}

void related_section(struct sink *sink, const struct episode_view *view)
{
    if (view->related.count == 0)
        return;
    LIT(sink, "<section id=\"related\">\n"
              "<h2>Related episodes</h2>\n");
    intro(sink, &view->site);
    relations(sink, view, SHOWN);
    LIT(sink, "<p class=\"quiet\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink,
        "/related\">All related episodes, and how they are found</a></p>\n"
        "</section>\n");
}

static void head(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<title>Related to ");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, " · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n"
              "<meta name=\"robots\" content=\"noindex\">\n");
}

static void title(struct sink *sink, const struct episode_view *view)
{
    LIT(sink, "<header>\n<h1>Related episodes</h1>\n"
              "<p class=\"people\">of <a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</a></p>\n</header>\n");
}

void related_page(struct sink *sink, const void *episode_view)
{
    const struct episode_view *view = episode_view;

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    title(sink, view);
    if (view->related.count == 0) {
        LIT(sink, "<p>No other episode here overlaps with this one.</p>\n");
    } else {
        intro(sink, &view->site);
        relations(sink, view, view->related.count);
        LIT(sink, "<p>They are found by the topics, guests, terms, references "
                  "and words that two episodes share. What few episodes "
                  "have counts for more. Those that the summary itself "
                  "names come first.</p>\n");
    }
    layout_end(sink, &view->site);
}
