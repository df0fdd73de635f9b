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

void cite_entry(struct sink *sink, const struct citation_view *view)
{
    struct cite_item item;

    citation_item(view, &item);
    LIT(sink, "<div>\n<dt>");
    html_text(sink, view->style->title);
    LIT(sink, "</dt>\n<dd>\n");
    write_citation(sink, &item, view);
    LIT(sink, "<button class=\"button copy\" type=\"button\" "
              "data-done=\"Copied!\" aria-label=\"Copy the ");
    html_attribute(sink, view->style->title);
    LIT(sink, " citation\"><span>Copy</span></button>\n"
              "</dd>\n</div>\n");
}

static void in_sight_entries(struct sink *sink, struct citation_view *view)
{
    LIT(sink, "<dl class=\"citations\">\n");
    for (size_t i = 0; i < IN_SIGHT_COUNT; i++) {
        view->style = cite_style_find(in_sight[i]);
        if (view->style != NULL)
            cite_entry(sink, view);
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
            cite_entry(sink, view);
    }
    LIT(sink, "</dl>\n"
              "</details>\n");
}

void cite_section(struct sink *sink, const struct episode_view *view)
{
    struct citation_view cited = {.site = view->site,
                                  .episode = view->episode,
                                  .at = RECORD_ABSENT,
                                  .accessed = {DATE_UNKNOWN, 0, 0},
                                  .part = CITE_BIBLIOGRAPHY,
                                  .as = CITE_HTML};
    char url[CITED_URL_SIZE];
    struct sink text = sink_over(url, sizeof url);

    cited.url = citation_url(&cited, &text);
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
