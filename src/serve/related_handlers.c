/*
 * The related episodes by themselves: /related and /related.json.
 */
#include "serve/handlers.h"

#include "render/pages.h"
#include "serve/episode.h"

static void answer_related(struct exchange *exchange,
                           const struct medium *medium,
                           void (*render)(struct sink *sink, const void *view))
{
    struct episode_view *view = &exchange->response->view.episode;
    struct key key;
    enum error error;

    if (!episode_find(exchange, exchange->capture[0], &view->episode))
        return;
    view->site = exchange->site;
    error = episode_related(exchange, view->episode, &view->related, &key);
    if (error == ERROR_NONE)
        answer_live(exchange, medium, render);
    else
        answer_lookup_error(exchange, error, key_span(&key), SPAN(""));
}

void related_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = HTML_TYPE,
                                         .cache_control = PAGE_CACHE};

    answer_related(exchange, &medium, related_page);
}

void related_json_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = SPAN_INIT("application/json"),
                                         .cache_control = PAGE_CACHE};

    answer_related(exchange, &medium, related_json);
}
