#include "serve/handlers.h"

#include "render/pages.h"

static const struct medium page_medium = {HTML_TYPE, PAGE_CACHE, true};

static enum error find(struct exchange *exchange, enum shape shape,
                       const struct key *key, struct row *row)
{
    return generation_find(exchange->generation, exchange->request->reader,
                           shape, key_span(key), row);
}

/* Related episodes that can't be read are left out: the page itself can. */
static void find_related(struct exchange *exchange)
{
    struct episode_view *view = &exchange->response->view.episode;
    struct rows slugs = record_texts(view->episode, EPISODE_RELATED);

    view->related_count = 0;
    for (uint32_t i = 0; i < slugs.count; i++) {
        struct key key = key_of(KEY_EPISODE, texts_at(slugs, i));

        if (view->related_count < RELATED_MAX &&
            find(exchange, SHAPE_EPISODE, &key,
                 &view->related[view->related_count]) == ERROR_NONE)
            view->related_count++;
    }
}

/* An earlier slug leads to the present one. */
static bool answer_alias(struct exchange *exchange, struct span slug)
{
    struct key key = key_of(KEY_ALIAS, slug);
    char text[PATH_LENGTH_MAX];
    struct sink path = sink_over(text, sizeof text);
    struct row alias;

    if (find(exchange, SHAPE_ALIAS, &key, &alias) != ERROR_NONE)
        return false;
    LIT(&path, "/episodes/");
    sink_ready(&path, record_text(alias, ALIAS_SLUG));
    answer_moved(exchange, sink_held(&path));
    return true;
}

void episode_handle(struct exchange *exchange)
{
    struct episode_view *view = &exchange->response->view.episode;
    struct span slug = exchange->capture[0];
    struct key key = key_of(KEY_EPISODE, slug);
    enum error error;

    if (answer_ready(exchange, &page_medium, exchange->path))
        return;
    error = find(exchange, SHAPE_EPISODE, &key, &view->episode);
    if (error == ERROR_ABSENT && answer_alias(exchange, slug))
        return;
    if (error != ERROR_NONE) {
        answer_lookup_error(exchange, error, key_span(&key),
                            SPAN("There is no episode at this address."));
        return;
    }
    view->site = exchange->site;
    find_related(exchange);
    answer_live(exchange, &page_medium, episode_page);
}
