/*
 * What was checked of an episode: /verify, /verify.json and a quote's page.
 */
#include "serve/handlers.h"

#include "render/pages.h"
#include "serve/episode.h"

static void answer_verify(struct exchange *exchange,
                          const struct medium *medium,
                          void (*render)(struct sink *sink, const void *view))
{
    struct episode_view *view = &exchange->response->view.episode;

    if (!episode_find(exchange, exchange->capture[0], &view->episode))
        return;
    view->site = exchange->site;
    answer_live(exchange, medium, render);
}

void verify_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = HTML_TYPE,
                                         .cache_control = PAGE_CACHE};

    answer_verify(exchange, &medium, verify_page);
}

void verify_json_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = SPAN_INIT("application/json"),
                                         .cache_control = PAGE_CACHE};

    answer_verify(exchange, &medium, verify_json);
}

static bool find_quote(struct quote_view *view, struct span id)
{
    struct rows quotes =
        record_rows(view->episode, EPISODE_QUOTES, SHAPE_QUOTE);

    for (uint32_t i = 0; i < quotes.count; i++) {
        view->quote = rows_at(quotes, i);
        if (span_equal(record_text(view->quote, QUOTE_ID), id))
            return true;
    }
    return false;
}

void quote_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = HTML_TYPE,
                                         .cache_control = PAGE_CACHE};
    struct quote_view *view = &exchange->response->view.quote;

    if (!episode_find(exchange, exchange->capture[0], &view->episode))
        return;
    view->site = exchange->site;
    if (find_quote(view, exchange->capture[1]))
        answer_live(exchange, &medium, quote_page);
    else
        answer_error(exchange, 404,
                     SPAN("The episode has no quote of that id."));
}
