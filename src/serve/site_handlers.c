/*
 * What needs no record but the site's: /about, assets, robots.txt, health.
 */
#include "serve/handlers.h"

#include "render/pages.h"
#include "render/texts.h"

static void answer_site(struct exchange *exchange, const struct medium *medium,
                        void (*render)(struct sink *sink, const void *view))
{
    if (answer_ready(exchange, medium, exchange->path))
        return;
    exchange->response->view.site = exchange->site;
    answer_live(exchange, medium, render);
}

void about_handle(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true};

    if (answer_ready(exchange, &medium, exchange->path))
        return;
    exchange->response->view.about.site = exchange->site;
    answer_live(exchange, &medium, about_page);
}

void robots_handle(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = SPAN_INIT("text/plain; charset=utf-8"),
        .cache_control = SPAN_INIT("public, max-age=3600")};

    answer_site(exchange, &medium, robots_txt);
}

void favicon_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = SPAN_INIT("image/svg+xml"),
                                         .cache_control =
                                             SPAN_INIT("public, max-age=86400"),
                                         .ready = true};

    answer_site(exchange, &medium, favicon_svg);
}

/* An asset's name holds its hash, so what it names never changes. */
#define ASSET_CACHE SPAN_INIT("public, max-age=31536000, immutable")

void asset_handle(struct exchange *exchange)
{
    static const struct {
        struct medium medium;
        void (*path)(struct sink *sink, const struct site_view *site);
        void (*render)(struct sink *sink, const void *view);
    } assets[] = {
        {{.type = SPAN_INIT("text/css; charset=utf-8"),
          .cache_control = ASSET_CACHE,
          .ready = true},
         style_path,
         style_css},
        {{.type = SPAN_INIT("text/javascript; charset=utf-8"),
          .cache_control = ASSET_CACHE,
          .ready = true},
         script_path,
         script_js},
    };
    struct site_view site = exchange->site;

    site.prefix = SPAN(""); /* as exchange->path has none */
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        char text[PATH_LENGTH_MAX];
        struct sink path = sink_over(text, sizeof text);

        assets[i].path(&path, &site);
        if (span_equal(sink_held(&path), exchange->path)) {
            answer_site(exchange, &assets[i].medium, assets[i].render);
            return;
        }
    }
    answer_error(exchange, 404, SPAN("There is no such file."));
}

static void answer_health(struct exchange *exchange,
                          const struct medium *medium,
                          void (*render)(struct sink *sink, const void *view))
{
    struct key key = key_of_listing(1);
    struct row listing;
    enum error error =
        generation_find(exchange->generation, exchange->request->reader,
                        SHAPE_LISTING, key_span(&key), &listing);

    if (error != ERROR_NONE) {
        answer_lookup_error(exchange, ERROR_SYSTEM, key_span(&key), SPAN(""));
        return;
    }
    exchange->response->view.health = (struct health_view){
        .generation = generation_hash(exchange->generation),
        .renderer = serve_renderer(),
        .episodes = record_whole(listing, LISTING_EPISODES),
        .anonymous_kib = exchange->request->anonymous_kib,
    };
    answer_live(exchange, medium, render);
}

void health_handle(struct exchange *exchange)
{
    static const struct medium medium = {
        .type = SPAN_INIT("text/plain; charset=utf-8"),
        .cache_control = SPAN_INIT("no-store")};

    answer_health(exchange, &medium, health_txt);
}

void health_json_handle(struct exchange *exchange)
{
    static const struct medium medium = {.type = SPAN_INIT("application/json"),
                                         .cache_control =
                                             SPAN_INIT("no-store")};

    answer_health(exchange, &medium, health_json);
}
