#include "render/pages.h"

#include "base/calendar.h"
#include "base/escape.h"
#include "render/address.h"
#include "render/citation.h"
#include "render/cite_parts.h"
#include "render/layout.h"
#include "render/parts.h"
#include "render/proof.h"

static void head(struct sink *sink, const struct citation_view *view)
{
    LIT(sink, "<title>Cite ");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, " · ");
    html_text(sink, site_text(&view->site, SITE_NAME));
    LIT(sink, "</title>\n"
              "<meta name=\"robots\" content=\"noindex\">\n");
}

static void episode_link(struct sink *sink, const struct citation_view *view)
{
    LIT(sink, "<p class=\"people\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "\"");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->episode, EPISODE_TITLE));
    LIT(sink, "</a></p>\n");
}

static void choice(struct sink *sink, struct span value, bool chosen,
                   struct span label)
{
    LIT(sink, "<label><input type=\"radio\" name=\"of\" value=\"");
    sink_ready(sink, value);
    if (chosen)
        LIT(sink, "\" checked> ");
    else
        LIT(sink, "\"> ");
    sink_ready(sink, label);
    LIT(sink, "</label>\n");
}

/* What is cited: a form, so that it works without a script. */
static void question(struct sink *sink, const struct citation_view *view)
{
    LIT(sink, "<form class=\"actions\" action=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "/cite\">\n");
    choice(sink, SPAN("episode"), !view->summary, SPAN("The conversation"));
    choice(sink, SPAN("summary"), view->summary, SPAN("This summary"));
    LIT(sink, "<label>at <input name=\"t\" size=\"8\" "
              "placeholder=\"1:23:45\" value=\"");
    if (view->at != RECORD_ABSENT)
        clock_write(sink, view->at);
    LIT(sink, "\"></label>\n");
    if (view->quote.record != NULL) {
        LIT(sink, "<input type=\"hidden\" name=\"quote\" value=\"");
        html_attribute(sink, record_text(view->quote, QUOTE_ID));
        LIT(sink, "\">\n");
    }
    LIT(sink, "<button class=\"button\">Show</button>\n"
              "</form>\n");
}

static void quoted_words(struct sink *sink, const struct citation_view *view)
{
    if (view->quote.record == NULL)
        return;
    LIT(sink, "<figure class=\"quote\">\n<blockquote>\n<p");
    text_attributes(sink, view->episode);
    LIT(sink, ">");
    html_text(sink, record_text(view->quote, QUOTE_TEXT));
    LIT(sink, "</p>\n</blockquote>\n<figcaption><bdi>");
    html_text(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, "</bdi>\n");
    time_link(sink, view->episode, view->at);
    LIT(sink, "</figcaption>\n</figure>\n<p class=\"quiet\">");
    quote_verdict(sink, view->episode, view->quote);
    LIT(sink, " <a href=\"");
    quote_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG),
               record_text(view->quote, QUOTE_ID));
    LIT(sink, "\">The quote’s own page</a></p>\n");
}

/* The quote with its citation in the first style, for where it is put. */
static void quote_forms(struct sink *sink, const struct citation_view *view)
{
    static const struct {
        struct span title;
        enum cite_as as;
    } forms[] = {{SPAN_INIT("Text"), CITE_TEXT},
                 {SPAN_INIT("Markdown"), CITE_MARKDOWN},
                 {SPAN_INIT("HTML"), CITE_HTML}};
    struct citation_view quoted = *view;

    if (view->quote.record == NULL)
        return;
    quoted.style = cite_style_at(0);
    quoted.part = CITE_BIBLIOGRAPHY;
    LIT(sink, "<section id=\"quoted\">\n"
              "<h2>With its words</h2>\n"
              "<dl class=\"citations\">\n");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        quoted.as = (int)forms[i].as;
        cite_quote_entry(sink, &quoted, forms[i].title);
    }
    LIT(sink, "</dl>\n</section>\n");
}

static void entries(struct sink *sink, const struct citation_view *view)
{
    struct citation_view cited = *view;

    LIT(sink, "<dl class=\"citations\">\n");
    for (size_t i = 0; (cited.style = cite_style_at(i)) != NULL; i++)
        cite_entry(sink, &cited, true);
    LIT(sink, "</dl>\n");
}

/* The files, to save; they keep what the page was asked for. */
static void downloads(struct sink *sink, const struct citation_view *view)
{
    const struct cite_style *style;

    LIT(sink, "<p class=\"actions\">\n");
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        if (!citation_is_download(style))
            continue;
        LIT(sink, "<a class=\"button\" href=\"");
        episode_path(sink, &view->site,
                     record_text(view->episode, EPISODE_SLUG));
        LIT(sink, "/cite/");
        url_segment(sink, style->name);
        LIT(sink, "?of=");
        if (view->summary)
            LIT(sink, "summary");
        else
            LIT(sink, "episode");
        if (view->at != RECORD_ABSENT) {
            LIT(sink, "&amp;t=");
            sink_decimal(sink, view->at);
        }
        if (view->quote.record != NULL) {
            LIT(sink, "&amp;quote=");
            url_argument(sink, record_text(view->quote, QUOTE_ID));
        }
        LIT(sink, "&amp;accessed=");
        date_write(sink, view->accessed);
        LIT(sink, "\">Save as ");
        html_text(sink, style->title);
        LIT(sink, "</a>\n");
    }
    LIT(sink, "</p>\n");
}

void cite_page(struct sink *sink, const void *citation_view)
{
    const struct citation_view *view = citation_view;

    layout_head(sink, &view->site);
    head(sink, view);
    layout_main(sink, &view->site);
    LIT(sink, "<header>\n<h1>Cite this episode</h1>\n");
    episode_link(sink, view);
    question(sink, view);
    LIT(sink, "</header>\n");
    quoted_words(sink, view);
    quote_forms(sink, view);
    LIT(sink, "<section id=\"cite\">\n"
              "<h2>In every style</h2>\n");
    entries(sink, view);
    downloads(sink, view);
    LIT(sink, "</section>\n");
    layout_end(sink, &view->site);
}
