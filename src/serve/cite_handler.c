#include "serve/handlers.h"

#include "base/escape.h"
#include "cite/list.h"
#include "cite/record.h"
#include "render/citation.h"
#include "render/pages.h"
#include "render/parts.h"
#include "serve/cite_request.h"
#include "serve/episode.h"

#define DAY_SECONDS 86400

/* Today's date is in the answer, so it is fresh until the day is over. */
static struct span cache_until_midnight(struct exchange *exchange)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;
    int64_t left = DAY_SECONDS - exchange->request->now % DAY_SECONDS;

    LIT(text, "public, max-age=");
    sink_decimal(text, left);
    return (struct span){start, (size_t)(text->cursor - start)};
}

static struct span day_of(struct exchange *exchange, struct date day)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;

    date_write(text, day);
    return (struct span){start, (size_t)(text->cursor - start)};
}

static struct span type_of(const struct cite_style *style,
                           const struct cite_request *cite)
{
    if (cite->type.length > 0)
        return cite->type;
    if (citation_is_download(style))
        return style->type;
    switch (cite->as) {
    case CITE_HTML:
        return SPAN("text/html; charset=utf-8");
    case CITE_MARKDOWN:
        return SPAN("text/markdown; charset=utf-8");
    default:
        return SPAN("text/plain; charset=utf-8");
    }
}

/* A file is there to be saved, under its episode's name. */
static void add_disposition(struct exchange *exchange, struct span slug,
                            const struct cite_style *style)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;

    LIT(text, "attachment; filename=\"");
    header_value(text, slug);
    LIT(text, ".");
    header_value(text, style->extension);
    LIT(text, "\"");
    answer_field(exchange, SPAN("Content-Disposition"),
                 (struct span){start, (size_t)(text->cursor - start)});
}

/* Sets view.quote; false where the episode has no such quote. */
static bool find_quote(struct citation_view *view, struct span id)
{
    struct rows quotes =
        record_rows(view->episode, EPISODE_QUOTES, SHAPE_QUOTE);

    view->quote = (struct row){NULL, NULL};
    if (id.length == 0)
        return true;
    for (uint32_t i = 0; i < quotes.count; i++) {
        struct row quote = rows_at(quotes, i);

        if (span_equal(record_text(quote, QUOTE_ID), id)) {
            view->quote = quote;
            if (view->at == RECORD_ABSENT)
                view->at = quote_second(quote);
            return true;
        }
    }
    return false;
}

/* Fills view.citation; false where it answered itself. */
static bool find_cited(struct exchange *exchange, struct span slug,
                       const struct cite_request *cite)
{
    struct citation_view *view = &exchange->response->view.citation;

    if (!episode_find(exchange, slug, &view->episode))
        return false;
    view->site = exchange->site;
    view->summary = cite->summary;
    view->at = cite->at;
    view->accessed = cite->accessed;
    view->part = cite->part;
    view->as = cite->as;
    if (find_quote(view, cite->quote)) {
        view->url = citation_url(view, &exchange->response->text_sink);
        return true;
    }
    answer_error(exchange, 404, SPAN("The episode has no quote of that id."));
    return false;
}

void cite_answer(struct exchange *exchange, struct span slug,
                 const struct cite_style *style,
                 const struct cite_request *cite, bool negotiated)
{
    struct medium medium = {.type = type_of(style, cite),
                            .negotiated = negotiated};

    if (!find_cited(exchange, slug, cite))
        return;
    exchange->response->view.citation.style = style;
    medium.cache_control = cache_until_midnight(exchange);
    medium.variant = day_of(exchange, cite->accessed);
    answer_live(exchange, &medium, citation_body);
    if (citation_is_download(style) && cite->type.length == 0 &&
        exchange->response->status == 200)
        add_disposition(exchange, slug, style);
}

/* A list's, close by, but with enough before it for all else. */
static char *room_behind(const struct sink *text)
{
    size_t before = sink_held(text).length + 2560;

    return text->start + before - before % 16;
}

void cite_answer_list(struct exchange *exchange, const struct cite_style *style,
                      const struct cite_request *cite)
{
    struct cited_view *view = &exchange->response->view.cited;
    struct sink *text = &exchange->response->text_sink;
    struct medium medium = {.type = type_of(style, cite)};

    view->site = exchange->site;
    view->style = style;
    view->summary = cite->summary;
    view->accessed = cite->accessed;
    view->part = cite->part;
    view->as = cite->as;
    view->address_size =
        exchange->site.base_url.length + KEY_MAX + CITE_ADDRESS_ROOM;
    view->address = answer_room(exchange, view->address_size);
    view->room = text->limit = room_behind(text);
    cite_list_clear(view->room);
    medium.cache_control = cache_until_midnight(exchange);
    medium.variant = day_of(exchange, cite->accessed);
    answer_live(exchange, &medium, citation_list);
    if (citation_is_download(style) && exchange->response->status == 200)
        add_disposition(exchange, SPAN("citations"), style);
}

void cite_answer_page(struct exchange *exchange, struct span slug,
                      const struct cite_request *cite, bool negotiated)
{
    struct medium medium = {.type = HTML_TYPE, .negotiated = negotiated};

    if (!find_cited(exchange, slug, cite))
        return;
    medium.cache_control = cache_until_midnight(exchange);
    medium.variant = day_of(exchange, cite->accessed);
    answer_live(exchange, &medium, cite_page);
}

void cite_page_handle(struct exchange *exchange)
{
    struct cite_request cite;
    struct span complaint = cite_request_read(exchange->request, &cite);

    if (complaint.length > 0)
        answer_error(exchange, 400, complaint);
    else
        cite_answer_page(exchange, exchange->capture[0], &cite, false);
}

void answer_no_style(struct exchange *exchange, unsigned status)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;
    const struct cite_style *style;

    LIT(text, "There is no such style; there are ");
    for (size_t i = 0; (style = cite_style_at(i)) != NULL; i++) {
        if (i > 0)
            LIT(text, ", ");
        sink_ready(text, style->name);
    }
    LIT(text, ".");
    answer_error(exchange, status,
                 (struct span){start, (size_t)(text->cursor - start)});
}

void cite_style_handle(struct exchange *exchange)
{
    const struct cite_style *style = cite_style_find(exchange->capture[1]);
    struct cite_request cite;
    struct span complaint = cite_request_read(exchange->request, &cite);

    if (style == NULL)
        answer_no_style(exchange, 404);
    else if (complaint.length > 0)
        answer_error(exchange, 400, complaint);
    else
        cite_answer(exchange, exchange->capture[0], style, &cite, false);
}
