#include "serve/handlers.h"

#include "render/pages.h"
#include "serve/negotiate.h"

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

/* An earlier slug leads to the present one, whatever stands behind it. */
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
    sink_ready(&path, span_from(exchange->path, (size_t)(slug.at + slug.length -
                                                         exchange->path.at)));
    answer_moved(exchange, sink_held(&path));
    return true;
}

/* Everything that an episode comes as; a new one is a row. */
static const struct format {
    struct span suffix;   /* behind the slug and a dot */
    struct span accepted; /* the media type that Accept names */
    struct medium medium;
    void (*render)(struct sink *sink, const void *view);
} formats[] = {
    {SPAN_INIT("html"),
     SPAN_INIT("text/html"),
     {.type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true},
     episode_page},
    {SPAN_INIT("jsonld"),
     SPAN_INIT("application/ld+json"),
     {.type = SPAN_INIT("application/ld+json"), .cache_control = PAGE_CACHE},
     episode_jsonld},
    {SPAN_INIT("md"),
     SPAN_INIT("text/markdown"),
     {.type = SPAN_INIT("text/markdown; charset=utf-8"),
      .cache_control = PAGE_CACHE},
     episode_markdown},
    {SPAN_INIT("txt"),
     SPAN_INIT("text/plain"),
     {.type = SPAN_INIT("text/plain; charset=utf-8"),
      .cache_control = PAGE_CACHE},
     episode_text},
    {SPAN_INIT("json"),
     SPAN_INIT("application/json"),
     {.type = SPAN_INIT("application/json"), .cache_control = PAGE_CACHE},
     episode_json},
};

#define FORMAT_COUNT (sizeof formats / sizeof *formats)

static const struct format *format_of_suffix(struct span suffix)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (span_equal(formats[i].suffix, suffix))
            return &formats[i];
    }
    return NULL;
}

/* The format that Accept likes best; the first of several; NULL for none. */
static const struct format *format_of_accept(struct span accept)
{
    const struct format *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        unsigned quality = type_quality(accept, formats[i].accepted);

        if (quality > most) {
            most = quality;
            best = &formats[i];
        }
    }
    return best;
}

static void answer_not_acceptable(struct exchange *exchange)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start = text->cursor;

    LIT(text, "This episode comes as ");
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (i > 0)
            LIT(text, ", ");
        sink_ready(text, formats[i].accepted);
    }
    LIT(text, "; Accept takes none of these.");
    answer_error(exchange, 406,
                 (struct span){start, (size_t)(text->cursor - start)});
}

/* exchange->path without a format behind the slug. */
static struct span slug_path(const struct exchange *exchange, struct span slug)
{
    return (struct span){exchange->path.at,
                         (size_t)(slug.at + slug.length - exchange->path.at)};
}

static void answer_format(struct exchange *exchange, struct span slug,
                          const struct format *format, bool negotiated)
{
    struct episode_view *view = &exchange->response->view.episode;
    struct key key = key_of(KEY_EPISODE, slug);
    struct medium medium = format->medium;
    enum error error;

    medium.negotiated = negotiated;
    if (medium.ready &&
        answer_ready(exchange, &medium, slug_path(exchange, slug)))
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
    view->generation = generation_hash(exchange->generation);
    find_related(exchange);
    answer_live(exchange, &medium, format->render);
}

void episode_handle(struct exchange *exchange)
{
    struct span name = exchange->capture[0];
    size_t dot = span_find(name, '.');
    bool negotiated = dot == name.length;
    const struct format *format =
        negotiated ? format_of_accept(exchange->request->accept)
                   : format_of_suffix(span_from(name, dot + 1));

    if (format != NULL)
        answer_format(exchange, span_first(name, dot), format, negotiated);
    else if (negotiated)
        answer_not_acceptable(exchange);
    else
        answer_error(exchange, 404, SPAN("Episodes have no such format."));
}
