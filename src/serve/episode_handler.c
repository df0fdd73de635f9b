#include "serve/handlers.h"

#include "render/cite_parts.h"
#include "render/pages.h"
#include "render/signposts.h"
#include "serve/cite_request.h"
#include "serve/episode.h"
#include "serve/negotiate.h"

/* Everything that an episode comes as; a new one is a row. */
static const struct format {
    struct span suffix;   /* behind the slug and a dot */
    struct span accepted; /* the media type that Accept names */
    struct medium medium;
    void (*render)(struct sink *sink, const void *view);
    struct span style; /* a citation in this style instead */
} formats[] = {
    {.suffix = SPAN_INIT("html"),
     .accepted = SPAN_INIT("text/html"),
     .medium = {.type = HTML_TYPE, .cache_control = PAGE_CACHE, .ready = true},
     .render = episode_page},
    {.suffix = SPAN_INIT("json"),
     .accepted = SPAN_INIT("application/json"),
     .medium = {.type = SPAN_INIT("application/json"),
                .cache_control = PAGE_CACHE},
     .render = episode_json},
    {.suffix = SPAN_INIT("jsonld"),
     .accepted = SPAN_INIT("application/ld+json"),
     .medium = {.type = SPAN_INIT("application/ld+json"),
                .cache_control = PAGE_CACHE},
     .render = episode_jsonld},
    {.suffix = SPAN_INIT("md"),
     .accepted = SPAN_INIT("text/markdown"),
     .medium = {.type = SPAN_INIT("text/markdown; charset=utf-8"),
                .cache_control = PAGE_CACHE},
     .render = episode_markdown},
    {.suffix = SPAN_INIT("txt"),
     .accepted = SPAN_INIT("text/plain"),
     .medium = {.type = SPAN_INIT("text/plain; charset=utf-8"),
                .cache_control = PAGE_CACHE},
     .render = episode_text},
    {.suffix = SPAN_INIT("bib"),
     .accepted = SPAN_INIT("application/x-bibtex"),
     .style = SPAN_INIT("bibtex")},
    {.suffix = SPAN_INIT("ris"),
     .accepted = SPAN_INIT("application/x-research-info-systems"),
     .style = SPAN_INIT("ris")},
    {.suffix = SPAN_INIT("csl.json"),
     .accepted = SPAN_INIT("application/vnd.citationstyles.csl+json"),
     .style = SPAN_INIT("csl")},
    {.accepted = SPAN_INIT("text/x-bibliography"), .style = SPAN_INIT("apa")},
};

#define FORMAT_COUNT (sizeof formats / sizeof *formats)

struct span serve_episode_suffix(unsigned index)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (formats[i].suffix.length > 0 && index-- == 0)
            return formats[i].suffix;
    }
    return SPAN("");
}

static const struct format *format_of_suffix(struct span suffix)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (suffix.length > 0 && span_equal(formats[i].suffix, suffix))
            return &formats[i];
    }
    return NULL;
}

/* A citation has no suffix where Accept may name its style. */
static bool has_named_style(const struct format *format)
{
    return format->style.length > 0 && format->suffix.length == 0;
}

/*
 * The style that Accept likes best of those that it names as a parameter, the
 * first of several; a range that names none means the format's own. NULL
 * where none is a style, or none is wanted; *quality is how much it is liked.
 */
static const struct cite_style *
named_style(struct span accept, const struct format *format, unsigned *quality)
{
    const struct cite_style *best = NULL;
    struct span range;
    unsigned weight;

    *quality = 0;
    while (range_next(&accept, format->accepted, &range, &weight)) {
        struct span name = format->style;
        const struct cite_style *style;

        range_parameter(range, SPAN("style"), &name);
        style = cite_style_find(name);
        if (style != NULL && weight > *quality) {
            *quality = weight;
            best = style;
        }
    }
    return best;
}

/* In an unknown style there is nothing, however much it is liked. */
static unsigned quality_of(struct span accept, const struct format *format)
{
    struct span rest = accept;
    struct span range;
    unsigned quality;

    if (!has_named_style(format) ||
        !range_next(&rest, format->accepted, &range, &quality))
        return type_quality(accept, format->accepted);
    named_style(accept, format, &quality);
    return quality;
}

/* The format that Accept likes best; the first of several; NULL for none. */
static const struct format *format_of_accept(struct span accept)
{
    const struct format *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        unsigned quality = quality_of(accept, &formats[i]);

        if (quality > most) {
            most = quality;
            best = &formats[i];
        }
        if (most == QUALITY_MOST)
            break;
    }
    return best;
}

/* What isn't there, or is elsewhere, says so whatever Accept takes. */
static void answer_not_acceptable(struct exchange *exchange, struct span slug)
{
    struct sink *text = &exchange->response->text_sink;
    const char *start;
    struct row episode;

    if (!episode_find(exchange, slug, &episode))
        return;
    if (type_quality(exchange->request->accept, SPAN("text/x-bibliography"))) {
        answer_no_style(exchange, 406); /* else it would have been taken */
        return;
    }
    start = text->cursor;

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

/* The page alone is signposted: the others are what its signs lead to. */
static struct span compose_link(struct response *response)
{
    struct sink *text = &response->text_sink;
    const char *start = text->cursor;

    episode_signposts(text, &response->view.episode);
    return (struct span){start, (size_t)(text->cursor - start)};
}

static void answer_format(struct exchange *exchange, struct span slug,
                          const struct format *format, bool negotiated)
{
    struct episode_view *view = &exchange->response->view.episode;
    struct medium medium = format->medium;
    struct key key;
    enum error error;

    medium.negotiated = negotiated;
    if (medium.ready &&
        answer_ready(exchange, &medium, slug_path(exchange, slug)))
        return;
    if (!episode_find(exchange, slug, &view->episode))
        return;
    view->site = exchange->site;
    view->generation = generation_hash(exchange->generation);
    error = episode_related(exchange, view->episode, &view->related, &key);
    if (error != ERROR_NONE) {
        answer_lookup_error(exchange, error, key_span(&key), SPAN(""));
        return;
    }
    if (medium.ready) {
        medium.link = compose_link(exchange->response);
        view->cited_url =
            cite_section_url(view, &exchange->response->text_sink);
    }
    answer_live(exchange, &medium, format->render);
}

static void answer_citation(struct exchange *exchange, struct span slug,
                            const struct format *format, bool negotiated)
{
    const struct cite_style *style = NULL;
    struct cite_request cite;
    struct span complaint = cite_request_read(exchange->request, &cite);
    unsigned quality;

    if (has_named_style(format)) {
        style = named_style(exchange->request->accept, format, &quality);
        cite.type = SPAN("text/x-bibliography; charset=utf-8");
    }
    if (style == NULL)
        style = cite_style_find(format->style);
    if (complaint.length > 0)
        answer_error(exchange, 400, complaint);
    else
        cite_answer(exchange, slug, style, &cite, negotiated);
}

void episode_handle(struct exchange *exchange)
{
    struct span name = exchange->capture[0];
    size_t dot = span_find(name, '.');
    bool negotiated = dot == name.length;
    const struct format *format =
        negotiated ? format_of_accept(exchange->request->accept)
                   : format_of_suffix(span_from(name, dot + 1));

    if (format != NULL && format->style.length > 0)
        answer_citation(exchange, span_first(name, dot), format, negotiated);
    else if (format != NULL)
        answer_format(exchange, span_first(name, dot), format, negotiated);
    else if (negotiated)
        answer_not_acceptable(exchange, name);
    else
        answer_error(exchange, 404, SPAN("Episodes have no such format."));
}
