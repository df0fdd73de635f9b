#include "render/cite_parts.h"

#include "base/escape.h"
#include "cite/format.h"
#include "render/address.h"
#include "render/citation.h"

/* Those that are asked for most are in sight, in this order. */
static const struct span in_sight[] = {SPAN_INIT("apa"), SPAN_INIT("mla"),
                                       SPAN_INIT("chicago"),
                                       SPAN_INIT("bibtex")};

#define IN_SIGHT_COUNT (sizeof in_sight / sizeof *in_sight)

static bool is_in_sight(const struct cite_style *style)
{
    for (size_t i = 0; i < IN_SIGHT_COUNT; i++) {
        if (span_equal(style->name, in_sight[i]))
            return true;
    }
    return false;
}

static void write_citation(struct sink *sink, const struct cite_item *item,
                           const struct citation_view *view)
{
    bool file = view->style->file != NULL;

    if (file)
        LIT(sink, "<pre class=\"citation\">");
    else
        LIT(sink, "<p class=\"citation\" dir=\"auto\">");
    cite_write(sink, item, view->style, (enum cite_part)view->part, CITE_HTML);
    if (file)
        LIT(sink, "</pre>\n");
    else
        LIT(sink, "</p>\n");
}

static void entry_begin(struct sink *sink, struct span title)
{
    LIT(sink, "<div>\n<dt>");
    html_text(sink, title);
    LIT(sink, "</dt>\n<dd>\n");
}

static void copy_button(struct sink *sink, struct span title, struct span what)
{
    LIT(sink, "<button class=\"button copy\" type=\"button\" "
              "data-done=\"Copied!\" aria-label=\"Copy the ");
    html_attribute(sink, title);
    LIT(sink, " ");
    sink_ready(sink, what);
    LIT(sink, "\"><span>Copy</span></button>\n");
}

static void entry_end(struct sink *sink)
{
    LIT(sink, "</dd>\n</div>\n");
}

static void running_text(struct sink *sink, const struct cite_item *item,
                         const struct cite_style *style)
{
    if (style->file != NULL)
        return;
    if (style->note)
        LIT(sink, "<p class=\"quiet\">Note: <span dir=\"auto\">");
    else
        LIT(sink, "<p class=\"quiet\">In the text: <span dir=\"auto\">");
    cite_write(sink, item, style, CITE_INTEXT, CITE_HTML);
    LIT(sink, "</span></p>\n");
}

void cite_entry(struct sink *sink, const struct citation_view *view,
                bool running)
{
    struct cite_item item;

    citation_item(view, &item);
    entry_begin(sink, view->style->title);
    write_citation(sink, &item, view);
    copy_button(sink, view->style->title, SPAN("citation"));
    if (running)
        running_text(sink, &item, view->style);
    entry_end(sink);
}

void cite_quote_entry(struct sink *sink, const struct citation_view *view,
                      struct span title)
{
    struct escaping escaping;

    entry_begin(sink, title);
    LIT(sink, "<pre class=\"citation\" dir=\"auto\">");
    escaping_begin(&escaping, sink, html_text);
    citation_body(&escaping.sink, view);
    escaping_end(&escaping);
    LIT(sink, "</pre>\n");
    copy_button(sink, title, SPAN("quote"));
    entry_end(sink);
}

static void in_sight_entries(struct sink *sink, struct citation_view *view)
{
    LIT(sink, "<dl class=\"citations\">\n");
    for (size_t i = 0; i < IN_SIGHT_COUNT; i++) {
        view->style = cite_style_find(in_sight[i]);
        if (view->style != NULL)
            cite_entry(sink, view, false);
    }
    LIT(sink, "</dl>\n");
}

static void other_entries(struct sink *sink, struct citation_view *view)
{
    LIT(sink, "<details class=\"insight\">\n"
              "<summary>Other styles and files</summary>\n"
              "<dl class=\"citations\">\n");
    for (size_t i = 0; (view->style = cite_style_at(i)) != NULL; i++) {
        if (!is_in_sight(view->style))
            cite_entry(sink, view, false);
    }
    LIT(sink, "</dl>\n"
              "</details>\n");
}

static struct citation_view cited_in(const struct episode_view *view)
{
    return (struct citation_view){.site = view->site,
                                  .episode = view->episode,
                                  .at = RECORD_ABSENT,
                                  .accessed = {DATE_UNKNOWN, 0, 0},
                                  .part = CITE_BIBLIOGRAPHY,
                                  .as = CITE_HTML,
                                  .url = view->cited_url};
}

struct span cite_section_url(const struct episode_view *view, struct sink *text)
{
    struct citation_view cited = cited_in(view);

    return citation_url(&cited, text);
}

void cite_section(struct sink *sink, const struct episode_view *view)
{
    struct citation_view cited = cited_in(view);

    LIT(sink, "<section id=\"cite\">\n"
              "<h2>Cite this episode</h2>\n"
              "<p class=\"quiet\">For papers, blog posts, anywhere.</p>\n");
    in_sight_entries(sink, &cited);
    other_entries(sink, &cited);
    LIT(sink, "<p class=\"quiet\"><a href=\"");
    episode_path(sink, &view->site, record_text(view->episode, EPISODE_SLUG));
    LIT(sink, "/cite\">Cite a moment, or this summary</a></p>\n"
              "</section>\n");
}
