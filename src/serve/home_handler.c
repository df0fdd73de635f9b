#include "serve/handlers.h"

#include "render/pages.h"
#include "serve/query.h"

static const struct medium home_medium = {
    .type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true};

/* Fills view.home with the episodes of `listing`; *key is the last sought. */
static enum error find_episodes(struct exchange *exchange, struct row listing,
                                struct key *key)
{
    struct home_view *view = &exchange->response->view.home;
    struct rows slugs = record_texts(listing, LISTING_SLUGS);

    view->episode_count = 0;
    for (uint32_t i = 0; i < slugs.count && i < LISTING_LENGTH; i++) {
        enum error error;

        *key = key_of(KEY_EPISODE, texts_at(slugs, i));
        error =
            generation_find(exchange->generation, exchange->request->reader,
                            SHAPE_EPISODE, key_span(key), &view->episodes[i]);
        if (error != ERROR_NONE)
            return error == ERROR_ABSENT ? ERROR_DAMAGED : error;
        view->episode_count++;
    }
    return ERROR_NONE;
}

static uint64_t pages_for(int64_t episodes)
{
    if (episodes <= 0)
        return 1;
    return ((uint64_t)episodes + LISTING_LENGTH - 1) / LISTING_LENGTH;
}

static void answer_page(struct exchange *exchange, uint64_t page)
{
    struct home_view *view = &exchange->response->view.home;
    struct key key = key_of_listing(page);
    struct row listing;
    enum error error =
        generation_find(exchange->generation, exchange->request->reader,
                        SHAPE_LISTING, key_span(&key), &listing);

    if (error == ERROR_NONE) {
        view->site = exchange->site;
        view->page = page;
        view->pages = pages_for(record_whole(listing, LISTING_EPISODES));
        error = find_episodes(exchange, listing, &key);
    }
    if (error == ERROR_NONE)
        answer_live(exchange, &home_medium, home_page);
    else
        answer_lookup_error(exchange, error, key_span(&key),
                            SPAN("The list of episodes has no such page."));
}

void home_handle(struct exchange *exchange)
{
    uint64_t page;

    if (!query_ordinal(exchange->request->query, SPAN("page"), &page))
        answer_error(exchange, 400,
                     SPAN("page must be a whole number from 1, as in "
                          "?page=2."));
    else if (page != 1 || !answer_ready(exchange, &home_medium, SPAN("/")))
        answer_page(exchange, page);
}
