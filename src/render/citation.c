#include "render/citation.h"

#include "base/escape.h"
#include "cite/format.h"
#include "cite/list.h"
#include "cite/record.h"

static struct cite_target target_of(const struct citation_view *view)
{
    return (struct cite_target){
        .kind = view->summary ? CITE_SUMMARY : CITE_EPISODE,
        .at = view->at,
        .quote = view->quote.record == NULL
                     ? SPAN("")
                     : record_text(view->quote, QUOTE_ID),
        .accessed = view->accessed,
    };
}

struct span citation_url(const struct citation_view *view, struct sink *text)
{
    struct cite_target target = target_of(view);

    return cite_address_of(view->site.site, view->episode, &target, text);
}

void citation_item(const struct citation_view *view, struct cite_item *item)
{
    struct cite_target target = target_of(view);

    cite_item_of(item, view->site.site, &view->episode, &target, view->url);
}

static void quote_as_html(struct sink *sink, const struct citation_view *view,
                          struct span url)
{
    LIT(sink, "<blockquote cite=\"");
    html_url(sink, url);
    LIT(sink, "\"><p>");
    html_text(sink, record_text(view->quote, QUOTE_TEXT));
    LIT(sink, "</p></blockquote>\n<p>— ");
    html_text(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, "</p>\n<p>");
}

static void quote_as_markdown(struct sink *sink,
                              const struct citation_view *view)
{
    LIT(sink, "> ");
    markdown_text(sink, record_text(view->quote, QUOTE_TEXT));
    LIT(sink, "\n>\n> — ");
    markdown_text(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, "\n\n");
}

static void quote_as_text(struct sink *sink, const struct citation_view *view)
{
    LIT(sink, "“");
    sink_ready(sink, record_text(view->quote, QUOTE_TEXT));
    LIT(sink, "” — ");
    sink_ready(sink, record_text(view->quote, QUOTE_SPEAKER));
    LIT(sink, "\n\n");
}

/* A quote comes with its own words where its citation is asked for. */
static bool has_words(const struct citation_view *view)
{
    return view->quote.record != NULL && !citation_is_download(view->style) &&
           view->part == CITE_BIBLIOGRAPHY;
}

static void quote_words(struct sink *sink, const struct citation_view *view,
                        struct span url)
{
    if (!has_words(view))
        return;
    if (view->as == CITE_HTML)
        quote_as_html(sink, view, url);
    else if (view->as == CITE_MARKDOWN)
        quote_as_markdown(sink, view);
    else
        quote_as_text(sink, view);
}

bool citation_is_download(const struct cite_style *style)
{
    return style->file != NULL && !span_starts(style->type, SPAN("text/plain"));
}

void citation_body(struct sink *sink, const void *citation_view)
{
    const struct citation_view *view = citation_view;
    struct cite_item item;

    citation_item(view, &item);
    quote_words(sink, view, item.url);
    if (citation_is_download(view->style)) {
        view->style->file(sink, &item, 1);
        return;
    }
    cite_write(sink, &item, view->style, (enum cite_part)view->part,
               (enum cite_as)view->as);
    if (has_words(view) && view->as == CITE_HTML)
        LIT(sink, "</p>");
    LIT(sink, "\n");
}

static void listed_item(const void *source, size_t index,
                        struct cite_item *item, struct sink *text)
{
    const struct cited_view *view = source;
    const struct cited *cited = &view->items[index];
    struct cite_target target = {
        .kind = view->summary ? CITE_SUMMARY : CITE_EPISODE,
        .at = cited->at,
        .accessed = view->accessed,
    };

    cite_item_of(
        item, view->site.site, &cited->episode, &target,
        cite_address_of(view->site.site, cited->episode, &target, text));
}

void citation_list(struct sink *sink, const void *cited_view)
{
    const struct cited_view *view = cited_view;
    struct cite_list list = {.count = view->count,
                             .source = view,
                             .room = view->room,
                             .address = view->address,
                             .address_size = view->address_size,
                             .item = listed_item};

    enum cite_as as =
        citation_is_download(view->style) ? CITE_TEXT : (enum cite_as)view->as;

    cite_list_write(sink, &list, view->style, (enum cite_part)view->part, as);
}
