#include "serve/handlers.h"

#include "render/pages.h"
#include "serve/query.h"

static const struct medium home_medium = {
    .type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true};

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
        view->entries = record_rows(listing, LISTING_ENTRIES, SHAPE_ENTRY);
        answer_live(exchange, &home_medium, home_page);
    } else {
        answer_lookup_error(exchange, error, key_span(&key),
                            SPAN("The list of episodes has no such page."));
    }
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
