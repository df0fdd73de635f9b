/*
 * The page of /cite: "Paste an address, a title or a quote."
 */
#include "render/pages.h"

#include "base/escape.h"
#include "cite/style.h"
#include "render/address.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/proof.h"

/* As much of a quote as tells it from others. */
#define QUOTE_LENGTH 280

static void head(struct sink *sink, const struct find_view *view)
{
    LIT(sink, "<title>");
    if (view->status == 200)
        LIT(sink, "Cite a conversation");
    else
        html_text(sink, view->reason);
    LIT(sink, " · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n");
    if (view->status == 200) {
        LIT(sink, "<meta name=\"description\" content=\"Citations in every "
                  "style, by an address, a title or a quote.\">\n"
                  "<link rel=\"canonical\" href=\"");
        html_url(sink, view->site.base_url);
        LIT(sink, "/cite\">\n");
    } else {
        LIT(sink, "<meta name=\"robots\" content=\"noindex\">\n");
    }
}

static void style_options(struct sink *sink, const struct find_view *view)
{
    const struct cite_style *style;

    LIT(sink, "<option value=\"\">Every style</option>\n");
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        LIT(sink, "<option value=\"");
        html_attribute(sink, style->name);
        if (style == view->style)
            LIT(sink, "\" selected>");
        else
            LIT(sink, "\">");
        html_text(sink, style->title);
        LIT(sink, "</option>\n");
    }
}

static void form(struct sink *sink, const struct find_view *view)
{
    LIT(sink, "<form class=\"find\" action=\"");
    html_url(sink, view->site.prefix);
    LIT(sink, "/cite\">\n"
              "<label for=\"q\">Paste an address, a title or a quote.</label>\n"
              "<textarea id=\"q\" name=\"q\" rows=\"3\" maxlength=\"2000\" "
              "required>");
    html_text(sink, view->asked);
    LIT(sink, "</textarea>\n"
              "<p class=\"actions\">\n"
              "<label>Style <select name=\"style\">\n");
    style_options(sink, view);
    LIT(sink, "</select></label>\n"
              "<button class=\"button first\">Cite</button>\n"
              "</p>\n"
              "</form>\n");
}

/* Asks again, for this one. */
static void choice_link(struct sink *sink, const struct find_view *view,
                        const struct choice_view *choice)
{
    html_url(sink, view->site.prefix);
    LIT(sink, "/cite?id=");
    url_argument(sink, record_text(choice->episode, EPISODE_SLUG));
    if (choice->quote.record != NULL) {
        LIT(sink, "&amp;quote=");
        url_argument(sink, record_text(choice->quote, QUOTE_ID));
    } else {
        html_url(sink, view->moment);
    }
    html_url(sink, view->kept);
}

static void quoted(struct sink *sink, const struct find_view *view,
                   const struct choice_view *choice)
{
    if (choice->quote.record == NULL)
        return;
    LIT(sink, "<p");
    text_attributes(sink, choice->episode);
    LIT(sink, "><q>");
    excerpt(sink, html_text, record_text(choice->quote, QUOTE_TEXT),
            QUOTE_LENGTH);
    LIT(sink, "</q></p>\n<p class=\"quiet\"><bdi>");
    html_text(sink, record_text(choice->quote, QUOTE_SPEAKER));
    LIT(sink, "</bdi>\n");
    time_link(sink, choice->episode, quote_second(choice->quote));
    quote_proof(sink, &view->site, choice->episode, choice->quote);
    LIT(sink, "</p>\n");
}

static void facts(struct sink *sink, const struct choice_view *choice)
{
    struct span published = record_text(choice->episode, EPISODE_PUBLISHED);
    bool named;

    LIT(sink, "<p class=\"quiet\">");
    named = people_names(sink, choice->episode, SPAN(""));
    if (named && published.length > 0)
        LIT(sink, " · ");
    date_element(sink, published);
    LIT(sink, "</p>\n");
}

static void choices(struct sink *sink, const struct find_view *view)
{
    if (view->count == 0)
        return;
    if (view->status == 404)
        LIT(sink, "<p class=\"label\">The nearest:</p>\n");
    LIT(sink, "<ol class=\"episodes\">\n");
    for (unsigned i = 0; i < view->count; i++) {
        const struct choice_view *choice = &view->choices[i];

        LIT(sink, "<li>\n<h2><a href=\"");
        choice_link(sink, view, choice);
        LIT(sink, "\"");
        text_attributes(sink, choice->episode);
        LIT(sink, ">");
        html_text(sink, record_text(choice->episode, EPISODE_TITLE));
        LIT(sink, "</a></h2>\n");
        if (choice->quote.record == NULL)
            facts(sink, choice);
        quoted(sink, view, choice);
        LIT(sink, "</li>\n");
    }
    LIT(sink, "</ol>\n");
}

static void heading(struct sink *sink, const struct find_view *view)
{
    switch (view->status) {
    case 300:
        LIT(sink, "<h1>Which one?</h1>\n");
        break;
    case 404:
        LIT(sink, "<h1>Nothing fits</h1>\n");
        break;
    default:
        LIT(sink, "<h1>Cite a conversation</h1>\n"
                  "<p class=\"people\">For papers, blog posts, anywhere: who "
                  "said it, when, and the citation in every style.</p>\n");
    }
    if (view->detail.length > 0) {
        LIT(sink, "<p class=\"people\">");
        html_text(sink, view->detail);
        LIT(sink, "</p>\n");
    }
}

void find_page(struct sink *sink, const void *find_view)
{
    const struct find_view *view = find_view;

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    LIT(sink, "<header>\n");
    heading(sink, view);
    LIT(sink, "</header>\n");
    if (view->status == 200)
        form(sink, view);
    choices(sink, view);
    if (view->status != 200)
        form(sink, view);
    layout_end(sink, &view->site);
}
